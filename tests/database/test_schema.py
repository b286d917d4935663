"""Migrations go up and down and make the very tables of the code; wrong addresses are refused."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from bot.adapters.database import Keyring, Outdated, WrongAddress, open_store, schema
from bot.adapters.database.sql import SQLITE
from bot.adapters.database.statements import statements
from bot.adapters.database.tables import key_metadata, metadata
from tests import postgres
from tests.database.conftest import DATABASES, MASTER, START, House
from tests.database.people import ANN, move_in


async def _fresh(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[str, str]:
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/deeper/data.db", f"sqlite:///{tmp_path}/deeper/keys.db"
    address = request.getfixturevalue("server")
    return await postgres.create(address), await postgres.create(address)


@pytest.fixture(params=DATABASES)
async def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Give the addresses of two databases without tables."""
    return await _fresh(request.param, tmp_path, request)


async def _tables(url: str) -> set[str]:
    house = House("sqlite" if url.startswith("sqlite") else "postgresql", url)
    return {
        row[0]
        for row in await house.sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            if house.kind == "sqlite"
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
    }


async def test_migrations_go_up_and_down_and_make_the_tables_of_the_code(fresh: tuple[str, str]) -> None:
    for url, line, held in zip(fresh, (schema.DATA, schema.KEYS), (metadata, key_metadata), strict=True):
        await schema.upgrade(url, line)
        await schema.check(url, line)
        assert await _tables(url) == {*held.tables, "alembic_version"}
        await schema.downgrade(url, line)
        assert await _tables(url) == {"alembic_version"}
        with pytest.raises(Outdated, match="evenkeel migrate"):
            await schema.require_newest(url, line)
        await schema.upgrade(url, line)
        await schema.upgrade(url, line)
        await schema.require_newest(url, line)


async def test_a_store_opens_on_nothing_if_it_may_migrate_and_not_otherwise(fresh: tuple[str, str]) -> None:
    url, keys_url = fresh
    ring = Keyring(MASTER)
    with pytest.raises(Outdated):
        await open_store(url=url, keys_url=keys_url, master=ring, clock=lambda: START)
    store = await open_store(url=url, keys_url=keys_url, master=ring, clock=lambda: START, migrate=True)
    await move_in(store, ANN)
    await store.close()
    store = await open_store(url=url, keys_url=keys_url, master=ring, clock=lambda: START)
    await store.close()


@pytest.mark.parametrize("line", [schema.DATA, schema.KEYS])
def test_the_newest_version_is_the_one_that_all_migrations_lead_to(line: str) -> None:
    with create_engine("sqlite://").connect() as connection:
        script = ScriptDirectory.from_config(schema.config(line, connection))
    assert script.get_heads() == [schema.newest(line)]


async def test_a_start_that_finds_nothing_to_migrate_loads_no_alembic(base: House) -> None:
    look = f"""
import asyncio, sys
from datetime import UTC, datetime
from bot import running
from bot.adapters.database import Keyring, open_store
async def main():
    clock = lambda: datetime(2026, 5, 4, 9, tzinfo=UTC)
    master = Keyring({MASTER!r})
    store = await open_store(
        url={base.url!r}, keys_url={base.keys_url!r}, master=master, clock=clock, migrate=True
    )
    await store.close()
asyncio.run(main())
print("loaded", *sorted({{"alembic", "sqlalchemy"}} & set(sys.modules)))
"""
    done = await asyncio.create_subprocess_exec(
        sys.executable, "-c", look, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    said, _ = await done.communicate()
    assert said.split() == [b"loaded", b"sqlalchemy"]


async def test_an_index_or_column_that_the_migrations_lack_is_found(base: House) -> None:
    await base.sql("DROP INDEX ix_entry_owner_at")
    with pytest.raises(Exception, match="New upgrade operations"):
        await schema.check(base.url, schema.DATA)
    await base.sql("CREATE INDEX ix_entry_owner_at ON entry (owner, at)")
    await schema.check(base.url, schema.DATA)


@pytest.mark.parametrize(
    ("url", "keys_url"),
    [
        ("mysql://x", None),
        ("", None),
        ("postgresql://x/data", None),
        ("postgresql://x/data", "sqlite:///keys.db"),
        ("sqlite:///data.db", "postgresql://x/keys"),
        ("sqlite:///data.db", "sqlite:///data.db"),
        ("postgresql://x/data", "postgresql://x/data"),
    ],
)
async def test_addresses_that_will_not_do_are_refused_in_a_sentence(url: str, keys_url: str | None) -> None:
    with pytest.raises(WrongAddress, match=r"\.$"):
        await open_store(url=url, keys_url=keys_url, master=Keyring(MASTER), clock=lambda: START)


async def test_on_sqlite_a_claim_reads_by_indexes_alone(on_sqlite: House) -> None:
    for name, queue in statements(SQLITE).queues.items():
        for prepared in (queue.claim, queue.next, queue.waiting):
            values: dict[str, Any] = dict.fromkeys(prepared.names, 1)
            plan = await on_sqlite.sql("EXPLAIN QUERY PLAN " + prepared.text, **values)
            steps = [row[3] for row in plan]
            assert any(f"ix_{name}_ready" in step for step in steps), steps
            assert not [step for step in steps if step.startswith("SCAN") and "INDEX" not in step], steps
            assert not [step for step in steps if "TEMP B-TREE" in step], steps


async def test_on_sqlite_the_keys_lie_in_a_file_of_their_own(tmp_path: Path) -> None:
    store = await open_store(
        url=f"sqlite:///{tmp_path}/bot.db", master=Keyring(MASTER), clock=lambda: START, migrate=True
    )
    await store.close()
    assert {"bot.db", "bot-keys.db"} <= {file.name for file in tmp_path.iterdir()}
    modes = {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()}
    assert modes == {0}, "nobody else may read them"


async def test_the_settings_of_sqlite_are_those_that_lose_nothing(tmp_path: Path) -> None:
    from bot.adapters.database.sqlite import SqliteDatabase

    found = {}
    for journal in ("WAL", "DELETE"):
        database = SqliteDatabase(tmp_path / f"{journal}.db", journal=journal)
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        found[journal] = [database._writer.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
        await database.close()
    assert found == {"WAL": ["wal", 2, 1, 2, 5000], "DELETE": ["delete", 2, 1, 1, 5000]}
