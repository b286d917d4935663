"""SQLite: the standard driver, statements inline and only the commit off the loop, one writer at a time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import AsyncGenerator, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from bot.adapters.database.sql import SQLITE, Params, Prepared, Unreachable, Write
from bot.services.ports import Collision

PATIENCE = 5.0
TOGETHER = 32


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

    async def fetch_each(self, prepared: Prepared, each: Sequence[Params]) -> list[Sequence[Any]]:
        """Run a statement for each of these and return all rows."""
        return [row for params in each for row in await self.fetch(prepared, params)]

    async def lock(self, name: str) -> None:
        """Nothing to hold: there is one transaction at a time."""

    async def hold(self, names: Sequence[str]) -> set[str]:
        """Return them all: there is one transaction at a time."""
        return set(names)


class _Group:
    """Transactions that run one after the other and are committed together: one sync to disk for all."""

    def __init__(self) -> None:
        self.size = 0
        self.changed = False
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.done.add_done_callback(lambda done: done.cancelled() or done.exception())

    def settle(self, error: BaseException | None) -> None:
        """Tell everyone in it how the commit went."""
        if error is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(error)


class SqliteDatabase:
    """A database file. Every transaction begins IMMEDIATE: the driver's default loses concurrent updates.

    Blocks run one at a time. A block that ends while others wait leaves the commit to the last of them; each
    returns to its caller only once it is on disk.
    """

    dialect = SQLITE

    def __init__(self, path: Path, *, journal: str = "WAL") -> None:
        make_file(path)
        self._writer = self._connect(path, journal)
        self._reader = self._connect(path, journal)
        self._reader.execute("PRAGMA query_only = ON")
        self._link = SqliteLink(self._writer)
        self._thread = ThreadPoolExecutor(1, "commit")
        self._busy = False
        self._queue: deque[asyncio.Future[None]] = deque()
        self._group: _Group | None = None

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
        await self._take_turn()
        with _errors():
            try:
                if self._group is None:
                    self._writer.execute("BEGIN IMMEDIATE")
                    self._group = _Group()
                group, before = self._group, self._writer.total_changes
                self._writer.execute("SAVEPOINT block")
                try:
                    yield self._link
                except BaseException:
                    self._undo(group)
                    raise
                self._writer.execute("RELEASE block")
                group.size += 1
                group.changed |= self._writer.total_changes != before
            finally:
                self._next()
            if group.changed:  # else what it read is on disk already, and it wrote nothing
                await asyncio.shield(group.done)

    def _undo(self, group: _Group) -> None:
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK TO block")
            self._writer.execute("RELEASE block")
        else:  # out of disk, or worse: SQLite has undone everything that was not committed
            self._group = None
            group.settle(Unreachable("the database could not be written"))

    async def _take_turn(self) -> None:
        if not self._busy:
            self._busy = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self._next()
            raise

    def _next(self) -> None:
        """Give the turn to whoever waits for it, or commit."""
        group = self._group
        while self._queue and (group is None or group.size < TOGETHER):
            turn = self._queue.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        if group is None:
            self._busy = False
        elif group.changed:
            asyncio.get_running_loop().run_in_executor(
                self._thread, self._writer.execute, "COMMIT"
            ).add_done_callback(self._committed)
        else:
            self._writer.execute("COMMIT")
            self._end(None)

    def _committed(self, commit: asyncio.Future[Any]) -> None:
        error = commit.exception()
        if error is not None and self._writer.in_transaction:
            self._writer.execute("ROLLBACK")
        self._end(error)

    def _end(self, error: BaseException | None) -> None:
        group, self._group = self._group, None
        if group is not None:
            group.settle(error)
        self._next()

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Read what is committed, beside whatever is being written."""
        with _errors():
            return prepared.rows(self._reader.execute(prepared.text, prepared.named(params)).fetchall())

    async def alone(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Write by one statement that is a transaction of its own, and return its rows."""
        async with self.transaction() as link:
            return await link.fetch(prepared, params)

    async def close(self) -> None:
        """Let go of the file once the transaction that is under way has ended."""
        await self._take_turn()
        while self._group is not None:
            self._next()
            await self._take_turn()
        self._thread.shutdown()
        self._reader.close()
        self._writer.close()
        self._busy = False
