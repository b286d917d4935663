"""Help with words, by rule: for a line that is written for the page, and where words weigh much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.page import LineKind
from bot.domain.people import Person, Role
from bot.domain.say import Fade, Say, button, line, raw, say
from bot.domain.wording import found, sentence_of, without
from bot.services.ports import Facts

OWN, FEAR, HEAVY = "own", "fear", "heavy"
WAYS = (raw("keyboard-help", "help"), raw("calm-offer", "calm"))
"""The ways to people and to calm, as they stand under words that may weigh much."""
LISTS = {
    LineKind.OWN: OWN,
    LineKind.FEAR: FEAR,
    LineKind.SEEN: FEAR,
    LineKind.CYCLE: FEAR,
    LineKind.UNDERSTAND: FEAR,
    LineKind.QUESTION: FEAR,
    LineKind.SESSION: FEAR,
    LineKind.SAYBACK: OWN,
}


def softer(words: str, kind: LineKind, person: Person, facts: Facts) -> str:
    """Return the key of a hint for these words, or nothing. It never blocks."""
    if list_of(kind, person) != FEAR or not found(words, _phrases(FEAR, person, facts)):
        return ""
    return "hint-fear-hurt" if person.role is Role.HURT else "hint-fear"


def list_of(kind: LineKind, person: Person) -> str:
    """Return the name of the list that a line of the page is looked at with; empty: none."""
    if kind is LineKind.UNDERSTAND and person.role is Role.BROKE:
        return OWN
    name = LISTS.get(kind, "")
    return FEAR if name == OWN and person.role is Role.HURT else name  # whoever was hurt has nothing to own


def _phrases(name: str, person: Person, facts: Facts) -> Sequence[str]:
    return facts.hints.get((person.language, name)) or facts.hints.get(("en", name), ())


def points_to_help(words: str, person: Person, facts: Facts) -> bool:
    """Whether words call for pointing to help. Nothing of this is kept or counted."""
    return found(words, _phrases(HEAVY, person, facts)) is not None


def defends(words: str, person: Person, facts: Facts) -> str:
    """Return the first sentence that may defend rather than own, or nothing."""
    span = found(words, _phrases(OWN, person, facts))
    if span is None:
        return ""
    sentence = sentence_of(words, span)
    return words[sentence.first : sentence.end]


def taken_out(words: str, person: Person, facts: Facts) -> str:
    """Return the words without that sentence, or without the part of it that defends."""
    span = found(words, _phrases(OWN, person, facts))
    return without(words, span) if span else words


def heavier(screen: Say) -> Say:
    """Return a screen on which words were edited until they weigh much: as if they had been sent like that.

    A question stays that they were typed beside, and a page being written; else nothing more is asked.
    """
    said = line("heavy-words")
    ways = [row for row in screen.rows if all(each.raw for each in row)]
    if not (screen.awaits or ways):
        return say(said, rows=[WAYS, [button("enough", "enough")]], fades=Fade.SAVED, fixes=screen.fixes)
    rows = (WAYS, *(row for row in screen.rows if row not in ways))
    return replace(screen, lines=(said, *screen.lines[1:]), rows=rows)


def weighs(about: str, fixes: str = "") -> Say:
    """Show the way to people before words that weigh much go on a page; `about` says where they stand."""
    rows = [WAYS, [button("heavy-page-on", "put-on"), button("heavy-page-off", "leave-off")]]
    return say("heavy-page", rows=rows, about=about, fades=Fade.READ, fixes=fixes)


def own_or_defend(sentence: str, about: str, *above: str, fixes: str = "") -> Say:
    """Ask once whether a sentence owns or defends; `about` says where it stands ("entry …" or "line …")."""
    rows = [
        [button("owns-out", "owns-out"), button("owns-leave", "owns-leave")],
        [button("owns-later", "owns-later")],
    ]
    return say(
        *above,
        line("owns-ask", part=sentence),
        rows=rows,
        about=about,
        fades=Fade.SAVED,
        fixes=fixes,
    )
