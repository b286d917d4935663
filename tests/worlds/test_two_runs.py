"""Run a history twice, the second time with what is hidden changed: the observer sees no difference."""

from __future__ import annotations

import os

import pytest

from tests.worlds.bases import KINDS
from tests.worlds.pairs import Tally, run_pairs
from tests.worlds.people import ANN, BEN, TESS

BUDGET = int(os.environ.get("BUDGET", "1"))
"""So many times the pairs of an ordinary run; with another SEED they are others."""

SEED = os.environ.get("SEED", "ordinary")
PAIRS = 48 * BUDGET

pytestmark = pytest.mark.timeout(240 + 60 * BUDGET)


def told(tally: Tally, capsys: pytest.CaptureFixture[str], what: str) -> None:
    with capsys.disabled():
        print(f"\n{what}: {tally}")
    assert tally.mattered > 0.7 * tally.pairs
    assert tally.released > 0.05 * tally.pairs


@pytest.mark.parametrize("observers", [(ANN,), (BEN,)], ids=["who invited", "who was invited"])
@pytest.mark.parametrize("kinds", [KINDS[:4], KINDS[4:]], ids=["in a week", "on the way"])
def test_what_one_partner_keeps_changes_nothing_that_the_other_sees(
    observers: tuple[int, ...], kinds: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    told(run_pairs(SEED, PAIRS, observers, kinds), capsys, f"partner {kinds}")


def test_what_a_couple_keeps_changes_nothing_that_their_therapist_sees(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kinds = ("care", "care-shared", "proposed", "renewal", "handed")
    told(run_pairs(SEED, PAIRS, (TESS,), kinds), capsys, "therapist")
