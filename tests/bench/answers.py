"""Answers: from the raw update to the committed transaction and the queued reply."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import asyncpg
from telegram import Bot, Update

from bot.services.ports import QueueName
from tests.bench.figures import Aim, Figure, Measure, Way, rate
from tests.bench.ground import FIRST, Base, Ground, spread_over
from tests.bench.house import House, Silent, house
from tests.faults.breaking import typed
from tests.faults.process import ROOT
from tests.town import TOKEN

AT_ONCE = 32
CHATS = range(FIRST, FIRST + AT_ONCE)
STORED = range(FIRST, FIRST + 8 * AT_ONCE)  # of so many people, so that each process finds some that are free
NOTE = (
    "ours: stored sealed and committed; then handled, with the reply queued, and committed again. "
    "By hand: the same two commits, five rows of the same length read and five written, "
    "unsealed, no JSON, no rules"
)
BY_HAND = (
    ("person", "(id TEXT PRIMARY KEY, sealed {blob})"),
    ("card", "(id {serial}, owner TEXT, sealed {blob})"),
    ("entry", "(id {serial}, owner TEXT, sealed {blob})"),
    ("outbox", "(id {serial}, owner TEXT, sealed {blob})"),
    ("inbox", "(id INTEGER PRIMARY KEY, owner TEXT, sealed {blob}, state TEXT)"),
)


async def tidy(here: House) -> None:
    """Have everybody as they were before the first turn."""
    await here.shelves.forget("inbox", "outbox", "card", "entry", "prompt", "due")


async def handle_all(here: House, taking: asyncio.Task[Any] | None = None) -> None:
    """Handle what comes in until nothing comes any more."""
    while True:
        over = taking is None or taking.done()
        if not await here.engine.drain():
            if over:
                return
            await asyncio.sleep(0)


async def ours(here: House, many: int, at_once: int) -> Figure:
    """Take notes in, and handle them."""
    await tidy(here)

    async def take(worker: int, number: int) -> None:
        note = typed(CHATS[worker], f"a note that somebody wrote, number {number}", number + 1)
        await here.intake.take(here.numbered(note))

    async def one_at_a_time() -> None:
        for number in range(many):
            await take(number % AT_ONCE, number)
            await here.engine.drain()

    async def side_by_side() -> None:
        await handle_all(here, asyncio.create_task(spread_over(many, at_once, take)))

    return await rate(many, one_at_a_time() if at_once == 1 else side_by_side())


def tables(blob: str, serial: str) -> list[str]:
    """Return what makes the tables for the work by hand."""
    made = [f"CREATE TABLE {name} {columns.format(blob=blob, serial=serial)}" for name, columns in BY_HAND]
    return made + [f"CREATE INDEX {name}_of ON {name} (owner)" for name in ("card", "entry", "outbox")]


async def by_hand_sqlite(ground: Ground, many: int) -> Figure:
    """Do the same reads and writes on the bare driver, one transaction after another."""
    path, blob = ground.folder / "by-hand.db", b"x" * 1060
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path, isolation_level=None, cached_statements=512)
    base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    for each in tables("BLOB", "INTEGER PRIMARY KEY"):
        base.execute(each)
    for chat in CHATS:
        base.execute("INSERT INTO person VALUES (?, ?)", (str(chat), blob))

    async def work() -> None:
        for number in range(many):
            owner = str(CHATS[number % AT_ONCE])
            base.execute("INSERT INTO inbox VALUES (?, ?, ?, 'waiting')", (number, owner, blob))
            base.execute("BEGIN IMMEDIATE")
            base.execute("SELECT id, sealed FROM inbox WHERE id = ?", (number,)).fetchall()
            base.execute("SELECT sealed FROM person WHERE id = ?", (owner,)).fetchall()
            for name in ("card", "entry"):
                base.execute(f"SELECT sealed FROM {name} WHERE owner = ? LIMIT 3", (owner,)).fetchall()
            for name in ("card", "entry", "outbox"):
                base.execute(f"INSERT INTO {name} (owner, sealed) VALUES (?, ?)", (owner, blob))
            base.execute("UPDATE person SET sealed = ? WHERE id = ?", (blob, owner))
            base.execute("UPDATE inbox SET state = 'done', sealed = NULL WHERE id = ?", (number,))
            base.execute("COMMIT")

    try:
        return await rate(many, work())
    finally:
        base.close()


async def by_hand_postgres(base: Base, many: int) -> Figure:
    """Do the same on the bare driver, on as many connections as the bot has."""
    blob = b"x" * 1060
    async with asyncpg.create_pool(base.url, min_size=16, max_size=16) as pool:
        await pool.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        for each in tables("BYTEA", "BIGSERIAL PRIMARY KEY"):
            await pool.execute(each)
        await pool.executemany("INSERT INTO person VALUES ($1, $2)", [(str(chat), blob) for chat in CHATS])

        async def work(worker: int, number: int) -> None:
            owner = str(CHATS[worker])
            async with pool.acquire() as link:
                await link.execute("INSERT INTO inbox VALUES ($1, $2, $3, 'waiting')", number, owner, blob)
                async with link.transaction():
                    await link.fetch("SELECT sealed FROM person WHERE id = $1 FOR UPDATE", owner)
                    await link.fetch("SELECT sealed FROM card WHERE owner = $1 LIMIT 3", owner)
                    await link.fetch("SELECT sealed FROM entry WHERE owner = $1 LIMIT 3", owner)
                    await link.execute(
                        "WITH a AS (INSERT INTO card (owner, sealed) VALUES ($1, $2)), "
                        "b AS (INSERT INTO entry (owner, sealed) VALUES ($1, $2)), "
                        "c AS (INSERT INTO outbox (owner, sealed) VALUES ($1, $2)), "
                        "d AS (UPDATE person SET sealed = $2 WHERE id = $1) "
                        "UPDATE inbox SET state = 'done', sealed = NULL WHERE id = $3",
                        owner,
                        blob,
                        number,
                    )

        return await rate(many, spread_over(many, AT_ONCE, work))


async def parsing(many: int) -> Figure:
    """Let the library parse notes."""
    bot = Bot(TOKEN)
    texts = [json.dumps({"update_id": number} | typed(FIRST, "a note", number)) for number in range(many)]

    async def work() -> None:
        for text in texts:
            Update.de_json(json.loads(text), bot)

    return await rate(many, work())


class Worker:
    """A process of its own that handles what has come in."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def goes(self) -> int:
        """Let it go on until nothing is left; return how many it handled."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(b"\n")
        return int(await self.process.stdout.readline())


@asynccontextmanager
async def workers(base: Base, many: int) -> AsyncIterator[list[Worker]]:
    """Start processes that work on one database."""
    command = (sys.executable, "-m", "tests.bench.worker", base.url, base.keys_url)
    pipe = asyncio.subprocess.PIPE
    started = [
        await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe) for _ in range(many)
    ]
    try:
        for process in started:
            assert process.stdout
            await process.stdout.readline()
        yield [Worker(process) for process in started]
    finally:
        for process in started:
            process.kill()
            await process.wait()


async def with_workers(here: House, many: int, hands: list[Worker]) -> Figure:
    """Have stored notes handled by these processes."""
    await tidy(here)

    async def take(_: int, number: int) -> None:
        note = typed(STORED[number % len(STORED)], f"a note that somebody wrote, number {number}", number + 1)
        await here.intake.take(here.numbered(note))

    await spread_over(many, AT_ONCE, take)
    done = await rate(many, asyncio.gather(*(hand.goes() for hand in hands)))
    assert await here.waits(QueueName.INBOX) == 0
    return Figure(done.value)


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of answers."""
    many = ground.some(1000, 8)
    for kind in ground.kinds:
        floor = partial(by_hand_sqlite, ground, many)
        if kind == "PostgreSQL":
            floor = partial(by_hand_postgres, await ground.base(kind), many)
        async with house(await ground.base(kind), STORED, sender=Silent()) as here:
            yield Measure(
                f"answers on {kind}, {AT_ONCE} people at once",
                "a second",
                (
                    Way("ours", partial(ours, here, many, AT_ONCE)),
                    Way("by hand in SQL", floor),
                    Way("only the library's parsing", partial(parsing, many)),
                ),
                (Aim(1000),),
                note=NOTE,
            )
            if kind == "PostgreSQL":
                async for each in side_by_side(ground, here, many):
                    yield each


async def side_by_side(ground: Ground, here: House, many: int) -> AsyncIterator[Measure]:
    """Give what more people, or more processes, at once come to on PostgreSQL."""
    yield Measure(
        f"answers on PostgreSQL, {AT_ONCE} people at once beside 1 at a time",
        "a second",
        (
            Way(f"{AT_ONCE} at once", partial(ours, here, many, AT_ONCE)),
            Way("1 at a time", partial(ours, here, ground.some(300, 4), 1)),
        ),
        (Aim(3.0, of=1),),
    )
    async with workers(here.base, 2) as hands:
        yield Measure(
            "stored answers handled on PostgreSQL by two processes beside one",
            "a second",
            (
                Way("two processes", partial(with_workers, here, many, hands)),
                Way("one", partial(with_workers, here, many, hands[:1])),
            ),
            (Aim(1.0, of=1),),
            note="two cores hold both processes, the database and this one",
        )
