"""A store, a phone network and a process that die at any boundary one names."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.services.ports import Fate, Outcome, QueueName, Row, Screen, Store, Transaction


class Killed(BaseException):
    """The process is dead: nothing that it does from here on has any effect."""


@dataclass
class Breaker:
    """Counts boundaries, and dies at one of them. `trail` names every boundary that was passed."""

    at: int = 0  # 0: live on
    dead: bool = False
    trail: list[str] = field(default_factory=list)

    def pass_by(self, name: str) -> None:
        """Pass a boundary, if alive."""
        if self.dead:
            raise Killed
        self.trail.append(name)
        if len(self.trail) == self.at:
            self.dead = True
            raise Killed


class BreakingStore:
    """A store whose process can die before and after each commit."""

    def __init__(self, inner: Store, breaker: Breaker) -> None:
        self._inner, self._breaker = inner, breaker
        self.lane, self.next_due, self.waiting = inner.lane, inner.next_due, inner.waiting
        self.sweep, self.give_back = inner.sweep, inner.give_back
        self.oldest_uncleared = inner.oldest_uncleared

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """Begin a transaction."""
        if self._breaker.dead:
            raise Killed
        async with self._inner.begin() as transaction:
            yield transaction
            self._breaker.pass_by("before a commit")
        self._breaker.pass_by("after a commit")

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        """Store an update."""
        if self._breaker.dead:
            raise Killed
        new = await self._inner.receive(update_id, chat, at, payload)
        self._breaker.pass_by("after an update is stored")
        return new

    async def claim(self, queue: QueueName, now: datetime, limit: int) -> list[Row]:
        """Claim rows."""
        if self._breaker.dead:
            raise Killed
        rows = await self._inner.claim(queue, now, limit)
        if rows:
            self._breaker.pass_by(f"after a claim of the {queue}")
        return rows

    async def shred(self, owner: str) -> None:
        """Destroy a key."""
        await self._inner.shred(owner)


@dataclass(frozen=True)
class Shown:
    """A message as it stands in a chat, and how it came."""

    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass
class Phones:
    """Telegram as seen by a delivery: what every chat shows, and all that was ever sent."""

    chats: dict[int, dict[int, Shown]]
    breaker: Breaker = field(default_factory=Breaker)
    sent: list[tuple[int, Shown]] = field(default_factory=list)
    _last: int = 100_000

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Put a new message into a chat."""

        def effect() -> Outcome:
            self._last += 1
            shown = Shown(screen.text, screen.rows)
            self.chats[chat][self._last] = shown
            self.sent.append((chat, shown))
            return Outcome(Fate.SENT, self._last)

        return self._done("send", effect)

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        """Change a message."""

        def effect() -> Outcome:
            if message not in self.chats[chat]:
                return Outcome(Fate.GONE)
            self.chats[chat][message] = Shown(screen.text, screen.rows)
            return Outcome(Fate.SENT, message)

        return self._done("edit", effect)

    async def delete(self, chat: int, messages: Sequence[int]) -> Outcome:
        """Take messages away."""

        def effect() -> Outcome:
            gone = [self.chats[chat].pop(each, None) for each in messages]
            return Outcome(Fate.SENT if any(gone) else Fate.GONE)

        return self._done("delete", effect)

    async def leave(self, chat: int) -> Outcome:
        """Leave a group."""
        return self._done("leave", lambda: Outcome(Fate.SENT))

    def _done(self, what: str, effect: Callable[[], Outcome]) -> Outcome:
        self.breaker.pass_by(f"before a {what}")
        outcome = effect()
        self.breaker.pass_by(f"after a {what}")
        return outcome


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
