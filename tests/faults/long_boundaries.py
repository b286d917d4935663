"""The long run over boundaries: every death and every second death of each scene, then any more by chance."""

from __future__ import annotations

import random
import sys
from functools import partial

from tests.faults.runs import Figures, Share, run
from tests.faults.schedules import Prepared, Theatre, shuffled, theatre

GROUNDS = {"memory": "memory", "sqlite": "SQLite", "postgres": "PostgreSQL"}


async def boundaries(name: str, share: Share) -> Figures:
    """Play on one ground, all there is, for as long as there is time."""
    async with theatre(GROUNDS[name], share.folder) as here:
        scenes, whole, done = shuffled(share.seed), [], 0
        for scene in scenes:
            if share.left() < 0:
                break
            prepared = await here.prepare(scene)
            whole.append(prepared)
            async for _ in here.every(prepared):
                if share.left() < 0:
                    break
            else:
                done += 1
        exhausted = here.figures["schedules"]
        if done == len(scenes):
            print(f"  {name}: all {exhausted:,} schedules of {done} scenes", flush=True)
            await _by_chance(here, whole, share)
        else:
            here.figures["scenes not done"] += len(scenes) - done
        for each in here.amiss[:20]:
            print(f"  {each}", file=sys.stderr, flush=True)  # as `tests.faults.schedules` plays it
        return here.figures


async def _by_chance(here: Theatre, whole: list[Prepared], share: Share) -> None:
    chance = random.Random(share.seed)
    while share.left() > 0:
        await here.any(chance.choice(whole), chance)


for each in GROUNDS:
    run(f"boundaries-{each}")(partial(boundaries, each))
