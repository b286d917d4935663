"""Breaks: a pause that both read, with the time at which it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Doc

LENGTHS = (20, 30, 45, 60)
LONGER = (120, 240, 720, 1440)
"""Minutes; at least 20, since a body needs about that long to settle, and at most a day."""


@dataclass(frozen=True, kw_only=True)
class Pause(Doc):
    """A break that runs for this person until `until`."""

    until: datetime
