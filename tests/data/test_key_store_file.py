"""The key store's file after a restore: nothing is left in it of the keys that were there before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.adapters.database import copies, schema

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def careless(path: Path) -> Engine:
    """Return an engine as of an SQLite that leaves what is deleted in its file, as most are built."""
    made = ENGINE(path)

    def connect(link: Any, _: object) -> None:
        link.execute("PRAGMA secure_delete = OFF")

    event.listen(made, "connect", connect)
    return made


ENGINE = schema.engine


async def test_what_a_restore_replaces_in_the_key_store_is_gone_from_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "engine", careless)
    file = tmp_path / "keys.db"
    url = copies.at(file)
    await schema.upgrade(url, schema.KEYS)
    old = {f"person:{n}": (NOW, f"a wrapped key {n:4}".encode() * 4) for n in range(100)}
    await copies.write_keys(url, {**old})
    assert all(wrapped in file.read_bytes() for _, wrapped in old.values())
    await copies.write_keys(url, {"person:new": (NOW, b"the only one")})
    left = [name for name, (_, wrapped) in old.items() if wrapped in file.read_bytes()]
    assert left == [], f"{len(left)} old keys are still in the file"
