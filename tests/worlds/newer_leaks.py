"""Leaks through what came last: an end in the files, low evenings, heavy words, page lines, a therapist."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.cards import Card
from bot.domain.checkin import Entry, Kind
from bot.domain.page import WeekPage
from bot.domain.people import Care, CareState, Client, Person
from bot.domain.say import Say, line
from bot.services import crossings
from bot.services.crossings import care as crossing_care
from bot.services.day import checkins
from bot.services.flow import cards, delivery
from bot.services.flow.actions import Reply, Request
from bot.services.own import export
from bot.services.own.belongings import Belongings
from bot.services.page import week
from bot.services.page.hints import points_to_help
from bot.services.ports import Mine, World
from tests.worlds.people import TESS
from tests.worlds.planting import Leak, on_action, on_behind, on_name, other, saying

Run = Callable[[], Awaitable[Reply]]
Goes = Callable[[], Awaitable[None]]
CARED = ("care-again",)
DAY = timedelta(days=1)


# ---------------------------------------------------------------------- files of one's own


def end_in_the_files(known: Any) -> Any:
    """The files say of a link that the other side ended it."""

    def links(own: Any) -> dict[str, object]:
        return {**known(own), "ends": [each.ends.isoformat() for each in own.cares if each.ends]}

    return links


def next_therapist_in_the_files(known: Any) -> Any:
    """The files list a therapist who was asked for while a link stands that the other ended."""

    async def gather(mine: Mine, at: datetime) -> Belongings:
        found: Belongings = await known(mine, at)
        return replace(found, cares=tuple(await mine.all(Care)))

    return gather


def shows_at_once(known: Any) -> Any:
    """What the other asks of a next therapist shows although one's own link stands, or did."""

    async def linked_still(there: Any) -> bool:
        return False

    return linked_still


# ---------------------------------------------------------------------- the day


async def _their_last(world: World, kind: Kind = Kind.SAFETY, ago: timedelta = DAY) -> list[Entry]:
    found = await other(world)
    return [e for e in await found[2].all(Entry, since=world.now - ago) if e.kind is kind] if found else []


def low_for_two(known: Any) -> Any:
    """Nothing more is asked of one where the other's evening was low."""

    async def is_low_today(person: Person, world: World) -> bool:
        theirs = [each.value for each in await _their_last(world) if each.value is not None]
        return await known(person, world) or any(value <= checkins.LOW for value in theirs)

    return is_low_today


async def rests_as_well(request: Request, world: World, run: Run) -> Reply:
    """Whoever asks for a rest reads until when the other rests."""
    reply, found = await run(), await other(world)
    if reply and found and found[1] and found[1].rest_until:
        return [saying(reply[0], line("saved"))]
    return reply


# ---------------------------------------------------------------------- the page


async def _their_page(world: World) -> list[WeekPage]:
    found = await other(world)
    return [page for page in await found[2].all(WeekPage) if not page.decided] if found else []


def heavy_words_of_the_other(known: Any) -> Any:
    """One's own page reads otherwise where a line of the other's weighs much."""

    async def page_screen(
        person: Person, half: Any, page: WeekPage, world: World, *above: Any, **more: Any
    ) -> Say:
        shown: Say = await known(person, half, page, world, *above, **more)
        lines = [each for theirs in await _their_page(world) for each in theirs.lines]
        heavy = any(points_to_help(each.words, person, world.facts) for each in lines)
        return saying(shown, line("saved")) if heavy else shown

    return page_screen


async def lines_of_the_other(request: Request, world: World, run: Run) -> Reply:
    """The switches of one's own lines tell that the other put one on."""
    reply = await run()
    on = [each for page in await _their_page(world) for each in page.lines if each.on and each.words]
    return [saying(reply[0], line("saved"))] if reply and len(on) > 1 else reply


# ---------------------------------------------------------------------- a therapist


async def taken_back_for_both(request: Request, world: World, run: Run) -> Reply:
    """A question about a therapist goes from the other's screen once it was taken back."""
    reply, found = await run(), await other(world)
    asked = {each.proposal for each in await world.mine.all(Care) if each.state is CareState.BACK}
    for each in await found[2].all(Care) if found else ():
        if found and each.proposal in asked:
            await found[2].drop(Care, each.id)
    return reply


async def not_the_same_for_both(request: Request, world: World, run: Run) -> Reply:
    """That the digits are not the same takes them from the other as well."""
    before = {each.id: each for each in await world.mine.all(Care)}
    reply, found = await run(), await other(world)
    gone = before.keys() - {each.id for each in await world.mine.all(Care)}
    proposals = {before[id].proposal for id in gone}
    for each in await found[2].all(Care) if found else ():
        if found and each.proposal in proposals:
            await found[2].drop(Care, each.id)
    return reply


