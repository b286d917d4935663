"""A new master key while the bot runs: no cell is lost, wherever the rotation is killed."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.database.keys import Keyring
from tests import postgres
from tests.data.ground import cells, ground
from tests.data.rotating import fill, rotated
from tests.town import MASTER

SEED = os.environ.get("SEED") or secrets.token_hex(4)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres.server() as address:
        yield address


async def test_a_rotation_killed_again_and_again_under_load_loses_no_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with ground(tmp_path, "Ann") as here:
        await fill(here, 1200)
        found = await rotated(here, random.Random(SEED), kills=3)
        with capsys.disabled():
            print(f"\n  seed {SEED}: {dict(found)}")
        assert found["cells lost"] == found["lost"] == found["doubled"] == 0
        assert found["cells opened"] >= 3
        assert (await cells(here.url, here.keys_url, Keyring(MASTER))).opened == 0, (
            "the old one opens nothing"
        )

        code, said = await here.does("keys", "rotate", "--finish")
        assert code == 0, said
        assert len(here.masters) == 1
        await here.start()
        await here.writers[0].types()
        await here.rest()
        await here.stop()


async def test_two_processes_on_postgresql_go_on_while_the_master_key_is_changed(
    tmp_path: Path, server: str
) -> None:
    databases = await postgres.create(server), await postgres.create(server)
    async with ground(tmp_path, "Ann", databases=databases, processes=2) as here:
        await fill(here, 500)
        found = await rotated(here, random.Random(f"{SEED} postgresql"), kills=2)
    assert found["cells lost"] == found["lost"] == found["doubled"] == 0
    assert found["cells opened"] >= 3
