"""What a thief of files reads: ids, instants, the state of queues, and nothing anyone wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.adapters.database import DatabaseStore
from bot.adapters.database.shelf import Place, new_key
from bot.adapters.database.tables import SHELVES, key_metadata, metadata
from bot.domain.people import telegram_locator
from bot.domain.say import line, say
from bot.services.ports import QueueName, Unopened
from tests import postgres
from tests.database.conftest import MASTER, START, House
from tests.database.people import ANN, BEN, card, entry, invitation, move_in, person

SHELF = {"owner": "id", "id": "id", "at": "instant", "locator": "keyed hash", "sealed": "sealed"}
QUEUE = {
    "id": "id",
    "lane": "id or keyed hash",
    "kind": "queue state",
    "ref": "id",
    "at": "instant",
    "ready": "instant",
    "state": "queue state",
    "lease_until": "queue state",
    "fence": "queue state",
    "attempts": "queue state",
    "sealed": "sealed",
}
INVENTORY = {
    **dict.fromkeys(SHELVES.values(), SHELF),
    **dict.fromkeys(("inbox", "due", "outbox"), QUEUE),
    "pace": {"name": "queue state", "until": "instant", "paused": "instant"},
    "wrapped_key": {"name": "id", "at": "instant", "wrapped": "sealed"},
}
"""Every column and why it may be there. A column without a class, or a second sealed one, is a question."""

CANARY = "kanarienvogel"
CHAT = 7770001117


def test_every_column_has_a_class() -> None:
    tables = metadata.tables | key_metadata.tables
    assert {name: set(table.columns.keys()) for name, table in tables.items()} == {
        name: set(columns) for name, columns in INVENTORY.items()
    }
    assert all(
        list(columns.values()).count("sealed") == (name != "pace") for name, columns in INVENTORY.items()
    )


async def test_the_databases_have_no_other_columns(base: House) -> None:
    await base.open()
    for keys, held in ((False, metadata), (True, key_metadata)):
        if base.kind == "sqlite":
            found = await base.sql(
                "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
                "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
                keys,
            )
        else:
            found = await base.sql(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = 'public'",
                keys,
            )
        known = {(name, column) for name in held.tables for column in INVENTORY[name]}
        assert set(found) == known | {("alembic_version", "version_num")}


async def _write_everywhere(store: DatabaseStore) -> None:
    await store.receive(1, CHAT, START, {"message": {"text": CANARY, "from": {"id": CHAT}}})
    await store.receive(2, CHAT, START, {"message": {"text": CANARY}})
    async with store.begin() as tx:
        mine = tx.of(ANN)
        await mine.put(person(chat=CHAT, name=CANARY, used=(CANARY,)))
        await mine.put(card(screen=say("x", name=CANARY), note=line(CANARY)))
        await mine.put(entry(words=CANARY * 2000))
        await mine.put(invitation(mark=CANARY, guest_name=CANARY))
        await mine.put(entry("gone", words=CANARY))
        await mine.post("show", CANARY)
        await tx.tell("tell", CHAT, CANARY, line(CANARY))
        await tx.of(BEN).put(person(BEN, name=CANARY))
    for row in await store.claim(QueueName.INBOX, START, 10):
        async with store.begin() as tx:
            assert await tx.finish(row)
            await tx.of(ANN).drop(type(entry()), "gone")
            await tx.of(BEN).forget(line(CANARY), CHAT, "en", [])
    await store.receive(3, CHAT, START, {"message": {"text": CANARY}})
    (row,) = await store.claim(QueueName.INBOX, START, 10)
    async with store.begin() as tx:
        await tx.quarantine(row)


def _no_canary(whole: bytes) -> None:
    forms = (CANARY, str(CHAT), telegram_locator(CHAT), MASTER)
    for form in forms:
        for found in (form.encode(), form.encode("utf-16-le"), form.encode().hex().encode()):
            assert found not in whole


async def test_nothing_anyone_wrote_is_in_any_file_or_dump(base: House) -> None:
    store = await base.open()
    await _write_everywhere(store)
    if base.kind == "sqlite":
        files = list(Path(base.url.removeprefix("sqlite:///")).parent.iterdir())
        assert {"data.db", "data.db-wal", "keys.db"} <= {file.name for file in files}
    else:
        await base.sql("CHECKPOINT")
        home = parse_qs(urlsplit(base.url).query).get("host", [""])[0]
        files = [path for path in (Path(home).rglob("*") if home else []) if path.is_file()]
        for url in (base.url, base.keys_url):
            dump = postgres.dump(url)
            assert b"CREATE TABLE" in dump
            _no_canary(dump)
    for file in files:
        _no_canary(file.read_bytes())


async def test_data_alone_opens_nothing(base: House) -> None:
    store = await base.open()
    await _write_everywhere(store)
    if base.kind != "sqlite":
        keys = [bytes(row[0]) for row in await base.sql("SELECT wrapped FROM wrapped_key", keys=True)]
        data = postgres.dump(base.url)
        assert not any(key.hex().encode() in data for key in keys)
        return
    keys = [bytes(row[0]) for row in await base.sql("SELECT wrapped FROM wrapped_key", keys=True)]
    data = Path(base.url.removeprefix("sqlite:///")).read_bytes()
    assert keys
    assert not any(key in data for key in keys)


async def test_a_done_update_keeps_only_its_id(base: House) -> None:
    store = await base.open()
    await store.receive(1, CHAT, START, {"text": "hello"})
    (row,) = await store.claim(QueueName.INBOX, START, 10)
    async with store.begin() as tx:
        await tx.finish(row)
    assert await base.sql("SELECT ref, state, lane, sealed FROM inbox") == [("1", "done", "", None)]


async def test_sealed_sizes_are_few(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN)
    async with store.begin() as tx:
        for number in range(0, 6000, 250):
            await tx.of(ANN).put(entry(str(number), words="x" * number))
        await tx.of(ANN).post("show", "card")
    overhead = 1 + 8 + 12 + 16
    sizes = {row[0] - overhead for row in await base.sql("SELECT length(sealed) FROM entry")}
    assert sizes == {256, 1024, 4096, 8192}
    assert await base.sql("SELECT length(sealed) FROM outbox") == [(64 + overhead,)]


@pytest.mark.parametrize("queue", ["inbox", "outbox"])
async def test_a_row_that_does_not_open_is_set_aside_and_others_go_on(base: House, queue: str) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    name = QueueName(queue)
    await store.receive(1, 101, START, {})
    await store.receive(2, 202, START, {})
    async with store.begin() as tx:
        await tx.of(ANN).post("show", "card")
        await tx.of(BEN).post("show", "card")
    await base.sql(f"UPDATE {queue} SET sealed = (SELECT sealed FROM {queue} WHERE id = 2) WHERE id = 1")
    assert [row.id for row in await store.claim(name, START, 10)] == [2]
    assert await base.sql(f"SELECT state FROM {queue} WHERE id = 1") == [("aside",)]


def test_a_cell_opens_only_in_its_own_place_with_its_own_key_and_whole() -> None:
    key, place = new_key(), Place("card", "id", "ann")
    cell = key.seal(b"words", place)
    assert key.open(cell, place) == b"words"
    assert key.seal(b"words", place) != cell, "never the same twice"
    wrong = [(new_key(), cell, place)]
    wrong += [(key, cell, Place(*other)) for other in (("entry", "id", "ann"), ("card", "i", "ann"))]
    wrong += [(key, cell, Place("card", "id", "ben")), (key, b"", place)]
    wrong += [(key, cell[:length], place) for length in range(len(cell))]
    wrong += [(key, cell[:at] + bytes([cell[at] ^ 1]) + cell[at + 1 :], place) for at in range(len(cell))]
    for opener, changed, where in wrong:
        with pytest.raises(Unopened):
            opener.open(changed, where)


def test_nothing_shows_a_secret_in_its_repr() -> None:
    key: Any = new_key()
    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)
