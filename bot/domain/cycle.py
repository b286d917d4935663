"""The five points of the desire cycle, and what is kept of them."""

from __future__ import annotations

from collections.abc import Sequence

POINTS = ("safety", "risk", "engage", "pleasure", "bond")
"""Safe, dared to be open, really there, a warm moment, close: in the order in which they are asked."""

MOST = 4
NONE = "x"
VALUES = (*(str(n) for n in range(MOST + 1)), NONE)
"""What can be said to a point; none is an answer, and is not 0."""


def goes_on(given: str) -> bool:
    """Whether this is what can be said to the first points, one character each."""
    return len(given) <= len(POINTS) and all(each in VALUES for each in given)


def marks_of(given: str) -> tuple[str, ...]:
    """Return what is kept of five answers."""
    return tuple(f"{point}-{each}" for point, each in zip(POINTS, given, strict=True))


def read_marks(marks: Sequence[str]) -> dict[str, int | None]:
    """Return each point's number, or nothing where the answer was none."""
    found = dict(each.rsplit("-", 1) for each in marks)
    return {point: None if found[point] == NONE else int(found[point]) for point in POINTS if point in found}
