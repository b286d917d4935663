"""People on file, from a thousand to a million: what a beat, a start and memory cost."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial

from bot.services.ports import QueueName
from tests.bench.figures import Aim, Figure, Measure, Way
from tests.bench.ground import FIRST, START, Ground
from tests.bench.house import House, Silent, house
from tests.bench.program import evenkeel
from tests.faults.process import ROOT

SIZES = (1_000_000, 1_000, 10_000, 100_000)
NEXT = START + timedelta(days=1)
BEATS = 200


async def nothing_due(here: House, beats: int) -> Figure:
    """Return the milliseconds of a beat that finds nothing to do, and looks at what waits as the bot does."""
    used, began = time.process_time(), time.perf_counter()
    for _ in range(beats):
        await here.engine.beat()
        for queue in QueueName:
            await here.waits(queue)
    cpu = (time.process_time() - used) * 1000 / beats
    return Figure((time.perf_counter() - began) * 1000 / beats, cpu)


async def many_due(here: House, many: int) -> Figure:
    """Return the milliseconds of a beat that finds so many knocks due."""
    await here.knocks_due(range(FIRST, FIRST + many))
    used, began = time.process_time(), time.perf_counter()
    await here.engine.beat()
    spent, cpu = time.perf_counter() - began, time.process_time() - used
    assert await here.waits(QueueName.OUTBOX) == many
    return Figure(spent * 1000, cpu * 1000 / many)


async def start(ground: Ground, kind: str, people: int, memory: bool) -> Figure:
    """Return the seconds from the start of the process to its first beat, or the megabytes it then holds."""
    base, _ = await ground.filled(kind, people)
    crowd = await ground.telegram()
    await crowd.ask("forget")
    async with evenkeel(crowd.url, ground.folder / "started", base.settings) as running:
        if memory:
            await asyncio.sleep(1)
        return Figure(running.memory if memory else running.seconds)


async def asked(what: str, many: int, ground: Ground) -> list[float]:
    """Have a process of its own add jobs to APScheduler, and return its figures."""
    command = (sys.executable, "-m", "tests.bench.peer", what, str(many), str(ground.folder))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return [float(each) for each in said.split()]


async def memory_each(ground: Ground, kind: str, most: int, least: int) -> Figure:
    """Return the bytes that the bot holds for each person more who is on file."""
    more = (await start(ground, kind, most, True)).value
    return Figure(max(1.0, more - (await start(ground, kind, least, True)).value) * 1e6 / (most - least))


async def in_memory(ground: Ground, many: int) -> Figure:
    """Return the bytes that APScheduler holds for each job."""
    return Figure((await asked("jobs", many, ground))[0])


async def in_store(ground: Ground, many: int, place: int) -> Figure:
    """Return how many jobs a second its SQL store takes, or the seconds it takes to read them back."""
    return Figure((await asked("store", many, ground))[place])


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of people on file."""
    known, beats, jobs = ground.some(1000, 10), ground.some(BEATS, 5), ground.some(1000, 10)
    sizes = [ground.some(size, 20 + place) for place, size in enumerate(SIZES)]
    for kind in ground.kinds:
        async with AsyncExitStack() as stack:
            houses = []
            for size in sizes:
                base, _ = await ground.filled(kind, size)
                houses.append((size, await stack.enter_async_context(house(base, sender=Silent()))))
            due = min(known, *sizes)
            for what, work in (
                ("nothing due", partial(nothing_due, beats=beats)),
                (f"{due:,} knocks due", partial(many_due, many=due)),
            ):
                yield Measure(
                    f"one beat on {kind} with {what}, by people on file",
                    "ms",
                    tuple(Way(f"{size:,}", partial(work, here)) for size, here in houses),
                    (Aim(1.3, of=1),),
                    more_is_better=False,
                    note="a beat asks how many rows wait in each queue, too, as the running bot does",
                )
        most, least = sizes[0], sizes[1]
        yield Measure(
            f"from the start of the process to its first beat on {kind}, by people on file",
            "s",
            (
                Way(f"{most:,}", partial(start, ground, kind, most, False)),
                Way(f"{least:,}", partial(start, ground, kind, least, False)),
                Way(
                    f"reading {jobs:,} jobs back, APScheduler's SQL store", partial(in_store, ground, jobs, 1)
                ),
            ),
            (Aim(2.0),),
            more_is_better=False,
            note="the start includes Python and every import; APScheduler's only the reading, on SQLite",
        )
        yield Measure(
            f"memory for each person on file on {kind}",
            "bytes",
            (
                Way("ours", partial(memory_each, ground, kind, most, least)),
                Way("one APScheduler job in memory", partial(in_memory, ground, jobs * 20)),
            ),
            (Aim(100),),
            more_is_better=False,
            turns=2,
        )
