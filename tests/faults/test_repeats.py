"""Updates that come again and again, in disorder, through one process or two: as if each had come once.

SEED repeats a life; the long form is the run "repeats" of `make faults`.
"""

from __future__ import annotations

import os
import secrets
from collections import Counter
from pathlib import Path

import pytest

from tests import postgres
from tests.faults.repeats import Ground, compare
from tests.faults.runs import Figures, Share, run

SEED = os.environ.get("SEED") or secrets.token_hex(4)
A_LIFE = 600  # things that are done in it
SHORT = 150


def tell(capsys: pytest.CaptureFixture[str], figures: Figures) -> None:
    """Print what was counted."""
    with capsys.disabled():
        print(f"\n  repeats (seed {SEED}): {dict(figures)}")


@pytest.mark.parametrize("intakes", [1, 2])
async def test_what_comes_up_to_five_times_and_in_disorder_leaves_all_as_if_it_had_come_once(
    intakes: int, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, where = await compare(SEED, SHORT, Ground(couples=1), Ground(couples=1, intakes=intakes))
    tell(capsys, figures)
    assert figures["repeats"] > SHORT
    assert (where, figures["doubled"], figures["trouble"]) == ([], 0, 0)


async def test_repeats_change_nothing_on_sqlite_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures, where = await compare(SEED, SHORT // 3, Ground(couples=1), Ground(tmp_path, couples=1))
    tell(capsys, figures)
    assert (where, figures["doubled"], figures["trouble"]) == ([], 0, 0)


@run("repeats")
async def repeats(share: Share) -> Figures:
    """Life after life: most in memory, some on SQLite, some through two processes, some on PostgreSQL."""
    figures: Figures = Counter()
    with postgres.server() as server:
        number = 0
        while share.left() > 0:
            seed, acts, again = f"{share.seed} {number}", A_LIFE, Ground(intakes=1 + number % 2)
            if number % 8 == 6:
                folder = share.folder / str(number)
                folder.mkdir()
                acts, again = SHORT, Ground(folder)
            if number % 8 == 7:
                databases = await postgres.create(server), await postgres.create(server)
                acts, again = SHORT, Ground(databases=databases, intakes=2)
            found, where = await compare(seed, acts, Ground(), again)
            figures.update(found)
            if where:
                print(f"  repeats: {seed} differs in {', '.join(where)}", flush=True)
            number += 1
    return figures
