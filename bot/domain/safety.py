"""The private safety questions, holds, and what each answer leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.people import Person
from bot.domain.rhythm import DAY

HOLD_AT_LEAST = timedelta(days=7)

QUESTIONS: tuple[str, ...] = ("free", "afraid", "might", "phone")
"""Free to say no; afraid of them; afraid of what I might do; someone reads this phone."""


@dataclass(frozen=True)
class Effect:
    """What an answer leads to."""

    hold: bool = False
    quick: bool = False  # clear messages sooner


EFFECTS: dict[tuple[str, str], Effect] = {
    ("free", "no"): Effect(hold=True),
    ("afraid", "yes"): Effect(hold=True),
    ("might", "yes"): Effect(hold=True),
    ("phone", "yes"): Effect(quick=True),
}


def unsafe(answers: dict[str, str]) -> bool:
    """Whether one of these answers sets a hold."""
    return any(EFFECTS.get(pair, Effect()).hold for pair in answers.items())


def after_answers(person: Person, answers: dict[str, str], now: datetime) -> Person:
    """Return the person after the questions; an unsafe answer sets a hold, or begins its week anew."""
    effects = [EFFECTS.get(pair, Effect()) for pair in answers.items()]
    held = now if any(effect.hold for effect in effects) else person.held_since
    seconds = 15 if any(effect.quick for effect in effects) and person.clear_seconds else person.clear_seconds
    return replace(person, held_since=held, clear_seconds=seconds, screened_at=now)


# ---------------------------------------------------------------------- what stands until it is changed


def stands_plain(person: Person) -> bool:
    """Whether every page is the plain page: by a hold, or because it was chosen so."""
    return person.held_since is not None or person.plain_since is not None


def with_hold(person: Person, now: datetime) -> Person:
    """Return the person with a hold. Set once more, its week begins anew, as it does for the plain page."""
    return replace(person, held_since=now)


def with_plain(person: Person, now: datetime) -> Person:
    """Return the person with the plain page for every week."""
    return replace(person, plain_since=now)


def without(person: Person, now: datetime) -> Person:
    """Return the person without what has lasted a week: hold and plain page end alike, and by one word.

    Did they not, whoever makes somebody end the one in front of them would learn of the other.
    """
    return replace(
        person,
        held_since=_young(person.held_since, now),
        plain_since=_young(person.plain_since, now),
    )


def _young(since: datetime | None, now: datetime) -> datetime | None:
    return None if since and now - since >= HOLD_AT_LEAST else since


# ---------------------------------------------------------------------- once a month

MONTH = range(24, 39)
"""How many days after the last time the private questions may come again: about a month, never the same."""
WEEKEND = (5, 6)
"""The weekdays that belong to the week's page."""


def drawn_day(last: date, full: tuple[int, ...], share: float) -> date:
    """Return the day of the next private questions: `share`, from 0 up to 1, picks among those that suit.

    Never the weekday of last time, nor its day of the month, nor a weekend; and none of the weekdays that
    are `full`, as long as that leaves any.
    """
    days = [last + n * DAY for n in MONTH]
    suit = [day for day in days if suits(day, last)]
    room = [day for day in suit if day.weekday() not in full] or suit
    return room[int(share * len(room))]


def suits(day: date, last: date | None) -> bool:
    """Whether the private questions may come on this day, after those of `last`."""
    if day.weekday() in WEEKEND:
        return False
    return last is None or (day.weekday() != last.weekday() and day.day != last.day)
