"""Two sealed choices, absent means no, decided at an instant known beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LATE = timedelta(minutes=10)
"""A gate that could not be decided within this time moves by a day, with its choices still open."""

MOVED = timedelta(hours=24)


class Verdict(StrEnum):
    """What becomes of a gate at an instant."""

    WAIT = "wait"
    MOVE = "move"
    OPEN = "open"
    SHUT = "shut"


@dataclass(frozen=True)
class Side:
    """One side of a gate: what its yes was said to, and what stands there now.

    A yes counts only for the very same bytes: `said` (empty: no yes) must equal `stands`.
    """

    said: str
    stands: str

    @property
    def yes(self) -> bool:
        """Whether this side said yes to what stands."""
        return bool(self.said) and self.said == self.stands


def verdict(mine: Side | None, theirs: Side | None, closes: datetime, now: datetime) -> Verdict:
    """Decide a gate. Symmetric: both sides get the same verdict from the same facts."""
    if now < closes:
        return Verdict.WAIT
    if now - closes > LATE:
        return Verdict.MOVE
    return Verdict.OPEN if mine and theirs and mine.yes and theirs.yes else Verdict.SHUT
