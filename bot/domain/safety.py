"""The private safety questions, holds, and what each answer leads to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.people import Person

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
    """Return the person after the questions; an existing hold keeps its day."""
    effects = [EFFECTS.get(pair, Effect()) for pair in answers.items()]
    held = person.held_since or (now if any(effect.hold for effect in effects) else None)
    seconds = 15 if any(effect.quick for effect in effects) and person.clear_seconds else person.clear_seconds
    return replace(person, held_since=held, clear_seconds=seconds, screened_at=now)


def with_hold(person: Person, now: datetime) -> Person:
    """Return the person with a hold; one that is set already keeps its day."""
    return replace(person, held_since=person.held_since or now)


def without_hold(person: Person, now: datetime) -> Person:
    """Return the person without a hold, if it has lasted a week; else unchanged."""
    if person.held_since and now - person.held_since >= HOLD_AT_LEAST:
        return replace(person, held_since=None)
    return person
