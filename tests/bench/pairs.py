"""Two-run pairs: how many a second, with records in memory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from itertools import count

from tests.bench.figures import Aim, Figure, Measure, Way, rate
from tests.bench.ground import Ground
from tests.worlds.bases import KINDS
from tests.worlds.pairs import run_pairs
from tests.worlds.people import ANN

SEED = os.environ.get("SEED", "bench")
_numbers = count(1)


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give the pairs a second."""
    many = ground.some(150, 1)

    async def ours() -> Figure:
        seed = f"{SEED} {next(_numbers)}"
        return await rate(many, asyncio.to_thread(run_pairs, seed, many, (ANN,), KINDS))

    yield Measure(
        "two-run pairs: a couple's history played twice and compared, in memory",
        "a second",
        (Way("ours", ours),),
        (Aim(50),),
        note="one process; each pair is two whole histories of one partner, with every screen compared",
    )
