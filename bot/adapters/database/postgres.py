"""PostgreSQL: the driver's own connections, few round trips, advisory locks by name."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncGenerator, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import lru_cache
from typing import Any

import asyncpg

from bot.adapters.database.sql import POSTGRESQL, Params, Prepared, Unreachable, Write
from bot.services.ports import Collision

PATIENCE = 3.0  # seconds that a goodbye may take
PLACE = re.compile(r"\$(\d+)")
TYPED = re.compile(r"\$(\d+)::(TIMESTAMP WITH TIME ZONE|[A-Z]+)")
TRY = "SELECT number FROM unnest($1::bigint[]) AS number WHERE pg_try_advisory_xact_lock(number)"


@contextmanager
def _errors() -> Generator[None]:
    try:
        yield
    except (
        asyncpg.SerializationError,
        asyncpg.DeadlockDetectedError,
        asyncpg.UniqueViolationError,
        asyncpg.LockNotAvailableError,
    ) as error:
        raise Collision from error
    except Unreachable:  # it has its name already
        raise
    except (
        asyncpg.PostgresConnectionError,
        asyncpg.CannotConnectNowError,
        asyncpg.AdminShutdownError,
        asyncpg.CrashShutdownError,
        asyncpg.InternalClientError,  # what the driver says when it was told goodbye while idle
        OSError,
    ) as error:
        raise Unreachable(str(error)) from error
    except asyncpg.InterfaceError as error:
        # the driver has no name of its own for a connection that is closed, closing, or taken back
        if any(word in str(error) for word in ("closed", "closing", "released")):
            raise Unreachable(str(error)) from error
        raise


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that is not wiped between uses: nothing is ever set on it."""

    def get_reset_query(self) -> str:
        """Return nothing to do; the driver still rolls back what is open."""
        return ""


@lru_cache(maxsize=512)
def _together(statements: tuple[tuple[Prepared, bool], ...]) -> str:
    """Return one statement that does them all: one round trip."""
    parts, before = [], 0
    for number, (each, several) in enumerate(statements):
        text = _several(each.text) if several else each.text
        moved = PLACE.sub(lambda place, before=before: f"${int(place[1]) + before}", text)  # type: ignore[misc]
        parts.append(f"w{number} AS ({moved})")
        before += len(each.names)
    return f"WITH {', '.join(parts)} SELECT 1"


def _several(text: str) -> str:
    """Return a statement that does for many rows what this one does for one; its values are arrays then."""
    types = dict(TYPED.findall(text))
    values = ", ".join(f"${place}::{types[place]}[]" for place in sorted(types, key=int))
    names = ", ".join(f"v{place}" for place in sorted(types, key=int))
    each = TYPED.sub(lambda place: f"row.v{place[1]}", text)
    rows = f"unnest({values}) AS row ({names})"
    joined = {"DELETE": "USING", "UPDATE": "FROM"}.get(each[:6])
    if joined:
        return each.replace(" WHERE ", f" {joined} {rows} WHERE ", 1)
    head, _, rest = each.partition(" VALUES (")
    row, _, tail = rest.partition(")")
    return f"{head} SELECT {row} FROM {rows}{tail}"  # noqa: S608 (made of our own statements alone)


def number(name: str) -> int:
    """Return the number under which a name is locked."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)


class PostgresLink:
    """A connection in a transaction, which begins with the first statement."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._begun = False

    async def _begin(self, more: str = "") -> None:
        if not self._begun:
            self._begun = True
            await self._connection.execute(f"BEGIN; {more}")
        elif more:
            await self._connection.execute(more)

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Run a statement and return its rows."""
        await self._begin()
        return prepared.rows(await self._connection.fetch(prepared.text, *prepared.listed(params)))

    async def fetch_each(self, prepared: Prepared, each: Sequence[Params]) -> list[Sequence[Any]]:
        """Run a statement for each of these, in one round trip, and return all rows."""
        await self._begin()
        values = [prepared.listed(params) for params in each]
        return prepared.rows(await self._connection.fetchmany(prepared.text, values))

    async def write(self, writes: Sequence[Write]) -> None:
        """Run statements that return nothing; those of the same text in this order."""
        await self._begin()
        by_text: dict[Prepared, list[list[Any]]] = {}
        for prepared, params in writes:
            by_text.setdefault(prepared, []).append(prepared.listed(params))
        together: list[tuple[Prepared, bool]] = []
        values: list[Any] = []
        for prepared, rows in by_text.items():
            several = len(rows) > 1
            together.append((prepared, several))
            values += map(list, zip(*rows, strict=True)) if several else rows[0]
        await self._connection.fetch(_together(tuple(together)), *values)

    async def lock(self, name: str) -> None:
        """Hold a name until the transaction ends."""
        await self._begin(f"SELECT pg_advisory_xact_lock({number(name)})")

    async def hold(self, names: Sequence[str]) -> set[str]:
        """Hold those of these names that nobody else holds, until the transaction ends; return them."""
        await self._begin()
        numbers = {number(name): name for name in names}
        found = await self._connection.fetch(TRY, list(numbers))
        return {numbers[each] for (each,) in found}

    async def end(self, how: str) -> None:
        """Commit or roll back, if anything was begun."""
        if self._begun:
            await self._connection.execute(how)


class PostgresDatabase:
    """A server; transactions are READ COMMITTED, and whoever reads to write locks the owner first."""

    dialect = POSTGRESQL

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    @classmethod
    async def connect(cls, url: str, connections: int) -> PostgresDatabase:
        """Connect to a server."""
        with _errors():
            pool = await asyncpg.create_pool(
                url.replace("postgresql+asyncpg://", "postgresql://", 1),
                min_size=1,
                max_size=connections,
                connection_class=_Connection,
                statement_cache_size=512,
                max_cached_statement_lifetime=0,
                server_settings={"application_name": "evenkeel", "jit": "off"},
            )
        return cls(pool)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[PostgresLink]:
        """Begin a transaction; committed when its block ends without an error."""
        with _errors():
            async with self._pool.acquire() as connection:
                link = PostgresLink(connection)
                try:
                    yield link
                    await link.end("COMMIT")
                except BaseException:
                    await self._undo(link, connection)
                    raise

    @staticmethod
    async def _undo(link: PostgresLink, connection: Any) -> None:
        try:
            await link.end("ROLLBACK")
        except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
            with suppress(asyncpg.InterfaceError):  # it is lost, and has undone everything by itself
                connection.terminate()

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Run one statement by itself, committed, and return its rows."""
        with _errors():
            return prepared.rows(await self._pool.fetch(prepared.text, *prepared.listed(params)))

    alone = fetch  # a statement by itself is committed by the server: one round trip for three

    async def close(self) -> None:
        """Let go of every connection: kindly, but for long only of those that answer."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()
