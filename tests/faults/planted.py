"""Other ways of doing it, each of which loses or doubles something: what the checker must find out."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.adapters.database.shelf import Key, new_key
from bot.adapters.memory import MemoryStore
from bot.domain.cards import Card, CardState
from bot.domain.people import Person
from bot.services.flow.delivery import Delivery
from bot.services.ports import QueueName, Row, Transaction
from tests.faults.dying import Breaker, BreakingStore
from tests.faults.stage import Planted

# ---------------------------------------------------------------------- sending


class MarksFirst(Delivery):
    """Marks a knock as sent, then sends it."""

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        if card.state is not CardState.KNOCK:
            await super()._send(row, person, card)
            return
        await self.outcomes.finish(row)
        outcome = await self.sender.send(person.chat, await self.render(person, card, card.screen))
        async with self.store.begin() as tx:
            await tx.of(row.lane).put(replace(card, message=outcome.message))


class SendsFirst(Delivery):
    """Sends a reply until it is marked as sent."""

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        await super()._send(replace(row, attempts=0), person, card)


class SendsContentAtOnce(Delivery):
    """Puts content into a new message, instead of into one that is recorded."""

    async def _send(self, row: Row, person: Person, card: Card) -> None:
        outcome = await self.sender.send(person.chat, await self.render(person, card, card.screen))
        await self.outcomes.settle(row, outcome, card)


class ForgetsToClear(Delivery):
    """Marks what is to be cleared as done, then clears it."""

    async def _wipe(self, row: Row, person: Person) -> None:
        await self.outcomes.finish(row)
        await super()._wipe(row, person)


# ---------------------------------------------------------------------- the queues


class TakesOut(BreakingStore):
    """A claim takes the row out of its queue."""

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim rows, and finish them."""
        rows = await super().claim(queue, now, limit)
        if rows:
            async with super().begin() as tx:
                for row in rows:
                    await tx.finish(row)
        return rows

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Transaction]:
        """Begin a transaction to which every row is its own."""
        async with super().begin() as tx:
            yield _believing(tx)


def _believing(tx: Any) -> Any:
    finish = tx.finish

    async def believed(row: Row) -> bool:
        await finish(row)
        return True

    tx.finish = believed
    return tx


class FinishesApart(BreakingStore):
    """What a row causes, and that it is done, are two transactions."""

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Transaction]:
        """Begin a transaction; rows are finished after it."""
        finished: list[Row] = []
        async with super().begin() as tx:
            apart: Any = tx

            async def later(row: Row) -> bool:
                finished.append(row)
                return True

            apart.finish = later
            yield tx
        if finished:
            async with super().begin() as tx:
                for row in finished:
                    await type(tx).finish(tx, row)


class AnyRow(BreakingStore):
    """Claims whatever nobody else holds, not heads of lanes alone: plain SKIP LOCKED."""

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim rows, several of one lane if there are."""
        self._breaker.enter()
        assert isinstance(self._inner, MemoryStore)
        of, steady, claimed = self._inner.queues[queue], self._inner._steady(), []
        for held in list(of.rows.values())[:limit]:
            if held.ready <= now and (held.leased is None or held.leased <= steady):
                row = replace(held.row, fence=held.row.fence + 1, attempts=held.row.attempts + 1)
                of.set(replace(held, row=row, leased=steady + 60))
                claimed.append(replace(row, attempts=held.row.attempts))
        if claimed:
            self._breaker.pass_by(f"after a claim of the {queue}")
        return claimed


class NeverFree(BreakingStore):
    """A lease that does not run out."""

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim rows for good."""
        rows = await super().claim(queue, now, limit)
        assert isinstance(self._inner, MemoryStore)
        for row in rows:
            of = self._inner.queues[queue]
            of.set(replace(of.rows[row.id], leased=1e12))
        return rows


class KnowsNoIds(BreakingStore):
    """Takes an update each time it comes."""

    _more = 0

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        """Store an update under an id of its own."""
        KnowsNoIds._more += 1
        return await super().receive(10**9 + KnowsNoIds._more, chat, at, payload)


# ---------------------------------------------------------------------- keys


class DestroysKeyFirst(BreakingStore):
    """Destroys a person's key before their rows are gone."""

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Transaction]:
        """Begin a transaction in which somebody who is forgotten loses their key at once."""
        async with super().begin() as tx:
            records: Any = tx
            forget = records.forget

            async def forgets(owner: str, farewell: Any) -> None:
                await self._inner.shred(owner)
                await forget(owner, farewell)

            records.forget = forgets
            yield tx


class RowBeforeKey(BreakingStore):
    """Writes a person's row before their key is kept."""

    def __init__(self, inner: Any, breaker: Breaker) -> None:
        super().__init__(inner, breaker)
        self._made: dict[str, Key] = {}
        self._create = inner.keys.create
        inner.keys.create = self._make

    async def _make(self, owner: str) -> Key:
        self._made[owner] = new_key()
        return self._made[owner]

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Transaction]:
        """Begin a transaction, and keep its keys after it."""
        async with super().begin() as tx:
            yield tx
        keys: Any = self._inner.keys  # type: ignore[attr-defined]
        for owner, key in self._made.items():
            name = f"person:{owner}"
            values = {"name": name, "at": keys._clock(), "wrapped": keys._ring.wrap(name, key)}
            async with keys.database.transaction() as link:
                await link.write([(keys._run.add, values)])
        self._made.clear()


FAULTS: Sequence[tuple[Planted, str, str]] = (
    (Planted(MarksFirst), "memory", "a knock and the next day s"),
    (Planted(SendsFirst), "memory", "everything is cleared"),
    (Planted(SendsContentAtOnce), "memory", "words are found again and cleared"),
    (Planted(ForgetsToClear), "memory", "everything is cleared"),
    (Planted(store=TakesOut), "memory", "a rating and words"),
    (Planted(store=FinishesApart), "memory", "a note"),
    (Planted(store=AnyRow), "memory", "a database that is away for a moment"),
    (Planted(store=NeverFree), "memory", "a knock and its reminder"),
    (Planted(store=KnowsNoIds), "memory", "a note"),
    (Planted(stored_first=False), "memory", "a note"),
    (Planted(store=DestroysKeyFirst), "SQLite", "somebody deletes everything"),
    (Planted(store=RowBeforeKey), "SQLite", "a first word"),
)
"""Each with where, and in which scene, it shows."""
