"""The long runs of the crash suite: where they are registered, and what must never happen in any."""

from __future__ import annotations

from tests.longruns import Figures, Share, Suite

NEVER = ("lost", "doubled", "crashes", "leaked", "late", "wrong", "left over")
"""What must stay at nothing; everything else is only counted."""

SUITE = Suite(
    "tests.faults",
    (
        "tests.faults.crowds",
        "tests.faults.long_boundaries",
        "tests.faults.long_kills",
        "tests.faults.test_clocks",
        "tests.faults.test_mutants",
        "tests.faults.test_repeats",
        "tests.faults.storms",
        "tests.faults.zones",
    ),
    NEVER,
)

run = SUITE.run

__all__ = ["NEVER", "SUITE", "Figures", "Share", "run"]
