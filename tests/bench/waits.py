"""How long one person waits for an answer, alone, and while another floods the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial

from tests.bench.figures import Figure, Measure, Way, quantile
from tests.bench.ground import START, Base, Crowd, Ground
from tests.bench.program import evenkeel
from tests.bench.shelves import Shelves

SHARES = {"half of them at most": 0.5, "nine of ten": 0.9, "99 of 100": 0.99, "the longest": 1.0}
FLOOD = 30  # messages a second from one person
NOTE = (
    "the real process, polling; one person taps, and waits until their message has changed, while another "
    f"writes {FLOOD} messages a second. Measured and never asserted: a shared process is busy or it is not"
)


@dataclass
class Waits:
    """What one person waited in each turn, with another flooding or not."""

    ground: Ground
    crowd: Crowd
    base: Base
    chats: list[int]
    loud: bool
    many: int
    turns: list[list[float]] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)

    async def figure(self, what: str) -> Figure:
        """Return one share of a turn's waits; the first that asks for a turn has it done."""
        turn = self.told.get(what, 0)
        self.told[what] = turn + 1
        if turn == len(self.turns):
            self.turns.append(await self.measured())
        return Figure(quantile(self.turns[turn], SHARES[what]))

    async def measured(self) -> list[float]:
        """Have them tap in a bot that runs."""
        await self.crowd.ask("forget")
        quiet, loud = self.chats
        async with evenkeel(self.crowd.url, self.ground.folder / "waits", self.base.settings):
            await self.crowd.ask("opens", chats=[quiet], text="/practice")
            others = [loud] if self.loud else []
            found = await self.crowd.ask("waits", chat=quiet, many=self.many, loud=others, a_second=FLOOD)
            return [float(each) for each in found]


async def lived_in(base: Base, chats: list[int]) -> Base:
    """Put people into a database."""
    store = await base.open(lambda: START)
    shelves = Shelves(base.url, base.keys_url, store.lane, START)
    await shelves.open()
    await shelves.people(chats)
    await shelves.close()
    await store.close()
    return base


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give what one person waits, as a distribution."""
    crowd, many = await ground.telegram(), ground.some(60, 3)
    for kind in ground.kinds:
        chats = await crowd.people(2)
        base = await lived_in(await ground.base(kind), chats)
        alone, flooded = (Waits(ground, crowd, base, chats, loud, many) for loud in (False, True))
        for what in SHARES:
            yield Measure(
                f"from a tap to the changed message on {kind}, {what}",
                "ms",
                (
                    Way("while another floods it", partial(flooded.figure, what)),
                    Way("alone", partial(alone.figure, what)),
                ),
                more_is_better=False,
                note=NOTE,
            )
