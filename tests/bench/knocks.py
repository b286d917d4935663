"""Knocks that come due in the same minute: how late they are beside what the pace itself imposes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram.ext import AIORateLimiter, Application, JobQueue

from bot.adapters.telegram.pace import Pace
from bot.services.ports import Fate, Outcome, QueueName, Screen
from tests.bench.figures import Aim, Figure, Measure, Way, quantile
from tests.bench.ground import FIRST, START, Crowd, Ground
from tests.bench.house import House, Silent, house
from tests.bench.turned import turned
from tests.town import TOKEN

NEXT = START + timedelta(days=1)
TAKES = 0.06  # seconds that Telegram takes for a message, where the clock is turned


class Noted(Pace):
    """A pace that notes when each turn was given."""

    given: list[float]

    async def turn(self, chat: int, counts: bool = True) -> float:
        """Wait for a turn."""
        wait = await super().turn(chat, counts)
        if not wait:
            self.given.append(self._steady())
        return wait


class Slow(Silent):
    """A Telegram on a turned clock that takes a while for each message, and knows whom it was for."""

    def __init__(self, pace: Pace) -> None:
        super().__init__()
        self._pace, self.to = pace, list[int]()

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Take a message at its turn."""
        wait = await self._pace.turn(chat)
        if wait:
            return Outcome(Fate.LATER, after=wait)
        await asyncio.sleep(TAKES)
        self.to.append(chat)
        return await super().send(chat, screen)


class Kept:
    """Runs that give several figures each: the first is measured, the others are told afterwards."""

    def __init__(self, run: Callable[[], Awaitable[Sequence[float]]]) -> None:
        self._run, self._rest = run, list[list[float]]()
        self._told: dict[int, int] = {}

    async def first(self) -> Figure:
        """Run, and return the first figure."""
        first, *rest = await self._run()
        self._rest.append(rest)
        return Figure(first)

    def then(self, place: int) -> Callable[[], Awaitable[Figure]]:
        """Return how to tell another figure of the same runs, in turn."""

        async def tell() -> Figure:
            turn = self._told.get(place, 0)
            self._told[place] = turn + 1
            return Figure(self._rest[turn % len(self._rest)][place])

        return tell


def lateness(moments: list[float], began: float, pace: float) -> tuple[float, float, float]:
    """Return p99 and p50 as multiples of what the pace imposes, and the fullest second as one of the pace."""
    late = sorted(each - began for each in moments)
    least = [number / pace for number in range(1, len(late) + 1)]
    shares = [quantile(late, share) / max(quantile(least, share), 1 / pace) for share in (0.99, 0.5)]
    fullest, first = 0, 0
    for last, moment in enumerate(late):
        while late[first] <= moment - 0.999:  # a thousandth for the clock itself
            first += 1
        fullest = max(fullest, last - first + 1)
    return shares[0], shares[1], fullest / pace


async def everybody_once(crowd: Crowd, chats: list[int]) -> None:
    """See that each was knocked for exactly once."""
    told = await crowd.ask("told")
    assert sorted(told) == sorted(chats), f"{len(told)} messages for {len(chats)} people"


async def sent(here: House, many: int, done: Callable[[], int]) -> None:
    """Wait until everything was sent and recorded."""
    while done() < many or await here.waits(QueueName.OUTBOX):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def ours(crowd: Crowd, here: House, pace: Noted, chats: list[int], rate: float) -> Sequence[float]:
    """Have everybody's knock come due at once."""
    await crowd.ask("forget")
    await here.knocks_due(chats)
    await asyncio.sleep(1.1)  # the pace's own memory of the last second
    pace.given = []
    async with here.working():
        began = time.monotonic()
        await here.engine.beat()
        await sent(here, len(chats), lambda: len(pace.given))
    await everybody_once(crowd, chats)
    return lateness(pace.given, began, rate)


async def library(crowd: Crowd, chats: list[int], rate: float) -> Sequence[float]:
    """Have one job of JobQueue for each, with no limit on how late it may be, behind AIORateLimiter."""
    await crowd.ask("forget")
    limiter = AIORateLimiter(overall_max_rate=rate, overall_time_period=1)
    made: Any = Application.builder().token(TOKEN).base_url(f"{crowd.url}/bot").rate_limiter(limiter)
    made = made.job_queue(JobQueue()).build()
    moments: list[float] = []

    async def knock(context: Any) -> None:
        await context.bot.send_message(context.job.data, "Your moment for today.")
        moments.append(time.monotonic())

    async with made:
        for chat in chats:
            late = {"misfire_grace_time": None}
            made.job_queue.run_once(knock, timedelta(seconds=0), data=chat, job_kwargs=late)
        began = time.monotonic()
        await made.job_queue.start()
        while len(moments) < len(chats):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await made.job_queue.stop()
    return lateness(moments, began, rate)


