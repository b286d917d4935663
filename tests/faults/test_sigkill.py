"""SIGKILL, for real, again and again, while people live on: nothing is lost, nothing is done twice.

BUDGET=seconds makes it long; SEED repeats what is left to chance.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.faults.findings import Findings
from tests.faults.household import Household
from tests.faults.killing import Hunter, hooked, hunted, lived

BUDGET = float(os.environ.get("BUDGET", "0"))
SEED = os.environ.get("SEED") or secrets.token_hex(4)

pytestmark = pytest.mark.timeout(120 + 2 * BUDGET)


def hours(wanted: int) -> Callable[[], bool]:
    """Return what says to go on: so many hours of a household, or for as long as the budget lasts."""
    passed, until = count(), time.monotonic() + BUDGET
    return lambda: next(passed) < wanted or time.monotonic() < until


def brief(home: Household, hunter: Hunter) -> None:
    """Have an ordinary run end soon: little is written, and each hour sees a few kills."""
    if not BUDGET:
        home.most_notes, hunter.most, hunter.reach = 1, 3, 6


def told(found: Findings, capsys: pytest.CaptureFixture[str]) -> None:
    """Say what was found, and that nothing of it is wrong."""
    with capsys.disabled():
        print(f"\n  seed {SEED}: {found}")
    assert not (found.lost or found.doubled or found.left), "\n".join(
        (*found.lost, *found.doubled, *found.left)
    )


async def test_killed_again_and_again_from_an_evening_to_a_release_it_loses_and_doubles_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with hunted(tmp_path, f"{SEED} polling", couples=1, singles=0) as (home, hunter):
        brief(home, hunter)
        found = await lived(home, hunter, hours(3))
    told(found, capsys)
    assert found.figures["kills"] > 3
    assert found.figures["pages"] >= 2


async def test_killed_behind_a_webhook_it_loses_and_doubles_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with hunted(tmp_path, f"{SEED} webhook", couples=0, singles=1, settings=hooked()) as (home, hunter):
        brief(home, hunter)
        found = await lived(home, hunter, hours(1))
    told(found, capsys)
    assert found.figures["kills"] > 0
