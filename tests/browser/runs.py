"""The long runs of the page: where they are registered, and what must never be found in any."""

from __future__ import annotations

from tests.longruns import Figures, Share, Suite

NEVER = ("in somebody's way", "errors on the page", "fetched from elsewhere", "troubles of the bot")
"""What must stay at nothing; everything else is only counted."""

SUITE = Suite("tests.browser", ("tests.browser.long_stories",), NEVER)

run = SUITE.run

__all__ = ["NEVER", "SUITE", "Figures", "Share", "run"]
