"""What an update counts as, for whom, and when it was sent: all that a quota needs to know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.adapters.telegram.inbound import COMMAND, clean
from bot.adapters.telegram.reading import at, chat_of, number_at, text_at
from bot.domain.quotas import FILES, STOPS, Kind

HELD_BACK = timedelta(hours=25)
"""Telegram brings nothing that is older than a day; what claims to be so is taken as sent now."""


def counted(
    raw: object, static: bool, named: Callable[[str], str], now: datetime
) -> tuple[int, Kind, datetime]:
    """Return who sent it, what it counts as, and when it was sent.

    `static` says that it asks for Calm or Help; `named` gives what a standing button with a label asks for.
    """
    for part in ("message", "edited_message"):
        if text_at(raw, part, "chat", "type") != "private":
            continue
        who = number_at(raw, part, "chat", "id")
        if who is not None:
            kind = Kind.STATIC if static else _written(raw, part, named)
            return who, kind, _sent(raw, part, now) if kind is Kind.WORDS else now
    who = number_at(raw, "callback_query", "from", "id")
    if who is not None:
        action = text_at(raw, "callback_query", "data").partition(".")[0]
        return who, Kind.STATIC if static else _tapped(action), now
    return chat_of(raw), Kind.OTHER, now


def _tapped(action: str) -> Kind:
    if action in FILES:
        return FILES[action]
    return Kind.STOP if action in STOPS else Kind.TAP


def _written(raw: object, part: str, named: Callable[[str], str]) -> Kind:
    text = clean(text_at(raw, part, "text"))
    command = COMMAND.fullmatch(text)
    name = command[1].lower() if command else named(text) if text else ""
    return Kind.STOP if name in STOPS else Kind.WORDS


def _sent(raw: object, part: str, now: datetime) -> datetime:
    date = at(raw, part, "edit_date" if part == "edited_message" else "date")
    if isinstance(date, bool) or not isinstance(date, int) or not 0 <= date < 2**33:
        return now
    sent = datetime.fromtimestamp(date, UTC)
    return sent if now - HELD_BACK <= sent <= now else now