def offered_unless_the_other_was(look: Any) -> Any:
    """The therapist whose link one opened is not offered where the other opened it, too."""

    async def behind(person: Person, world: World) -> Say | None:
        found = await other(world) if look.__name__ == "to_ask_for" else None
        if found and found[1] and found[1].came_by == person.came_by:
            return None
        said: Say | None = await look(person, world)
        return said

    return behind


def offered_beside_a_hidden_question(look: Any) -> Any:
    """The therapist whose link one opened is not offered where the other asked behind an end."""

    async def behind(person: Person, world: World) -> Say | None:
        if look.__name__ == "to_ask_for" and any(each.waits for each in await world.mine.all(Care)):
            return None
        said: Say | None = await look(person, world)
        return said

    return behind


def from_when_it_was_made(opened: Any) -> Any:
    """Digits by a couple's own link run out a week after one of them made it."""

    async def opens(proposer: Person, care: Care, therapist: Person, world: World) -> Client | None:
        client: Client | None = await opened(proposer, care, therapist, world)
        for owner in client.partners if client else ():
            theirs = world.across.of(owner)
            for each in await theirs.all(Care):
                if each.proposal == care.proposal:
                    await theirs.put(replace(each, expires=care.expires))
        return client

    return opens


def dated_by_its_hour(say_ended: Any) -> Any:
    """What the other asked behind an end keeps its hour when it shows: the files tell it."""

    async def says(world: World) -> None:
        was = {each.id: each.at for each in await world.mine.all(Care)}
        await say_ended(world)
        for each in await world.mine.all(Care):
            await world.mine.put(replace(each, at=was[each.id]))

    return says


def files_with_every_page(remove: Any) -> Any:
    """A therapist's own files go from their chat with a page that they never saw."""

    async def removes(rows: Mine, copy_id: str) -> None:
        for card in await rows.all(Card):
            if card.screen.file:
                await cards.put_away(card, rows)
        await remove(rows, copy_id)

    return removes


async def one_confirmed(request: Request, world: World, run: Run) -> Reply:
    """The therapist reads that one of the two confirmed the digits."""
    reply = await run()
    for client in await world.mine.all(Client):
        for owner in client.partners if not client.joined else ():
            theirs = await world.across.of(owner).all(Care)
            if reply and any(each.state is CareState.CONFIRMED for each in theirs):
                return [saying(reply[0], line("saved"))]
    return reply


NEWER: tuple[Leak, ...] = (
    Leak(
        "the files list who is asked for next",
        on_name(delivery, "gather", next_therapist_in_the_files),
        kinds=CARED,
    ),
    Leak(
        "a next therapist shows before the end of the last is told",
        on_name(crossing_care, "_linked_still", shows_at_once),
        kinds=CARED,
    ),
    Leak("the files tell that a link was ended", on_name(export, "_links", end_in_the_files), kinds=CARED),
    Leak(
        "nothing more is asked on the other's low evening",
        on_name(checkins, "is_low_today", low_for_two),
        kinds=("settled",),
    ),
    Leak("who asks for a rest reads of the other's", on_action("rest", rests_as_well), kinds=("settled",)),
    Leak("heavy words on the other's page", on_name(week, "page_screen", heavy_words_of_the_other)),
    Leak("the switches tell of the other's lines", on_action("page-lines", lines_of_the_other)),
    Leak(
        "a question taken back goes from the other's screen",
        on_action("care-ask-back", taken_back_for_both),
        kinds=("handed",),
    ),
    Leak(
        "digits that are not the same go for both",
        on_action("digits", not_the_same_for_both),
        kinds=("proposed", "handed"),
    ),
    Leak(
        "a therapist is offered unless the other came by them, too",
        on_behind(offered_unless_the_other_was),
        kinds=("handed",),
    ),
    Leak(
        "a therapist is offered unless the other asked behind an end",
        on_behind(offered_beside_a_hidden_question),
        kinds=("care-offered",),
    ),
    Leak(
        "digits run out a week after the link was made",
        on_name(crossings, "opened", from_when_it_was_made),
        kinds=("proposed",),
    ),
    Leak(
        "the files date what was asked behind an end by its hour",
        on_name(crossings, "say_ended", dated_by_its_hour),
        kinds=CARED,
    ),
    Leak(
        "a therapist's files go with a page that they never saw",
        on_name(crossing_care, "remove", files_with_every_page),
        (TESS,),
        ("care-shared",),
    ),
    Leak(
        "the therapist reads that one has confirmed",
        on_action("therapist", one_confirmed),
        (TESS,),
        ("proposed", "handed"),
    ),
)
