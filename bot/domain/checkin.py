"""The life of one prompt, and what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from statistics import median

from bot.domain.people import Doc


class Kind(StrEnum):
    """What a prompt asks for."""

    SAFETY = "safety"
    FEAR = "fear"
    OWN = "own"
    NOTE = "note"
    GRIEF = "grief"
    QUESTION = "question"
    SORTING = "sorting"  # what an answer to a question would do, asked a night later; kept with the question
    TRUTH = "truth"  # asked of who broke trust, alone; no answer is kept
    TURN = "turn"  # turning away
    SMALLER = "smaller"  # whether to make all this smaller
    SEEN = "seen"  # one line of the grief page, written anew for the week's page
    WORDS = "words"  # a card of *our words now*
    CYCLE = "cycle"  # the five points of a week
    PLAY = "play"
    TOUCH = "touch"  # the choice of a step for the coming evening
    RITUAL = "ritual"  # the honesty ritual, at an agreed hour
    TALK = "talk"  # the weekly talk, at an agreed hour
    APPRECIATE = "appreciate"  # something good, said at a turn of theirs
    STAGE = "stage"  # where things stand
    CHOOSE = "choose"  # stay, part, or not yet
    WITNESS = "witness"  # a line of the other's, said back; it is kept as SAYBACK
    HEARD = "heard"  # how heard someone felt, whose line was said back
    DANCE = "dance"  # what someone does when scared
    BRING = "bring"  # what someone would like to bring to the session, kept for their next page
    SAYBACK = "sayback"  # a line of the other's page, said back for one's own next page


class State(StrEnum):
    """Where a prompt is in its life."""

    OPEN = "open"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    EXPIRED = "expired"


class Event(StrEnum):
    """What can happen to a prompt."""

    ANSWER = "answer"
    SKIP = "skip"
    EXPIRE = "expire"


FEELINGS = (
    "calm", "warm", "hopeful", "sad", "angry", "afraid",
    "ashamed", "lonely", "tense", "tired", "numb", "mixed",
)  # fmt: skip
"""Words that can be tapped beside a rating."""

LIFE: dict[State, dict[Event, State]] = {
    State.OPEN: {Event.ANSWER: State.ANSWERED, Event.SKIP: State.SKIPPED, Event.EXPIRE: State.EXPIRED},
    State.ANSWERED: {},
    State.SKIPPED: {Event.ANSWER: State.ANSWERED},
    State.EXPIRED: {},
}


@dataclass(frozen=True, kw_only=True)
class Prompt(Doc):
    """Something that was asked of a person on one of their days."""

    kind: Kind
    item: str
    day: str  # the person's own day, ISO
    state: State = State.OPEN

    def after(self, event: Event) -> Prompt | None:
        """Return the prompt after this event, or nothing where the event no longer applies."""
        state = LIFE[self.state].get(event)
        return replace(self, state=state) if state else None


@dataclass(frozen=True, kw_only=True)
class Entry(Doc):
    """What a person kept: a rating from 0 to 10, or words. Nobody else can read it."""

    kind: Kind
    item: str
    day: str
    value: int | None = None
    words: str = ""
    apart: bool = False  # "Not together": no number on purpose
    marks: tuple[str, ...] = ()  # what was tapped, where a part asks for more than one number or line
    again: str = ""  # the day from which its writer is asked again whether it owns or defends


def median_of(entries: Sequence[Entry]) -> int | None:
    """Return the median rating, rounded down to a whole number; nothing below three ratings."""
    values = [entry.value for entry in entries if entry.kind is Kind.SAFETY and entry.value is not None]
    return int(median(values)) if len(values) >= 3 else None


def last_values(entries: Sequence[Entry]) -> dict[date, int]:
    """Return one rating a day: the last one given."""
    return {
        date.fromisoformat(entry.day): entry.value
        for entry in entries
        if entry.kind is Kind.SAFETY and entry.value is not None
    }
