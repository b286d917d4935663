"""What a sheet of paper is printed from: words that the shipped fonts can show, each in its own direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.adapters.pictures.glyphs import BOX, showable
from bot.domain.page import LONGEST

WORDS = 2 * LONGEST
"""The longest text of a sheet, in characters: more than a line of a page can have."""


def shown(value: Any) -> Any:
    """Return the same data with every text as it can be shown; what somebody wrote knows its direction.

    What somebody wrote in signs that nobody sees, as some names are, is a box: a heading must say something.
    """
    if isinstance(value, str):
        return showable(value, WORDS)
    if isinstance(value, list):
        return [shown(each) for each in value]
    if isinstance(value, Mapping):
        return {
            name: {"words": shown(each) or BOX, "rtl": rightward(each)} if name in WRITTEN else shown(each)
            for name, each in value.items()
        }
    return value


WRITTEN = ("words", "name", "couple")
"""What people wrote: it may run from the right."""


def rightward(text: str) -> bool:
    """Whether a text begins with letters that run from right to left."""
    for each in text:
        direction = unicodedata.bidirectional(each)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
