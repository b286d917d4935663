"""PostgreSQL stopped, killed and started again under several processes that are killed, too.

BUDGET=seconds makes it long; SEED repeats what is left to chance.
"""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import aiohttp
import pytest

from tests.faults.cluster import clustered, lived
from tests.faults.process import Program
from tests.faults.test_sigkill import BUDGET, SEED, hours, told

pytestmark = pytest.mark.timeout(120 + 2 * BUDGET)


async def test_with_postgresql_killed_under_two_processes_nothing_is_lost_or_doubled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = 2 if BUDGET else 0
    async with clustered(tmp_path, f"{SEED} postgresql", 2 + many, many, 1 + many) as (home, cluster, _):
        if not BUDGET:
            home.most_notes, cluster.most, cluster.gap = 1, 2, 0.6
        await cluster.strike("postgresql killed")
        await cluster.strike("a process killed")
        found = await lived(home, cluster, hours(1))
    told(found, capsys)
    assert found.figures["kills of postgresql"] >= 1


async def health(program: Program) -> int:
    """Return what a process answers when it is asked how it is."""
    async with aiohttp.ClientSession() as session, session.get(f"{program.address}/health") as answer:
        return answer.status


async def becomes(program: Program, status: int) -> None:
    """Wait until a process says so of itself."""
    async with asyncio.timeout(40):
        while await health(program) != status:  # noqa: ASYNC110 - it changes in another process
            await asyncio.sleep(0.02)


async def test_while_postgresql_is_away_updates_are_turned_back_and_calm_still_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with clustered(tmp_path, SEED, 1, 0, 1) as (home, cluster, proxy):
        (program,), (eve,) = cluster.programs, home.members
        await becomes(program, 200)
        lives = program.pid
        cluster.server.end(signal.SIGQUIT)
        await becomes(program, 503)
        await eve.who.says("Calm")
        await home.writes(eve)
        async with asyncio.timeout(40):
            while not (proxy.answers[503] and eve.label("calm-button-racing")):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert not proxy.answers[200]
        cluster.server.begin()
        cluster.server.wait()
        await becomes(program, 200)
        assert program.pid == lives  # it neither ended nor was started anew
        await home.at_rest()
        found = await lived(home, cluster, hours(0))
    told(found, capsys)
    assert found.figures["notes"] == 1
