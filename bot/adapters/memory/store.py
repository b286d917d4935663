"""The store in memory, for tests by the thousand: nothing is sealed, the rest is as in the databases."""

from __future__ import annotations

import asyncio
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypeVar

from bot.adapters.memory.lanes import Queue, Waiting
from bot.adapters.memory.transaction import Transaction
from bot.domain.people import Doc, Person, telegram_locator
from bot.services.ports import QueueName, Row

D = TypeVar("D", bound=Doc)
Name = tuple[type[Doc], str, str]  # kind, owner, id

LEASE_SECONDS = 60.0
IDS_KEPT = timedelta(hours=72)
WAITS_AT_MOST = timedelta(hours=24)
DAY_KEYS_KEPT = timedelta(days=3)
CLEARING = ("wipe", "delete", "farewell")
UNDER_DAY = frozenset({"update", "farewell", "tell", "leave"})


class MemoryStore:
    """Transactions, and the queues outside of them."""

    def __init__(self, clock: Callable[[], datetime], steady: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._steady = steady
        self.turn = asyncio.Lock()
        self.docs: dict[type[Doc], dict[str, dict[str, Doc]]] = {}
        self.located: dict[tuple[type[Doc], str], tuple[str, str]] = {}
        self.queues = {name: Queue(name) for name in QueueName}
        self.shredded: set[str] = set()
        self.commits = 0

    def begin(self) -> _Begun:
        """Begin a transaction. Raises Collision where it must be done again."""
        return _Begun(self)

    def lane(self, locator: str) -> str:
        """Return the hash of a locator."""
        return urlsafe_b64encode(sha256(locator.encode()).digest()).rstrip(b"=").decode()

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        """Store an update; False if its id is known (72 h)."""
        inbox, ref = self.queues[QueueName.INBOX], str(update_id)
        if ref in inbox.received:
            return False
        inbox.received[ref] = at
        inbox.add(self.lane(telegram_locator(chat)), "update", ref, at, payload)
        return True

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim heads of lanes that are due at `now`, oldest first, for 60 s; never two of one lane."""
        soonest = self.queues[queue].soonest()
        if soonest is None or soonest > now:
            return []
        async with self.turn:
            of, steady = self.queues[queue], self._steady()
            due = [head for head in of.heads() if head.ready <= now and not of.busy(head.row.lane, steady)]
            due.sort(key=lambda each: (each.ready, each.row.id))
            claimed = []
            for head in due[:limit]:
                if queue is not QueueName.DUE and not self._readable(head.row):
                    of.remove(head.row.id)
                    continue
                row = again(head.row, head.row.attempts, head.row.fence + 1)
                counted = again(row, row.attempts + 1, row.fence)
                of.set(Waiting(counted, head.ready, steady + LEASE_SECONDS))
                claimed.append(row)
            return sorted(claimed, key=lambda row: (row.at, row.id))

    def _readable(self, row: Row) -> bool:
        if row.kind in UNDER_DAY:
            return row.at.date() >= self.clock().date() - DAY_KEYS_KEPT
        return row.lane not in self.shredded and row.lane in self.docs.get(Person, {})

    async def give_back(self, rows: Sequence[Row]) -> None:
        """Return claimed rows that were not begun, as if they had never been claimed."""
        async with self.turn:
            for row in rows:
                held = self.queues[row.queue].rows.get(row.id)
                if held and held.row.fence == row.fence:
                    back = again(held.row, row.attempts, row.fence + 1)
                    self.queues[row.queue].set(replace(held, row=back, leased=None))

    async def waiting(self, queue: QueueName, now: datetime) -> int:
        """Return how many rows are due at `now`, claimed ones included."""
        return sum(each.ready <= now for each in self.queues[queue].rows.values())

    async def next_due(self) -> datetime | None:
        """Return the earliest instant at which anything can be done: planned, or put off until then."""
        soonest = [queue.soonest() for queue in self.queues.values()]
        return min((each for each in soonest if each is not None), default=None)

    async def oldest_uncleared(self) -> datetime | None:
        """Return when the oldest of what still waits to be taken out of a chat was queued."""
        outbox = self.queues[QueueName.OUTBOX]
        held = [*outbox.rows.values(), *outbox.aside.values()]
        return min((each.row.at for each in held if each.row.kind in CLEARING), default=None)

    async def shred(self, owner: str) -> None:
        """Make a person unreadable for good."""
        self.shredded.add(owner)

    async def sweep(self, now: datetime) -> None:
        """Forget what has outlived its term."""
        async with self.turn:
            inbox, steady = self.queues[QueueName.INBOX], self._steady()
            for each in list(inbox.rows.values()):
                if each.row.at < now - WAITS_AT_MOST and not inbox.busy(each.row.lane, steady):
                    inbox.remove(each.row.id)
            for queue in (inbox, self.queues[QueueName.OUTBOX]):
                for each in list(queue.aside.values()):
                    if each.row.at < now - IDS_KEPT:
                        queue.remove(each.row.id)
            waiting = {each.row.ref for each in inbox.rows.values()}
            for ref, at in list(inbox.received.items()):
                if at < now - IDS_KEPT and ref not in waiting:
                    del inbox.received[ref]

    async def close(self) -> None:
        """Nothing to let go of."""


class _Begun:
    """A transaction from its first line to its last; it waits until the one before is over."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def __aenter__(self) -> Transaction:
        await self._store.turn.acquire()
        self._transaction = Transaction(self._store)
        return self._transaction

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._transaction.commit()
        finally:
            self._store.turn.release()


def again(row: Row, attempts: int, fence: int) -> Row:
    """Return a row as it is after another claim."""
    return Row(row.queue, row.id, row.lane, row.kind, row.ref, row.at, attempts, fence, row.payload)
