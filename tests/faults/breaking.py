"""A phone network in memory, and updates as Telegram makes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.services.ports import Fate, Outcome, Screen


@dataclass(frozen=True)
class Shown:
    """A message as it stands in a chat, and how it came."""

    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass
class Phones:
    """Telegram as seen by a delivery: what every chat shows, and all that was ever sent."""

    chats: dict[int, dict[int, Shown]]
    sent: list[tuple[int, Shown]] = field(default_factory=list)
    _last: int = 100_000

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Put a new message into a chat."""
        self._last += 1
        shown = Shown(screen.text, screen.rows)
        self.chats[chat][self._last] = shown
        self.sent.append((chat, shown))
        return Outcome(Fate.SENT, self._last)

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        """Change a message."""
        if message not in self.chats[chat]:
            return Outcome(Fate.GONE)
        self.chats[chat][message] = Shown(screen.text, screen.rows)
        return Outcome(Fate.SENT, message)

    async def delete(self, chat: int, messages: Sequence[int]) -> Outcome:
        """Take messages away."""
        gone = [self.chats[chat].pop(each, None) for each in messages]
        return Outcome(Fate.SENT if any(gone) else Fate.GONE)

    async def leave(self, chat: int) -> Outcome:
        """Leave a group."""
        return Outcome(Fate.SENT)


def typed(chat: int, text: str, message: int) -> dict[str, Any]:
    """Return the update in which someone wrote."""
    return {"message": _message(chat, message) | {"from": _who(chat), "text": text}}


def tapped(chat: int, message: int, data: str) -> dict[str, Any]:
    """Return the update in which someone tapped."""
    query = {"id": str(message), "from": _who(chat), "chat_instance": "1", "data": data}
    return {"callback_query": query | {"message": _message(chat, message)}}


def _who(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Somebody", "language_code": "en"}


def _message(chat: int, message: int) -> dict[str, Any]:
    return {"message_id": message, "date": 1, "chat": {"id": chat, "type": "private"}}
