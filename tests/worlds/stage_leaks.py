"""Leaks of what two decide together: told too early, or without one's own yes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.checkin import Entry, Kind
from bot.domain.people import Half
from bot.domain.say import line
from bot.domain.stages import Step
from bot.domain.standstill import Dance
from bot.services.flow.actions import Due, Reply, Request
from bot.services.ports import World
from tests.worlds.planting import Leak, on_action, on_tick, other, saying

Run = Callable[[], Awaitable[Reply]]


async def _their_half(world: World) -> Half | None:
    found = await other(world)
    return next(iter(await found[2].all(Half)), None) if found else None


async def tells_of_a_ready(request: Request, world: World, run: Run) -> Reply:
    """What can be done shows that the other is ready."""
    reply, theirs = await run(), await _their_half(world)
    ready = theirs is not None and theirs.step is not None and theirs.step.step is Step.READY
    return [saying(reply[0], line("saved"))] if ready and reply else reply


async def ready_once_the_other_is(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    """At T1 one's own ready is taken for granted once the other is."""
    half, theirs = next(iter(await world.mine.all(Half)), None), await _their_half(world)
    if half and theirs and theirs.step and theirs.step.step is Step.READY:
        await world.mine.put(replace(half, step=theirs.step))
    await run()


async def tells_of_a_sheet(request: Request, world: World, run: Run) -> Reply:
    """The sheet of moves shows that the other says yes to a map."""
    reply, theirs = await run(), await _their_half(world)
    return [saying(reply[0], line("saved"))] if theirs and theirs.sheet and reply else reply


async def maps_what_the_other_kept(due: Due, world: World, run: Callable[[], Awaitable[None]]) -> None:
    """At T1 one's own yes is enough for a map with what the other marked for themselves."""
    half, found = next(iter(await world.mine.all(Half)), None), await other(world)
    entries = await found[2].all(Entry) if found else []
    moves = [each.marks for each in entries if each.kind is Kind.DANCE and each.marks]
    if half and half.sheet and moves:
        await world.mine.put(replace(half, dance=Dance(half.sheet.moves, moves[-1], due.at)))
    await run()


NAMED = ("heard-shared",)
"""Where the standstill has been named, so that it can be marked."""

STAGES: tuple[Leak, ...] = (
    Leak("what can be done tells that the other is ready", on_action("practice", tells_of_a_ready)),
    Leak("one ready is enough", on_tick("release", ready_once_the_other_is)),
    Leak("the sheet tells of the other's yes to a map", on_action("dance", tells_of_a_sheet), kinds=NAMED),
    Leak("one yes makes a map", on_tick("release", maps_what_the_other_kept), kinds=NAMED),
)
