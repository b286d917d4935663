"""The one beat by which time comes in; what is due, and when, is written in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

JOB = "beat"

log = structlog.get_logger("heartbeat")


class Heartbeat:
    """Calls `beat` at once and then every few seconds, never twice at the same time, never in a crowd."""

    def __init__(
        self, beat: Callable[[], Awaitable[None]], steady: Callable[[], float], every: float = 5.0
    ) -> None:
        self._beat = beat
        self._steady = steady
        self._every = every
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._quiet = asyncio.Lock()  # held while a beat runs
        self._watch: asyncio.TimerHandle | None = None
        self._first: asyncio.Task[None] | None = None
        self.last: float | None = None
        """When, on the steady clock, the last beat ended well."""

    def start(self) -> None:
        """Begin to beat, unless it does already."""
        if self._first is not None:
            return
        self._scheduler.add_job(
            self._run,
            self._trigger(),
            id=JOB,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,  # with the usual one second, a slow moment swallows beats
        )
        self._scheduler.start()
        self._first = asyncio.create_task(self._run())
        self._watch_over()

    async def stop(self, patience: float = 20.0) -> None:
        """Stop, and let a beat that is under way come to its end."""
        if self._watch is not None:
            self._watch.cancel()
        if self._scheduler.running:
            self._scheduler.pause()
        try:
            async with asyncio.timeout(patience), self._quiet:
                pass
        except TimeoutError:
            log.warning("the last beat did not end in time", seconds=patience)
        if self._first is not None:
            self._first.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # it stops in the loop's next round

    def age(self) -> float:
        """Return the seconds since the last beat that ended well."""
        return float("inf") if self.last is None else self._steady() - self.last

    async def _run(self) -> None:
        if self._quiet.locked():
            return
        async with self._quiet:
            try:
                await self._beat()
            except Exception:  # the next beat finds the same rows due
                log.exception("a beat failed")
            else:
                self.last = self._steady()

    def _watch_over(self) -> None:
        # The scheduler goes by the clock on the wall; set back by an hour, it would rest for an hour.
        job = self._scheduler.get_job(JOB)
        if job is not None and not self._quiet.locked() and self.age() > 2 * self._every:
            self._scheduler.reschedule_job(JOB, trigger=self._trigger())
        self._watch = asyncio.get_running_loop().call_later(3 * self._every, self._watch_over)

    def _trigger(self) -> IntervalTrigger:
        return IntervalTrigger(seconds=self._every, timezone=UTC)
