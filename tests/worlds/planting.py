"""How a leak is planted in the bot for a while, with a look at the other side that nobody honest gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.domain.people import Half, Person
from bot.domain.say import Line, Say
from bot.services.crossings.sides import half_of
from bot.services.flow.actions import ACTIONS, BEHIND, COMMANDS, TICKS, Due, Reply, Request
from bot.services.ports import Mine, World
from tests.worlds.bases import KINDS, PLAYED, Beginning, base
from tests.worlds.people import ANN, BEN
from tests.worlds.world import run

Change = Callable[[], Callable[[], None]]


@dataclass(frozen=True)
class Leak:
    """A leak: what it is, how it is planted (returns how it is taken out), and where it is looked for."""

    what: str
    plant: Change
    observers: tuple[int, ...] = (ANN, BEN)
    kinds: tuple[str, ...] = KINDS


async def other(world: World) -> tuple[Half, Person | None, Mine] | None:
    """Return the other side of one's own link, whether or not they are still there."""
    half = await half_of(world.mine)
    if half is None:
        return None
    rows = world.across.of(half.other)
    return half, await rows.get(Person, half.other), rows


Wrapped = Callable[[Request, World, Callable[[], Awaitable[Reply]]], Awaitable[Reply]]
Timed = Callable[[Due, World, Callable[[], Awaitable[None]]], Awaitable[None]]


def on_action(name: str, does: Wrapped) -> Change:
    """Change an action."""

    def plant() -> Callable[[], None]:
        known = ACTIONS[name]

        async def act(request: Request, world: World) -> Reply:
            return await does(request, world, partial(known.run, request, world))

        ACTIONS[name] = replace(known, run=act)
        COMMANDS.update(dict.fromkeys(known.commands, ACTIONS[name]))

        def out() -> None:
            ACTIONS[name] = known
            COMMANDS.update(dict.fromkeys(known.commands, known))

        return out

    return plant


def on_tick(kind: str, does: Timed) -> Change:
    """Change what time does."""

    def plant() -> Callable[[], None]:
        known = TICKS[kind]

        async def act(due: Due, world: World) -> None:
            await does(due, world, partial(known, due, world))

        TICKS[kind] = act
        return partial(TICKS.__setitem__, kind, known)

    return plant


def on_name(holder: Any, name: str, make: Callable[[Any], Any]) -> Change:
    """Change a function where it is looked up."""

    def plant() -> Callable[[], None]:
        known = getattr(holder, name)
        setattr(holder, name, make(known))
        return partial(setattr, holder, name, known)

    return plant


@contextmanager
def planted(leak: Leak) -> Generator[None]:
    """Plant a leak, and take it out again with all that was played meanwhile.

    The usual beginnings are played without it, any other with it: whatever was played here before.
    """
    usual = {Beginning(kind) for kind in leak.kinds}
    for each in usual:
        run(base(each))
    before = dict(PLAYED)
    for unusual in before.keys() - usual:
        del PLAYED[unusual]
    out = leak.plant()
    try:
        yield
    finally:
        out()
        PLAYED.clear()
        PLAYED.update(before)


def saying(screen: Say, *more: Line) -> Say:
    """Return the screen with more to say."""
    return replace(screen, lines=(*screen.lines, *more))


def on_behind(worded: Callable[[Any], Any]) -> Change:
    """Change everything that may lie behind a knock."""

    def plant() -> Callable[[], None]:
        held = list(BEHIND)
        BEHIND[:] = [(order, worded(look)) for order, look in held]

        def out() -> None:
            BEHIND[:] = held

        return out

    return plant
