"""What the people of the long stories say when they are asked something: theirs by the item, else nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.adapters.words import WordsError
from bot.demo.texts import plain, text

FOLDER = Path(__file__).parents[1] / "words" / "en"


@dataclass(frozen=True)
class Voice:
    """One person's words: `says` by the item that asks; `aloud`, which are never typed; and cards tapped."""

    says: Mapping[str, str] = field(default_factory=dict)
    aloud: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str) -> Voice:
        """Read the voice of somebody."""
        return cls(**tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))

    def answer(self, shown: str) -> str:
        """Return what they answer to a screen; empty: this one is not theirs to answer."""
        return next((words for item, words in self.says.items() if asks(item, shown)), "")

    def spoken(self, shown: str) -> str:
        """Return what they say out loud at a turn of a talk."""
        return next((words for item, words in self.aloud.items() if asks(item, shown)), "")


def asks(item: str, shown: str) -> bool:
    """Whether a screen asks this item."""
    return any(words in plain(shown) for words in _wordings(item))


@cache
def _wordings(item: str) -> tuple[str, ...]:
    """Return how an item reads, for two and for one alone; nothing where the library has it no more."""
    found = []
    for key in (item, f"item-{item}", f"alone-{item}"):
        try:
            found.append(plain(text(key)))
        except WordsError:
            continue
    return tuple(found)
