"""The touch ladder: one's own choice for an evening, what makes it a rest, and the idea for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.domain.rhythm import end_of_day, local_day, next_weekday
from bot.domain.stages import Stage

REST = 0
STEPS = range(11)
FLOOR = 4
"""Below which rating one's own choice is a rest, unless one sets another floor."""
FLOORS = range(11)

DAY, MINUTE = 2, 19 * 60
"""The set minute: Wednesday at 19:00, by the clock of the couple's zone."""
TWO_DAYS = timedelta(days=2)
LASTS = timedelta(hours=5)
"""How long an evening goes on: what it brought is not shown after it."""

LADDER = frozenset({Stage.TOUCH, Stage.CHOOSE})


@dataclass(frozen=True)
class Choice:
    """One's own sealed choice for one evening; for the next it is asked afresh."""

    evening: str  # the ISO date of the evening
    step: int
    at: datetime


@dataclass(frozen=True)
class Told:
    """What both are told on an evening: the lower of two choices."""

    key: str  # the ISO date of the evening
    at: datetime
    step: int
    seen: bool = False


@dataclass(frozen=True)
class Evening:
    """An evening of the ladder: its date by the couple's clock, and its minute."""

    key: str
    at: datetime


def next_evening(after: datetime, zone: tzinfo) -> Evening:
    """Return the first evening whose minute is strictly after an instant."""
    return evening_at(next_weekday(DAY, MINUTE, zone, after), zone)


def evening_at(minute: datetime, zone: tzinfo) -> Evening:
    """Return the evening that begins at this minute."""
    return Evening(local_day(minute, zone).isoformat(), minute)


@dataclass(frozen=True)
class Near:
    """What somebody said about how safe it is: a number, or *Not together* without one."""

    at: datetime
    value: int | None


def rated_from(evening: Evening, zone: tzinfo) -> datetime:
    """Return from when a rating counts for an evening: the beginning of somebody's own day before it.

    The knock of its own day comes at the minute itself, so that it is the day before that asks everybody.
    """
    return end_of_day(evening.at - TWO_DAYS, zone)


def own_step(
    choice: Choice | None, evening: Evening, since: datetime, near: Sequence[Near], floor: int, held: bool
) -> int:
    """Return what one's own choice comes to: a rest without a choice, a rating, enough safety, or when held.

    The last rating before the minute counts, if it came `since` then; one below the floor, or *Not
    together*, is a rest.
    """
    if held or choice is None or choice.evening != evening.key or choice.at >= evening.at:
        return REST
    fresh = [each for each in near if since <= each.at < evening.at]
    last = max(fresh, key=lambda each: each.at, default=None)
    if last is None or last.value is None or last.value < floor:
        return REST
    return choice.step


def idea_of(ideas: Sequence[str], evening: str) -> str:
    """Return the idea for an evening, the same for both; a week later it is another one."""
    return ideas[date.fromisoformat(evening).toordinal() // 7 % len(ideas)]
