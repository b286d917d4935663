"""Run a history twice, the second time with what is hidden changed: the observer sees no difference."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.worlds.bases import KINDS
from tests.worlds.histories import Pair, pairs
from tests.worlds.pairs import Tally, compare, counting
from tests.worlds.people import ANN, BEN, TESS

BUDGET = int(os.environ.get("BUDGET", "0"))
"""So many pairs instead of a few hundred, drawn anew in each run."""

LINKED = tuple(kind for kind in KINDS if kind != "alone")


def drawn(pairs_: int) -> settings:
    """Return how to draw: the same in every ordinary run, other each time in a long one."""
    return settings(
        max_examples=BUDGET or pairs_,
        derandomize=not BUDGET,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
    )


def tells(tally: Tally, capsys: pytest.CaptureFixture[str], what: str) -> None:
    with capsys.disabled():
        print(f"\n{what}: {tally}")


def test_what_one_partner_keeps_changes_nothing_that_the_other_sees(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally()

    @drawn(250)
    @given(pairs((ANN, BEN), KINDS))
    def partner(pair: Pair) -> None:
        compare(pair, tally)

    with counting(tally):
        partner()
    tells(tally, capsys, "partner")
    assert tally.mattered > 0.7 * tally.pairs
    assert tally.released > 0.2 * tally.pairs


def test_what_a_couple_keeps_changes_nothing_that_their_therapist_sees(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally()

    @drawn(60)
    @given(pairs((TESS,), ("care", "care-shared")))
    def therapist(pair: Pair) -> None:
        compare(pair, tally)

    with counting(tally):
        therapist()
    tells(tally, capsys, "therapist")
    assert tally.mattered > 0.7 * tally.pairs
    assert tally.released > 0.2 * tally.pairs
