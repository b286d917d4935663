"""What both change about their week: decided at T1, for the week after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import crossing
from bot.domain.cards import derived
from bot.domain.gate import LATE
from bot.domain.page import Copy, WeekPage
from bot.domain.people import Half, Notice, Person
from bot.domain.rhythm import week_anew, zone_of
from bot.domain.terms import Wish, coming_week, with_terms
from bot.services.crossings.linking import plan_talks, plan_week
from bot.services.crossings.release import drained
from bot.services.crossings.sides import joined_care, partner
from bot.services.ports import Mine, World


async def settle_terms(person: Person, half: Half, closes: datetime, world: World) -> Half:
    """Decide what this one wishes to change, and for both at once where the other wishes the same.

    Returns one's own half as it is from now on. A wish is for one T1 alone; without one's own nothing of the
    other's is looked at.
    """
    if world.now - closes > LATE or not any(wish.at < closes for wish in half.wishes):
        return half
    other = await partner(half, world)
    await drained(person, other, closes, world)
    alike = crossing.agreed(half.wishes, other.half.wishes, closes, world.now) if other else ()
    if other and alike:
        first = crossing.leads(other.half.name, half.name, half.id, other.half.id)
        await _change(replace(other.half, leads=not first), alike, closes, other.mine, world)
        half = replace(half, leads=first)
        if other.half.keep != with_terms(half, alike).keep:
            await _shorten_care(half, with_terms(half, alike).keep, world)
    return await _change(half, alike, closes, world.mine, world)


async def _change(half: Half, alike: Sequence[Wish], closes: datetime, rows: Mine, world: World) -> Half:
    """Change one side, and let the next week be the first by its new times."""
    left = tuple(wish for wish in half.wishes if wish.at >= closes)
    new = replace(with_terms(half, alike), wishes=left)
    if (new.times, new.zone) != (half.times, half.zone):
        for after in (closes, world.now):
            old = coming_week(half, after)
            await rows.unplan("preview", old.key)
            await rows.unplan("release", old.key)
        new = replace(new, begins=week_anew(closes, world.now, zone_of(new.zone), new.times).opens)
        await plan_week(new, rows, world.now)
    await rows.put(new)
    if (new.ritual, new.talk, new.zone) != (half.ritual, half.talk, half.zone):
        await plan_talks(new, rows, world.now)
    if alike:
        await _shorten(half.id, new.keep, rows)
        id = derived(half.id, "terms", closes.isoformat())
        what = alike[0].topic if len(alike) == 1 else "several"
        await rows.put(
            Notice(id=id, owner=half.owner, at=world.now, key=f"week-{what}-changed", about=half.id)
        )
    return new


async def _shorten(source: str, keep: int, rows: Mine) -> None:
    """Let pages that went out before end no later than pages do from now on."""
    for copy in await rows.all(Copy):
        ends = copy.at + timedelta(weeks=keep)
        if copy.source == source and ends < copy.expires:
            await rows.put(replace(copy, expires=ends))
            await rows.plan("copy-expires", copy.id, ends)
    for page in await rows.all(WeekPage):
        ends = page.closes + timedelta(weeks=keep)
        was = await rows.planned("page-expires", page.id) if page.half == source else None
        if was and ends < was:
            await rows.plan("page-expires", page.id, ends)


async def _shorten_care(half: Half, keep: int, world: World) -> None:
    care = await joined_care(half, world.mine, world.now)
    if care:
        await world.across.lock(care.therapist)
        await _shorten(care.proposal, keep, world.across.of(care.therapist))
