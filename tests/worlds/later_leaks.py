"""Leaks through what comes late or seldom: expiry, renewal, files, receipts, monthly questions, wishes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.checkin import Entry, Kind
from bot.domain.page import Receipt, WeekPage
from bot.domain.people import Care, Half, Invitation, Person, telegram_locator
from bot.domain.say import Say, line
from bot.services.arriving.setup import safety_screen
from bot.services.day import today
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request
from bot.services.ports import World
from tests.worlds.more_leaks import Goes, Run, wrote
from tests.worlds.people import NAMES, SOL
from tests.worlds.planting import Leak, on_action, on_behind, on_name, on_tick, other, saying


async def everybody(world: World) -> list[Person]:
    """Return everyone there is."""
    found = [await world.across.locate(Person, telegram_locator(chat)) for chat in NAMES]
    people = [await world.across.of(each[0]).get(Person, each[0]) for each in found if each]
    return [each for each in people if each]


# ---------------------------------------------------------------------- what runs out


async def knocks_when_it_is_over(due: Due, world: World, run: Goes) -> None:
    """The end of a released page knocks, where its writer goes on writing."""
    await run()
    if await wrote(world, 72):
        await cards.knock(due.person, world)


def tells_who_renewed(look: Any) -> Any:
    async def behind(person: Person, world: World) -> Say | None:
        shown: Say | None = await look(person, world)
        found = await other(world)
        cares = await found[2].all(Care) if found else []
        return saying(shown, line("saved")) if shown and any(each.renew for each in cares) else shown

    return behind


# ---------------------------------------------------------------------- who somebody is


def language_of_the_other(known: Any) -> Any:
    async def next_thing(person: Person, world: World) -> Say | None:
        shown: Say | None = await known(person, world)
        found = await other(world)
        foreign = found and found[1] and found[1].language != person.language
        return saying(shown, line("saved")) if shown and foreign else shown

    return next_thing


async def withdrawn_is_told(request: Request, world: World, run: Run) -> Reply:
    """A code that does not stand (any more) is answered differently while somebody has another."""
    reply = await run()
    if reply and reply[0].lines[0].key == "code-unknown":
        for each in await everybody(world):
            if each.id != world.mine.owner and await world.across.of(each.id).all(Invitation):
                return [saying(reply[0], line("saved"))]
    return reply


async def how_many_are_here(request: Request, world: World, run: Run) -> Reply:
    reply, here = await run(), await everybody(world)
    return [saying(each, line("number", n=sum(one.started is not None for one in here))) for each in reply]


# ---------------------------------------------------------------------- files and receipts


async def a_count_goes_along(request: Request, world: World, run: Run) -> Reply:
    """One's own files carry how much the other wrote."""
    found = await other(world)
    if found:
        count = f"{len(await found[2].all(Entry))}"
        day = cards.today_of(request.person, world.now).isoformat()
        note = Entry(
            id=f"{count:>016}",
            owner=world.mine.owner,
            at=world.now,
            kind=Kind.NOTE,
            item="",
            day=day,
            words=count,
        )
        await world.mine.put(note)
    return await run()


async def a_receipt_tells_that_it_was_read(request: Request, world: World, run: Run) -> Reply:
    found = await other(world)
    pages = await found[2].all(WeekPage) if found else []
    read = {page.week for page in pages if page.released and page.seen}
    for each in await world.mine.all(Receipt):
        if each.week in read:
            await world.mine.put(replace(each, recipients=(*each.recipients, "read")))
    return await run()


# ---------------------------------------------------------------------- safety, and what is set together


def asked_when_the_other_is_held(look: Any) -> Any:
    async def behind(person: Person, world: World) -> Say | None:
        shown: Say | None = await look(person, world)
        found = await other(world)
        if shown is None and look.__name__ == "monthly" and found and found[1] and found[1].held_since:
            return safety_screen()
        return shown

    return behind


async def shows_the_others_wish(request: Request, world: World, run: Run) -> Reply:
    reply, found = await run(), await other(world)
    half = await found[2].get(Half, found[0].other_half) if found else None
    return [saying(each, line("saved")) for each in reply] if half and half.wishes else reply


LATER: tuple[Leak, ...] = (
    Leak(
        "the end of a page knocks where its writer goes on writing",
        on_tick("copy-expires", knocks_when_it_is_over),
        kinds=("long-shared",),
    ),
    Leak("a renewal tells that the other wants it", on_behind(tells_who_renewed), kinds=("renewal",)),
    Leak("what waits tells of the other's language", on_name(today, "next_thing", language_of_the_other)),
    Leak("a dead code tells that there is another", on_action("start", withdrawn_is_told), kinds=("alone",)),
    Leak("a stranger reads how many people there are", on_action("privacy", how_many_are_here), (SOL,)),
    Leak("the files carry a count of the other's", on_action("export-make", a_count_goes_along)),
    Leak(
        "a receipt in the files tells that it was read",
        on_action("export-make", a_receipt_tells_that_it_was_read),
        kinds=("shared", "care-shared"),
    ),
    Leak("the monthly questions come when the other is held", on_behind(asked_when_the_other_is_held)),
    Leak("what the other wishes to change is shown", on_action("together", shows_the_others_wish)),
)
