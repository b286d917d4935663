"""When to offer less: after many days without a rating, and seldom."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

LOOKED_AT = 7
MISSED = 5
"""So many of the last seven days without a rating: then less is offered."""
SELDOM = timedelta(days=30)


def offers_less(today: date, since: date, answered: AbstractSet[date], offered: date | None) -> bool:
    """Whether to ask on this day if all this shall be made smaller.

    `since` is the first day on which a rating could be missed: nobody misses one while they rest. `offered`
    is when this was asked last.
    """
    days = [today - timedelta(days=ago) for ago in range(1, LOOKED_AT + 1)]
    missed = [day for day in days if day >= since and day not in answered]
    return len(missed) >= MISSED and (offered is None or today - offered >= SELDOM)
