"""Where a scenario takes place: in memory, on SQLite, on PostgreSQL; prepared once, begun from again."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import asyncpg
from sqlalchemy import literal_column, select

from bot.adapters.database import tables
from bot.adapters.database.keys import Keyring, Keys
from bot.adapters.database.sql import Prepared
from bot.adapters.database.store import DatabaseStore, open_store
from bot.adapters.database.tools import Tools
from bot.adapters.memory import MemoryStore
from bot.domain.people import Doc
from bot.services.ports import QueueName
from tests import postgres
from tests.faults.dying import Breaker, BreakingKeys
from tests.town import MASTER

AnyStore = MemoryStore | DatabaseStore
OUTLAST = "UPDATE {} SET lease_until = NULL WHERE lease_until IS NOT NULL"
DOCS: list[type[Doc]] = sorted(
    (kind for kind in Doc.__subclasses__() if kind.__name__ in tables.SHELVES), key=lambda kind: kind.__name__
)


class Ground(Protocol):
    """A kind of store with its kept worlds."""

    name: str
    patience: float  # seconds in which a statement that is under way at a death comes to its end

    async def empty(self, clock: Callable[[], datetime]) -> AnyStore:
        """Begin with nothing."""
        ...

    async def keep(self, world: str, store: AnyStore) -> None:
        """Keep what is there under a name, and let go of the store."""
        ...

    async def begin(self, world: str, clock: Callable[[], datetime]) -> AnyStore:
        """Begin from a world that was kept."""
        ...

    async def again(self, store: AnyStore, clock: Callable[[], datetime]) -> AnyStore:
        """Open the store as a process that starts after the death of another one."""
        ...

    async def close(self) -> None:
        """Let go of everything."""
        ...


class InMemory:
    """The store in memory."""

    name, patience = "memory", 0.0
    _parts = ("docs", "located", "queues", "shredded")

    def __init__(self) -> None:
        self._worlds: dict[str, dict[str, Any]] = {}
        self._steady = 0.0

    async def empty(self, clock: Callable[[], datetime]) -> MemoryStore:
        """Begin with nothing."""
        return MemoryStore(clock, lambda: self._steady)

    async def keep(self, world: str, store: AnyStore) -> None:
        """Keep what is there under a name."""
        self._worlds[world] = copy.deepcopy({part: getattr(store, part) for part in self._parts})

    async def begin(self, world: str, clock: Callable[[], datetime]) -> MemoryStore:
        """Begin from a world that was kept."""
        store = await self.empty(clock)
        vars(store).update(_copied(self._worlds[world]))
        return store

    async def again(self, store: AnyStore, clock: Callable[[], datetime]) -> AnyStore:
        """Let the leases of the dead run out."""
        self._steady += 61
        assert isinstance(store, MemoryStore)
        fresh = await self.empty(clock)
        vars(fresh).update({part: getattr(store, part) for part in self._parts})
        return fresh

    async def close(self) -> None:
        """Nothing to let go of."""


def _copied(parts: dict[str, Any]) -> dict[str, Any]:
    """Copy what can change; documents and rows cannot."""

    def copied(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: copied(each) for name, each in part.items()}
        if isinstance(part, set):
            return set(part)
        if type(part).__name__ == "Queue":
            queue = copy.copy(part)
            vars(queue).update({name: copied(each) for name, each in vars(part).items()})
            return queue
        return part

    return {name: copied(part) for name, part in parts.items()}


def _anew(store: AnyStore, clock: Callable[[], datetime]) -> DatabaseStore:
    """Return the store as a new process has it, which knows nothing of what another one knew."""
    assert isinstance(store, DatabaseStore)
    database = store.keys.database
    keys = Keys(getattr(database, "inner", database), Keyring(MASTER), clock)
    fresh = DatabaseStore(store.database, Tools(store.tools.statements, keys, clock), store._steady)
    fresh._held = store._held
    return fresh


class OnSqlite:
    """Two files, filled anew from those of a world that was kept."""

    name, patience = "SQLite", 0.0

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: DatabaseStore | None = None

    async def empty(self, clock: Callable[[], datetime]) -> DatabaseStore:
        """Begin with nothing."""
        if self._store is None:
            self._store = await open_store(
                url=f"sqlite:///{self._folder}/evenkeel.db",
                keys_url=f"sqlite:///{self._folder}/keys.db",
                master=Keyring(MASTER),
                clock=clock,
                migrate=True,
            )
            for writer in self._writers():  # no power fails here
                writer.execute("PRAGMA synchronous = OFF")
            await self.keep("empty", self._store)
        return await self.begin("empty", clock)

    async def keep(self, world: str, store: AnyStore) -> None:
        """Keep what is there under a name."""
        for number, writer in enumerate(self._writers()):
            with closing(sqlite3.connect(self._folder / f"{world} {number}")) as kept:
                writer.backup(kept)

    async def begin(self, world: str, clock: Callable[[], datetime]) -> DatabaseStore:
        """Begin from a world that was kept."""
        for number, writer in enumerate(self._writers()):
            with closing(sqlite3.connect(self._folder / f"{world} {number}")) as kept:
                kept.backup(writer)
        assert self._store
        return await self.again(self._store, clock)

    async def again(self, store: AnyStore, clock: Callable[[], datetime]) -> DatabaseStore:
        """Free what the dead had leased, as every start does."""
        fresh = _anew(store, clock)
        await fresh.keys.start()
        async with fresh.database.transaction() as link:
            await link.write([(queue.free_all, {}) for queue in fresh.tools.statements.queues.values()])
        return fresh

    async def close(self) -> None:
        """Let go of the files."""
        if self._store:
            await self._store.close()

    def _writers(self) -> list[sqlite3.Connection]:
        assert self._store
        first: Any = self._store.database
        second: Any = self._store.keys.database
        return [first._writer, getattr(second, "inner", second)._writer]


class OnPostgres:
    """Two databases of a server; each world is kept in a schema of its own, beside the tables."""

    name, patience = "PostgreSQL", 0.05

    def __init__(self, server: str) -> None:
        self._server = server
        self._urls: list[str] = []
        self._connections: list[Any] = []
        self._store: DatabaseStore | None = None

    async def empty(self, clock: Callable[[], datetime]) -> DatabaseStore:
        """Begin with nothing."""
        if self._store is None:
            self._urls = [await postgres.create(self._server) for _ in range(2)]
            self._connections = [await asyncpg.connect(url) for url in self._urls]
            self._store = await open_store(
                url=self._urls[0],
                keys_url=self._urls[1],
                master=Keyring(MASTER),
                clock=clock,
                migrate=True,
                connections=6,
            )
            await self._each("CREATE SCHEMA evenkeel_empty", "CREATE TABLE evenkeel_empty.{0} AS TABLE {0}")
        return await self.begin("evenkeel_empty", clock)

    async def keep(self, world: str, store: AnyStore) -> None:
        """Keep what is there under a name."""
        await self._each(f"CREATE SCHEMA {world}", f"CREATE TABLE {world}.{{0}} AS TABLE {{0}}")

    async def begin(self, world: str, clock: Callable[[], datetime]) -> DatabaseStore:
        """Begin from a world that was kept."""
        await self._each("", f"DELETE FROM {{0}}; INSERT INTO {{0}} SELECT * FROM {world}.{{0}}")
        assert self._store
        return await self.again(self._store, clock)

    async def again(self, store: AnyStore, clock: Callable[[], datetime]) -> DatabaseStore:
        """Know nothing of what was known, and let the leases of the dead run out."""
        fresh = _anew(store, clock)
        await fresh.keys.start()
        for queue in ("inbox", "due", "outbox"):
            await self._connections[0].execute(OUTLAST.format(queue))
        return fresh

    async def close(self) -> None:
        """Let go of both databases."""
        if self._store:
            await self._store.close()
        for connection, url in zip(self._connections, self._urls, strict=True):
            await connection.close()
            await postgres.drop(self._server, url)

    async def _each(self, once: str, command: str) -> None:
        for connection, metadata in zip(
            self._connections, (tables.metadata, tables.key_metadata), strict=True
        ):
            await connection.execute(";".join([once, *(command.format(each) for each in metadata.tables)]))


def break_keys(store: AnyStore, breaker: Breaker) -> None:
    """Make every commit of a key a boundary, where there are keys."""
    if isinstance(store, DatabaseStore):
        database = store.keys.database
        store.keys.database = BreakingKeys(getattr(database, "inner", database), breaker)


async def opens(store: AnyStore, owner: str) -> bool:
    """Return whether the key of somebody is still there."""
    if isinstance(store, MemoryStore):
        return owner not in store.shredded
    return await store.keys.person(owner) is not None


async def owners(store: AnyStore) -> set[str]:
    """Return everybody who has a row of any kind."""
    if isinstance(store, MemoryStore):
        return {owner for shelf in store.docs.values() for owner in shelf}
    found: set[str] = set()
    for table in tables.shelves.values():
        wanted = Prepared(select(table.c.owner).distinct(), store.database.dialect)
        found |= {row[0] for row in await store.database.fetch(wanted, {})}
    return found


async def queued(store: AnyStore, queue: QueueName) -> list[tuple[str, str, str, datetime, str]]:
    """Return every row of a queue that waits or was set aside: lane, kind, ref, instant, state."""
    if isinstance(store, MemoryStore):
        of = store.queues[queue]
        return [
            (each.row.lane, each.row.kind, each.row.ref, each.row.at, state)
            for state, rows in (("waiting", of.rows), ("aside", of.aside))
            for each in rows.values()
        ]
    table = tables.queues[queue]
    columns = (table.c.lane, table.c.kind, table.c.ref, table.c.at, table.c.state)
    wanted = Prepared(
        select(*columns).where(table.c.state != literal_column("'done'")), store.database.dialect
    )
    return [tuple(row) for row in await store.database.fetch(wanted, {})]
