"""What a week brings beside the ratings: at most one small thing a day, and one new idea a week."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
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
    fresh: tuple[str, ...] = ()  # what was never met yet: the first of them is this week's new idea

    def on(self, weekday: int) -> Kind | None:
        """Return the part of a weekday."""
        return Kind(self.days[weekday]) if self.days[weekday] else None

    def with_day(self, weekday: int, kind: Kind | None) -> Plan:
        """Return the plan with another part on a weekday, or none. What was put there by hand stays."""
        days = list(self.days)
        days[weekday] = kind or NOTHING
        return replace(self, days=tuple(days), fresh=())

    def without(self, kind: str) -> Plan:
        """Return the plan without a part that is not to come."""
        days = tuple(NOTHING if each == kind else each for each in self.days)
        return replace(self, days=days, fresh=tuple(each for each in self.fresh if each != kind))

    def choices(self, today: int, met: Collection[Kind]) -> list[Kind]:
        """Return what may come on a day, the best first: the week's new idea, until one was `met`."""
        planned = [Kind(self.days[today])] if self.days[today] else []
        return [*self._ideas(today, met), *planned]

    def _ideas(self, today: int, met: Collection[Kind]) -> list[Kind]:
        """Return what is new and waits on this day, since its own day has come or found no room for it."""
        first = self.fresh[0] if self.fresh else NOTHING
        if not first or first not in self.days[: today + 1] or {*self.fresh} & {*met}:
            return []
        kinds = [Kind(each) for each in self.fresh]
        return [kind for kind in kinds if not RULES[kind].days or self.days[today] == kind]

    def carried(self, today: int, free: frozenset[int], met: Collection[Kind]) -> Plan:
        """Return the plan as it stands today: a new idea that found no room on its day comes on the next."""
        ideas, later = self._ideas(today, met), [day for day in DAYS if day >= today and day in free]
        if not ideas or not later or self.days[later[0]] == ideas[0]:
            return self
        over = (ideas[0], self.fresh[0])  # the one that comes now, and the one whose own day went by
        days = [NOTHING if each in over else each for each in self.days]
        days[later[0]] = ideas[0]
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

    The week's one new idea comes early, so that there are days left if that one passes. Parts with weekdays
    of their own have one of them, or one before them where those are taken; fears the days that were chosen
    for them, or the ones before those where all are taken; the others share what is left: what has waited
    longest, measured by how often it is to come, is first.
    """
    days: dict[int, Kind] = {}
    if view.tiny:
        return (NOTHING,) * 7
    new, due = fresh(view)[:1], _due(view)
    keeps = {kind: _keeps(kind, view) for kind in (*new, *due)}
    for kind in (*new, *due):
        if kind is not Kind.FEAR:
            _put(days, kind, _places(keeps[kind]), view, most=1)
    anywhere = [kind for kind in (*new, *due) if not keeps[kind] and kind is not Kind.FEAR]
    for kind in anywhere[:ANYWHERE]:
        _anywhere(days, kind, view, chance, early=kind in new)
    for kind in due:
        _put(days, kind, keeps[kind], view, most=MOST)
    return tuple(days.get(day, NOTHING) for day in DAYS)


def fresh(view: View) -> list[Kind]:
    """Return what was never met: what few stages have comes first, then what could have come longest ago."""
    new = [
        kind
        for kind in _open(view)
        if RULES[kind].since and kind not in view.past and (view.free or not _keeps(kind, view))
    ]
    return sorted(new, key=lambda kind: (len(RULES[kind].stages), RULES[kind].since))


def _open(view: View) -> list[Kind]:
    """Return the parts that may come by themselves now."""
    return [
        kind
        for kind, rule in RULES.items()
        if rule.every
        and rule.suits(view.role, view.stage, view.couple)
        and view.week >= rule.since
        and kind not in view.left_out
    ]


def _due(view: View) -> list[Kind]:
    """Return the known parts that are due this week, what has waited longest first."""
    waited: dict[Kind, float] = {}
    for kind in _open(view):
        rule, past = RULES[kind], view.past.get(kind)
        if past is None and not rule.since:
            waited[kind] = math.inf
        elif past is not None:
            every = rule.every * (2 if past.skips >= TIRED else 1)
            if past.ago + 6 >= every:
                waited[kind] = past.ago / every
    return sorted(waited, key=lambda kind: -waited[kind])


def _keeps(kind: Kind, view: View) -> tuple[int, ...]:
    """Return the weekdays that a part keeps to, if it does."""
    return _fear_days(view) if kind is Kind.FEAR else RULES[kind].days


def _fear_days(view: View) -> tuple[int, ...]:
    """Return the days for fears: those chosen, while one of them is free; else the nearest before each."""
    if view.free & {*view.fear_days}:
        return view.fear_days
    before = ([(day - back) % len(DAYS) for back in DAYS] for day in view.fear_days)
    nearest = {next(day for day in days if day in view.free) for days in before if view.free}
    return tuple(sorted(nearest))


def _places(keeps: tuple[int, ...]) -> tuple[int, ...]:
    """Return where the one time of a part that keeps to some days may stand, the best first.

    A talk or the page may have those days in every week; then it comes on the nearest day before the last.
    """
    before = [(keeps[-1] - back) % len(DAYS) for back in DAYS] if keeps else []
    return (*reversed(keeps), *before)


def _put(days: dict[int, Kind], kind: Kind, places: tuple[int, ...], view: View, most: int) -> None:
    """Put a part on so many of these days at most, the first that are free."""
    for day in places:
        if day in view.free and day not in days and len(days) < MOST and most:
            days[day] = kind
            most -= 1


def _anywhere(days: dict[int, Kind], kind: Kind, view: View, chance: Chance, early: bool) -> None:
    """Put a part on a day that nothing else keeps to; where none is left, on one of those of the fears."""
    fears = _fear_days(view)
    left = [day for day in sorted(view.free) if day not in days]
    room = [day for day in left if day not in fears]
    moved = fears != view.fear_days
    if not room and (len(left) > 1 or (early and moved)):  # one day for a fear stays, if it was chosen
        room = left
    if room and len(days) < MOST:
        days[room[0 if early else min(int(chance.random() * len(room)), len(room) - 1)]] = kind
