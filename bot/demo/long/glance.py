"""A look at somebody's phone: what the newest screen says and offers, and a tap on it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.people import Resident
from bot.demo.texts import plain


@dataclass
class Glance:
    """Somebody with a phone in their hand."""

    who: Resident

    def has(self, action: str) -> bool:
        """Whether a button with this meaning is there."""
        return bool(self.values(action))

    def values(self, action: str) -> list[str]:
        """Return the values of the buttons with this meaning."""
        return [value for each, value in self.who.offered() if each == action]

    async def picks(self, action: str, value: str = "") -> None:
        """Tap the button with this meaning; without a value the first one."""
        there = self.values(action)
        await self.who.picks(action, value if value in there else next(iter(there), value))

    def can(self, action: str, value: str) -> bool:
        """Whether this very button is there."""
        return (action, value) in self.who.offered()

    @property
    def kind(self) -> str:
        """The part that is asked, if one is: its *Skip* says so."""
        return next((value for value in self.values("skip") if value != "safety"), "")

    @property
    def shown(self) -> str:
        """What the newest message with buttons says."""
        return plain(self.who.last.words)
