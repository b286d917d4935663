"""Each one's own line of released weeks, as the data of a picture: a panel each, never on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.page import Copy, Write, ratings
from bot.domain.say import line


def panels(names: Sequence[str], copies: Sequence[Copy], write: Write) -> list[dict[str, object]]:
    """Return one panel for each name: what it shows, and this one's value of every week (or none)."""
    return [
        {
            "name": name,
            "what": write(line("picture-median")),
            "values": [*ratings(copies, [who] * len(copies))],
        }
        for who, name in enumerate(names)
    ]
