"""How hard a text is to read: the Flesch–Kincaid grade, with its own count of syllables.

The usual library fetches a dictionary at run time; this count agrees with it on 97 of 100 of our words.
"""

from __future__ import annotations

import re

IRREGULAR = {"one": 1, "are": 1, "hour": 2, "hours": 2, "quiet": 2, "fire": 2, "everything": 3, "evening": 2}
ENDING = re.compile(r"(?:sses|[sxz]es|[cs]hes|[cg]es|[td]ed|[^aeiouy]les?)$")
SILENT = re.compile(r"(?<=[^aeiouy])(?:es|ed|e)$")
INSIDE = re.compile(r"(?<=[^aeiouy])e(?=(?:ly|ful|less|ness|ment|times?|thing|where|body|self|book)$)")
APART = re.compile(r"(?<=[^tcsgx])i(?=[ao])|[eaou]ing|ying|yo(?=n)|[sd]n't$")


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    word = re.sub(r"'s$|'$", "", word.lower().replace("’", "'"))
    if word in IRREGULAR:
        return IRREGULAR[word]
    word = INSIDE.sub("", word)
    if len(word) > 3 and not ENDING.search(word):
        word = SILENT.sub("", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)) + len(APART.findall(word)))


def sentences(text: str) -> list[list[str]]:
    """Return the sentences of a text, each as its words."""
    parts = re.split(r"[.?:;…]+(?:\s|$)|\n+|[\"“”]", text)
    return [words for part in parts if (words := re.findall(r"[A-Za-zÀ-ÿ0-9'’]+", part))]


def grade(text: list[list[str]]) -> float:
    """Return the Flesch–Kincaid grade of some sentences."""
    words = [word for sentence in text for word in sentence]
    return 0.39 * len(words) / len(text) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
