"""What came in from Telegram, stripped to what the conversation needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unreadable(Exception):
    """An update that cannot be understood; it is set aside, and only its id is ever logged."""


class Sort(StrEnum):
    """What kind of thing came in."""

    COMMAND = "command"
    WORDS = "words"
    TAP = "tap"
    EDITED = "edited"  # the person edited words that they had sent before
    OTHER = "other"  # voice, photo, sticker …: `text` names which
    MEMBER = "member"  # blocked or unblocked the bot: `text` is "blocked" or "back"
    GROUP = "group"  # the bot was spoken to, or added, in a group or a channel


@dataclass(frozen=True)
class Incoming:
    """One update of one person.

    `text` is the typed words (without the command), the start payload, or what `Sort` says of it.
    `message` is the id of the message that was sent, or of the one whose button was tapped.
    """

    sort: Sort
    chat: int  # the person's Telegram id; for GROUP the group's
    name: str = ""
    language: str = ""
    command: str = ""
    text: str = ""
    data: str = ""
    message: int | None = None
    slower: str = ""  # what is more is not taken for a "minute", an "hour", a "day"; or "files-…"
    answered: int | None = None  # the message in which intake already gave its static answer
