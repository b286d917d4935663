"""Two runs: a history, and another that differs in what must stay hidden; the observer's chat of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.services.actions import ACTIONS, COMMANDS, Act, Action, Reply, Request
from bot.services.ports import World as BotWorld
from tests.worlds.bases import base
from tests.worlds.declassified import Table, first_difference
from tests.worlds.histories import Pair, pair
from tests.worlds.people import NAMES, Input, Step, work_out
from tests.worlds.phones import Call
from tests.worlds.world import World, run


class Interference(AssertionError):
    """What one person keeps to themselves changed what another sees."""


@dataclass
class Run:
    """One history as it went."""

    world: World
    table: Table
    begun: datetime
    inputs: dict[Step, Input] = field(default_factory=dict)
    told: list[tuple[datetime, Step, Input]] = field(default_factory=list)

    @classmethod
    async def of(cls, pair: Pair, second: bool = False) -> Run:
        """Begin one of the two."""
        world = await base((pair.two if second else pair.one).beginning)
        table = Table(world, pair.observer)
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


@dataclass
class Tally:
    """What a number of pairs came to."""

    pairs: int = 0
    mattered: int = 0
    released: int = 0
    whole: int = 0  # compared to the end: nothing that may pass differed
    actions: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, int]:
        """Return what there is to count."""
        return {
            "differences": 0,  # the first one ends a run
            "pairs": self.pairs,
            "where the change shows in one's own chat": self.mattered,
            "with a release": self.released,
            "compared to the end": self.whole,
            "actions": len([name for name in ACTIONS if self.actions[name]]),
        }

    def __str__(self) -> str:
        of = max(self.pairs, 1)
        kinds = len([name for name in ACTIONS if self.actions[name]])
        return (
            f"{self.pairs} pairs; in {self.mattered / of:.0%} the change shows in one's own chat, "
            f"{self.released / of:.0%} had a release, {self.whole / of:.0%} were compared to the end; "
            f"{kinds} of {len(ACTIONS)} actions occurred"
        )


def compare(pair: Pair, tally: Tally | None = None) -> None:
    """Run both, and raise Interference where the observer could tell them apart."""
    run(compared(pair, tally))


async def compared(pair: Pair, tally: Tally | None = None) -> None:
    """Run both, and raise Interference where the observer could tell them apart."""
    one, two = await both(pair)
    until = first_difference(one.table.passed, two.table.passed)
    views = [_view(each, pair.observer, until) for each in (one, two)]
    if tally is not None:
        tally.pairs += 1
        hidden = [chat for chat in NAMES if chat != pair.observer]
        own = [[_bare(each.world.phones[chat].calls) for chat in hidden] for each in (one, two)]
        tally.mattered += own[0] != own[1]
        tally.released += bool(one.table.shared or two.table.shared)
        tally.whole += until is None
    if views[0] != views[1]:
        raise Interference(_story(pair, one, two, views, until))


def run_pairs(name: str, count: int, observers: tuple[int, ...], kinds: tuple[str, ...]) -> Tally:
    """Run so many pairs; the first that can be told apart is made small, and its story told."""
    tally = Tally()
    with counting(tally):
        for number in range(count):
            drawn = pair(f"{name} {number}", observers, kinds)
            try:
                compare(drawn, tally)
            except AssertionError as found:
                tally.pairs += not isinstance(found, Interference)
                raise run(explained(f"{name} {number}", drawn, found)) from None
    return tally


async def explained(name: str, drawn: Pair, found: AssertionError) -> AssertionError:
    """Return what was found, told by the smallest part of the pair that still shows it."""
    return type(found)(f"Pair {name!r}:\n{await _smallest(drawn, found)}")


async def _smallest(drawn: Pair, found: AssertionError) -> AssertionError:
    """Return what is found of the smallest part of a pair that still shows it."""
    size = len(drawn.sessions) // 2
    while size:
        whole = drawn.sessions
        for start in range(0, len(whole), size):
            less = drawn.without(whole[start : start + size])
            try:
                await compared(less)
            except type(found) as still:
                drawn, found = less, still
        size //= 2
    return found


def _bare(calls: list[Call]) -> list[tuple[datetime, str, str]]:
    return [(call.at, call.method, call.given) for call in calls]


async def both(pair: Pair) -> tuple[Run, Run]:
    """Run both, the part that they share once."""
    steps, others = pair.one.steps(), pair.two.steps()
    run_ = await Run.of(pair)
    same = 0
    if pair.one.beginning == pair.two.beginning:
        shorter = min(len(steps), len(others))
        same = next((n for n in range(shorter) if steps[n] != others[n]), shorter)
    for step in steps[:same]:
        await run_.take(step)
    second = run_.fork() if pair.one.beginning == pair.two.beginning else await Run.of(pair, second=True)
    ends = run_.begun + timedelta(seconds=pair.one.lasts)
    for step in steps[same:]:
        await run_.take(step)
    await run_.world.until(ends)
    for step in others[same:]:
        if step.who != pair.observer:
            await second.take(step)
        elif step in run_.inputs:  # the observer does the very same
            await second.take(step, run_.inputs[step])
    await second.world.until(ends)
    return run_, second


def _view(run_: Run, observer: int, until: datetime | None) -> list[Call]:
    calls = run_.world.phones[observer].calls
    return [call for call in calls if until is None or call.at < until]


def _story(pair: Pair, one: Run, two: Run, views: list[list[Call]], until: datetime | None) -> str:
    """Tell who did what when in both runs, and the first call that differs."""
    left, right = views
    shorter = min(len(left), len(right))
    at = next((n for n in range(shorter) if left[n] != right[n]), shorter)
    told = [{(when, step): given for when, step, given in each.told} for each in (one, two)]
    lines = [
        f"{NAMES[pair.observer]} can tell these two histories apart ({pair.one.beginning.kind}).",
        f"Begun as {pair.one.beginning}" + ("" if pair.one.beginning == pair.two.beginning
        else f",\n   or as {pair.two.beginning}"),
        "What may pass first differs " + (f"at {until:%a %d %H:%M:%S}." if until else "nowhere."),
    ]  # fmt: skip
    first = min((views[n][at].at for n in (0, 1) if at < len(views[n])), default=None)
    for when, step in sorted({**told[0], **told[1]}):
        if first is None or when <= first:
            marks, given = [(when, step) in each for each in told], {**told[1], **told[0]}[when, step]
            mark = "   " if all(marks) else ("1  " if marks[0] else " 2 ")
            lines.append(f"{mark}{when:%a %d %H:%M:%S} {step}  [{given.kind} {given.text}]")
    lines += ["The last call that was the same:", f"     {left[at - 1]}" if at else "     none"]
    for n, calls in enumerate(views):
        lines += [
            f"The first that differs, in run {n + 1}:",
            *(f"     {each}" for each in calls[at : at + 2]),
        ]
    return "\n".join(lines)


@contextmanager
def counting(tally: Tally) -> Generator[None]:
    """Count which actions occur."""

    def counted(known: Action) -> Act:
        async def act(request: Request, world: BotWorld) -> Reply:
            tally.actions[known.name] += 1
            return await known.run(request, world)

        return act

    held, commands = dict(ACTIONS), dict(COMMANDS)
    for name, known in held.items():
        ACTIONS[name] = replace(known, run=counted(known))
    for name, known in commands.items():
        COMMANDS[name] = ACTIONS[known.name]
    try:
        yield
    finally:
        ACTIONS.update(held)
        COMMANDS.update(commands)
