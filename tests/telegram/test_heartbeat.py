"""The one beat."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.adapters.heartbeat import JOB, Heartbeat


class Counter:
    """Counts beats, and lets a test wait for the next ones."""

    def __init__(self) -> None:
        self.beats = 0
        self._came = asyncio.Condition()

    async def beat(self) -> None:
        async with self._came:
            self.beats += 1
            self._came.notify_all()

    async def reaches(self, count: int) -> None:
        async with asyncio.timeout(5), self._came:
            await self._came.wait_for(lambda: self.beats >= count)


async def test_it_beats_at_once_and_goes_on_until_it_is_stopped() -> None:
    counter = Counter()
    heart = Heartbeat(counter.beat, time.monotonic, every=0.01)
    assert heart.age() == float("inf")
    heart.start()
    await counter.reaches(4)
    await heart.stop()
    assert heart.last is not None
    assert heart.age() < 5
    beats = counter.beats
    for _ in range(10):
        await asyncio.sleep(0)
    assert counter.beats == beats


async def test_a_slow_beat_is_never_joined_by_another() -> None:
    running, most, beats, free = 0, 0, 0, asyncio.Event()

    async def slow() -> None:
        nonlocal running, most, beats
        running, beats = running + 1, beats + 1
        most = max(most, running)
        if beats == 1:
            asyncio.get_running_loop().call_later(0.05, free.set)
            await free.wait()
        running -= 1

    heart = Heartbeat(slow, time.monotonic, every=0.01)
    heart.start()
    await free.wait()
    await heart.stop()
    assert most == 1


async def test_a_beat_that_fails_is_followed_by_the_next_and_does_not_count() -> None:
    counter = Counter()

    async def failing() -> None:
        await counter.beat()
        if counter.beats < 3:
            raise OSError("disk full")

    now = 100.0
    heart = Heartbeat(failing, lambda: now + counter.beats, every=0.01)
    heart.start()
    await counter.reaches(2)
    assert heart.last is None
    await counter.reaches(3)
    await heart.stop()
    assert heart.last is not None
    assert heart.last >= 103


async def test_a_clock_that_is_set_back_does_not_stop_the_beat() -> None:
    counter = Counter()
    heart = Heartbeat(counter.beat, time.monotonic, every=0.01)
    heart.start()
    await counter.reaches(2)
    hour = datetime.now(UTC) + timedelta(hours=1)
    heart._scheduler.get_job(JOB).modify(next_run_time=hour)
    beats = counter.beats
    await counter.reaches(beats + 3)
    await heart.stop()


async def test_the_job_is_one_that_neither_piles_up_nor_is_ever_missed() -> None:
    heart = Heartbeat(Counter().beat, time.monotonic, every=5)
    heart.start()
    job = heart._scheduler.get_job(JOB)
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
    await heart.stop()


async def test_stopping_waits_for_the_beat_that_is_under_way_but_not_for_ever() -> None:
    begun, free, ended = asyncio.Event(), asyncio.Event(), []

    async def slow() -> None:
        begun.set()
        await free.wait()
        ended.append(True)

    heart = Heartbeat(slow, time.monotonic, every=5)
    heart.start()
    await begun.wait()
    stopping = asyncio.create_task(heart.stop())
    await asyncio.sleep(0)
    free.set()
    await stopping
    assert ended == [True]

    stuck = Heartbeat(asyncio.Event().wait, time.monotonic, every=5)  # type: ignore[arg-type]
    stuck.start()
    await asyncio.sleep(0)
    await stuck.stop(patience=0.01)


async def test_a_heart_that_never_beat_can_be_stopped() -> None:
    heart = Heartbeat(Counter().beat, time.monotonic)
    await heart.stop()
    assert heart.last is None


async def test_started_twice_it_beats_once() -> None:
    counter = Counter()
    heart = Heartbeat(counter.beat, time.monotonic, every=60)
    heart.start()
    heart.start()
    await counter.reaches(1)
    for _ in range(10):
        await asyncio.sleep(0)
    assert counter.beats == 1
    await heart.stop()
