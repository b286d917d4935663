"""The inline driver of SQLite: one block at a time, commits shared, each told how its own went."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.adapters.database.sql import Unreachable
from bot.adapters.database.sqlite import SqliteDatabase
from bot.services.ports import Collision


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[SqliteDatabase]:
    """Give a database with a table of unique numbers, and one whose rows must have a number by the commit."""
    made = SqliteDatabase(tmp_path / "x.db")
    made._writer.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)")
    made._writer.execute("CREATE TABLE child (n REFERENCES number (n) DEFERRABLE INITIALLY DEFERRED)")
    yield made
    await made.close()


async def add(database: SqliteDatabase, n: int, table: str = "number", wrong: bool = False) -> None:
    async with database.transaction():
        database._writer.execute(f"INSERT INTO {table} VALUES (?)", (n,))
        await asyncio.sleep(0)
        if wrong:
            raise ZeroDivisionError


def numbers(database: SqliteDatabase) -> list[int]:
    return [n for (n,) in database._reader.execute("SELECT n FROM number ORDER BY n")]


async def test_those_that_wait_for_one_another_share_a_commit(database: SqliteDatabase) -> None:
    said: list[str] = []
    database._writer.set_trace_callback(said.append)
    await asyncio.gather(*(add(database, n) for n in range(100)))
    assert numbers(database) == list(range(100))
    assert said.count("BEGIN IMMEDIATE") == said.count("COMMIT") <= 10


async def test_each_returns_only_once_it_is_on_disk(database: SqliteDatabase) -> None:
    async def check(n: int) -> None:
        await add(database, n)
        assert n in numbers(database)

    await asyncio.gather(*(check(n) for n in range(50)))


async def test_one_that_raises_undoes_only_itself(database: SqliteDatabase) -> None:
    await add(database, 3)
    done = await asyncio.gather(
        *(add(database, n, wrong=n % 5 == 0) for n in range(4, 40)),
        add(database, 3),
        return_exceptions=True,
    )
    assert isinstance(done[-1], Collision)
    assert numbers(database) == [n for n in range(3, 40) if n % 5]
    with pytest.raises(ZeroDivisionError):
        await add(database, 99, wrong=True)
    await add(database, 100)
    assert numbers(database)[-2:] == [39, 100]


async def test_a_commit_that_fails_is_told_to_everyone_in_it(database: SqliteDatabase) -> None:
    done = await asyncio.gather(
        *(add(database, n) for n in range(5)), add(database, 77, "child"), return_exceptions=True
    )
    failed = [each for each in done if each is not None]
    assert failed
    assert all(isinstance(each, Collision) for each in failed)
    assert len(numbers(database)) == len(done) - len(failed)
    await add(database, 9)
    assert 9 in numbers(database)


async def test_a_full_disk_is_unreachable_and_passes(database: SqliteDatabase) -> None:
    (pages,) = database._writer.execute("PRAGMA page_count").fetchone()
    database._writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unreachable):
        async with database.transaction():
            for n in range(2000):
                database._writer.execute("INSERT INTO number VALUES (?)", (n,))
    database._writer.execute("PRAGMA max_page_count = 100000")
    await add(database, 1)
    assert numbers(database) == [1]


async def test_those_that_are_cancelled_while_they_wait_let_others_pass(database: SqliteDatabase) -> None:
    for moment in range(6):
        tasks = [asyncio.create_task(add(database, moment * 10 + n)) for n in range(10)]
        for _ in range(moment):
            await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        kept = {moment * 10 + n for n, each in enumerate(done) if each is None}
        assert len(kept) >= 5
        assert kept <= set(numbers(database))


async def test_reading_sees_nothing_that_is_not_committed(database: SqliteDatabase) -> None:
    async with database.transaction():
        database._writer.execute("INSERT INTO number VALUES (1)")
        assert numbers(database) == []
    assert numbers(database) == [1]
