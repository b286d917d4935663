"""The bot's own texts as people read them, and what was typed taken apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.adapters.words import FluentWords
from bot.domain.say import Line, Value, line

LONDON = ZoneInfo("Europe/London")
WORDS = FluentWords()
TELLS_APART = 12


def text(key: str | Line, **values: Value) -> str:
    """Return a text of the messages, in English, for a clock in London."""
    wanted = line(key, **values) if isinstance(key, str) else key
    return WORDS.write(wanted, "en", LONDON.key)


def plain(words: str) -> str:
    """Return words with every gap one space."""
    return " ".join(words.split())


def sentences(words: str) -> Sequence[str]:
    """Return the sentences of what was typed; a very short one could be anybody's."""
    parts = re.split(r"(?<=[.?])\s+", plain(words))
    return [part for part in parts if len(part) >= TELLS_APART]
