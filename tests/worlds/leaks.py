"""Leaks planted on purpose, each a small change of the bot: the two runs must tell each of them.

Most wrap what the bot does with a look at the other side, which no honest service gets.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.checkin import Entry
from bot.domain.page import Audience, WeekPage
from bot.domain.people import Client, Half, Person, Role
from bot.domain.rhythm import next_week, zone_of
from bot.domain.say import Line, Say, line
from bot.services.crossings.sides import beside, half_of, notify, partner
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request
from bot.services.flow.conversation import Conversation
from bot.services.page import week
from bot.services.ports import World
from bot.services.therapy import therapist
from tests.worlds.closeness_leaks import CLOSENESS
from tests.worlds.later_leaks import LATER
from tests.worlds.latest_leaks import LATEST
from tests.worlds.more_leaks import MORE
from tests.worlds.newer_leaks import NEWER
from tests.worlds.people import TESS
from tests.worlds.planting import Leak, on_action, on_behind, on_name, on_tick, other, saying
from tests.worlds.stage_leaks import STAGES
from tests.worlds.talk_leaks import TALK_LEAKS
from tests.worlds.therapist_leaks import THERAPIST_LEAKS

# ---------------------------------------------------------------------- what somebody does is told


async def answered(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side:
        await notify(world, side[0].other, "linked", name=request.person.name)
    return reply


async def knocks_at_second_yes(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side and side[1]:
        pages = [*await world.mine.all(WeekPage), *await side[2].all(WeekPage)]
        if sum(page.choice is not Audience.KEEP and not page.decided for page in pages) == 2:
            await cards.knock(side[1], beside(world, side[1], "yes"))
    return reply


async def counts(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side and reply:
        wrote = len(await side[2].all(Entry))
        reply = [saying(reply[0], line("number", n=wrote))]
    return reply


async def shared_quota(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    side = await other(world)
    since = world.now - timedelta(days=1)
    if side and len(await side[2].all(Entry, since=since)) > 3:
        return [Say((line("saved"),))]
    return await run()


async def shows_silent_leaving(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    half = await half_of(world.mine)
    if half and await partner(half, world) is None:
        return [Say((line("invite-what"),))]
    return await run()


async def break_into_the_void(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side and (side[1] is None or side[1].blocked or side[1].resting) and reply:
        return [replace(reply[0], lines=(line("saved"),))]
    return reply


async def rereading_knocks(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side and side[1]:
        await cards.knock(side[1], beside(world, side[1], "reread"))
    return reply


async def shows_the_role(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side and side[1] and side[1].role is not Role.HURT and reply:
        return [saying(reply[0], line("saved"))]
    return reply


async def shows_a_new_name(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side and side[1] and side[1].name != side[0].name and reply:
        return [saying(reply[0], line("saved"))]
    return reply


async def gap_in_a_chart(request: Request, world: World, run: Callable[[], Awaitable[Reply]]) -> Reply:
    reply, side = await run(), await other(world)
    if side and reply and reply[0].picture:
        drawn = reply[0].picture
        days = sorted({each.day for each in await side[2].all(Entry)})
        return [replace(reply[0], picture=replace(drawn, data=f"{drawn.data} {days}"))]
    return reply


# ---------------------------------------------------------------------- what time does depends on the other


async def no_reminder(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    side = await other(world)
    if not (side and await side[2].all(Entry, since=world.now - timedelta(hours=12))):
        await run()


async def no_knock_for_the_left(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    side = await other(world)
    if not side or side[1]:
        await run()


async def no_knock_for_the_blocked(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    side = await other(world)
    if not (side and side[1] and side[1].blocked):
        await run()


async def waits_for_the_other(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    side = await other(world)
    if side and due.at == world.now and not await side[2].all(Entry, since=world.now - timedelta(days=2)):
        await world.mine.plan(due.kind, due.ref, due.at + timedelta(hours=1))
    else:
        await run()


async def day_ends_with_the_other(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    side = await other(world)
    if not (side and await side[2].all(Entry, since=world.now - timedelta(hours=20))):
        await run()


async def counts_empty_weeks(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    await run()
    half, side = await half_of(world.mine), await other(world)
    if half and side and not await side[2].all(Entry, since=world.now - timedelta(days=3)):
        await world.mine.put(replace(half, closed_weeks=half.closed_weeks + 1))


async def knocks_for_a_held_one_later(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    side = await other(world)
    if side and side[1] and side[1].held_since and due.at == world.now:
        await world.mine.plan("release", due.ref, due.at + timedelta(minutes=1))
    else:
        await run()


async def plans_by_the_others_zone(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    await run()
    side = await other(world)
    if side:
        coming = next_week(world.now, zone_of(side[1].zone if side[1] else side[0].zone))
        await world.mine.plan("preview", coming.key, coming.opens)
        await world.mine.plan("release", coming.key, coming.closes)


# ---------------------------------------------------------------------- what is shown depends on the other


def _closed_words(look: Any) -> Any:
    async def behind(person: Person, world: World) -> Say | None:
        shown: Say | None = await look(person, world)
        side = await other(world)
        if shown is None or side is None or not shown.lines[0].key.startswith("week-private"):
            return shown
        gone = side[1] is None or await side[2].get(Half, side[0].other_half) is None
        if gone or (side[1] and side[1].held_since):
            return replace(shown, lines=(line("saved"),))
        return shown

    return behind


def _one_stream(known: Any) -> Any:
    def world(self: Conversation, tx: Any, person: Person) -> World:
        made: World = known(self, tx, person)
        return replace(made, chance=self.chances(0))

    return world


def _preview_of_held(known: Any) -> Any:
    async def page_screen(person: Person, half: Half, page: WeekPage, world: World, *above: Line) -> Say:
        shown: Say = await known(person, half, page, world, *above)
        theirs = await world.across.of(half.other).get(Person, half.other)
        return saying(shown, line("saved")) if theirs and theirs.held_since else shown

    return page_screen


def _kept_private(known: Any) -> Any:
    async def caseload_screen(person: Person, world: World, *more: Any) -> Say:
        shown: Say = await known(person, world, *more)
        for client in await world.mine.all(Client):
            pages = [page for id in client.partners for page in await world.across.of(id).all(WeekPage)]
            wanted = [page for page in pages if page.choice is Audience.BOTH and not page.released]
            if any(page.decided for page in wanted):
                shown = saying(shown, line("saved"))
        return shown

    return caseload_screen


FIRST: tuple[Leak, ...] = (
    Leak("an answer knocks at the other's", on_action("rate", answered)),
    Leak("a knock at the second yes", on_action("choose", knocks_at_second_yes)),
    Leak("a count of the other's entries in a text", on_action("invite", counts)),
    Leak("a quota that both use up", on_action("note-free", shared_quota)),
    Leak("silent leaving changes /invite", on_action("invite", shows_silent_leaving)),
    Leak("a break reads otherwise when the other rests", on_action("pause", break_into_the_void)),
    Leak("reading a shared week again knocks", on_action("shared", rereading_knocks)),
    Leak("the other's role in what is offered", on_action("practice", shows_the_role)),
    Leak("a new name before a page bears it", on_action("invite", shows_a_new_name)),
    Leak("no knock when the other blocked the bot", on_tick("knock", no_knock_for_the_blocked)),
    Leak("a preview that waits for the other's answers", on_tick("preview", waits_for_the_other)),
    Leak("a day that stays while the other writes", on_tick("expire", day_ends_with_the_other)),
    Leak("the other's days in one's own chart", on_action("history", gap_in_a_chart)),
    Leak("no reminder when the other answered", on_tick("remind", no_reminder)),
    Leak("no knock when the other deleted all", on_tick("knock", no_knock_for_the_left)),
    Leak("T1 a minute later when the other is held", on_tick("release", knocks_for_a_held_one_later)),
    Leak("closed weeks counted from the other", on_tick("release", counts_empty_weeks), kinds=("rated",)),
    Leak("the week by the other's own zone", on_tick("release", plans_by_the_others_zone)),
    Leak("the closed sentence differs when held or left", on_behind(_closed_words)),
    Leak("one stream of chance for all", on_name(Conversation, "_world", _one_stream)),
    Leak("one's preview shows that the other is held", on_name(week, "page_screen", _preview_of_held)),
    Leak(
        "the therapist reads that someone kept it",
        on_name(therapist, "caseload_screen", _kept_private),
        (TESS,),
        ("care", "care-shared", "proposed"),
    ),
)

LEAKS = (*FIRST, *MORE, *LATER, *CLOSENESS, *STAGES, *TALK_LEAKS, *THERAPIST_LEAKS, *NEWER, *LATEST)
