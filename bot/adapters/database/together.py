"""Several processes on one PostgreSQL: who leads, what one does alone, and the pace they keep together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import structlog

from bot.adapters.database.postgres import number
from bot.adapters.database.sql import Unreachable

EVERY = 1.0  # seconds between two looks at the connection, and two tries to lead
PATIENCE = 3.0  # seconds that any answer may take; after that the connection is given up
TAKING = 0.5  # the same where somebody waits for a turn to send
SOON = 0.2  # seconds between two tries to be alone
CHANNEL = "evenkeel_pause"
# The server notices within 10 s that nobody is there any more, though no goodbye came; by then, at the
# latest after EVERY and PATIENCE, whoever led has noticed too, and has stopped.
SETTINGS = {
    "application_name": "evenkeel together",
    "synchronous_commit": "off",  # a pace that is lost in a crash has lost nothing
    "tcp_keepalives_idle": "4",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
}

# Instants are the server's own. One that lies far ahead is left over from before its clock was set back.
TAKE = """
INSERT INTO pace AS old (name, until) VALUES ('', clock_timestamp() + $1 * interval '1 second')
ON CONFLICT (name) DO UPDATE SET until = $1 * interval '1 second' + CASE
  WHEN old.until > clock_timestamp() + interval '10 seconds' THEN clock_timestamp()
  ELSE greatest(old.until, clock_timestamp() - $2 * interval '1 second') END
RETURNING (extract(epoch FROM until - clock_timestamp()) - $1)::float8,
  greatest(0, extract(epoch FROM paused - clock_timestamp()))::float8
"""
PAUSE = """
INSERT INTO pace AS old (name, until, paused)
VALUES ('', clock_timestamp(), clock_timestamp() + $1 * interval '1 second')
ON CONFLICT (name) DO UPDATE SET paused = greatest(old.paused, excluded.paused)
"""
SHARING = """
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND (classid::bigint << 32 | objid::bigint) = $1
"""

ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

log = structlog.get_logger("together")


class Lead:
    """One thing that only one process does at a time."""

    def __init__(self) -> None:
        self.ours, self.lost, self.known = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.others = False
        """Whether another process led when this one last asked."""
        self.lost.set()

    def turn(self, ours: bool) -> None:
        """Note who leads."""
        self.others = not ours
        (self.ours if ours else self.lost).set()
        (self.lost if ours else self.ours).clear()


class Together:
    """One connection of its own, by which a process is there for the others, and leads or does not."""

    def __init__(self, url: str, hash: Callable[[int], str], every: float = EVERY) -> None:
        self._url = url.replace("postgresql+asyncpg://", "postgresql://", 1)
        self._hash = hash
        self._every = every
        self._connection: Any = None
        self._turn = asyncio.Lock()  # the driver does one thing at a time
        self._leads: dict[str, Lead] = {}
        self._known = 1
        self._behind: set[asyncio.Task[None]] = set()
        self.hear: Callable[[float, str], None] = lambda after, name: None
        """Called when another process tells of a pause."""

    async def open(self) -> None:
        """Connect, and be there. Raises OSError or TimeoutError where the server cannot be reached."""
        made: Any = None
        try:
            async with asyncio.timeout(PATIENCE):
                made = await asyncpg.connect(self._url, server_settings=SETTINGS)
                await made.add_listener(CHANNEL, self._heard)
                await made.execute(f"SELECT pg_advisory_lock_shared({number('here')})")
        except ERRORS as error:
            raise Unreachable(type(error).__name__) from None
        else:
            self._connection = made
            made.add_termination_listener(self._ended)
        finally:
            if made is not None and self._connection is not made:
                made.terminate()

    async def run(self) -> None:
        """Stay there for ever; try again and again to lead in what is wanted."""
        while True:
            try:
                if self._connection is None:
                    await self.open()
                await self._look()
            except (OSError, TimeoutError) as error:
                log.warning("the other processes cannot be seen", error=type(error).__name__)
            await asyncio.sleep(self._every)

    async def _look(self) -> None:
        self._known = max(1, await self._ask(SHARING, number("here")))
        for name, lead in self._leads.items():
            if not lead.ours.is_set():
                lead.turn(ours=await self._ask("SELECT pg_try_advisory_lock($1)", number(name)))
                lead.known.set()

    async def _ask(self, question: str, *values: object, patience: float = PATIENCE) -> Any:
        """Ask for one row, or one value where it has but one."""
        asked = None
        try:
            async with asyncio.timeout(patience), self._turn:
                asked = self._connection
                if asked is None:
                    raise Unreachable("no connection")
                row = await asked.fetchrow(question, *values)
        except TimeoutError:
            if asked is not None and patience >= PATIENCE:  # a turn to send is not worth a connection
                self._drop(asked)
            raise
        except ERRORS as error:
            if asked is not None:
                self._drop(asked)
            raise Unreachable(type(error).__name__) from None
        return row if row is None or len(row) > 1 else row[0]

    def _drop(self, connection: Any) -> None:
        connection.terminate()
        self._ended(connection)

    def _ended(self, connection: Any) -> None:
        """Whatever was led is led no longer, from this very moment."""
        if connection is self._connection:
            self._connection = None
            for lead in self._leads.values():
                lead.turn(ours=False)
                lead.others = False  # perhaps nobody

    def lead(self, name: str) -> Lead:
        """Want to lead in something, from now on."""
        return self._leads.setdefault(name, Lead())

    @asynccontextmanager
    async def alone(self, name: str) -> AsyncIterator[None]:
        """Do something while no other process does it. Raises OSError or TimeoutError."""
        while not await self._ask("SELECT pg_try_advisory_lock($1)", number(name)):  # noqa: ASYNC110
            await asyncio.sleep(SOON)
        try:
            yield
        finally:
            with contextlib.suppress(OSError, TimeoutError):  # then it is free in any case
                await self._ask("SELECT pg_advisory_unlock($1)", number(name))

    # ------------------------------------------------------------------ the pace

    async def take(self, turns: int, rate: float, behind: float) -> tuple[float, float]:
        """Take some turns to send; return in how many seconds the first comes, and how long all pause."""
        start, pause = await self._ask(TAKE, turns / rate, behind, patience=TAKING)
        return float(start), float(pause or 0.0)

    def tell(self, after: float, chat: int | None) -> None:
        """Tell the others of a pause."""
        task = asyncio.create_task(self._tell(after, "" if chat is None else self.name(chat)))
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    async def _tell(self, after: float, name: str) -> None:
        with contextlib.suppress(OSError, TimeoutError):  # the others will hear it from Telegram
            if not name:
                await self._ask(PAUSE, after)
            await self._ask("SELECT pg_notify($1, $2)", CHANNEL, f"{after} {name}")

    def _heard(self, connection: Any, sender: int, channel: str, said: str) -> None:
        if connection is None or sender != connection.get_server_pid():
            after, _, name = said.partition(" ")
            with contextlib.suppress(ValueError):
                self.hear(float(after), name)

    def name(self, chat: int) -> str:
        """Return what a chat is called where others hear of it."""
        return self._hash(chat)

    def sharing(self) -> int:
        """Return how many processes there were when last looked."""
        return self._known

    async def close(self) -> None:
        """Say goodbye: what this process led is free at once."""
        for task in self._behind:
            task.cancel()
        connection, self._connection = self._connection, None
        for lead in self._leads.values():
            lead.turn(ours=False)
        if connection is not None:
            with contextlib.suppress(Exception):  # it may be gone already
                await connection.close(timeout=1.0)
