"""Cards: the messages in a person's chat, and what each of them shows now."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from bot.domain.people import Doc
from bot.domain.say import Line, Say


class CardState(StrEnum):
    """What a message in the chat is."""

    KNOCK = "knock"  # one neutral line with its button, not opened yet
    OPEN = "open"  # the one live screen of a person
    KEPT = "kept"  # the one neutral line that remains of a day
    FIXED = "fixed"  # a fixed line: a break, a return, the standing keyboard
    STATIC = "static"  # Calm or Help, put there by intake
    FILE = "file"  # a file of one's own data, beside the live screen until it is cleared


@dataclass(frozen=True, kw_only=True)
class Card(Doc):
    """A message in one's own chat. `ref` is new on every screen, so that a stale tap is known."""

    state: CardState
    ref: str
    screen: Say
    note: Line | None = None  # one kind sentence above the screen, after something that could not be read
    message: int | None = None  # Telegram's id, once known
    media: bool = False  # the message has become a picture or a file
    protect: bool = True
    keyboard: bool = False  # carries the four standing buttons
    typed: tuple[int, ...] = ()  # the person's own messages, cleared with it
    day: str = ""  # the local day it belongs to
    turn: str = ""  # for a knock: the action it opens; for others: free


def derived(*parts: object) -> str:
    """Return 16 characters made from these parts alone.

    For what one person's doing puts into another's chat: a draw from either stream of chance would tell
    the reader how often the other had drawn.
    """
    digest = sha256("\x1f".join(map(str, parts)).encode()).digest()
    return urlsafe_b64encode(digest[:12]).decode()
