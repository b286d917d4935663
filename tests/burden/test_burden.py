"""No day asks too much of anybody, whatever they do with it: the short form of `make burden`."""

from __future__ import annotations

import os

from tests.burden.couples import Burden, live
from tests.burden.long_burden import told
from tests.burden.runs import NEVER
from tests.worlds.world import run

SEED = os.environ.get("SEED", "short")


def test_no_day_asks_too_much_of_anybody() -> None:
    whole = Burden()
    for number in range(3):
        for who in run(live(f"{SEED} {number}", 3)):
            whole.add(who, 3)
    print(f"seed {SEED}: {told(whole, 3)}")
    assert not {name: whole.counts[name] for name in NEVER if whole.counts[name]}
    assert whole.counts["other things"], "somebody was asked something"
