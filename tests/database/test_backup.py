"""Backups and their way back: apart, whole, never over what is there, and without those who left."""

from __future__ import annotations

import io
import stat
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from rich.console import Console

from bot import backup
from bot.adapters.database import Keyring, SecondProcess
from bot.adapters.database.copies import read_keys
from bot.adapters.database.shelf import Place, new_key
from bot.adapters.database.together import Together
from bot.domain.checkin import Entry
from bot.domain.page import Audience, WeekPage, chosen
from bot.domain.people import Person
from bot.services.ports import QueueName
from bot.settings import SettingError, Settings
from tests.data.ground import cells
from tests.database.conftest import MASTER, START, House
from tests.database.people import ANN, BEN, entry, move_in, person

NOVEMBER = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass
class Operator:
    """Whoever runs it, and what they read on their screen."""

    base: House
    folder: Path
    now: datetime = NOVEMBER
    master: str = MASTER
    screen: Console = field(default_factory=lambda: Console(file=io.StringIO(), width=200))

    @property
    def settings(self) -> Settings:
        return Settings(
            database_url=SecretStr(self.base.url),
            keys_url=SecretStr(self.base.keys_url),
            master_key=SecretStr(self.master),
            data_dir=self.folder / "data",
        )

    @property
    def read(self) -> str:
        made = self.screen.file
        assert isinstance(made, io.StringIO)
        return made.getvalue()

    def files(self, name: str) -> list[Path]:
        return sorted((self.folder / "backups" / name).iterdir())

    async def backs_up(self, **more: Any) -> int:
        """Make a backup, an hour after the last one."""
        self.now += timedelta(hours=1)
        return await backup.backup(self.settings, self.screen, self.folder / "backups", **more)

    async def restores(self, **more: Any) -> int:
        return await backup.restore(self.settings, self.screen, self.folder / "backups", **more)


