"""The two runs tell every leak that is planted, within the pairs of an ordinary run."""

from __future__ import annotations

import os

import pytest

from tests.worlds.leaks import LEAKS
from tests.worlds.planting import Leak, planted
from tests.worlds.test_two_runs import SEED
from tests.worlds.told import kept, of, searched, tells

LONG = bool(os.environ.get("BUDGET") or os.environ.get("SEED"))
"""Then each is searched from the first pair on; else the pair that is kept of it is tried first."""

KEPT = kept()

pytestmark = pytest.mark.timeout(300)


def needed(leak: Leak) -> int:
    """Return how many pairs it takes to tell this leak: as kept, if the pair that is kept still tells it."""
    known = {} if LONG else KEPT.get(leak.what, {})
    told = of(known) if known else None
    if told and tells(told):
        raise AssertionError("the pair that is kept can be told apart without the leak")
    with planted(leak):
        if told and tells(told):
            return int(known["after"])
        found = searched(leak, SEED)
    return found[0] if found else 0


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: str(leak.what))
def test_a_planted_leak_is_told(leak: Leak, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = needed(leak)
    with capsys.disabled():
        print(f"\n{leak.what}: told after {pairs} pairs" if pairs else f"\n{leak.what}: not told")
    assert pairs


def test_every_pair_that_is_kept_is_of_a_leak() -> None:
    assert set(KEPT) <= {leak.what for leak in LEAKS}
