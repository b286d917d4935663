"""The long run of the burden: where it is registered, and what no day may bring."""

from __future__ import annotations

from tests.longruns import Figures, Share, Suite

NEVER = (
    "days with more than one rating", "days with more than one other thing", "tasks after a low rating",
    "days with a knock too many", "weeks with more than one new idea", "stuck",
)  # fmt: skip
"""What must stay at nothing; everything else is only counted."""

SUITE = Suite("tests.burden", ("tests.burden.long_burden",), NEVER)

run = SUITE.run

__all__ = ["NEVER", "SUITE", "Figures", "Share", "run"]
