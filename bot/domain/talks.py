"""Two talks at an agreed hour: whose turn it is follows the clock alone, so that nothing passes meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType

from bot.domain.library import Item
from bot.domain.rhythm import next_weekday

OFF = "-"
"""What a wish carries that wants no such hour."""


class Sort(StrEnum):
    """The two kinds of talk that a couple can agree on."""

    RITUAL = "ritual"  # a quarter of an hour, up to three times a week
    TALK = "talk"  # weekly, less than an hour


class Topic(StrEnum):
    """What a turn is about; the words of a turn hang on it."""

    OPEN = "open"
    FEELING = "feeling"
    GOOD = "good"
    NEED = "need"
    OWN = "own"
    STRUGGLE = "struggle"
    QUESTION = "question"
    QUIET = "quiet"
    WEEK = "week"
    CLOSE = "close"


class Who(StrEnum):
    """Who has a turn, as one's own screen says it."""

    ME = "me"
    YOU = "you"
    BOTH = "both"


@dataclass(frozen=True)
class Shape:
    """A kind of talk: how often in a week, at which hours, and its topics with the seconds of each turn."""

    most: int
    hours: range
    topics: tuple[tuple[Topic, int], ...]


TOGETHER = frozenset({Topic.OPEN, Topic.QUIET, Topic.CLOSE})
"""Topics of one turn for both; every other one has a turn for each."""

SHAPES: Mapping[Sort, Shape] = MappingProxyType(
    {
        Sort.RITUAL: Shape(
            most=3,
            hours=range(7, 21),
            topics=(
                (Topic.OPEN, 60),
                (Topic.FEELING, 90),
                (Topic.GOOD, 60),
                (Topic.NEED, 90),
                (Topic.OWN, 90),
                (Topic.STRUGGLE, 90),
                (Topic.CLOSE, 60),
            ),
        ),
        Sort.TALK: Shape(
            most=1,
            hours=range(9, 20),
            topics=(
                (Topic.OPEN, 120),
                (Topic.FEELING, 180),
                (Topic.QUESTION, 360),
                (Topic.QUIET, 180),
                (Topic.NEED, 180),
                (Topic.OWN, 180),
                (Topic.STRUGGLE, 180),
                (Topic.GOOD, 120),
                (Topic.WEEK, 120),
                (Topic.CLOSE, 120),
            ),
        ),
    }
)
"""The long one is over by eight in the evening, the short one soon after: not near bedtime."""


@dataclass(frozen=True)
class Habit:
    """When a couple talks: weekdays (Monday is 0), and the hour on the clock of their zone."""

    days: tuple[int, ...]
    hour: int


def written(habit: Habit) -> str:
    """Return a habit as a wish carries it: its days, "h", its hour."""
    return f"{''.join(map(str, habit.days))}h{habit.hour:02d}"


def read(sort: Sort, value: str) -> Habit | None:
    """Return the habit that a wish carries, if there can be one like it."""
    given = re.fullmatch(r"([0-6]{1,3})h(\d\d)", value, re.ASCII)
    if given is None:
        return None
    days, hour = tuple(map(int, given[1])), int(given[2])
    shape = SHAPES[sort]
    if days != tuple(sorted(set(days))) or len(days) > shape.most or hour not in shape.hours:
        return None
    return Habit(days, hour)


def next_start(habit: Habit, zone: tzinfo, after: datetime) -> datetime:
    """Return the first instant strictly after `after` at which this talk begins."""
    return min(next_weekday(day, habit.hour * 60, zone, after) for day in habit.days)


@dataclass(frozen=True)
class Turn:
    """One turn: what it is about, whose it is, and from when until when."""

    topic: Topic
    who: Who
    begins: datetime
    ends: datetime


def turns(sort: Sort, start: datetime, i_begin: bool) -> list[Turn]:
    """Return all turns of a talk, as one of the two sees them; the other's are the same turned round."""
    found, at = [], start
    order = (Who.ME, Who.YOU) if i_begin else (Who.YOU, Who.ME)
    for topic, seconds in SHAPES[sort].topics:
        for who in (Who.BOTH,) if topic in TOGETHER else order:
            ends = at + timedelta(seconds=seconds)
            found.append(Turn(topic, who, at, ends))
            at = ends
    return found


def length(sort: Sort) -> timedelta:
    """Return how long a talk lasts, from its first turn to the end of its last."""
    seconds = (each * (1 if topic in TOGETHER else 2) for topic, each in SHAPES[sort].topics)
    return timedelta(seconds=sum(seconds))


def turn_at(sort: Sort, start: datetime, i_begin: bool, now: datetime) -> Turn | None:
    """Return the turn of an instant; nothing before the talk or after it."""
    return next((turn for turn in turns(sort, start, i_begin) if turn.begins <= now < turn.ends), None)


def i_begin(leads: bool, day: date) -> bool:
    """Whether one speaks first on a day: the two take turns with that, too."""
    return leads is (day.toordinal() % 2 == 0)


def item_of(sort: Sort, topic: Topic, pool: Sequence[Item], habit: Habit, day: date) -> Item | None:
    """Return what one is asked at a turn, by the date alone: each once before any comes again."""
    prefix = "appreciate-" if topic is Topic.GOOD else f"ritual-{topic}-"
    fits = [item for item in pool if item.id.startswith(prefix)]
    if not fits:
        return None
    place = habit.days.index(day.weekday()) if day.weekday() in habit.days else 0
    time = day.toordinal() // 7 * len(habit.days) + place
    return fits[(time + (len(fits) // 2 if sort is Sort.TALK else 0)) % len(fits)]
