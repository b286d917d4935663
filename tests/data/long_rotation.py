"""The long form of the rotation: one after another, on both databases, each killed again and again."""

from __future__ import annotations

import random
from collections import Counter

from tests import postgres
from tests.data.ground import ground
from tests.data.rotating import fill, rotated
from tests.worlds.runs import Figures, Share, run

KEYS = 3000
KILLS = 8


@run("rotation")
async def rotation(share: Share) -> Figures:
    """Change the master key under load, killed in the middle: no cell is lost."""
    whole, chance = Counter[str](), random.Random(share.seed)
    with postgres.own_server(*postgres.FAST) as server:
        while not whole["rotations"] or share.left() > 20:
            on_postgresql = bool(whole["rotations"] % 2)
            place = share.folder / str(whole["rotations"])
            place.mkdir()
            databases = None
            if on_postgresql:
                databases = await postgres.create(server.address), await postgres.create(server.address)
            async with ground(
                place, "Ann", "Ben", "Cleo", databases=databases, processes=1 + on_postgresql
            ) as here:
                await fill(here, KEYS)
                whole += await rotated(here, chance, KILLS)
                code, _ = await here.does("keys", "rotate", "--finish")
                whole["wrong"] += bool(code) or len(here.masters) != 1
    return whole
