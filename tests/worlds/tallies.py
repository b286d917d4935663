"""What a number of pairs came to: what was done in them, what was compared, and what never occurred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.services.flow.actions import ACTIONS, COMMANDS, TICKS, Act, Action, Due, Reply, Request
from bot.services.ports import World as BotWorld
from tests.worlds.lives import Both
from tests.worlds.mutations import NAMED, named
from tests.worlds.people import NAMES
from tests.worlds.phones import Call

METHODS = {
    "messages": ("sendMessage",),
    "edits": ("editMessageText", "editMessageCaption", "editMessageMedia"),
    "deletions": ("deleteMessage", "deleteMessages"),
    "taps answered": ("answerCallbackQuery",),
}
ELSEWHERE = {
    "page-leaf": "only a page of six long lines turns, and no drawn week has one: tests/story/test_page.py"
}
"""What histories need not come to, and why."""

LONG = 1000
"""From so many pairs on, everything must have occurred."""


@dataclass
class Tally:
    """Counts."""

    pairs: int = 0
    mattered: int = 0
    released: int = 0
    whole: int = 0  # compared to the end: nothing that may pass differed
    calls: Counter[str] = field(default_factory=Counter)  # of the observer's chat, compared
    ways: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    inputs: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    dues: Counter[str] = field(default_factory=Counter)

    def note(self, both: Both) -> None:
        """Count a pair."""
        pair = both.pair
        self.pairs += 1
        hidden = [both.calls(chat) for chat in NAMES if chat != pair.observer]
        self.mattered += any(one != two for one, two in hidden)
        self.released += bool(both.one.table.shared or both.two.table.shared)
        self.whole += both.until is None
        self.ways.update(pair.ways)
        self.named.update(named(both))
        self.inputs.update(given.kind for _, _, given in both.two.told)
        self.calls.update(kind_of(call) for call in both.calls(pair.observer)[1] if call.at >= both.two.begun)

    def never(self) -> dict[str, list[str]]:
        """Return what of everything there is did not occur."""
        return {
            "actions never done": [
                name for name in ACTIONS if not self.actions[name] and name not in ELSEWHERE
            ],
            "instants that never came": [name for name in TICKS if not self.dues[name]],
            "things never mutated": [name for name in NAMED if not self.named[name]],
        }

    def figures(self, whole: bool = False) -> Counter[str]:
        """Return what there is to count; what never occurred, if everything should have, among it."""
        never = self.never() if whole and self.pairs >= LONG else {}
        return Counter(
            {
                "differences": 0,  # the first one ends a run
                "pairs": self.pairs,
                "where the change shows in one's own chat": self.mattered,
                "with a release": self.released,
                "compared to the end": self.whole,
                **{f"{what} compared": self.calls[what] for what in (*METHODS, "files")},
                **{what: len(names) for what, names in never.items()},
            }
        )

    def __str__(self) -> str:
        of = max(self.pairs, 1)
        kinds = len([name for name in ACTIONS if self.actions[name]])
        calls = ", ".join(f"{self.calls[what]:,} {what}" for what in (*METHODS, "files"))
        return (
            f"{self.pairs:,} pairs; in {self.mattered / of:.0%} the change shows in one's own chat, "
            f"{self.released / of:.0%} had a release, {self.whole / of:.0%} were compared to the end; "
            f"{kinds} of {len(ACTIONS)} actions occurred; compared: {calls}"
        )

    def in_full(self) -> str:
        """Return all counts, a line for each kind."""
        lines = [str(self)]
        for what, counts in (
            ("mutated", self.named),
            ("ways", self.ways),
            ("inputs", self.inputs),
            ("instants", self.dues),
            ("actions", self.actions),
        ):
            lines.append(f"{what}: " + ", ".join(f"{name} {n:,}" for name, n in counts.most_common()))
        lines += [f"{what}: {', '.join(names) or 'none'}" for what, names in self.never().items()]
        return "\n".join(lines)


def kind_of(call: Call) -> str:
    """Return what a call does."""
    if call.file:
        return "files"
    return next((what for what, methods in METHODS.items() if call.method in methods), call.method)


@contextmanager
def counting(tally: Tally) -> Generator[None]:
    """Count which actions occur, and what comes due."""

    def counted(known: Action) -> Act:
        async def act(request: Request, world: BotWorld) -> Reply:
            tally.actions[known.name] += 1
            return await known.run(request, world)

        return act

    def came(kind: str, run: Callable[[Due, BotWorld], Awaitable[None]]) -> Any:
        async def tick(due: Due, world: BotWorld) -> None:
            tally.dues[kind] += 1
            await run(due, world)

        return tick

    held, commands, ticks = dict(ACTIONS), dict(COMMANDS), dict(TICKS)
    for name, known in held.items():
        ACTIONS[name] = replace(known, run=counted(known))
    for name, known in commands.items():
        COMMANDS[name] = ACTIONS[known.name]
    for kind, run in ticks.items():
        TICKS[kind] = came(kind, run)
    try:
        yield
    finally:
        ACTIONS.update(held)
        COMMANDS.update(commands)
        TICKS.update(ticks)
