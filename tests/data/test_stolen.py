"""A stolen volume, a lost key, a backup and its way back: by the real program, with its own commands."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.adapters.database.keys import Keyring
from tests.data.ground import Ground, cells, ground, wrapped_keys
from tests.faults.crowd import count
from tests.faults.process import until
from tests.town import MASTER


def owners(here: Ground) -> list[str]:
    """Return who is there, by when they came."""
    with closing(sqlite3.connect(here.url.removeprefix("sqlite:///"))) as link:
        return [row[0] for row in link.execute("SELECT owner FROM person ORDER BY at")]


async def leaves(here: Ground, number: int) -> str:
    """Let somebody delete everything; return their id once no byte of their key is left."""
    writer, owner = here.writers.pop(number), owners(here)[number]
    wrapped = (await wrapped_keys(here.keys_url))[f"person:{owner}"]
    assert wrapped
    await writer.who.says("/delete")
    await until(
        lambda: any("Delete" in label for label in _labels(writer)), f"asked once: {writer.who.phone}"
    )
    await writer.who.taps(next(label for label in _labels(writer) if "Delete" in label))
    async with asyncio.timeout(30):
        while (await wrapped_keys(here.keys_url))[f"person:{owner}"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    folder = Path(here.keys_url.removeprefix("sqlite:///")).parent
    assert not any(wrapped in each.read_bytes() for each in folder.iterdir())
    return owner


def _labels(writer: object) -> list[str]:
    return [label for bubble in writer.who.phone for label in bubble.labels]  # type: ignore[attr-defined]


async def test_what_is_stolen_opens_nothing_and_a_backup_brings_back_all_but_who_left(
    tmp_path: Path,
) -> None:
    async with ground(tmp_path, "Ann", "Ben") as here:
        for writer in here.writers:
            await writer.types()
        await here.rest()
        ring, data = Keyring(MASTER), Path(here.url.removeprefix("sqlite:///")).parent

        whole = await cells(here.url, here.keys_url, ring)
        assert whole.total() == whole.opened >= 6
        assert (await cells(here.url, here.keys_url, Keyring(Keyring.new()))).opened == 0, (
            "without the master"
        )
        shutil.copy(here.url.removeprefix("sqlite:///"), tmp_path / "stolen.db")
        shutil.copy(here.url.removeprefix("sqlite:///") + "-wal", tmp_path / "stolen.db-wal")

        code, said = await here.does("backup", str(tmp_path / "backups"))
        assert code == 0, said
        assert "open." in said
        code, said = await here.does("restore", str(tmp_path / "backups"), "--replace")
        assert (code, "is running" in said) == (2, True)

        gone = await leaves(here, 0)
        await here.rest()
        await here.stop()
        for name in ("evenkeel.db", "evenkeel.db-wal", "evenkeel.db-shm"):
            (data / name).unlink(missing_ok=True)
        code, said = await here.does("restore", str(tmp_path / "backups"))
        assert code == 0, said
        assert gone not in owners(here)
        again = await cells(here.url, here.keys_url, ring)
        assert again.total() == again.opened >= 3
        found = await count(here.telegram, here.writers, here.url, here.keys_url)
        assert (found.typed, found.lost) == (1, [])

        stolen = f"sqlite:///{tmp_path}/stolen.db"
        shutil.copy(data / "keys.db", tmp_path / "empty.db")
        with closing(sqlite3.connect(tmp_path / "empty.db")) as link, link:
            link.execute("DELETE FROM wrapped_key")
        alone = await cells(stolen, f"sqlite:///{tmp_path}/empty.db", ring)
        assert (alone.opened, alone.total()) == (0, whole.total())

        await here.start()
        await here.writers[0].types()
        await here.rest()
        await here.stop()
        assert '"error"' not in here.said()
