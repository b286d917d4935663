"""A database copied into one SQLite file while it is in use, whatever it lies in; and back from there."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Connection, MetaData, Table, delete, func, insert, select, text
from sqlalchemy.engine import RowMapping

from bot.adapters.database import schema
from bot.adapters.database.postgres import number
from bot.adapters.database.store import SecondProcess, hold
from bot.adapters.database.tables import key_metadata, metadata, queues, shelves
from bot.adapters.database.tables import keys as key_table

AT_ONCE = 500
TABLES = {schema.DATA: metadata, schema.KEYS: key_metadata}
PASSING = ("pace",)  # what holds for a second, and is in no backup

KeyRow = tuple[datetime, bytes | None]
"""Since when a key is there, wrapped; or since when it is destroyed."""


class Foreign(Exception):
    """A file is no copy that this program can read."""


def at(file: Path) -> str:
    """Return the address of a copy."""
    return f"sqlite:///{file}"


async def copy_out(url: str, line: str, file: Path) -> None:
    """Copy a database, as it is at one instant, into a new file; whoever uses it goes on."""
    path = schema.sqlite_path(url)
    if path is not None:
        await asyncio.to_thread(_online, path, file)
        return
    await schema.require_newest(url, line)
    await schema.upgrade(at(file), line)

    def read(source: Connection) -> None:
        source.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        with closing(_Copy(file)) as copy:
            for table in _tables(TABLES[line]):
                rows = source.execution_options(yield_per=AT_ONCE).execute(select(table)).mappings()
                for some in rows.partitions(AT_ONCE):
                    copy.put(table, [_free(row) for row in some])

    await schema.connected(url, read)


def _online(path: Path, file: Path) -> None:
    if not path.exists():
        raise schema.Outdated("There is no database yet. It is made when the bot first starts.")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


class _Copy:
    """A copy that is being written."""

    def __init__(self, file: Path) -> None:
        self._engine = schema.engine(file)
        self._link = self._engine.connect()

    def put(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Write rows."""
        self._link.execute(insert(table), rows)

    def close(self) -> None:
        """Make it whole."""
        self._link.commit()
        self._link.close()
        self._engine.dispose()


def _tables(held: MetaData) -> list[Table]:
    return [table for table in held.sorted_tables if table.name not in PASSING]


def _free(row: RowMapping) -> dict[str, Any]:
    """A copy is of no process: nothing in it is leased."""
    values = dict(row)
    if "lease_until" in values:
        values["lease_until"] = None
    return values


async def bring_up(file: Path, line: str) -> None:
    """Bring a copy to this program's version. Raises Foreign if it is none."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA quick_check").fetchone()
            ours = copy.execute("SELECT count(*) FROM alembic_version").fetchone()
        if sound != ("ok",) or ours != (1,):
            raise Foreign
        await schema.upgrade(at(file), line)
        missing = await schema.connected(at(file), lambda link: _missing(link, TABLES[line]))
    except Exception as error:
        raise Foreign from error
    if missing:
        raise Foreign


def _missing(link: Connection, held: MetaData) -> bool:
    return any(not link.dialect.has_table(link, table.name) for table in held.sorted_tables)


# ---------------------------------------------------------------------- keys


async def read_keys(url: str) -> dict[str, KeyRow]:
    """Return everything in a key store, destroyed keys included."""

    def read(link: Connection) -> dict[str, KeyRow]:
        rows = link.execute(select(key_table.c.name, key_table.c.at, key_table.c.wrapped))
        return {name: (since, wrapped) for name, since, wrapped in rows}

    return await schema.connected(url, read)


async def write_keys(url: str, keys: Mapping[str, KeyRow]) -> None:
    """Put these keys in the place of all that are there, in one transaction; nothing is left of others."""

    def write(link: Connection) -> None:
        if link.dialect.name == "sqlite":
            link.exec_driver_sql("PRAGMA secure_delete = ON")
        link.execute(delete(key_table))
        rows = [{"name": name, "at": since, "wrapped": key} for name, (since, key) in keys.items()]
        for some in _some(rows):
            link.execute(insert(key_table), some)

    await schema.connected(url, write)


# ---------------------------------------------------------------------- data


async def rows_in(url: str) -> int:
    """Return how many rows there are, of people and in queues."""

    def read(link: Connection) -> int:
        return sum(link.scalar(select(func.count()).select_from(table)) or 0 for table in _tables(metadata))

    return await schema.connected(url, read)


async def copy_in(file: Path, url: str, gone: Iterable[str]) -> int:
    """Put a copy in the place of all data, in one transaction, but for these people; return its rows."""
    without = set(gone)

    def read(link: Connection) -> dict[Table, list[dict[str, Any]]]:
        person = shelves["person"].c
        lanes = {
            lane for owner, lane in link.execute(select(person.owner, person.locator)) if owner in without
        }
        return {
            table: [
                _free(row) for row in link.execute(select(table)).mappings() if not _of(row, without | lanes)
            ]
            for table in _tables(metadata)
        }

    tables = await schema.connected(at(file), read)

    def write(link: Connection) -> int:
        if link.dialect.name == "postgresql":
            link.execute(text(f"LOCK TABLE {', '.join(table.name for table in tables)}"))
        for table, rows in tables.items():
            link.execute(delete(table))
            for some in _some(rows):
                link.execute(insert(table), some)
        if link.dialect.name == "postgresql":  # an id that was used once must never name another row
            for name in queues:
                ids = f"pg_get_serial_sequence('{name}', 'id')"
                link.execute(text(f"SELECT setval({ids}, greatest(max(id), nextval({ids}))) FROM {name}"))  # noqa: S608
        return sum(map(len, tables.values()))

    return await schema.connected(url, write)


def _of(row: RowMapping, people: set[str]) -> bool:
    """Whether a row is of one of these people: by their id, or in the inbox by the hash of their chat."""
    return row.get("owner", row.get("lane")) in people


def _some(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


@asynccontextmanager
async def nobody_else(url: str) -> AsyncIterator[None]:
    """Keep every process of the bot away from a database. Raises SecondProcess if one is there."""
    async with AsyncExitStack() as stack:
        path = schema.sqlite_path(url)
        if path is not None:
            stack.enter_context(hold(path))
        else:
            link = await asyncpg.connect(url.replace("postgresql+asyncpg://", "postgresql://", 1))
            stack.push_async_callback(link.close)
            if not await link.fetchval("SELECT pg_try_advisory_lock($1)", number("here")):
                raise SecondProcess("Evenkeel is running on this database: stop every process first.")
        yield
