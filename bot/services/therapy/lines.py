"""Each one's own line of released weeks, as the data of a picture: a panel each, never on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.page import Copy, Write, asked_as, ratings
from bot.domain.people import Role
from bot.domain.say import line


def panels(names: Sequence[str], copies: Sequence[Copy], write: Write) -> list[dict[str, object]]:
    """Return one panel for each name: what was rated, and this one's value of every week (or none)."""
    return [_panel(name, copies, [who] * len(copies), write) for who, name in enumerate(names)]


def _panel(name: str, copies: Sequence[Copy], places: Sequence[int], write: Write) -> dict[str, object]:
    values = ratings(copies, places)
    asked = line(f"session-what-{asked_as(copies, places) or Role.UNSAID}")
    none = all(value is None for value in values)
    return {"name": name, "what": write(line("session-line-none") if none else asked), "values": [*values]}
