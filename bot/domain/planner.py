"""What a week brings beside the ratings: at most one small thing a day, and one new idea a week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol

from bot.domain.checkin import Kind
from bot.domain.people import Doc, Role
from bot.domain.programme import RULES
from bot.domain.stages import Stage

DAYS = range(7)
MOST = 5
"""Small things in a week at most: some days are the rating alone."""
ANYWHERE = 3
"""Parts in a week, at most, that keep to no day: the rest of it belongs to fears and to one's own part."""
TIRED = 3
"""After so many skips in a row a part comes half as often."""
NOTHING = ""


class Chance(Protocol):
    """A stream of chance, one per person."""

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        ...


@dataclass(frozen=True, kw_only=True)
class Plan(Doc):
    """What one's own week brings, by weekday: the names of parts, empty for the rating alone."""

    week: str  # the Monday it begins with, ISO
    days: tuple[str, ...] = (NOTHING,) * 7

    def on(self, weekday: int) -> Kind | None:
        """Return the part of a weekday."""
        return Kind(self.days[weekday]) if self.days[weekday] else None

    def with_day(self, weekday: int, kind: Kind | None) -> Plan:
        """Return the plan with another part on a weekday, or none."""
        days = list(self.days)
        days[weekday] = kind or NOTHING
        return replace(self, days=tuple(days))


@dataclass(frozen=True)
class Past:
    """How it went with a part so far: days since it was last asked, and the skips in a row since then."""

    ago: int
    skips: int = 0


@dataclass(frozen=True)
class View:
    """All that the planning of a week looks at; every bit of it is one's own."""

    role: Role
    stage: Stage
    couple: bool
    week: int  # whole weeks since the first evening
    free: frozenset[int]  # weekdays without a page or other business of the week
    fear_days: tuple[int, ...]
    past: Mapping[Kind, Past] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    tiny: bool = False


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def planned(view: View, chance: Chance) -> tuple[str, ...]:
    """Return what each weekday brings.

    Fears keep to the days that were chosen for them, parts with weekdays of their own to those; the others
    share what is left. What has waited longest comes first, and of what was never met one part a week.
    """
    days: dict[int, Kind] = {}
    if view.tiny:
        return (NOTHING,) * 7
    due = _due(view)
    for kind in [kind for kind in due if not _keeps(kind, view)][:ANYWHERE]:
        _anywhere(days, kind, view, chance)
    for kind in due:
        for day in _keeps(kind, view):
            if day in view.free and day not in days and len(days) < MOST:
                days[day] = kind
    return tuple(days.get(day, NOTHING) for day in DAYS)


def _due(view: View) -> list[Kind]:
    """Return the parts of this week: first the one new idea, then those that have waited longest."""
    known, new = [], []
    for kind, rule in RULES.items():
        mine = rule.every and rule.suits(view.role, view.stage, view.couple)
        if not mine or view.week < rule.since or kind in view.left_out:
            continue
        past = view.past.get(kind)
        if past is None and rule.since:
            new.append(kind)
        elif past is None or past.ago + 6 >= rule.every * (2 if past.skips >= TIRED else 1):
            known.append(kind)
    return new[:1] + sorted(known, key=lambda kind: -view.past[kind].ago if kind in view.past else 0)


def _keeps(kind: Kind, view: View) -> tuple[int, ...]:
    """Return the weekdays that a part keeps to, if it does."""
    return view.fear_days if kind is Kind.FEAR else RULES[kind].days


def _anywhere(days: dict[int, Kind], kind: Kind, view: View, chance: Chance) -> None:
    """Put a part on a day that nothing else keeps to; where none is left, on one of those of the fears."""
    left = [day for day in sorted(view.free) if day not in days]
    room = [day for day in left if day not in view.fear_days]
    if not room and len(left) > 1:  # one day for a fear stays
        room = left
    if room:
        days[room[min(int(chance.random() * len(room)), len(room) - 1)]] = kind
