"""The store: two databases behind one door, opened by `open_store`."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path

from bot.adapters.database import schema
from bot.adapters.database.keys import Keyring, Keys
from bot.adapters.database.postgres import PostgresDatabase
from bot.adapters.database.queue import Queues
from bot.adapters.database.records import Records
from bot.adapters.database.sql import Database
from bot.adapters.database.sqlite import SqliteDatabase
from bot.adapters.database.statements import statements
from bot.adapters.database.tools import Tools


class SecondProcess(Exception):
    """Another process works on this SQLite file."""


class WrongAddress(ValueError):
    """An address names no database that can be used here."""


class NoKeys(Exception):
    """There are people in the data, and no keys in the key store."""


class DatabaseStore(Queues):
    """Transactions, and the queues outside of them, on SQLite or PostgreSQL."""

    def __init__(self, database: Database, tools: Tools, steady: Callable[[], float]) -> None:
        super().__init__(database, tools, steady)
        self.keys = tools.keys
        self._held = AsyncExitStack()

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Records]:
        """Begin a transaction. Raises Collision where it must be done again."""
        async with self.database.transaction() as link:
            records = Records(link, self.tools)
            yield records
            await records.write_all()

    def lane(self, locator: str) -> str:
        """Return the keyed hash of a locator."""
        return self.keys.hash(locator)

    async def shred(self, owner: str) -> None:
        """Destroy a person's key for good."""
        await self.keys.shred(owner)

    async def bury(self) -> int:
        """After a restore: delete the rows of everyone whose key is destroyed; return how many there are."""
        gone = await self.keys.shredded()
        shelves = self.tools.statements.shelves.values()
        queues = self.tools.statements.queues
        for owner in gone:
            async with self.database.transaction() as link:
                await link.write([(shelf.drop_all, {"owner": owner}) for shelf in shelves])
                await link.write([(queues[name].drop_lane, {"owner": owner}) for name in ("due", "outbox")])
        return len(gone)

    async def close(self) -> None:
        """Let go of everything, the file lock last."""
        await self._held.aclose()


@contextmanager
def hold(path: Path) -> Generator[None]:
    """Hold the lock beside a SQLite file. Raises SecondProcess."""
    path.parent.mkdir(parents=True, exist_ok=True)
    held = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise SecondProcess(
            f"Evenkeel is running on {path.name} already. SQLite takes one process; stop that one first."
        ) from None
    try:
        yield
    finally:
        os.close(held)


def _checked(url: str, keys_url: str | None) -> str:
    path = schema.sqlite_path(url)
    if path is None and not url.startswith(("postgresql://", "postgresql+asyncpg://")):
        raise WrongAddress("The database is sqlite:///a/file or postgresql://a/server.")
    if not keys_url:
        if path is None:
            raise WrongAddress("On PostgreSQL the keys need a database of their own; give its address too.")
        return f"sqlite:///{path.with_name(path.stem + '-keys' + path.suffix)}"
    if (schema.sqlite_path(keys_url) is None) != (path is None):
        raise WrongAddress("Data and keys are both on SQLite, or both on PostgreSQL.")
    if keys_url == url:
        raise WrongAddress("The keys must not lie in the same database as what they open.")
    return keys_url


async def _connect(url: str, journal: str, connections: int) -> Database:
    path = schema.sqlite_path(url)
    if path is not None:
        return SqliteDatabase(path, journal=journal)
    return await PostgresDatabase.connect(url, connections)


@asynccontextmanager
async def open_keys(
    *, url: str, keys_url: str | None = None, master: Keyring, clock: Callable[[], datetime]
) -> AsyncGenerator[Keys]:
    """Open the key store alone, beside whatever works on it. Raises Outdated, also where there is none."""
    keys_url = _checked(url, keys_url)
    path = schema.sqlite_path(keys_url)
    if path is not None and not path.exists():
        raise schema.Outdated("There are no keys here yet. They are made when the bot first starts.")
    await schema.require_newest(keys_url, schema.KEYS)
    database = await _connect(keys_url, "DELETE", 2)
    try:
        yield Keys(database, master, clock)
    finally:
        await database.close()


async def open_store(
    *,
    url: str,
    keys_url: str | None = None,
    master: Keyring,
    clock: Callable[[], datetime],
    steady: Callable[[], float] = time.monotonic,
    migrate: bool = False,
    connections: int = 16,
) -> DatabaseStore:
    """Open the store, migrated first if so asked; otherwise both databases must be at the newest version."""
    keys_url = _checked(url, keys_url)
    async with AsyncExitStack() as stack:
        path = schema.sqlite_path(url)
        if path is not None:
            stack.enter_context(hold(path))
        for address, line in ((keys_url, schema.KEYS), (url, schema.DATA)):
            await (schema.upgrade if migrate else schema.require_newest)(address, line)
        keys_database = await _connect(keys_url, "DELETE", 4)
        stack.push_async_callback(keys_database.close)
        database = await _connect(url, "WAL", connections)
        stack.push_async_callback(database.close)
        keys = Keys(keys_database, master, clock)
        built = statements(database.dialect)
        if not await keys.any() and await database.fetch(built.anybody, {}):
            raise NoKeys(
                "There are people here, but the key store is empty: bring it back (evenkeel restore), or "
                "check EVENKEEL_KEYS_URL. Without it nothing that they wrote can be read."
            )
        await keys.start()
        tools = Tools(built, keys, clock)
        if path is not None:  # nobody else can be at work here: what was leased is free again
            async with database.transaction() as link:
                await link.write([(queue.free_all, {}) for queue in tools.statements.queues.values()])
        store = DatabaseStore(database, tools, steady)
        store._held = stack.pop_all()
        return store
