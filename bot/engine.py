"""The bot at work: what came in is handled, what time does is done, what goes out is sent, side by side."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.adapters.sidebyside import SideBySide
from bot.services.flow.conversation import Conversation
from bot.services.flow.delivery import Delivery
from bot.services.ports import QueueName, Row, Store

AT_ONCE = 32  # updates, of as many people
CHANNELS, MOST_CHANNELS = 32, 120
HOUR = 3600.0
UNCLEARED = timedelta(hours=36)
"""How long something may wait to be cleared untold: after 48 hours Telegram lets nothing be deleted."""
log = structlog.get_logger("evenkeel")


@dataclass
class Engine:
    """The bot at work: what came in, what time does, what goes out."""

    store: Store
    conversation: Conversation
    delivery: Delivery
    came: asyncio.Event = field(default_factory=asyncio.Event)
    posted: asyncio.Event = field(default_factory=asyncio.Event)
    resting: Callable[[], float] = field(default=lambda: 0.0)
    """For how many seconds nothing may be sent to anybody."""
    stopping: bool = False
    channels: int = CHANNELS
    """How many requests to Telegram are under way at most."""
    _sending: set[asyncio.Task[None]] = field(default_factory=set)
    _claiming: asyncio.Lock = field(default_factory=asyncio.Lock)
    _alarmed: float = float("-inf")

    def __post_init__(self) -> None:
        self.handling = SideBySide(self._claim_updates, self._handle, AT_ONCE, self._not_handled)

    def wake(self) -> None:
        """Something is to be done."""
        self.came.set()
        self.posted.set()
        self.handling.wake()

    async def drain(self) -> int:
        """Handle all that came in, people side by side."""
        return await self.handling.all()

    async def _claim_updates(self, room: int) -> list[Row]:
        return await self.conversation.claim(room)

    async def _handle(self, row: Row) -> None:
        await self.conversation.handle(row)
        self.posted.set()

    @staticmethod
    def _not_handled(error: BaseException) -> None:
        log.warning("an update was not handled", error=type(error).__name__)

    async def deliver(self) -> int:
        """Send all that can go out now, chats side by side; a slow one holds nobody else up."""
        done = 0
        while True:
            self.posted.clear()
            async with self._claiming:  # two that claim at once would claim too much
                room = 0 if self.stopping or self.resting() else self.channels - len(self._sending)
                # by the handful, not one by one; whatever ends, ends the wait
                claims = room > self.channels // 4 or (room and not self._sending)
                rows = await self.delivery.claim(room) if claims else []
                for row in rows:
                    self._send(row)
            done += len(rows)
            if not self._sending:
                return done
            if not rows or len(rows) < room:
                await self._waits(self.posted)

    def _send(self, row: Row) -> None:
        task = asyncio.create_task(self.delivery.deliver(row))
        self._sending.add(task)
        task.add_done_callback(self._sent)

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self.posted.set()
        error = None if task.cancelled() else task.exception()
        if error:  # its row could not even be settled; it comes again when its lease is over
            log.warning("a delivery failed", error=type(error).__name__)

    async def _waits(self, wanted: asyncio.Event) -> None:
        """Wait until there may be something to do, for a second at most: a row that waits may be ready."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.0):
                await wanted.wait()
        await asyncio.sleep(0)  # what ends in the same moment makes room together

    async def beat(self) -> None:
        """Do what has come due, after what came in before it."""
        await self.handling.until(self.conversation.clock())
        while await self.conversation.beat():
            self.posted.set()
        self.wake()

    async def settle(self) -> None:
        """Work until nothing more can be done at this instant."""
        while await self.drain() + await self.conversation.beat() + await self.deliver():
            pass

    async def finish(self) -> None:
        """Bring what was taken to its end.

        Time decides nothing any more: what was sent before an instant may not have come in here.
        """
        while await self.drain() + await self.deliver():
            pass

    async def work(self) -> None:
        """Handle and send until told to stop, each woken by what there is to do, neither held up."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._keep_on(self.drain, self.came))
            both.create_task(self._keep_on(self.deliver, self.posted))

    async def _keep_on(self, step: Callable[[], Awaitable[int]], wanted: asyncio.Event) -> None:
        while not self.stopping:
            wanted.clear()
            try:
                if await step():
                    continue
            except Exception as error:  # a database that is away comes back
                log.warning("work failed", error=type(error).__name__)
            await self._waits(wanted)

    async def stop(self, patience: float) -> None:
        """Take up nothing new, let what is under way come to its end, and give back what does not."""
        self.stopping = True
        self.wake()
        cut_off = await self.handling.stop(patience)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience), self._claiming:
                pass  # what was being claimed has begun now, too
        sending = list(self._sending)
        if sending:
            await asyncio.wait(sending, timeout=patience)
        for task in sending:
            task.cancel()
        try:
            async with asyncio.timeout(patience):
                await asyncio.gather(*sending, return_exceptions=True)
                await self.store.give_back(cut_off)
                await self.delivery.hand_back()
        except Exception as error:  # their leases end by themselves
            log.warning("what was cut off waits for its lease", error=type(error).__name__)

    async def uncleared(self) -> float:
        """Return for how many seconds the oldest of what is to be cleared waits.

        If that is too long, the log says so, once an hour.
        """
        oldest = await self.store.oldest_uncleared()
        waits = (self.conversation.clock() - oldest).total_seconds() if oldest else 0.0
        if waits >= UNCLEARED.total_seconds() and self.delivery.steady() - self._alarmed >= HOUR:
            self._alarmed = self.delivery.steady()
            log.error("what is to be cleared still waits", seconds=int(waits))
        return max(0.0, waits)

    async def answers(self) -> bool:
        """Whether the database answers."""
        await self.store.waiting(QueueName.DUE, self.conversation.clock())
        return True


def channels(rate: float) -> int:
    """Return how many requests are to be under way at most for so many a second: each may take 120 ms."""
    return min(MOST_CHANNELS, max(CHANNELS, round(rate * 0.12)))
