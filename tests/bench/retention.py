"""What is old enough goes each night, and a person with all of theirs: among few entries, and a million."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle

from bot.domain.checkin import Entry, Kind
from bot.domain.people import Person
from bot.domain.say import line
from bot.services.ports import QueueName
from tests.bench.figures import Aim, Figure, Measure, Way, quantile
from tests.bench.ground import FIRST, START, Ground
from tests.bench.house import House, Silent, house
from tests.bench.shelves import owner_of

PEOPLE, EACH = 2_000, 500
FEW, NIGHTS, LEAVERS, OTHERS = 3, 3, 8, 20
"""Entries of each where there are few, nights, people of whom all is deleted, and others who write."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVERY = 0.05  # seconds between two entries of somebody else
SHARES = {"half of them at most": 0.5, "99 of 100": 0.99, "the longest": 1.0}
NOTE = (
    "of each person one entry goes in a night. The entries came in the order of their days, so that those of "
    "one person lie apart. Every 50 ms one of twenty others wants to keep an entry, and waits from then on, "
    "also while the loop is held up"
)


@dataclass
class Nights:
    """A house in which nights pass, somebody writes meanwhile, and people leave."""

    here: House
    people: list[int]  # whose entries go in the nights
    leavers: Iterator[int]
    others: Iterator[int]
    told: dict[str, int] = field(default_factory=dict)
    turns: list[tuple[Figure, list[float]]] = field(default_factory=list)

    async def figure(self, what: str) -> Figure:
        """Return one figure of a turn's night; the first that asks for a turn has it pass."""
        turn = self.told.get(what, 0)
        self.told[what] = turn + 1
        if turn == len(self.turns):
            self.turns.append(await self.passes())
        took, waited = self.turns[turn]
        return Figure(quantile(waited, SHARES[what])) if what in SHARES else took

    async def passes(self) -> tuple[Figure, list[float]]:
        """Let what is old enough go; return the milliseconds for each person, and what the other waited."""
        self.here.now = night(len(self.turns))
        assert await self.here.waits(QueueName.DUE) == len(self.people)
        over = asyncio.Event()
        writer = asyncio.create_task(self.writes(over))
        await asyncio.sleep(EVERY)
        used, began = time.process_time(), time.perf_counter()
        await self.here.engine.beat()
        spent, cpu = time.perf_counter() - began, time.process_time() - used
        over.set()
        assert await self.here.waits(QueueName.DUE) == 0
        each = 1000 / len(self.people)
        return Figure(spent * each, cpu * each), await writer

    async def writes(self, over: asyncio.Event) -> list[float]:
        """Keep an entry of somebody else's at even spaces; return how many milliseconds each waited."""
        wanted, each = time.perf_counter(), []
        while not over.is_set():
            each.append(asyncio.create_task(self.keeps(wanted)))
            wanted += EVERY
            await asyncio.sleep(max(0.0, wanted - time.perf_counter()))
        return await asyncio.gather(*each)

    async def keeps(self, wanted: float) -> float:
        """Keep an entry of somebody whose night it is not; return the milliseconds since it was wanted."""
        owner, day = owner_of(next(self.others)), START.date().isoformat()
        entry = Entry(id="e", owner=owner, at=START, kind=Kind.NOTE, item="", day=day, words="w")
        async with self.here.store.begin() as tx:
            await tx.lock(owner)
            await tx.of(owner).put(entry)
        return (time.perf_counter() - wanted) * 1000

    async def deletion(self) -> Figure:
        """Return the milliseconds until everything of somebody is deleted, and their key."""
        chat = next(self.leavers)
        owner = owner_of(chat)
        began = time.perf_counter()
        async with self.here.store.begin() as tx:
            await tx.lock(owner)
            await tx.of(owner).forget(line("deleted"), chat, "en", [])
        await self.here.engine.beat()
        spent = time.perf_counter() - began
        (left,) = await self.here.shelves.run("SELECT count(*) FROM entry WHERE owner = $1", owner)
        assert left[0] == 0
        return Figure(spent * 1000)


@dataclass
class Quiet(Nights):
    """The same house while nothing else is done."""

    seconds: float = 2.0

    async def passes(self) -> tuple[Figure, list[float]]:
        """Let some time pass; return what the other waited in it."""
        over = asyncio.Event()
        writer = asyncio.create_task(self.writes(over))
        await asyncio.sleep(self.seconds)
        over.set()
        return Figure(0), await writer


def night(number: int) -> datetime:
    """Return the instant of a night."""
    return START + (number + 1) * DAY


def instants(many: int) -> list[datetime]:
    """Return when somebody kept so many entries: one for each night, and the others in the weeks since."""
    kept = timedelta(weeks=Person.keep_weeks)
    old = [night(number) - kept - HOUR for number in range(NIGHTS)]
    apart = (kept - (NIGHTS + 2) * DAY) / max(1, many)
    return old + [night(NIGHTS) - kept + number * apart for number in range(many - NIGHTS)]


async def lived_in(stack: AsyncExitStack, ground: Ground, kind: str, each: int) -> Nights:
    """Return a house on a database of its own, in which people have so many entries each."""
    here = await stack.enter_async_context(house(await ground.base(kind), sender=Silent()))
    many = ground.some(PEOPLE, 3)
    people, leavers = [
        list(range(FIRST + at, FIRST + at + some)) for at, some in ((0, many), (many, LEAVERS))
    ]
    others = [FIRST + many + LEAVERS + number for number in range(OTHERS)]
    await here.shelves.people([*people, *leavers, *others], knock=False)
    await here.shelves.entries(people, instants(each))
    await here.shelves.entries(leavers, instants(ground.some(EACH, FEW)))
    await here.shelves.plans(people, "retention", night(0))
    for settles in ("ANALYZE",) if here.shelves.lite else ("VACUUM ANALYZE", "CHECKPOINT"):
        await here.shelves.run(settles)
    return Nights(here, people, iter(leavers), cycle(others))


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of what goes."""
    each = ground.some(EACH, FEW)
    for kind in ground.kinds:
        async with AsyncExitStack() as stack:
            among: list[tuple[str, Nights]] = []
            for many in (each, FEW):
                nights = await lived_in(stack, ground, kind, many)
                entries = len(nights.people) * many + LEAVERS * each
                among.append((f"{entries:,} entries on file", nights))
            full = among[0][1]
            quiet = Quiet(full.here, [], full.leavers, full.others, seconds=ground.some(2000, 50) / 1000)
            yield Measure(
                f"a night's retention of {len(full.people):,} people on {kind}",
                "ms a person",
                tuple(Way(name, partial(nights.figure, "")) for name, nights in among),
                (Aim(1.5, of=1),),
                more_is_better=False,
                note=NOTE,
                turns=NIGHTS,
            )
            for what in SHARES:
                ways = [Way(name, partial(nights.figure, what)) for name, nights in among]
                yield Measure(
                    f"somebody else keeps an entry in that night on {kind}, {what}",
                    "ms",
                    (*ways, Way("with nothing else to do", partial(quiet.figure, what))),
                    more_is_better=False,
                    note=NOTE,
                    turns=NIGHTS,
                )
            yield Measure(
                f"somebody with {each:,} entries is deleted on {kind}",
                "ms",
                tuple(Way(name, nights.deletion) for name, nights in among),
                (Aim(1.5, of=1),),
                more_is_better=False,
                note="all rows in one transaction, then the key, each of them on disk",
                turns=LEAVERS,
            )
