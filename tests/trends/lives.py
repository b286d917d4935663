"""People who do not exist: their ratings day by day, in which it is known whether anything changed."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from random import Random
from statistics import median

from bot.domain.trends import OWN, RELEASED, Change, compared

MONDAY = date(2026, 1, 5)
CHANGED = (Change.HIGHER, Change.LOWER)


@dataclass(frozen=True)
class Life:
    """How somebody's ratings come about.

    Around `level` they swing by `swing` (a standard deviation, before they are rounded and kept from 0 to
    10); `carry` is how much of one day's swing goes into the next (AR(1)). `answers` and `later` are the
    shares of days that are answered at first and at the end; `shares` of the weeks are released.
    """

    level: float = 5.0
    swing: float = 1.5
    carry: float = 0.3
    answers: float = 0.79
    later: float = 0.79
    shares: float = 0.85


def ratings(life: Life, weeks: int, chance: Random, change: float = 0, since: int = 0) -> dict[date, int]:
    """Return the answers of so many weeks; from week `since` on the level is another by `change`."""
    found, days, swung = {}, 7 * weeks, chance.gauss(0, 1)
    for day in range(days):
        swung = life.carry * swung + sqrt(1 - life.carry**2) * chance.gauss(0, 1)
        answered = life.answers + (life.later - life.answers) * day / days
        if chance.random() < answered:
            level = life.level + (change if day >= 7 * since else 0)
            found[MONDAY + timedelta(days=day)] = max(0, min(10, round(level + life.swing * swung)))
    return found


def medians(life: Life, given: dict[date, int], weeks: int, chance: Random) -> dict[date, float]:
    """Return what is released of these weeks: the median as pages have it, of some weeks."""
    found: dict[date, float] = {}
    for week in range(weeks):
        days = [MONDAY + timedelta(days=7 * week + day) for day in range(7)]
        numbers = [given[day] for day in days if day in given]
        if chance.random() < life.shares and len(numbers) >= 3:
            found[days[-1]] = int(median(numbers))
    return found


def own_looks(given: dict[date, int], weeks: int) -> list[Change]:
    """Return what is said to somebody who looks at the end of each week."""
    days = sorted(given)
    ends = [bisect_left(days, MONDAY + timedelta(weeks=week + 1)) for week in range(weeks)]
    return [compared(given, days[:end], OWN).kind for end in ends]


def released_looks(given: dict[date, float], weeks: int, kept: int) -> list[Change]:
    """Return what is said to somebody who looks at each week's page: from the weeks that are kept by then."""
    days, looks = sorted(given), []
    for week in range(weeks):
        first = bisect_left(days, MONDAY + timedelta(weeks=week + 1 - kept))
        looks.append(
            compared(given, days[first : bisect_left(days, MONDAY + timedelta(weeks=week + 1))], RELEASED)
        )
    return [each.kind for each in looks]


def seen_after(looks: list[Change], since: int, wanted: Change) -> int | None:
    """Return after how many weeks from week `since` on a change is said, the right way round."""
    later = looks[since:]
    return later.index(wanted) + 1 if wanted in later else None
