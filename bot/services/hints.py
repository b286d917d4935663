"""Help with words, by rule, only where a line is written for the page, and seen only by its writer."""

from __future__ import annotations

from bot.domain.page import LineKind
from bot.domain.people import Person, Role
from bot.services.ports import Facts

LISTS = {
    LineKind.OWN: "own",
    LineKind.FEAR: "fear",
    LineKind.UNDERSTAND: "fear",
    LineKind.SAYBACK: "own",
}


def softer(words: str, kind: LineKind, person: Person, facts: Facts) -> str:
    """Return the key of a hint for these words, or nothing. It never blocks."""
    name = LISTS.get(kind, "")
    if name == "fear" and person.role is Role.BROKE and kind is LineKind.UNDERSTAND:
        name = "own"
    phrases = facts.hints.get((person.language, name)) or facts.hints.get(("en", name), ())
    folded = f" {' '.join(_letters(words).split())} "
    if not any(f" {phrase} " in folded for phrase in phrases):
        return ""
    if name == "own":
        return "hint-own"
    return "hint-fear-hurt" if person.role is Role.HURT else "hint-fear"


def _letters(words: str) -> str:
    plain = words.casefold().replace("’", "'")
    return "".join(each if each.isalnum() or each == "'" else " " for each in plain)
