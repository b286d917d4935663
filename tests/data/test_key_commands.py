"""`evenkeel keys rotate`, `keys check`, `doctor`: what the operator reads, and what the file holds then."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.adapters.database.keys import Keyring
from bot.adapters.files import alone_in

Does = Callable[..., tuple[int, str]]


@pytest.fixture
def does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Does:
    """Give an installation whose databases were made, and a way to run its commands."""
    for name in [each for each in os.environ if each.startswith("EVENKEEL_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EVENKEEL_DATA_DIR", str(tmp_path))

    def run(*words: str) -> tuple[int, str]:
        ended = CliRunner().invoke(app, list(words))
        return ended.exit_code, ended.output

    assert run("migrate")[0] == 0
    return run


def file(tmp_path: Path) -> list[str]:
    return (tmp_path / "master.key").read_text().split()


def test_a_rotation_is_done_once_however_often_it_is_asked_for_and_finished_when_told(
    does: Does, tmp_path: Path
) -> None:
    (old,) = file(tmp_path)
    assert does("keys", "check")[0] == 0
    code, said = does("keys", "rotate")
    assert (code, "1 keys were wrapped anew" in said, "--finish" in said) == (0, True, True)
    new, kept = file(tmp_path)
    assert kept == old
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o400
    assert does("keys", "rotate")[0] == 0
    assert file(tmp_path) == [new, old]
    assert does("keys", "rotate", "--finish")[0] == 0
    assert file(tmp_path) == [new]
    assert does("migrate")[0] == 0, "the new key alone opens what is there"
    assert old not in said
    assert new not in said


def test_nothing_is_finished_while_the_old_key_is_needed(does: Does, tmp_path: Path) -> None:
    (old,) = file(tmp_path)
    path = tmp_path / "master.key"
    path.chmod(0o600)
    path.write_text(f"{Keyring.new()}\n{old}\n")
    for words in (("check",), ("rotate", "--finish")):
        code, said = does("keys", *words)
        assert (code, "1 of 1 keys are still wrapped by an older master key" in said) == (1, True)
    assert len(file(tmp_path)) == 2
    assert does("keys", "rotate")[0] == 0
    assert does("keys", "check")[0] == 0


def test_a_key_from_the_environment_is_changed_by_whoever_set_it(
    does: Does, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = file(tmp_path)
    new = Keyring.new()
    monkeypatch.setenv("EVENKEEL_MASTER_KEY", old)
    code, said = does("keys", "rotate")
    assert (code, "with a comma between" in said.replace("\n", " ")) == (2, True)
    monkeypatch.setenv("EVENKEEL_MASTER_KEY", f"{new},{old}")
    assert does("keys", "rotate")[0] == 0
    assert does("keys", "rotate", "--finish")[0] == 2
    monkeypatch.setenv("EVENKEEL_MASTER_KEY", new)
    assert does("keys", "check")[0] == 0
    monkeypatch.setenv("EVENKEEL_MASTER_KEY", old)
    code, said = does("keys", "check")
    assert (code, "EVENKEEL_MASTER_KEY opens not all" in said) == (2, True)
    assert file(tmp_path) == [old]


def test_two_rotations_at_once_do_not_lose_a_key(does: Does, tmp_path: Path) -> None:
    before = file(tmp_path)
    with alone_in(tmp_path):
        code, said = does("keys", "rotate")
    assert (code, "another process" in said) == (2, True)
    assert file(tmp_path) == before


def test_a_rotation_cut_off_before_or_after_the_file_was_written_goes_on(
    does: Does, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = file(tmp_path)
    real = Path.replace

    def dies(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    def dies_later(self: Path, target: Path) -> Path:
        real(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", dies)
    does("keys", "rotate")
    assert file(tmp_path) == [old]
    assert does("keys", "check")[0] == 0
    monkeypatch.setattr(Path, "replace", dies_later)
    does("keys", "rotate")
    new, kept = file(tmp_path)
    assert kept == old
    assert does("keys", "check")[0] == 1
    monkeypatch.setattr(Path, "replace", real)
    assert does("keys", "rotate")[0] == 0
    assert file(tmp_path) == [new, old]
    assert does("keys", "check")[0] == 0


def test_a_master_key_or_a_key_store_that_is_missing_ends_in_a_sentence_and_nothing_is_made_in_its_place(
    does: Does, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, keys = tmp_path / "master.key", tmp_path / "keys.db"
    key.rename(tmp_path / "away.key")
    code, said = does("migrate")
    assert (code, "EVENKEEL_MASTER_KEY opens none of the keys" in said) == (2, True)
    assert not key.exists()
    (tmp_path / "away.key").rename(key)
    with closing(sqlite3.connect(tmp_path / "evenkeel.db")) as link, link:
        link.execute("INSERT INTO person (owner, id, at, sealed) VALUES ('x', 'x', 0, '')")
    keys.rename(tmp_path / "away.db")
    code, said = does("migrate")
    assert (code, "the key store is empty" in said) == (2, True)
    with closing(sqlite3.connect(keys)) as link:
        assert link.execute("SELECT count(*) FROM wrapped_key").fetchone() == (0,)
    (tmp_path / "away.db").rename(keys)
    assert does("migrate")[0] == 0


def test_where_there_are_no_keys_yet_none_are_made(
    does: Does, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENKEEL_DATA_DIR", str(tmp_path / "new"))
    monkeypatch.setenv("EVENKEEL_MASTER_KEY", Keyring.new())
    for words in (("keys", "check"), ("keys", "rotate"), ("backup", str(tmp_path / "backups"))):
        code, said = does(*words)
        assert (code, "bot first starts" in said) == (2, True), words
    assert not list(tmp_path.glob("new/*.db"))


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """Give a folder on another disk than the temporary one."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.mark.skipif(
    not Path("/dev/shm").is_dir()
    or Path("/dev/shm").stat().st_dev == Path(tempfile.gettempdir()).stat().st_dev,
    reason="there is but one disk here",
)
def test_doctor_warns_when_the_master_key_lies_on_the_disk_of_the_data(
    does: Does, tmp_path: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "lies on the same disk as the data" in does("doctor")[1]
    (elsewhere / "key").write_text((tmp_path / "master.key").read_text())
    monkeypatch.setenv("EVENKEEL_MASTER_KEY_FILE", str(elsewhere / "key"))
    assert "on another disk than the data" in does("doctor")[1]
    monkeypatch.delenv("EVENKEEL_MASTER_KEY_FILE")
    (tmp_path / ".env").write_text(f"EVENKEEL_MASTER_KEY_FILE={tmp_path / 'master.key'}\n")
    assert "lies on the same disk as the data" in does("doctor")[1], "named in .env"


def test_the_two_files_keep_their_journals_as_they_must(does: Does, tmp_path: Path) -> None:
    for name, journal in (("evenkeel.db", "wal"), ("keys.db", "delete")):
        with closing(sqlite3.connect(tmp_path / name)) as link:
            assert link.execute("PRAGMA journal_mode").fetchone() == (journal,)
