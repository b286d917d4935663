"""Phones without a network between: what every chat shows, all that was ever sent, and who holds them."""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.services.ports import Fate, Outcome, Screen
from tests.faults.dying import Breaker

TAG = re.compile(r"<[^>]+>")
Buttons = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Bubble:
    """A message as it stands in a chat."""

    id: int
    text: str
    rows: Buttons = ()
    mine: bool = False
    kind: str = "text"
    protected: bool = True
    file: bytes = b""

    @property
    def words(self) -> str:
        """Its text as it is read."""
        return html.unescape(TAG.sub("", self.text))

    @property
    def labels(self) -> list[str]:
        """What stands on its buttons."""
        return [label for row in self.rows for label, _ in row]


@dataclass
class Phones:
    """Telegram as seen by a delivery."""

    chats: dict[int, dict[int, Bubble]] = field(default_factory=dict)
    keyboards: dict[int, list[str]] = field(default_factory=dict)
    breaker: Breaker = field(default_factory=Breaker)
    sent: list[tuple[int, Bubble]] = field(default_factory=list)
    troubles: dict[int, list[Outcome]] = field(default_factory=dict)
    """What the next calls of a chat meet instead of success."""
    last: int = 100_000

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Put a new message into a chat."""

        def effect() -> Outcome:
            bubble = _bubble(self.number(), screen)
            self.chats.setdefault(chat, {})[bubble.id] = bubble
            self.sent.append((chat, bubble))
            if screen.keyboard:
                self.keyboards[chat] = [label for row in screen.keyboard for label in row]
            return Outcome(Fate.SENT, bubble.id)

        return self._done("send", chat, effect)

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        """Change a message."""

        def effect() -> Outcome:
            if message not in self.chats.get(chat, {}):
                return Outcome(Fate.GONE)
            self.chats[chat][message] = _bubble(message, screen)
            return Outcome(Fate.SENT, message)

        return self._done("edit", chat, effect)

    async def delete(self, chat: int, messages: Sequence[int]) -> Outcome:
        """Take messages away."""

        def effect() -> Outcome:
            gone = [self.chats.get(chat, {}).pop(each, None) for each in messages]
            return Outcome(Fate.SENT if any(gone) else Fate.GONE)

        return self._done("delete", chat, effect)

    async def leave(self, chat: int) -> Outcome:
        """Leave a group."""
        return self._done("leave", chat, lambda: Outcome(Fate.SENT))

    def number(self) -> int:
        """Return the next message's id."""
        self.last += 1
        return self.last

    def _done(self, what: str, chat: int, effect: Callable[[], Outcome]) -> Outcome:
        self.breaker.pass_by(f"before a {what}")
        trouble = self.troubles.get(chat)
        outcome = trouble.pop(0) if trouble else effect()
        self.breaker.pass_by(f"after a {what}")
        return outcome


def _bubble(number: int, screen: Screen) -> Bubble:
    kind = "photo" if screen.picture else "document" if screen.file else "text"
    file = screen.file.data if screen.file else b""
    return Bubble(number, screen.text, screen.rows, kind=kind, protected=screen.protect, file=file)


class Handset:
    """One person's own phone; `act` takes the update that whatever they do becomes."""

    _queries = itertools.count(1)

    def __init__(
        self, chat: int, name: str, phones: Phones, act: Callable[[int, dict[str, Any]], None]
    ) -> None:
        self.id, self.name, self._phones, self._act = chat, name, phones, act

    @property
    def phone(self) -> list[Bubble]:
        """Everything that is to be seen, oldest first."""
        chat = self._phones.chats.get(self.id, {})
        return [chat[number] for number in sorted(chat)]

    @property
    def keyboard(self) -> list[str]:
        """The standing buttons."""
        return self._phones.keyboards.get(self.id, [])

    async def starts(self, payload: str = "") -> None:
        """Press Start."""
        await self.says(f"/start {payload}".strip())

    async def says(self, text: str) -> None:
        """Type words."""
        number = self._phones.number()
        self._phones.chats.setdefault(self.id, {})[number] = Bubble(number, html.escape(text), mine=True)
        self._act(self.id, {"message": self._message(number) | {"from": self._who(), "text": text}})

    async def taps(self, label: str) -> None:
        """Tap the newest button with this label. Raises LookupError where there is none."""
        if label in self.keyboard:
            await self.says(label)
            return
        for bubble in reversed(self.phone):
            for text, data in (each for row in bubble.rows for each in row):
                if text == label:
                    query = {"id": str(next(self._queries)), "from": self._who(), "chat_instance": "1"}
                    tap = query | {"data": data, "message": self._message(bubble.id)}
                    self._act(self.id, {"callback_query": tap})
                    return
        raise LookupError(label)

    def blocks(self, really: bool = True) -> None:
        """Block the bot, or let it back in."""
        old, new = ("member", "kicked") if really else ("kicked", "member")
        bot = {"id": 1, "is_bot": True, "first_name": "Evenkeel", "username": "evenkeel_bot"}
        until = {"until_date": 0}
        self._act(
            self.id,
            {
                "my_chat_member": {
                    "chat": {"id": self.id, "type": "private", "first_name": self.name},
                    "from": self._who(),
                    "date": 1,
                    "old_chat_member": {"user": bot, "status": old} | (until if old == "kicked" else {}),
                    "new_chat_member": {"user": bot, "status": new} | (until if new == "kicked" else {}),
                }
            },
        )

    def seen(self) -> Counter[str]:
        """Return everything that the bot's messages say, and what is left of one's own."""
        return Counter(("> " if each.mine else "") + each.words for each in self.phone)

    def _who(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "en"}

    def _message(self, message: int) -> dict[str, Any]:
        return {"message_id": message, "date": 1, "chat": {"id": self.id, "type": "private"}}