async def as_documented(many: int) -> Figure:
    """Return how many of a hundred jobs of JobQueue fire that are due at the same instant."""
    made: Any = Application.builder().token(TOKEN).job_queue(JobQueue()).build()
    fired = 0

    async def knock(_: Any) -> None:
        nonlocal fired
        fired += 1

    ahead = 1.0 + many * 0.0005  # seconds, in which they can all be added
    due = datetime.now(UTC) + timedelta(seconds=ahead)
    for _ in range(many):
        made.job_queue.run_once(knock, due)
    await made.job_queue.start()
    try:
        await asyncio.sleep(ahead + 1.0 + many * 0.0003)
    finally:
        await made.job_queue.stop(wait=False)
    return Figure(100 * fired / many)


async def on_turned_clock(ground: Ground, many: int) -> Sequence[float]:
    """Have so many knocks come due at once, at 30 a second, on a clock that is turned."""
    base = await ground.base("SQLite")

    async def run() -> Sequence[float]:
        loop = asyncio.get_running_loop()
        pace = Noted(loop.time, asyncio.sleep, rate=30)
        pace.given = []
        phones, chats = Slow(pace), range(FIRST, FIRST + many)

        def now() -> datetime:
            return NEXT + timedelta(seconds=loop.time())

        async with house(base, chats, sender=phones, clock=now, steady=loop.time, knock=True) as here:
            here.engine.delivery.steady = loop.time
            await here.shelves.due_again(chats, NEXT)
            began = loop.time()
            async with here.working():
                await here.engine.beat()
                await sent(here, many, lambda: len(phones.to))
            assert sorted(phones.to) == list(chats), f"{len(phones.to)} messages for {many} people"
            return lateness(pace.given, began, 30)

    return await turned(run())


TIMES, SECONDS = "times what the pace imposes", "times the pace"
P99, FULLEST = (-1, "lateness, p99", TIMES, 1.02), (1, "the fullest second", SECONDS, 1.05)


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of knocks."""
    crowd = await ground.telegram()
    many = ground.some(10_000, 20)
    chats = await crowd.people(many)
    async for each in _over_http(ground, crowd, chats):
        yield each
    async for each in _at_thirty(ground, crowd, chats):
        yield each

    async def all_of_them() -> Figure:
        return Figure(100.0)  # seen above: each was told exactly once, or the run would have ended

    yield Measure(
        f"of {many:,} knocks due at one instant, how many are sent at all",
        "per cent",
        (Way("ours", all_of_them), Way("JobQueue as documented", lambda: as_documented(many))),
        (Aim(100),),
        turns=1,
    )


async def _over_http(ground: Ground, crowd: Crowd, chats: list[int]) -> AsyncIterator[Measure]:
    many, fewer = len(chats), ground.some(2000, 20)
    pace = Noted(time.monotonic, asyncio.sleep, rate=1000)
    async with house(await ground.base("SQLite"), chats, url=crowd.url, pace=pace, knock=True) as here:
        fast = Kept(lambda: ours(crowd, here, pace, chats, 1000))
        other = Kept(lambda: library(crowd, chats[:fewer], 1000))
        told = f"{many:,} knocks due at one instant, at 1,000/s over HTTP"
        theirs = f"JobQueue and AIORateLimiter, {fewer:,} jobs"
        note = (
            "ours on SQLite, planned anew, recorded, each seen once by Telegram; "
            "JobQueue, with no misfire limit, keeps nothing"
        )
        for place, what, unit, aim in (P99, (0, "lateness, p50", TIMES, 0.0), FULLEST):
            yield Measure(
                f"{told}: {what}",
                unit,
                (
                    Way("ours", fast.first if place < 0 else fast.then(place)),
                    Way(theirs, other.first if place < 0 else other.then(place)),
                ),
                (Aim(aim),) if aim else (),
                more_is_better=False,
                note=note,
                turns=2,
            )


async def _at_thirty(ground: Ground, crowd: Crowd, chats: list[int]) -> AsyncIterator[Measure]:
    many, few = len(chats), ground.some(150, 35)
    slow, limited = (
        Kept(lambda: on_turned_clock(ground, many)),
        Kept(lambda: library(crowd, chats[:few], 30)),
    )
    for place, what, unit, aim in (P99, FULLEST):
        yield Measure(
            f"{many:,} knocks due at one instant, at 30/s on a turned clock: {what}",
            unit,
            (
                Way("ours", slow.first if place < 0 else slow.then(place)),
                Way(
                    f"JobQueue, AIORateLimiter at 30/s, {few} jobs in real time",
                    limited.first if place < 0 else limited.then(place),
                ),
            ),
            (Aim(aim),),
            more_is_better=False,
            note="ours with a Telegram that takes 60 ms for each message, no wire between",
            turns=1,
        )
