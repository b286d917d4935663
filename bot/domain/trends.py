"""What one person's numbers can say about a change, and when they are too few to say anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import comb, floor
from statistics import median

THREE = 3
"""So many answers in a row count as one: their middle. So one day alone never decides anything."""

SLOWEST = 1 / 26
"""The smallest slope that is told, in points a week: a point in half a year."""


class Change(StrEnum):
    """What the numbers say."""

    TOO_FEW = "few"
    NONE_SEEN = "none"  # which is not the same as: nothing changed
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class Part:
    """Some of the numbers, in their own right.

    At least half of them lie from `low` to `high`, both of them numbers that were given.
    """

    n: int
    median: float
    low: float
    high: float
    first: date
    last: date


@dataclass(frozen=True)
class Statement:
    """What can be said. `needed` more numbers have to come first where they are too few, else 0.

    `whole` is nothing where there are no numbers at all; `early` and `lately` are there unless they are too
    few. `slope` is in points a week, over the whole, and nothing where they are too few for one. `p` is the
    share of all ways to deal the numbers out between early and lately that part them at least as far as they
    lie, either way round.
    """

    kind: Change
    needed: int = 0
    whole: Part | None = None
    early: Part | None = None
    lately: Part | None = None
    slope: float | None = None
    p: float | None = None


@dataclass(frozen=True)
class Rule:
    """How many numbers make one that counts, how many of these stand for early and lately, and how sure.

    Early grows from `early` to `grown` as numbers come, and then stays. For a change both `share` (see
    Statement.p) and `points` have to be met, and the middle must have moved further than early numbers
    swung. docs/statistics.md says how often each rule errs, and how it was chosen.
    """

    together: int
    early: int
    grown: int
    lately: int
    share: float
    points: float

    @property
    def least(self) -> int:
        """How many numbers it takes to say anything."""
        return self.together * (self.early + self.lately)

    def parted(self, days: Sequence[date]) -> tuple[Sequence[date], Sequence[date]]:
        """Return the days of early and of lately; they never overlap where there are enough."""
        early = min(self.grown, len(days) // self.together - self.lately)
        return days[: self.together * early], days[len(days) - self.together * self.lately :]


OWN = Rule(together=THREE, early=7, grown=14, lately=7, share=0.0006, points=1.0)
"""For one's own eyes, from all one's own answers: one a day at most, so 21 are three weeks or more."""

RELEASED = Rule(together=1, early=5, grown=6, lately=4, share=0.025, points=3.0)
"""For a page, from released weekly medians alone."""


def own(values: Mapping[date, float]) -> Statement:
    """Return what a person's own answers, one a day at most, say to them. Other days count for nothing."""
    return stated(values, OWN)


def released(medians: Mapping[date, float | None]) -> Statement:
    """Return what released weekly medians say, by the day on which each week closed.

    A week without one, in whatever way, counts for nothing.
    """
    return stated({week: value for week, value in medians.items() if value is not None}, RELEASED)


def in_halves(number: float) -> str:
    """Return a number of whole or half points as people write it: 4, or 4½; anything else to the nearest."""
    twice = floor(2 * number + 0.5)
    return f"{twice // 2}½".removeprefix("0") if twice % 2 else str(twice // 2)


def weeks_a_point(said: Statement) -> int | None:
    """Return in how many weeks a change came to a point, over the whole; nothing if that is not its way."""
    way = {Change.HIGHER: 1, Change.LOWER: -1}.get(said.kind, 0) * (said.slope or 0)
    return max(1, floor(1 / way + 0.5)) if way >= SLOWEST else None


def stated(values: Mapping[date, float], rule: Rule) -> Statement:
    """Return what these numbers say by a rule."""
    days = sorted(values)
    if not days:
        return Statement(Change.TOO_FEW, rule.least)
    slope = theil_sen(_middles(values, days, rule.together))
    return replace(compared(values, days, rule), whole=_part(values, days), slope=slope)


def compared(values: Mapping[date, float], days: Sequence[date], rule: Rule) -> Statement:
    """Return what the numbers of these days, in their order, say by a rule; without `whole` and `slope`."""
    if len(days) < rule.least:
        return Statement(Change.TOO_FEW, rule.least - len(days))
    first, last = rule.parted(days)
    early, lately = _part(values, first), _part(values, last)
    one, other = ([number for _, number in _middles(values, part, rule.together)] for part in (first, last))
    p, moved = exact_p(one, other), lately.median - early.median
    kind = Change.NONE_SEEN
    if p <= rule.share and abs(moved) >= max(rule.points, (early.high - early.low) / 2):
        kind = Change.HIGHER if moved > 0 else Change.LOWER
    return Statement(kind, 0, early=early, lately=lately, p=p)


def _part(values: Mapping[date, float], days: Sequence[date]) -> Part:
    numbers = sorted(values[day] for day in days)
    edge = (len(numbers) - 1) // 4
    return Part(len(numbers), median(numbers), numbers[edge], numbers[-1 - edge], days[0], days[-1])


def _middles(values: Mapping[date, float], days: Sequence[date], together: int) -> list[tuple[float, float]]:
    """Return the middle of each so many numbers, with its place in weeks; what is left over is out."""
    whole = range(0, len(days) // together * together, together)
    parts = [days[at : at + together] for at in whole]
    return [
        (sum(day.toordinal() for day in part) / together / 7, median(values[day] for day in part))
        for part in parts
    ]


def theil_sen(points: Sequence[tuple[float, float]]) -> float | None:
    """Return the median of the slopes between all pairs of points; nothing below two different places."""
    slopes = [
        (value - before) / (place - there)
        for at, (place, value) in enumerate(points)
        for there, before in points[:at]
        if place != there
    ]
    return median(slopes) if slopes else None


def exact_p(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the two-sided exact p of the rank sum of two samples, ties and all.

    Every way to deal the numbers out counts once, none is drawn: twice the share of those whose rank sum lies
    at least as far on the same side, and never more than 1. Raises ValueError for an empty sample.
    """
    if not one or not other:
        raise ValueError("a sample is empty")
    few = min(one, other, key=len)  # the same by symmetry, and quicker
    counts = dict.fromkeys(sorted({*one, *other}), 0)
    for number in (*one, *other):
        counts[number] += 1
    ranks, below = {}, 0
    for number, count in counts.items():
        ranks[number] = 2 * below + count + 1  # twice the middle rank, so a whole number
        below += count
    ways = _ways(tuple(counts.values()), len(few))
    seen = sum(ranks[number] for number in few)
    fewer = sum(count for total, count in ways if total <= seen)
    more = sum(count for total, count in ways if total >= seen)
    return min(1.0, 2 * min(fewer, more) / comb(below, len(few)))


@lru_cache(maxsize=512)
def _ways(ties: tuple[int, ...], size: int) -> tuple[tuple[int, int], ...]:
    """Return each doubled rank sum of `size` numbers out of groups of equal ones, and in how many ways."""
    found: dict[tuple[int, int], int] = {(0, 0): 1}
    below = 0
    for count in ties:
        rank = 2 * below + count + 1
        below += count
        grown: dict[tuple[int, int], int] = {}
        for (taken, total), ways in found.items():
            for more in range(min(count, size - taken) + 1):
                key = (taken + more, total + more * rank)
                grown[key] = grown.get(key, 0) + ways * comb(count, more)
        found = grown
    return tuple((total, ways) for (taken, total), ways in found.items() if taken == size)
