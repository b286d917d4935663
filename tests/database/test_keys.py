"""Keys: made before rows, wrapped, rotated, destroyed for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.database import BadMasterKey, Keyring
from bot.adapters.database.keys import UnknownMaster
from bot.adapters.database.shelf import Key, new_key
from bot.adapters.database.store import NoKeys, open_keys
from bot.domain.checkin import Entry
from bot.domain.people import Person, telegram_locator
from bot.services.ports import QueueName, Vanished
from tests.database.conftest import MASTER, START, House
from tests.database.people import ANN, BEN, entry, move_in, person


async def names(base: House) -> dict[str, bytes | None]:
    return dict(await base.sql("SELECT name, wrapped FROM wrapped_key", keys=True))


async def test_a_key_is_made_for_a_person_before_their_row(base: House) -> None:
    store = await base.open()
    with pytest.raises(ZeroDivisionError):
        async with store.begin() as tx:
            await tx.of(ANN).put(person())
            assert f"person:{ANN}" in await names(base)
            raise ZeroDivisionError
    await move_in(store, ANN)
    assert set(await names(base)) == {"lookup", f"person:{ANN}"}


async def test_reading_makes_no_keys(base: House) -> None:
    store = await base.open()
    async with store.begin() as tx:
        await tx.of(ANN).get(Person, ANN)
        await tx.of(ANN).all(Entry)
        await tx.of(ANN).post("show", "x")
    assert set(await names(base)) == {"lookup"}


async def test_a_shredded_key_leaves_a_tombstone_and_no_trace(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    wrapped = (await names(base))[f"person:{ANN}"]
    assert wrapped
    await store.shred(ANN)
    await store.shred(ANN)
    assert (await names(base))[f"person:{ANN}"] is None
    assert await store.keys.shredded() == [ANN]
    if base.kind == "sqlite":
        folder = Path(base.keys_url.removeprefix("sqlite:///")).parent
        assert not any(bytes(wrapped) in file.read_bytes() for file in folder.iterdir())


async def test_another_process_does_not_write_for_someone_who_is_gone(on_postgresql: House) -> None:
    base = on_postgresql
    first, second = await base.open(), await base.open()
    await move_in(first, ANN)
    async with second.begin() as tx:  # its key is known to the second process now
        await tx.of(ANN).put(entry())
    async with first.begin() as tx:
        await tx.of(ANN).forget(None, 101, "en", [])
    await first.shred(ANN)
    with pytest.raises(Vanished):
        async with second.begin() as tx:
            await tx.of(ANN).put(entry())
    with pytest.raises(Vanished):
        async with second.begin() as tx:
            await tx.of(ANN).put(person())
    assert await base.sql("SELECT count(*) FROM entry") == [(0,)]


async def test_a_key_that_is_known_opens_nothing_once_its_persons_row_is_gone(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).put(entry())
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Entry, "entry") == entry()
    await base.sql("DELETE FROM person")
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Entry, "entry") is None
        assert await tx.of(ANN).all(Entry) == []


async def test_a_row_whose_key_no_master_opens_waits_and_holds_nobody_else_up(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        for owner in (ANN, BEN):
            await tx.of(owner).post("show", "x")
    other = Keyring(Keyring.new()).wrap(f"person:{ANN}", new_key())
    (kept,) = [wrapped for name, wrapped in (await names(base)).items() if name == f"person:{ANN}"]
    await base.sql("UPDATE wrapped_key SET wrapped = :it WHERE name = 'person:ann'", keys=True, it=other)
    store = await base.again()
    for _ in range(9):  # more often than anything is tried that goes wrong by itself
        found = await store.claim(QueueName.OUTBOX, base.times.now, 9)
        assert [row.lane for row in found] in ([BEN], [])
        base.times.later(minutes=1)
        await base.outlast_leases()
        await store.give_back(found)
    assert await base.sql("SELECT state, attempts FROM outbox WHERE lane = 'ann'") == [("waiting", 0)]
    with pytest.raises(UnknownMaster):
        async with store.begin() as tx:
            await tx.of(ANN).get(Person, ANN)
    await base.sql("UPDATE wrapped_key SET wrapped = :it WHERE name = 'person:ann'", keys=True, it=kept)
    assert {row.lane for row in await store.claim(QueueName.OUTBOX, base.times.now, 9)} == {ANN, BEN}


async def test_while_the_key_store_is_away_a_claim_costs_no_attempt(on_postgresql: House) -> None:
    base = on_postgresql
    store = await base.open()
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).post("show", "x")
    store = await base.again()
    await store.keys.database.close()
    for _ in range(9):
        with pytest.raises(ConnectionError):
            await store.claim(QueueName.OUTBOX, base.times.now, 9)
    assert await base.sql("SELECT state, attempts, lease_until FROM outbox") == [("waiting", 0, None)]


async def test_a_backup_restored_with_newer_keys_has_nobody_who_left(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        await tx.of(ANN).put(entry())
        await tx.of(ANN).plan("knock", "", START)
        await tx.of(ANN).post("show", "x")
    await store.shred(ANN)  # the data is from before the deletion, the keys are from after it
    store = await base.again()
    assert await store.bury() == 1
    for table in ("person", "entry", "due", "outbox"):
        column = "lane" if table in ("due", "outbox") else "owner"
        assert await base.sql(f"SELECT count(*) FROM {table} WHERE {column} = 'ann'") == [(0,)]
    async with store.begin() as tx:
        assert await tx.of(BEN).get(Person, BEN) == person(BEN)


async def test_a_new_master_key_wraps_and_the_old_one_can_go(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    await store.shred(BEN)
    new = Keyring.new()
    store = await base.again(f"{new},{MASTER}")
    assert await store.keys.rewrap() == 2, "Ann's and the one people are found by"
    assert await store.keys.rewrap() == 0
    store = await base.again(new)
    async with store.begin() as tx:
        assert await tx.locate(Person, telegram_locator(101)) == (ANN, ANN)
        assert await tx.of(ANN).get(Person, ANN) == person()
    await base.close()
    with pytest.raises(BadMasterKey, match="None of the master keys"):
        await base.open(MASTER)


async def test_a_running_process_learns_the_new_master_key_from_its_file(
    base: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, file = Keyring.new(), tmp_path / "master.key"
    file.write_text(MASTER)
    ring = Keyring(MASTER, file)
    seal = ring.wrap

    def turns(name: str, key: Key) -> bytes:
        """Wrap by the old one, in the very moment in which a rotation begins."""
        monkeypatch.undo()
        wrapped = seal(name, key)
        file.write_text(f"{new}\n{MASTER}")
        return wrapped

    async with open_keys(
        url=base.url, keys_url=base.keys_url, master=ring, clock=lambda: base.times.now
    ) as keys:
        await keys.start()
        monkeypatch.setattr(ring, "wrap", turns)
        await keys.create(ANN)
        await keys.create(BEN)
        assert [name for name, _ in await keys.stale()] == ["lookup"]
        assert await keys.rewrap() == 1
        late = Keyring(MASTER, file)  # a process that was started before, and met nothing new yet
        assert all(late.unwrap(name, wrapped) for name, wrapped in await keys.wrapped())
        file.write_text("half a ke")
        assert not ring.look()
        assert ring.size == 2, "what cannot be read takes nothing away"


@pytest.mark.parametrize("bad", ["", "  \n", "abc", "x" * 44, "A" * 40, "ключ"])
def test_what_is_no_master_key_is_refused_in_a_sentence(bad: str) -> None:
    with pytest.raises(BadMasterKey, match="master key"):
        Keyring(bad)


async def test_keys_of_days_are_destroyed_after_three_days(base: House) -> None:
    store = await base.open()
    await store.receive(1, 101, START, {})
    assert "day:2026-05-04" in await names(base)
    base.times.later(days=3)
    await store.sweep(base.times.now)
    assert "day:2026-05-04" in await names(base)
    base.times.later(days=1)
    await store.sweep(base.times.now)
    assert "day:2026-05-04" not in await names(base)
    assert not await store.receive(2, 101, START, {}), "an update of that day is of no use any more"


async def test_what_was_sealed_under_a_destroyed_day_is_done_with_quietly(base: House) -> None:
    store = await base.open()
    await store.receive(1, 101, START, {})
    await base.sql("DELETE FROM wrapped_key WHERE name LIKE 'day:%'", keys=True)
    store = await base.again()
    base.times.later(days=9)
    assert await store.claim(QueueName.INBOX, base.times.now, 10) == []
    assert await base.sql("SELECT state, sealed FROM inbox") == [("done", None)]


async def test_rows_without_the_key_store_are_unreadable(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN)
    await base.close()
    await base.sql("DELETE FROM wrapped_key", keys=True)
    with pytest.raises(NoKeys, match="evenkeel restore"):
        await base.open()
    async with open_keys(
        url=base.url, keys_url=base.keys_url, master=Keyring(MASTER), clock=lambda: base.times.now
    ) as keys:
        await keys.start()  # another key to find people by: somebody else's key store
    store = await base.open()
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Person, ANN) is None
        assert await tx.locate(Person, telegram_locator(101)) is None
