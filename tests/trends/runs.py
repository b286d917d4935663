"""The long run of the statements: where it is registered, and what must not be."""

from __future__ import annotations

from tests.longruns import Figures, Share, Suite

NEVER = ("rates above 5 in 100",)
"""What must stay at nothing; everything else is only counted."""

SUITE = Suite("tests.trends", ("tests.trends.long_trends",), NEVER)

run = SUITE.run

__all__ = ["NEVER", "SUITE", "Figures", "Share", "run"]