@pytest.fixture
def operator(base: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    made = Operator(base, tmp_path)
    monkeypatch.setattr(backup, "clock", lambda: made.now)
    return made


async def lived_in(base: House, *more: str) -> Any:
    """Open a store in which people wrote, with something in every queue."""
    store = await base.open()
    await move_in(store, ANN, BEN, *more)
    async with store.begin() as tx:
        for owner in (ANN, BEN):
            await tx.of(owner).put(entry(owner=owner, words=f"{owner} wrote this"))
            await tx.of(owner).plan("knock", "", START)
            await tx.of(owner).post("show", "card")
    await store.receive(1, 101, START, {"text": "hello"})
    await store.receive(2, 202, START, {"text": "hello"})
    return store


async def emptied(base: House) -> None:
    """Lose everything."""
    await base.close()
    for table in ("person", "entry", "inbox", "due", "outbox"):
        await base.sql(f"DELETE FROM {table}")
    await base.sql("DELETE FROM wrapped_key", keys=True)


async def test_what_was_backed_up_while_it_ran_is_all_there_again(base: House, operator: Operator) -> None:
    await lived_in(base)
    assert await operator.backs_up() == 0
    before = await cells(base.url, base.keys_url, Keyring(MASTER))
    assert f"All {before.opened} cells open." in operator.read
    await emptied(base)
    assert await operator.restores() == 0
    assert await cells(base.url, base.keys_url, Keyring(MASTER)) == before
    store = await base.open()
    async with store.begin() as tx:
        assert await tx.of(ANN).get(Person, ANN) == person()
        assert [each.words for each in await tx.of(BEN).all(Entry)] == ["ben wrote this"]
        assert await tx.of(ANN).planned("knock", "") == START
    assert len(await store.claim(QueueName.INBOX, START, 9)) == 2
    assert await store.receive(3, 101, START, {}), "its id is a new one"


async def test_no_page_goes_out_on_a_yes_that_a_restore_brought_back(base: House, operator: Operator) -> None:
    blank = WeekPage(id="open", owner=ANN, at=START, week="2026-W18", half="half", closes=START)
    yes = chosen(blank, Audience.BOTH, "the very bytes", [BEN, "therapist"])
    gone_out = replace(yes, id="gone out", decided=True, released=True)
    store = await base.open()
    await move_in(store, ANN, BEN)
    async with store.begin() as tx:
        for page in (yes, gone_out, kept := replace(blank, id="kept", looked=True)):
            await tx.of(ANN).put(page)
    assert await operator.backs_up() == 0
    async with store.begin() as tx:
        await tx.of(ANN).put(blank)  # and now it is a no
    await base.close()
    assert await operator.restores(replace=True) == 0
    assert "the yes to 1 of the open weeks' pages" in operator.read
    store = await base.open()
    async with store.begin() as tx:
        found = {page.id: page for page in await tx.of(ANN).all(WeekPage)}
    assert found == {"open": blank, "gone out": gone_out, "kept": kept}


@pytest.mark.parametrize("odd", [b'{"v":9,"week":"2026-W18"}', b"{}", b"no JSON"])
async def test_a_page_that_nobody_can_read_keeps_no_backup_from_coming_back(
    on_sqlite: House, tmp_path: Path, odd: bytes
) -> None:
    operator = Operator(on_sqlite, tmp_path)
    store = await on_sqlite.open()
    await move_in(store, ANN)
    key = await store.keys.person(ANN)
    assert key
    cell = key.seal(odd, Place("page", "odd", ANN)).hex()
    await on_sqlite.sql(f"INSERT INTO page (owner, id, at, sealed) VALUES ('{ANN}', 'odd', 0, X'{cell}')")
    assert await operator.backs_up() == 0
    await on_sqlite.close()
    assert await operator.restores(replace=True) == 0, operator.read


async def test_a_backup_of_postgresql_can_be_brought_back_to_sqlite_and_the_other_way_round(
    on_postgresql: House, on_sqlite: House, tmp_path: Path
) -> None:
    for source, target in ((on_postgresql, on_sqlite), (on_sqlite, on_postgresql)):
        if source is on_postgresql:
            await lived_in(source)
        before = await cells(source.url, source.keys_url, Keyring(MASTER))
        operator = Operator(source, tmp_path / source.kind)
        assert await operator.backs_up() == 0
        await emptied(source)
        operator.base = target
        assert await operator.restores() == 0, operator.read
        assert await cells(target.url, target.keys_url, Keyring(MASTER)) == before
        assert before.opened == 8


async def test_postgresql_in_use_is_not_restored(on_postgresql: House, tmp_path: Path) -> None:
    operator = Operator(on_postgresql, tmp_path)
    await lived_in(on_postgresql)
    await operator.backs_up()
    process = Together(on_postgresql.url, str)
    await process.open()
    try:
        with pytest.raises(SecondProcess, match="stop every process first"):
            await operator.restores(replace=True)
    finally:
        await process.close()
    assert await operator.restores(replace=True) == 0


async def test_data_and_keys_lie_apart_and_only_their_owner_reads_them(
    base: House, operator: Operator
) -> None:
    await lived_in(base)
    await operator.backs_up(keys=operator.folder / "elsewhere")
    (data,) = operator.files("data")
    (keys,) = (operator.folder / "elsewhere").iterdir()
    wrapped = [bytes(row[0]) for row in await base.sql("SELECT wrapped FROM wrapped_key", keys=True)]
    assert wrapped
    assert all(key in keys.read_bytes() and key not in data.read_bytes() for key in wrapped)
    for each in (data, keys):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
        assert stat.S_IMODE(each.parent.stat().st_mode) == 0o700


async def test_it_never_goes_over_what_is_there_unless_told_so(base: House, operator: Operator) -> None:
    store = await lived_in(base)
    await operator.backs_up()
    async with store.begin() as tx:
        await tx.of(ANN).put(entry("later"))
    await base.close()
    with pytest.raises(SettingError, match="--replace"):
        await operator.restores()
    assert await base.sql("SELECT count(*) FROM entry") == [(3,)]
    assert await operator.restores(replace=True) == 0
    assert await base.sql("SELECT count(*) FROM entry") == [(2,)]


async def test_sqlite_in_use_is_not_restored(on_sqlite: House, tmp_path: Path) -> None:
    operator = Operator(on_sqlite, tmp_path)
    await lived_in(on_sqlite)
    await operator.backs_up()
    with pytest.raises(SecondProcess):
        await operator.restores(replace=True)


@pytest.mark.parametrize("newest", ["the store in use", "a later backup of keys"])
async def test_who_left_after_a_backup_stays_gone_whatever_is_restored(
    base: House, operator: Operator, newest: str
) -> None:
    store = await lived_in(base)
    await operator.backs_up()
    (first,) = operator.files("data")
    async with store.begin() as tx:
        await tx.of(ANN).forget(None, 101, "en", [])
    await store.shred(ANN)
    if newest == "the store in use":
        await base.close()
    else:
        await operator.backs_up()
        await emptied(base)
    code = await operator.restores(of=first.stem.rsplit("-", 1)[1], replace=True)
    assert code == 0, operator.read
    for table, column in (("person", "owner"), ("entry", "owner"), ("due", "lane"), ("outbox", "lane")):
        assert await base.sql(f"SELECT count(*) FROM {table} WHERE {column} = 'ann'") == [(0,)]
    assert await base.sql("SELECT ref FROM inbox") == [("2",)], "what she had sent is not there either"
    found = await cells(base.url, base.keys_url, Keyring(MASTER))
    assert (found.over, found.keyless, found.shut.total()) == (0, 0, 0)
    assert found.opened == 4, "Ben, his entry, his letter, his update"
    keys = await read_keys(base.keys_url)
    assert keys["person:ann"][1] is None
    old = await cells(f"sqlite:///{first}", base.keys_url, Keyring(MASTER))
    assert old.over == 3, "her cells of the backup itself stay shut"


async def test_an_old_key_store_put_back_by_hand_is_cleaned_of_who_left(
    on_sqlite: House, tmp_path: Path
) -> None:
    operator, file = Operator(on_sqlite, tmp_path), Path(on_sqlite.keys_url.removeprefix("sqlite:///"))
    store = await lived_in(on_sqlite)
    wrapped = (await read_keys(on_sqlite.keys_url))["person:ann"][1]
    assert wrapped
    old = file.read_bytes()
    assert wrapped in old
    await store.shred(ANN)
    await operator.backs_up()
    await on_sqlite.close()
    file.write_bytes(old)
    assert await operator.restores(replace=True) == 0
    assert wrapped not in file.read_bytes()


def test_a_key_store_of_another_beginning_gives_its_dead_and_nothing_else() -> None:
    ring = Keyring(MASTER)
    row = {name: (START, ring.wrap(name, new_key())) for name in ("lookup", "person:ann", "person:ben")}
    here = {"lookup": (START, ring.wrap("lookup", new_key())), "person:ann": (START, None)}
    found = backup._merged({**here, "person:cleo": row["person:ben"]}, [row], ring)
    assert found == {**row, "person:ann": (START, None)}


async def test_data_newer_than_its_keys_is_not_brought_back(base: House, operator: Operator) -> None:
    store = await lived_in(base)
    await operator.backs_up()
    await move_in(store, "cleo")
    await operator.backs_up()
    operator.files("keys")[-1].unlink()
    await emptied(base)
    assert await operator.restores() == 2
    assert "1 cells have no key" in operator.read
    assert await base.sql("SELECT count(*) FROM person") == [(0,)]
    assert await operator.restores(even_so=True) == 1
    assert await base.sql("SELECT count(*) FROM person") == [(3,)]


async def test_a_cell_that_was_moved_is_found_before_anything_changes(
    base: House, operator: Operator
) -> None:
    await lived_in(base)
    await base.sql("UPDATE entry SET sealed = (SELECT sealed FROM person WHERE owner = 'ann')")
    assert await operator.backs_up() == 1
    assert "2 in entry" in operator.read
    await emptied(base)
    assert await operator.restores() == 2
    assert "nothing was changed" in operator.read
    assert await base.sql("SELECT count(*) FROM person") == [(0,)]


async def test_without_its_master_key_or_any_keys_a_backup_is_refused_in_a_sentence(
    base: House, operator: Operator
) -> None:
    await lived_in(base)
    await operator.backs_up()
    await emptied(base)
    operator.master = Keyring.new()
    with pytest.raises(SettingError, match="EVENKEEL_MASTER_KEY opens none of the keys in this backup"):
        await operator.restores()
    operator.master = MASTER
    for each in operator.files("keys"):
        each.unlink()
    with pytest.raises(SettingError, match="without keys no backup opens"):
        await operator.restores()


@pytest.mark.parametrize("harm", ["cut", "other"])
async def test_a_file_that_is_no_backup_is_refused(on_sqlite: House, tmp_path: Path, harm: str) -> None:
    operator = Operator(on_sqlite, tmp_path)
    await lived_in(on_sqlite)
    await operator.backs_up()
    (data,) = operator.files("data")
    data.write_bytes(data.read_bytes()[:9000] if harm == "cut" else b"something else")
    await emptied(on_sqlite)
    with pytest.raises(SettingError, match="damaged"):
        await operator.restores()
    with pytest.raises(SettingError, match="There is no backup of 20200101T000000Z; there are: "):
        await operator.restores(of="20200101T000000Z")


async def test_backups_go_after_their_days_those_of_keys_first(
    on_sqlite: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = Operator(on_sqlite, tmp_path)
    monkeypatch.setattr(backup, "clock", lambda: operator.now)
    await lived_in(on_sqlite)
    for day in range(0, 40, 4):
        operator.now = NOVEMBER + timedelta(days=day)
        (operator.folder / "backups" / "data").mkdir(parents=True, exist_ok=True)
        (operator.folder / "backups" / "data" / "evenkeel-data-cut.part").touch()
        await operator.backs_up()
    assert (len(operator.files("data")), len(operator.files("keys"))) == (8, 2)
    await operator.backs_up(days=(1, 1))
    assert (len(operator.files("data")), len(operator.files("keys"))) == (2, 2)
