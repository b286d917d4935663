"""Run a history twice, the second time with what is hidden changed: the observer sees no difference."""

from __future__ import annotations

import os

import pytest

from tests.worlds.bases import KINDS
from tests.worlds.pairs import Tally, run_pairs
from tests.worlds.people import ANN, BEN, TESS

BUDGET = int(os.environ.get("BUDGET", "0"))
"""So many times the pairs of an ordinary run."""

PARTNERS, THERAPIST = 200, 60
SEED = os.environ.get("SEED", "ordinary")


def told(tally: Tally, capsys: pytest.CaptureFixture[str], what: str) -> None:
    with capsys.disabled():
        print(f"\n{what}: {tally}")
    assert tally.mattered > 0.7 * tally.pairs
    assert tally.released > 0.15 * tally.pairs


def test_what_one_partner_keeps_changes_nothing_that_the_other_sees(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = run_pairs(SEED, PARTNERS * max(BUDGET, 1), (ANN, BEN), KINDS)
    told(tally, capsys, "partner")


def test_what_a_couple_keeps_changes_nothing_that_their_therapist_sees(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kinds = ("care", "care-shared", "proposed")
    told(run_pairs(SEED, THERAPIST * max(BUDGET, 1), (TESS,), kinds), capsys, "therapist")
