"""What Telegram's answers mean for a delivery: one table from errors to outcomes."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.adapters.telegram.transport import NotSent
from bot.services.ports import Fate, Outcome

UNREACHED = 5.0  # seconds until Telegram is tried again after no connection came about


class TokenRefused(Exception):
    """Telegram does not know this token; only whoever runs the bot can put that right."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the bot's token: make a new one with @BotFather and set it.")


# What a 400 says, in small letters; the first that is contained decides.
SAID: tuple[tuple[str, Outcome], ...] = (
    ("message is not modified", Outcome(Fate.SENT)),
    ("message to edit not found", Outcome(Fate.GONE)),
    ("message can't be edited", Outcome(Fate.GONE)),
    ("message to delete not found", Outcome(Fate.GONE)),
    ("message can't be deleted", Outcome(Fate.GONE)),
    ("message_id_invalid", Outcome(Fate.GONE)),
    ("message identifiers are not specified", Outcome(Fate.GONE)),
    ("chat not found", Outcome(Fate.BLOCKED)),
    ("user not found", Outcome(Fate.BLOCKED)),
    ("peer_id_invalid", Outcome(Fate.BLOCKED)),
    ("user_is_blocked", Outcome(Fate.BLOCKED)),
    ("input_user_deactivated", Outcome(Fate.BLOCKED)),
    ("chat_write_forbidden", Outcome(Fate.BLOCKED)),
    ("canceled by new", Outcome(Fate.LATER, after=1.0)),  # another edit of the same message was under way
)

# A message that is of the other kind than whoever edits it believed.
OTHER_KIND = ("there is no text in the message", "there is no caption in the message")

# By type, the narrow before the wide: BadRequest, TimedOut and NotSent are kinds of NetworkError,
# Forbidden and RetryAfter are not.
MEANS: tuple[tuple[type[TelegramError], Outcome], ...] = (
    (Forbidden, Outcome(Fate.BLOCKED)),
    (ChatMigrated, Outcome(Fate.BLOCKED)),
    (BadRequest, Outcome(Fate.REFUSED)),
    (Conflict, Outcome(Fate.REFUSED)),
    (NotSent, Outcome(Fate.LATER, after=UNREACHED)),  # so that a reply is not given up for nothing
    (NetworkError, Outcome(Fate.UNSURE)),
    (TelegramError, Outcome(Fate.UNSURE)),  # an answer that nobody can read
)


def outcome(error: TelegramError) -> Outcome:
    """Return what became of a request that ended in this error; raises TokenRefused."""
    if isinstance(error, InvalidToken):
        if unknown_method(error):
            return Outcome(Fate.REFUSED)
        raise TokenRefused
    if isinstance(error, RetryAfter):
        return Outcome(Fate.LATER, after=pause(error))
    said = error.message.lower()
    if isinstance(error, BadRequest):
        for words, meant in SAID:
            if words in said:
                return meant
    if "request entity too large" in said:  # a 413, which the library takes for trouble on the way
        return Outcome(Fate.REFUSED)
    return next(meant for kind, meant in MEANS if isinstance(error, kind))


def unknown_method(error: TelegramError) -> bool:
    """Return whether a server does not know a method: the library takes its 404 for a wrong token."""
    return isinstance(error, InvalidToken) and "not found" in error.message.lower()


def of_other_kind(error: TelegramError) -> bool:
    """Return whether an edit failed because a text is a picture, or a picture a text."""
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in OTHER_KIND)


def pause(error: RetryAfter) -> float:
    """Return the seconds that Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
