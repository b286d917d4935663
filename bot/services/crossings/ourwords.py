"""What both say yes to: decided at T1, for both at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import crossing
from bot.domain.checkin import Entry, Kind
from bot.domain.gate import LATE
from bot.domain.ourwords import YES_FOR, OurWords, Said, Shown, yeses
from bot.domain.people import Half, Person
from bot.domain.safety import stands_plain
from bot.services.crossings.release import drained
from bot.services.crossings.sides import partner
from bot.services.ports import Mine, World


async def settle_words(person: Person, half: Half, week: str, closes: datetime, world: World) -> Half:
    """Decide which words both read from this T1 on; return one's own half as it is then.

    Without a yes of one's own nothing of the other's is looked at, and nothing stands.
    """
    if half.words.week == week or world.now - closes > LATE:
        return half
    mine = await _yeses(person, half, world.mine, closes)
    other = await partner(half, world)
    await drained(person, other if mine else None, closes, world)
    theirs = await _yeses(other.person, other.half, other.mine, closes) if other and mine else {}
    found = crossing.words_now(mine, theirs, half.words.items, closes)
    if other and mine and other.half.words.week != week:
        await other.mine.put(replace(other.half, words=_decided(other.half.words, found, week)))
    half = replace(half, words=_decided(half.words, found, week))
    await world.mine.put(half)
    return half


async def _yeses(person: Person, half: Half, rows: Mine, closes: datetime) -> dict[str, datetime]:
    """Return this side's yeses as they count: none while every page of theirs is plain."""
    if stands_plain(person):
        return {}
    entries = await rows.all(Entry, since=closes - 2 * YES_FOR)
    said = [Said(each.item, each.marks[0], each.at) for each in entries if each.kind is Kind.WORDS]
    return yeses(said, half.at, closes)


def _decided(was: OurWords, found: tuple[Shown, ...], week: str) -> OurWords:
    same = [each.item for each in was.items] == [each.item for each in found]
    return OurWords(found, week, was.seen and same)
