"""SQLite: the standard driver, statements inline and only the commit off the loop, one writer at a time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from bot.adapters.database.sql import SQLITE, Params, Prepared, Unreachable, Write
from bot.services.ports import Collision

PATIENCE = 5.0


@contextmanager
def _errors() -> Generator[None]:
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Collision from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Collision from error
        if error.sqlite_errorcode & 0xFF in (
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_FULL,
        ):
            raise Unreachable(str(error)) from error
        raise


def make_file(path: Path) -> None:
    """Make an empty file that nobody else may read, unless it is there; what lies beside it follows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


class SqliteLink:
    """The one writing connection, inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Run a statement and return its rows."""
        # Inline: a statement takes some ten microseconds, a hop to another thread and back a hundred.
        return prepared.rows(self._connection.execute(prepared.text, prepared.named(params)).fetchall())

    async def write(self, writes: Sequence[Write]) -> None:
        """Run statements that return nothing, in this order."""
        for prepared, params in writes:
            self._connection.execute(prepared.text, prepared.named(params))

    async def lock(self, name: str) -> None:
        """Nothing to hold: there is one transaction at a time."""


class SqliteDatabase:
    """A database file. Every transaction begins IMMEDIATE: the driver's default loses concurrent updates."""

    dialect = SQLITE

    def __init__(self, path: Path, *, journal: str = "WAL") -> None:
        make_file(path)
        self._writer = self._connect(path, journal)
        self._reader = self._connect(path, journal)
        self._reader.execute("PRAGMA query_only = ON")
        self._link = SqliteLink(self._writer)
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "commit")

    @staticmethod
    def _connect(path: Path, journal: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # A deleted key must be gone from the file; what is sealed, where that costs nothing more.
        connection.execute(f"PRAGMA secure_delete = {'FAST' if journal == 'WAL' else 'ON'}")
        return connection

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[SqliteLink]:
        """Begin a transaction; committed when its block ends without an error."""
        async with self._turn:
            with _errors():
                self._writer.execute("BEGIN IMMEDIATE")
                before = self._writer.total_changes
                try:
                    yield self._link
                except BaseException:
                    self._settle()
                    raise
                await self._commit(self._writer.total_changes != before)

    async def _commit(self, changed: bool) -> None:
        if not changed:
            self._writer.execute("COMMIT")
            return
        done = asyncio.get_running_loop().run_in_executor(self._thread, self._writer.execute, "COMMIT")
        try:
            await asyncio.shield(done)
        except asyncio.CancelledError:
            await asyncio.wait([done])  # the next transaction must not begin inside this one
            self._settle()
            raise
        except sqlite3.Error:
            self._settle()
            raise

    def _settle(self) -> None:
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Read what is committed, beside whatever is being written."""
        with _errors():
            return prepared.rows(self._reader.execute(prepared.text, prepared.named(params)).fetchall())

    async def close(self) -> None:
        """Let go of the file once the transaction that is under way has ended."""
        async with self._turn:
            self._thread.shutdown()
            self._reader.close()
            self._writer.close()
