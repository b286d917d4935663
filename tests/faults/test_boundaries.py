"""Scenes of a couple's weeks, killed at any boundary and again in the recovery: nothing lost or doubled.

A boundary lies before and after each commit, after each claim and each update that is stored, and before
and after the effect of each request to Telegram; from a death on no port of that process does anything. The
ordinary run draws some schedules (SEED repeats them); `make faults` plays every one.
"""

from __future__ import annotations

import os
import random
import secrets
from pathlib import Path

import pytest

from tests.faults import planted
from tests.faults.asking import SCENES
from tests.faults.schedules import shuffled, theatre
from tests.faults.stage import Planted

SEED = os.environ.get("SEED") or secrets.token_hex(4)
SAMPLE = {"memory": (24, 10), "SQLite": (4, 10), "PostgreSQL": (2, 6)}
"""How many scenes the ordinary run draws, and how many schedules of each."""


@pytest.mark.parametrize("ground", SAMPLE)
async def test_killed_at_any_boundary_and_again_in_the_recovery_nothing_is_lost_or_doubled(
    ground: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(f"{SEED} {ground}")
    scenes, schedules = SAMPLE[ground]
    async with theatre(ground, tmp_path) as here:
        for scene in shuffled(f"{SEED} {ground}")[:scenes]:
            prepared = await here.prepare(scene)
            for _ in range(schedules):
                await here.any(prepared, chance)
    with capsys.disabled():
        told = ", ".join(f"{count} {what}" for what, count in here.figures.items())
        print(f"\n  {ground} (seed {SEED}): {told}")
    assert here.figures["kills"] > here.figures["schedules"]
    assert here.amiss == []


@pytest.mark.parametrize(("fault", "ground", "scene"), planted.FAULTS, ids=str)
async def test_a_bot_that_does_it_in_another_way_is_found_out(
    fault: Planted, ground: str, scene: str, tmp_path: Path
) -> None:
    async with theatre(ground, tmp_path) as here:
        prepared = await here.prepare(SCENES[scene])
        for boundary in range(1, prepared.boundaries + 1):
            played = await here.play(prepared, [boundary], fault)
            if played.verdict.lost or played.verdict.doubled:
                return
    raise AssertionError(f"{here.figures}")
