"""Rows of different lanes side by side: so many at once, and more as soon as some are done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from bot.services.ports import Row

LOOK_AGAIN = 1.0  # seconds: a row that was put off may be ready by then

Claim = Callable[[int], Awaitable[Sequence[Row]]]
Do = Callable[[Row], Coroutine[Any, Any, None]]


class SideBySide:
    """Claims rows and does up to `at_once` of them at the same time; a slow one holds no other lane up.

    `wrong` hears of what a row let through. Whoever calls, however many: there is one such crew of workers.
    """

    def __init__(self, claim: Claim, do: Do, at_once: int, wrong: Callable[[BaseException], None]) -> None:
        self.going: set[asyncio.Task[None]] = set()
        self.stopping = False
        self._rows: dict[asyncio.Task[None], Row] = {}
        self._claim, self._do, self._wrong = claim, do, wrong
        self._at_once = at_once
        self._enough = max(1, at_once // 4)  # a claim costs as much for one row as for many
        self._ends = 0
        self._more = asyncio.Event()
        self._claiming = asyncio.Lock()

    def wake(self) -> None:
        """There may be more to claim."""
        self._more.set()

    async def all(self) -> int:
        """Do rows until none can be claimed and none is under way; return how many were claimed."""
        done = 0
        while True:
            self._more.clear()
            ended = self._ends
            done += len(await self._take_up())
            if not self.going:
                if ended == self._ends:
                    return done
                continue  # what ended while there was claimed may have freed its lane
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN):
                    await self._more.wait()
            await asyncio.sleep(0)  # those that end in the same moment make room together

    async def until(self, instant: datetime) -> int:
        """Do what came no later than this, as far as it can be claimed, however much comes after it."""
        done = 0
        while True:
            ended = self._ends
            taken = await self._take_up()
            done += len(taken)
            if self.going:
                await asyncio.wait(list(self.going))
            elif ended == self._ends:
                return done
            if taken and all(row.at > instant for row in taken):
                return done

    async def _take_up(self) -> Sequence[Row]:
        async with self._claiming:
            room = self._at_once - len(self.going)
            if self.stopping or room < self._enough:
                return ()
            rows = await self._claim(room)
            for row in rows:
                task = asyncio.create_task(self._do(row))
                self.going.add(task)
                self._rows[task] = row
                task.add_done_callback(self._ended)
            return rows

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.going.discard(task)
        self._ends += 1
        self._rows.pop(task, None)
        error = None if task.cancelled() else task.exception()
        if error:  # its row could not even be settled; it comes again when its lease is over
            self._wrong(error)
        if self._at_once - len(self.going) >= self._enough:
            self._more.set()

    async def stop(self, patience: float) -> list[Row]:
        """Take up nothing new, let what is under way come to its end; return the rows of what does not."""
        self.stopping = True
        self.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience), self._claiming:
                pass  # what was being claimed has begun now, too
        if self.going:
            await asyncio.wait(self.going, timeout=patience)
        cut_off = dict(self._rows)
        for task in cut_off:
            task.cancel()
        if cut_off:
            await asyncio.wait(cut_off, timeout=patience)
        return list(cut_off.values())
