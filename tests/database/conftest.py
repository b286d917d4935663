"""Stores to test: in memory, on SQLite, on PostgreSQL; each test gets fresh ones, migrated once per run."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator, Coroutine, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import text

from bot.adapters.database import Keyring, open_store, schema
from bot.adapters.database.tables import key_metadata, metadata
from bot.adapters.memory import MemoryStore
from tests import postgres

START = datetime(2026, 5, 4, 9, tzinfo=UTC)
DATABASES = ("sqlite", "postgresql")
MASTER = Keyring.new()


def apart(work: Coroutine[Any, Any, Any]) -> Any:
    """Run something on a loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass
class Times:
    """The app's clock and the steady one, turned by hand."""

    now: datetime = START
    steady: float = 1000.0

    def later(self, **delta: float) -> datetime:
        """Turn the app's clock."""
        self.now += timedelta(**delta)
        return self.now


@dataclass
class House:
    """One pair of databases, and the stores that were opened on it."""

    kind: str
    url: str = ""
    keys_url: str = ""
    times: Times = field(default_factory=Times)
    stores: list[Any] = field(default_factory=list)

    async def open(self, master: str = MASTER) -> Any:
        """Open a store on it, as one more process would."""
        if self.kind == "memory":
            store: Any = MemoryStore(lambda: self.times.now, lambda: self.times.steady)
        else:
            store = await open_store(
                url=self.url,
                keys_url=self.keys_url,
                master=Keyring(master),
                clock=lambda: self.times.now,
                steady=lambda: self.times.steady,
            )
        self.stores.append(store)
        return store

    async def close(self) -> None:
        """Close every store."""
        while self.stores:
            await self.stores.pop().close()

    async def again(self, master: str = MASTER) -> Any:
        """Close every store and open one anew, as a process that starts again."""
        await self.close()
        return await self.open(master)

    async def sql(self, statement: str, keys: bool = False, **values: Any) -> Sequence[Any]:
        """Run a statement past the store."""

        def run(connection: Any) -> Sequence[Any]:
            result = connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

        return await schema.connected(self.keys_url if keys else self.url, run)

    async def outlast_leases(self) -> None:
        """Let more than a lease go by on the clock that measures them."""
        self.times.steady += 61
        if self.kind == "postgresql":
            for queue in ("inbox", "due", "outbox"):
                await self.sql(f"UPDATE {queue} SET lease_until = lease_until - interval '61 seconds'")


async def _migrate(url: str, keys_url: str) -> None:
    await schema.upgrade(keys_url, schema.KEYS)
    await schema.upgrade(url, schema.DATA)


@pytest.fixture(scope="session")
def server() -> Generator[str]:
    """Give the address of a PostgreSQL server."""
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with migrated files."""
    folder = tmp_path_factory.mktemp("template")
    apart(_migrate(f"sqlite:///{folder}/data.db", f"sqlite:///{folder}/keys.db"))
    return folder


@pytest.fixture(scope="session")
def postgres_pair(server: str) -> Generator[tuple[str, str]]:
    """Give migrated databases, which each test finds empty."""
    pair = apart(postgres.create(server)), apart(postgres.create(server))
    apart(_migrate(*pair))
    yield pair
    for database in pair:
        apart(postgres.drop(server, database))


async def _empty(url: str, tables: Iterable[str]) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
    finally:
        await connection.close()


async def _house(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[House]:
    if kind == "memory":
        yield House(kind)
    elif kind == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        for name in ("data.db", "keys.db"):
            shutil.copy(template / name, tmp_path / name)
        house = House(kind, f"sqlite:///{tmp_path}/data.db", f"sqlite:///{tmp_path}/keys.db")
        yield house
        await house.close()
    else:
        pair = request.getfixturevalue("postgres_pair")
        for url, held in zip(pair, (metadata, key_metadata), strict=True):
            await _empty(url, held.tables)
        house = House(kind, *pair)
        yield house
        await house.close()


@pytest.fixture(params=("memory", *DATABASES))
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[House]:
    """Give what a store of each kind is opened on."""
    async for each in _house(request.param, request, tmp_path):
        yield each


@pytest.fixture
async def store(house: House) -> Any:
    """Give a store of each kind."""
    return await house.open()


@pytest.fixture(params=DATABASES)
async def base(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[House]:
    """Give what a store of each database is opened on."""
    async for each in _house(request.param, request, tmp_path):
        yield each


@pytest.fixture
async def on_sqlite(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[House]:
    """Give what a store on SQLite is opened on."""
    async for each in _house("sqlite", request, tmp_path):
        yield each


@pytest.fixture
async def on_postgresql(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[House]:
    """Give what a store on PostgreSQL is opened on."""
    async for each in _house("postgresql", request, tmp_path):
        yield each
