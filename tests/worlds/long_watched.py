"""The long form of the watched hold: lives watched for weeks, for as long as there is time."""

from __future__ import annotations

from itertools import count
from unittest.mock import patch

from tests.worlds.runs import Figures, Share, run
from tests.worlds.watching import told


@run("watched")
async def watched(share: Share) -> Figures:
    """Over weeks of two lives under somebody's eyes nothing tells a hold from a choice that stands."""
    figures = Figures()
    for number in count():
        if share.left() < 0:
            break
        weeks = 3 + number % 5
        with patch("bot.domain.safety.MONTH", range(6, 16) if number % 2 else range(24, 39)):
            found = await told(f"{share.seed} {number}", weeks)
        if found:
            raise AssertionError(found)
        figures["watched lives"] += 2
        figures["watched weeks"] += 2 * weeks
    return figures
