"""The queues outside of transactions: what comes in, what is claimed, what still waits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.adapters.database.keys import UnknownMaster
from bot.adapters.database.letters import UNDER_DAY, open_row, seal_update
from bot.adapters.database.shelf import Key
from bot.adapters.database.sql import Database
from bot.adapters.database.tools import Tools
from bot.domain.people import telegram_locator
from bot.services.ports import QueueName, Row, Unopened

log = structlog.get_logger("database")

IDS_KEPT = timedelta(hours=72)
WAITS_AT_MOST = timedelta(hours=24)
SHUT = timedelta(minutes=1)
"""How long a row waits whose key none of the master keys opens, before it is looked at again."""

Claimed = tuple[Row, bytes | None, bool]  # with its sealed content, and whether its person is still there


class Queues:
    """The three queues of a store. Instants are the app's; leases are the database's, or by `steady`."""

    def __init__(self, database: Database, tools: Tools, steady: Callable[[], float]) -> None:
        self.database = database
        self.tools = tools
        self._steady = steady

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        """Store an update, sealed under the key of the day, and commit; False if its id is known (72 h)."""
        key = await self.tools.keys.day(at.date())
        if key is None:
            return False  # its key, were it stored, would be gone already
        lane = self.tools.keys.hash(telegram_locator(chat))
        row = seal_update(key, lane, update_id, at, payload)
        put = self.tools.statements.queues[QueueName.INBOX].put
        return bool(await self.database.alone(put, row))

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim heads of lanes that are due at `now`, oldest first, for 60 s; never two of one lane."""
        prepared = self.tools.statements.queues[queue].claim
        async with self.database.transaction() as link:
            await link.lock(f"claim {queue}")  # one claimer at a time: the next one sees what this one leased
            found = await link.fetch(prepared, {"now": now, "limit": limit, "steady": self._steady()})
        claimed: list[Claimed] = [
            (Row(queue, id, lane, kind, ref, at, attempts - 1, fence), sealed, bool(alive))
            for id, lane, kind, ref, at, attempts, fence, sealed, alive in found
        ]
        claimed.sort(key=lambda each: (each[0].at, each[0].id))
        if queue is QueueName.DUE:
            return [row for row, _, _ in claimed]
        try:
            return await self._opened(claimed, now)
        except ConnectionError:  # the keys are away, and nothing is wrong with the rows
            await self.give_back([row for row, _, _ in claimed])
            raise

    async def _opened(self, claimed: Sequence[Claimed], now: datetime) -> list[Row]:
        lanes = [row.lane for row, _, alive in claimed if alive]
        people, shut = await self.tools.keys.people(lanes) if lanes else ({}, set())
        whole: list[Row] = []
        apart: dict[str, list[Row]] = {"finish": [], "aside": [], "wait": []}
        for row, sealed, _ in claimed:
            try:
                key = await self._key(row, people, shut)
                if key is None or sealed is None:
                    apart["finish"].append(row)
                else:
                    whole.append(replace(row, payload=open_row(key, row, sealed)))
            except UnknownMaster:
                log.warning("no master key opens the key of a row", kind=row.kind, queue=row.queue)
                apart["wait"].append(row)
            except Unopened:
                log.warning("a row does not open, and was set aside", kind=row.kind, queue=row.queue)
                apart["aside"].append(row)
        if any(apart.values()):
            await self._put_away(apart, now + SHUT)
        return whole

    async def _key(self, row: Row, people: Mapping[str, Key], shut: Collection[str]) -> Key | None:
        """Return what opens a row; None if it was destroyed."""
        if row.kind in UNDER_DAY:
            return await self.tools.keys.day(row.at.date())
        if row.lane in shut:
            raise UnknownMaster
        return people.get(row.lane)

    async def _put_away(self, apart: Mapping[str, Sequence[Row]], until: datetime) -> None:
        async with self.database.transaction() as link:
            for how, rows in apart.items():
                for row in rows:
                    prepared = getattr(self.tools.statements.queues[row.queue], how)
                    await link.fetch(prepared, {"of": row.id, "token": row.fence, "until": until})

    async def give_back(self, rows: Sequence[Row]) -> None:
        """Return claimed rows that were not begun, as if they had never been claimed."""
        if rows:
            of = self.tools.statements.queues
            async with self.database.transaction() as link:
                await link.write(
                    [(of[row.queue].give_back, {"of": row.id, "token": row.fence}) for row in rows]
                )

    async def waiting(self, queue: QueueName, now: datetime) -> int:
        """Return how many rows are due at `now`, claimed ones included."""
        found = await self.database.fetch(self.tools.statements.queues[queue].waiting, {"now": now})
        return int(found[0][0])

    async def next_due(self) -> datetime | None:
        """Return the earliest instant at which anything can be done: planned, or put off until then."""
        found: list[Sequence[Any]] = []
        for queue in self.tools.statements.queues.values():
            found += await self.database.fetch(queue.next, {})
        return min((ready for (ready,) in found), default=None)

    async def oldest_uncleared(self) -> datetime | None:
        """Return when the oldest of what still waits to be taken out of a chat was queued."""
        found: Sequence[Any] = await self.database.fetch(
            self.tools.statements.queues[QueueName.OUTBOX].oldest, {}
        )
        return found[0][0]  # type: ignore[no-any-return]

    async def sweep(self, now: datetime) -> None:
        """Forget what has outlived its term: update ids, updates nobody could take, the keys of past days."""
        queues = self.tools.statements.queues
        async with self.database.transaction() as link:
            await link.lock("sweep")  # two that sweep at once would get into each other's way
            await link.write(
                [
                    (queues[QueueName.INBOX].wipe_stale, {"before": now - WAITS_AT_MOST}),
                    (queues[QueueName.INBOX].delete_old, {"before": now - IDS_KEPT}),
                    (queues[QueueName.OUTBOX].delete_old, {"before": now - IDS_KEPT}),
                ]
            )
        await self.tools.keys.sweep(now)
