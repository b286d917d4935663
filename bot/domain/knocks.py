"""When the day's knock comes: at an hour or at some moment of a window, once in each of a person's days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from bot.domain.rhythm import DAY, NEW_DAY, SECOND, at_local, local_day, next_local_time, out_of_quiet, wishes

MINUTES = 24 * 60
ANSWER = 60
"""Minutes to answer that a moment of a window leaves before the quiet hours."""
APART = timedelta(hours=6)
"""Two knocks never come closer than this, however the clock was turned: that is one evening."""
SHORTEST, LONGEST = 60, 12 * 60  # minutes of a window

WINDOWS = ((7 * 60, 10 * 60), (12 * 60, 15 * 60), (18 * 60, 21 * 60))
"""The windows that can be chosen with one tap."""


@dataclass(frozen=True)
class Wish:
    """When someone wants to be knocked at: local minutes after midnight, and when nothing knocks.

    `last` is the end of the window; where it equals `first` it is an hour and no window.
    """

    first: int
    last: int
    quiet_from: int
    quiet_to: int
    zone: tzinfo

    @property
    def within(self) -> bool:
        """Whether the moment is left to chance."""
        return self.first != self.last


def is_window(first: int, last: int) -> bool:
    """Whether these minutes are a window: of one to twelve hours, within one of a person's days."""
    since, until = (first - NEW_DAY) % MINUTES, (last - NEW_DAY) % MINUTES or MINUTES
    return min(first, last) >= 0 and max(first, last) < MINUTES and SHORTEST <= until - since <= LONGEST


def day_of(wish: Wish, at: datetime) -> str:
    """Return the day (ISO) whose knock is planned for an instant: that of the wish it fulfils.

    A person's day runs from four to four. What clocks or quiet hours put off past four keeps its day.
    """
    day = local_day(at, wish.zone)
    if at < at_local(day, wish.first, wish.zone):
        day -= DAY
    return (day if wish.first >= NEW_DAY else day - DAY).isoformat()


def next_knock(
    wish: Wish, after: datetime, share: float, done: str = "", last: datetime | None = None
) -> datetime:
    """Return the first instant after `after` at which a day's knock may come.

    It belongs to a day (ISO) later than `done`, and lies well apart from the `last` knock. `share`, from 0
    up to 1, says where within a window. What would fall into quiet hours waits for their end.
    """
    soonest = max(after, last + APART - SECOND) if last else after
    for first, end in _days(wish, soonest):
        at = _moment(wish, first, end, soonest, share)
        if at and day_of(wish, at) > done:
            return at
    raise AssertionError("days do not end")


def _days(wish: Wish, after: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield where each day's window begins and ends, from one that may not be over yet."""
    # what waits for the end of quiet hours, or whose window is open, began before
    quiet = (wish.first - wish.quiet_from) % MINUTES < (wish.quiet_to - wish.quiet_from) % MINUTES
    since = after - DAY if wish.within or quiet else after
    for day, first in wishes(wish.first, wish.zone, since):
        later = DAY if wish.last < wish.first else timedelta(0)
        end = at_local(day + later, wish.last, wish.zone) if wish.within else first
        yield first, max(first, end)


def _moment(wish: Wish, first: datetime, end: datetime, soonest: datetime, share: float) -> datetime | None:
    """Return the moment of one day that comes after `soonest`, if there is one left."""
    if wish.within and (whole := list(_open(wish, first, end))):
        left = [(max(since, soonest + SECOND), until) for since, until in whole if until > soonest + SECOND]
        return _at(left, share) if left else None
    at = out_of_quiet(first, wish.quiet_from, wish.quiet_to, wish.zone)
    return at if at > soonest else None


def _open(wish: Wish, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield what of a window is neither quiet nor too close to it."""
    closes, opens = (wish.quiet_from - ANSWER) % MINUTES, wish.quiet_to
    if wish.quiet_from == wish.quiet_to:
        yield since, until
        return
    while (since := out_of_quiet(since, closes, opens, wish.zone)) < until:
        shuts = min(until, next_local_time(closes, wish.zone, since))
        yield since, shuts
        since = shuts


def _at(parts: list[tuple[datetime, datetime]], share: float) -> datetime:
    """Return the instant at this share of some spans of time taken together, to the second."""
    ahead = sum((until - since for since, until in parts), timedelta(0)) // SECOND * share // 1 * SECOND
    for since, until in parts:
        if ahead < until - since:
            return since + ahead
        ahead -= until - since
    return parts[-1][1]


def room_for(first: int, last: int, quiet_from: int, quiet_to: int) -> tuple[int, int]:
    """Return quiet hours that leave room for what was chosen on purpose, with an hour to answer."""
    span, length = (quiet_to - quiet_from) % MINUTES, (last - first) % MINUTES
    near = ANSWER if length else 0  # a window also keeps clear of the hour before
    place = (first - quiet_from + near) % MINUTES
    minutes = range(length or 1)  # a window ends before its last minute begins
    free = sum((place + minute) % MINUTES >= span + near for minute in minutes)
    if not span or free >= min(len(minutes), ANSWER):
        return quiet_from, quiet_to
    rooms = ((quiet_from, first), ((last + ANSWER) % MINUTES, quiet_to))
    most = max(rooms, key=lambda room: _span(*room) if _span(*room) < span else -1)
    return most if _span(*most) < span else (quiet_from, quiet_from)


def _span(since: int, until: int) -> int:
    return (until - since) % MINUTES
