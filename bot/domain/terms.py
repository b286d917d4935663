"""What two people set together: the times of their week, its clock, and how long pages are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain import talks
from bot.domain.rhythm import SECOND, Times, Week, next_week, zone_of
from bot.domain.talks import OFF, Habit, Sort

if TYPE_CHECKING:
    from bot.domain.people import Half

OPENS = range(6, 21)  # hours at which a week may open …
CLOSES = range(8, 21)  # … and close: what comes out then is not for bedtime
SHORTEST, LONGEST = timedelta(hours=6), timedelta(days=3)
"""How long a choice can be changed: long enough to sleep on it or walk round it, and then it is over."""

KEEPS = range(1, 53)
KEPT = 12
"""Weeks for which a released page stays with its reader."""


class Topic(StrEnum):
    """What can be changed by both together."""

    TIMES = "times"
    ZONE = "zone"
    KEEP = "keep"
    RITUAL = "ritual"
    TALK = "talk"


@dataclass(frozen=True)
class Wish:
    """One's own sealed choice for the next T1: what the other wishes, nobody can see."""

    topic: Topic
    value: str
    at: datetime


def fits(times: Times) -> bool:
    """Whether a week can have these times."""
    hours = not (times.opens % 60 or times.closes % 60)
    places = times.opens // 60 in OPENS and times.closes // 60 in CLOSES
    return hours and places and SHORTEST <= times.length <= LONGEST


def written(times: Times) -> str:
    """Return times as a wish carries them: weekday and hour of T0, weekday and hour of T1."""
    return f"{times.opens_day}{times.opens // 60:02d}{times.closes_day}{times.closes // 60:02d}"


def read_times(value: str) -> Times | None:
    """Return the times that a wish carries, if a week can have them."""
    if not (len(value) == 6 and value.isascii() and value.isdigit()) or max(value[0], value[3]) > "6":
        return None
    times = Times(int(value[0]), int(value[1:3]) * 60, int(value[3]), int(value[4:]) * 60)
    return times if fits(times) else None


def with_wish(half: Half, wish: Wish) -> Half:
    """Return the half with this wish in place of an older one about the same."""
    return replace(half, wishes=(*without_wish(half, wish.topic).wishes, wish))


def without_wish(half: Half, topic: str) -> Half:
    """Return the half without a wish about this."""
    return replace(half, wishes=tuple(each for each in half.wishes if each.topic != topic))


def current(half: Half, topic: Topic) -> str:
    """Return what is set now, as a wish would carry it."""
    now = {
        Topic.TIMES: written(half.times),
        Topic.ZONE: half.zone,
        Topic.KEEP: str(half.keep),
        Topic.RITUAL: half.ritual or OFF,
        Topic.TALK: half.talk or OFF,
    }
    return now[topic]


def with_terms(half: Half, agreed: Iterable[Wish]) -> Half:
    """Return the half with what both wished for."""
    for wish in agreed:
        if wish.topic is Topic.ZONE:
            half = replace(half, zone=wish.value)
        elif wish.topic is Topic.KEEP:
            half = replace(half, keep=int(wish.value))
        elif wish.topic is Topic.RITUAL:
            half = replace(half, ritual=_agreed(wish, half.ritual))
        elif wish.topic is Topic.TALK:
            half = replace(half, talk=_agreed(wish, half.talk))
        else:
            half = replace(half, times=read_times(wish.value) or half.times)
    return half


def _agreed(wish: Wish, before: str) -> str:
    if wish.value == OFF:
        return ""
    return wish.value if talks.read(talks.Sort(wish.topic), wish.value) else before


def habits(half: Half) -> dict[Sort, Habit]:
    """Return the talks that both have agreed on."""
    given = {sort: talks.read(sort, getattr(half, sort)) for sort in Sort}
    return {sort: habit for sort, habit in given.items() if habit}


def page_waits(half: Half) -> bool:
    """Whether the knock for the page that opens waits for a talk later on that day, as both agreed."""
    opens = half.times.opens
    waits = [each.hour * 60 - opens for each in habits(half).values() if half.times.opens_day in each.days]
    return any(each >= 0 and half.times.length - timedelta(minutes=each) >= SHORTEST for each in waits)


def coming_week(half: Half, after: datetime) -> Week:
    """Return the first week that opens after an instant, none before the first by the times of now."""
    after = max(after, half.begins - SECOND) if half.begins else after
    return next_week(after, zone_of(half.zone), half.times)
