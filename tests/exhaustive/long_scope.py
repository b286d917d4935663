"""The exhaustive search's long form: all of six steps."""

from __future__ import annotations

import asyncio

from tests.exhaustive.search import Search
from tests.worlds.runs import Figures, Share, run

DEPTH = 6


@run("exhaustive")
async def exhaustive(share: Share) -> Figures:
    """Every history of six steps, whole, however long it takes."""
    found = await asyncio.to_thread(Search().all, DEPTH)
    return Figures({
        "differences": 0, "exhaustive histories": found.histories, "exhaustive states": found.states,
        "exhaustive steps": found.steps, "held beside plain": found.pairs,
    })  # fmt: skip
