"""Histories as they go: one is run once, and every other that is compared with it from where they part."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.worlds.bases import base
from tests.worlds.declassified import Table, first_difference
from tests.worlds.people import Input, Step, work_out
from tests.worlds.phones import Call
from tests.worlds.sessions import History, Pair
from tests.worlds.world import World


@dataclass
class Run:
    """One history as it went."""

    world: World
    table: Table
    begun: datetime
    inputs: dict[Step, Input] = field(default_factory=dict)
    told: list[tuple[datetime, Step, Input]] = field(default_factory=list)

    @classmethod
    async def of(cls, history: History, observer: int) -> Run:
        """Begin a history."""
        world = await base(history.beginning)
        table = Table(world, observer)
        world.watch = table.before
        return cls(world, table, world.clock.now)

    def fork(self) -> Run:
        """Return a run that is the same so far."""
        world = self.world.fork()
        table = self.table.fork(world)
        world.watch = table.before
        return Run(world, table, self.begun, dict(self.inputs), list(self.told))

    async def take(self, step: Step, given: Input | None = None) -> None:
        """Do one step: worked out from the phone, or (for the observer) just as in the other run."""
        await self.world.until(self.begun + timedelta(seconds=step.at))
        given = given or work_out(step, self.world)
        if given is None:
            return
        was = self.table.look()
        await self.world.feed(given.raw(self.world, self.world.phones[step.who]))
        self.table.after(step.who, given, was)
        self.inputs[step] = given
        self.told.append((self.world.clock.now, step, given))

    @classmethod
    async def whole(cls, history: History, observer: int) -> Run:
        """Run a history from its beginning to its end."""
        lived = await cls.of(history, observer)
        for step in history.steps():
            await lived.take(step)
        await lived.ends(history)
        return lived

    async def ends(self, history: History) -> None:
        """Let the rest of the time pass."""
        await self.world.until(self.begun + timedelta(seconds=history.lasts))

    def passed_before(self, instant: datetime) -> list[tuple[datetime, str, str]]:
        """Return what had passed before an instant, for good: nothing is ever written down for later."""
        return sorted(each for each in self.table.passed if each.at < instant)


@dataclass
class Both:
    """Two histories as they went, and the instant from which what may pass differs."""

    pair: Pair
    one: Run
    two: Run
    until: datetime | None

    def calls(self, chat: int) -> tuple[list[Call], list[Call]]:
        """Return what happened in a chat of both, as far as they are compared."""
        one, two = (_before(each.world.phones[chat].calls, self.until) for each in (self.one, self.two))
        return one, two


def _before(calls: list[Call], until: datetime | None) -> list[Call]:
    return calls if until is None else [call for call in calls if call.at < until]


def parting(pair: Pair) -> int | None:
    """Return the number of steps that both have in common at first; None if they begin otherwise."""
    if pair.one.beginning != pair.two.beginning:
        return None
    steps, others = pair.one.steps(), pair.two.steps()
    shorter = min(len(steps), len(others))
    return next((n for n in range(shorter) if steps[n] != others[n]), shorter)


async def played(pairs: Sequence[Pair]) -> AsyncGenerator[Both]:
    """Run the first history, which all of these share, once; and each second one from where it parts."""
    history, observer = pairs[0].one, pairs[0].observer
    partings = [parting(pair) for pair in pairs]
    run, forks = await Run.of(history, observer), {}
    steps = history.steps()
    for number, step in enumerate(steps):
        if number in partings:
            forks[number] = run.fork()
        await run.take(step)
    if len(steps) in partings:
        forks[len(steps)] = run.fork()
    await run.ends(history)
    for pair, place in zip(pairs, partings, strict=True):
        second = await Run.of(pair.two, observer) if place is None else forks[place].fork()
        until = await _second(pair, run, second, place or 0)
        yield Both(pair, run, second, until)


async def _second(pair: Pair, one: Run, two: Run, place: int) -> datetime | None:
    """Run the second history; return when what may pass first differs: what comes after is not compared."""
    for step in pair.two.steps()[place:]:
        if step.who != pair.observer:
            await two.take(step)
        elif step in one.inputs:  # the observer does the very same
            await two.take(step, one.inputs[step])
        now = two.world.clock.now
        if one.passed_before(now) != two.passed_before(now):
            break
    else:
        await two.ends(pair.two)
    return first_difference(one.table.passed, two.table.passed)


async def both(pair: Pair) -> Both:
    """Run both, the part that they share once."""
    (lived,) = [each async for each in played([pair])]
    return lived
