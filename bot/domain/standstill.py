"""What each does when fear comes up, and the map of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 4
"""How many moves one may mark: more could not be read as a map."""
FADES = timedelta(weeks=12)
"""How long a map stays."""


@dataclass(frozen=True)
class Sheet:
    """One's own moves, by their ids, as one said yes to them for the map; sealed until T1."""

    moves: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Dance:
    """One's own copy of the map: both ones' moves, since when, and whether it has been opened."""

    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    at: datetime
    seen: bool = False

    @property
    def until(self) -> datetime:
        """When it fades."""
        return self.at + FADES


def toggled(moves: tuple[str, ...], move: str) -> tuple[str, ...] | None:
    """Return the moves with this one marked, or no longer; nothing where there are enough already."""
    if move in moves:
        return tuple(each for each in moves if each != move)
    return (*moves, move) if len(moves) < MOST else None
