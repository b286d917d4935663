"""The two runs tell every leak that is planted, within the pairs of an ordinary run."""

from __future__ import annotations

import pytest

from tests.worlds.histories import pair
from tests.worlds.leaks import LEAKS, Leak, planted
from tests.worlds.pairs import Interference, compare
from tests.worlds.test_two_runs import SEED

ORDINARY = 240

pytestmark = pytest.mark.timeout(300)


def needed(leak: Leak) -> int:
    """Return how many pairs of the ordinary run it takes to tell this leak."""
    with planted(leak):
        for number in range(ORDINARY):
            try:
                compare(pair(f"{SEED} {number}", leak.observers, leak.kinds))
            except Interference:
                return number + 1
    return 0


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: str(leak.what))
def test_a_planted_leak_is_told(leak: Leak, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = needed(leak)
    with capsys.disabled():
        print(f"\n{leak.what}: told after {pairs} pairs" if pairs else f"\n{leak.what}: not told")
    assert pairs
