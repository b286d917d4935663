"""A process that dies at any boundary one names, again and again, with every port of it dead from then on."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.adapters.database.sql import Database, Link, Params, Prepared
from bot.services.ports import QueueName, Row, Store, Transaction


class Killed(BaseException):
    """The process is dead: nothing that it does from here on has any effect."""


@dataclass
class Schedule:
    """When to die: at which boundary, counted from the start, then at which after that, and so on."""

    kills: list[int] = field(default_factory=list)
    armed: bool = False
    trails: list[list[str]] = field(default_factory=lambda: [[]])  # the boundaries of each life, by name

    recovery: int = 0  # how many boundaries the latest life had passed when all was at rest again

    def rests(self) -> None:
        """Note that everything is at rest."""
        if len(self.trails) > 1 and not self.recovery:
            self.recovery = len(self.trails[-1])

    @property
    def deaths(self) -> list[str]:
        """Where it died."""
        return [trail[-1] for trail in self.trails[:-1]]


@dataclass
class Breaker:
    """One life of a process."""

    schedule: Schedule = field(default_factory=Schedule)
    dead: bool = False

    def enter(self) -> None:
        """Begin something, if alive."""
        if self.dead:
            raise Killed

    def pass_by(self, name: str) -> None:
        """Pass a boundary, if alive."""
        self.enter()
        if not self.schedule.armed:
            return
        trail = self.schedule.trails[-1]
        trail.append(name)
        if self.schedule.kills and len(trail) == self.schedule.kills[0]:
            self.dead = True
            self.schedule.kills.pop(0)
            self.schedule.trails.append([])
            self.schedule.recovery = 0
            raise Killed


class BreakingStore:
    """A store whose process can die before and after each commit."""

    def __init__(self, inner: Store, breaker: Breaker) -> None:
        self._inner, self._breaker = inner, breaker
        self.lane = inner.lane
        self.stumbles = 0
        """So many of the next transactions meet a database that is away."""

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Transaction]:
        """Begin a transaction."""
        self._breaker.enter()
        if self.stumbles:
            self.stumbles -= 1
            raise ConnectionError
        async with self._inner.begin() as transaction:
            self._breaker.enter()
            yield transaction
            self._breaker.pass_by("before a commit")
        self._breaker.pass_by("after a commit")

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        """Store an update."""
        self._breaker.pass_by("before an update is stored")
        new = await self._inner.receive(update_id, chat, at, payload)
        self._breaker.pass_by("after an update is stored")
        return new

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim rows."""
        self._breaker.enter()
        rows = await self._inner.claim(queue, now, limit)
        if rows:
            self._breaker.pass_by(f"after a claim of the {queue}")
        self._breaker.enter()
        return rows

    async def waiting(self, queue: QueueName, now: datetime) -> int:
        """Return how many rows are due."""
        self._breaker.enter()
        return await self._inner.waiting(queue, now)

    async def next_due(self) -> datetime | None:
        """Return the earliest planned instant."""
        self._breaker.enter()
        return await self._inner.next_due()

    async def oldest_uncleared(self) -> datetime | None:
        """Return since when something waits to be cleared."""
        self._breaker.enter()
        return await self._inner.oldest_uncleared()

    async def give_back(self, rows: Sequence[Row]) -> None:
        """Return rows that were not begun."""
        self._breaker.enter()
        await self._inner.give_back(rows)
        if rows:
            self._breaker.pass_by("after rows are given back")

    async def shred(self, owner: str) -> None:
        """Destroy a key."""
        self._breaker.pass_by("before a shred")
        await self._inner.shred(owner)
        self._breaker.pass_by("after a shred")

    async def sweep(self, now: datetime) -> None:
        """Forget what has outlived its term."""
        self._breaker.pass_by("before a sweep")
        await self._inner.sweep(now)
        self._breaker.pass_by("after a sweep")

    def __getattr__(self, name: str) -> Any:
        """Refuse what is no port yet: it would live on after a death."""
        raise AttributeError(f"{name} has no boundary here")


class BreakingKeys:
    """The database of the keys, whose commits are boundaries, too."""

    def __init__(self, inner: Database, breaker: Breaker) -> None:
        self.inner, self._breaker = inner, breaker
        self.dialect = inner.dialect

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Link]:
        """Begin a transaction."""
        self._breaker.enter()
        async with self.inner.transaction() as link:
            yield link
            self._breaker.enter()
        self._breaker.pass_by("after a key is written")

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Read."""
        self._breaker.enter()
        return await self.inner.fetch(prepared, params)

    async def alone(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Write."""
        async with self.transaction() as link:
            return await link.fetch(prepared, params)

    async def close(self) -> None:
        """Let go of it."""
        await self.inner.close()
