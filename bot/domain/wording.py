"""What a word list finds in words that somebody wrote, and the words without it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

NEAR = "- "
"""Begins a phrase that looks like one of the list, and is none."""
LEAST = 2
"""Words that are left of a sentence, at the least, when only a part of it is taken out."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*['’]?")
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[\"”’')]*\s*|\s+")
_PARTS = re.compile(r"[,;:–—]|(?<!\w)but(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Where something stands in a line: from the first letter up to, not including, the last."""

    first: int
    end: int


def found(words: str, phrases: Sequence[str]) -> Span | None:
    """Return where the first phrase of a list stands in some words: whole words, any case, any apostrophe.

    A phrase that begins with "- " is no hit: words that belong to it are passed over. "he/she" is either.
    """
    tokens = [(_plain(each.group()), each.start(), each.end()) for each in _WORD.finditer(words)]
    near = [phrase.removeprefix(NEAR) for phrase in phrases if phrase.startswith(NEAR)]
    passed = {at for phrase in near for first, end in _hits(tokens, phrase) for at in range(first, end)}
    hits = [
        hit
        for phrase in phrases
        if not phrase.startswith(NEAR)
        for hit in _hits(tokens, phrase)
        if not passed.intersection(range(*hit))
    ]
    if not hits:
        return None
    first, end = min(hits)
    return Span(tokens[first][1], tokens[end - 1][2])


def _hits(tokens: Sequence[tuple[str, int, int]], phrase: str) -> list[tuple[int, int]]:
    wanted = _wanted(phrase)
    size = len(wanted)
    starts = range(len(tokens) - size + 1) if wanted else ()
    return [
        (at, at + size)
        for at in starts
        if tokens[at][0] in wanted[0] and all(tokens[at + n][0] in wanted[n] for n in range(1, size))
    ]


@lru_cache(maxsize=1024)
def _wanted(phrase: str) -> tuple[frozenset[str], ...]:
    """Return for each word of a phrase what may stand there."""
    parts = [[_plain(each.group()) for each in _WORD.finditer(part)] for part in phrase.split()]
    return tuple(frozenset(part) for part in parts if part)


def _plain(word: str) -> str:
    """Return a word as it is compared: in haste many leave the apostrophe out."""
    return word.casefold().replace("’", "").replace("'", "")


def sentence_of(words: str, span: Span) -> Span:
    """Return the sentence in which something stands."""
    for each in _SENTENCE.finditer(words):
        if each.start() <= span.first < each.end():
            end = each.start() + len(each.group().rstrip())
            return Span(each.start() + len(each.group()) - len(each.group().lstrip()), end)
    return Span(0, len(words))


def without(words: str, span: Span) -> str:
    """Return some words without the part of a sentence in which something stands, or without the sentence.

    What comes before in that sentence stays if it can stand alone: "I lied, but you …" leaves "I lied."
    """
    sentence = sentence_of(words, span)
    text = words[sentence.first : sentence.end]
    cuts = [each.start() for each in _PARTS.finditer(text) if each.start() <= span.first - sentence.first]
    before = text[: cuts[-1]].rstrip(" (,;:–—") if cuts else ""
    if len(_WORD.findall(before)) >= LEAST:
        end = text[len(text.rstrip(".!?…\"”’')")) :].lstrip("\"”’')")
        left = before + (end[:1] or "")
    else:
        left = ""
    return _joined(words[: sentence.first], left, words[sentence.end :])


def _joined(*parts: str) -> str:
    """Return parts of a text as one, each on the line it was on."""
    out = gap = ""
    for part in parts:
        words = part.strip()
        gap += part[: len(part) - len(part.lstrip())]
        if words:
            out += ("\n" if "\n" in gap else " ") * bool(out) + words
            gap = part[len(part.rstrip()) :]
    return out
