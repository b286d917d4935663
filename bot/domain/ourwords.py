"""Our words now: what somebody said to a card, how long a yes stands, and what both read of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

YES_FOR = timedelta(weeks=4)
"""How long a yes stands, and what came of it is shown: no yes is durable."""


class Answer(StrEnum):
    """What can be said to a card."""

    YES = "yes"
    MAYBE = "maybe"
    NOT_NOW = "not-now"


@dataclass(frozen=True)
class Said:
    """One answer to one card."""

    item: str
    answer: str
    at: datetime


@dataclass(frozen=True)
class Shown:
    """A card that both said yes to, and the T1 since which both read it."""

    item: str
    at: datetime


@dataclass(frozen=True)
class OurWords:
    """One's own side of the words that both share: the same on either side once T1 decided them."""

    items: tuple[Shown, ...] = ()
    week: str = ""  # the week that was decided last
    seen: bool = True  # what the last T1 changed has been read


NO_WORDS = OurWords()


def yeses(said: Iterable[Said], since: datetime, closes: datetime) -> dict[str, datetime]:
    """Return the cards whose last answer before T1 is a yes, and when it was said.

    What was said before the two were linked was said to nobody.
    """
    last: dict[str, Said] = {}
    for each in sorted(said, key=lambda each: each.at):
        if since <= each.at < closes:
            last[each.item] = each
    return {item: each.at for item, each in last.items() if each.answer == Answer.YES}


def standing(words: OurWords, now: datetime) -> list[str]:
    """Return what is shown now: after four weeks a word fades by itself."""
    return [each.item for each in words.items if now < each.at + YES_FOR]
