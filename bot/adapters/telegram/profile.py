"""How the bot looks in Telegram, and how it is reached there; set at each start, where it is not so yet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, MenuButtonCommands
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.adapters.telegram.fates import TokenRefused, pause, unknown_method
from bot.adapters.telegram.intake import UPDATES

PRIVATE = BotCommandScopeAllPrivateChats()
T = TypeVar("T")

LONGEST = 30.0  # seconds of a pause that a start waits out
NAME, ABOUT, DESCRIPTION = 64, 120, 512

log = structlog.get_logger("telegram")


class Unreachable(Exception):
    """Telegram does not answer as it should; the message is one sentence."""


@dataclass(frozen=True)
class Face:
    """How the bot looks to readers of one language; an empty language is everyone else's."""

    language: str
    name: str
    about: str
    description: str
    commands: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        for text, limit in ((self.name, NAME), (self.about, ABOUT), (self.description, DESCRIPTION)):
            if len(text) > limit:
                raise ValueError(f"a text of the profile in {self.language or 'general'} is over {limit}")


async def who_am_i(bot: Bot) -> str:
    """Return the bot's username. Raises TokenRefused or Unreachable.

    Asked without the library's types: servers other than Telegram's leave out fields that it insists on.
    """
    me = await _asked(lambda: bot.request.post(f"{bot.base_url}/getMe"), "tell who this bot is")
    username = me.get("username") if isinstance(me, dict) else None
    if not isinstance(username, str):
        raise Unreachable("Telegram did not tell who this bot is.")
    return username


async def dress(bot: Bot, faces: Sequence[Face]) -> list[str]:
    """Make the bot look like this. What Telegram did not take comes back, a sentence each.

    It is asked first: Telegram allows only a few changes of a name a day.
    """
    left = [sentence for face in faces for sentence in await _dress(bot, face)]
    left += await _try("the menu button", lambda: _menu(bot))
    return left


async def _dress(bot: Bot, face: Face) -> list[str]:
    steps: tuple[tuple[str, Callable[[], Awaitable[None]]], ...] = (
        ("the commands", lambda: _commands(bot, face)),
        ("the name", lambda: _name(bot, face)),
        ("the short description", lambda: _about(bot, face)),
        ("the description", lambda: _description(bot, face)),
    )
    left = []
    for what, step in steps:
        left += await _try(f"{what} in {face.language}" if face.language else what, step)
    return left


async def _commands(bot: Bot, face: Face) -> None:
    wanted = tuple(BotCommand(command, text) for command, text in face.commands)
    if await bot.get_my_commands(PRIVATE, face.language) != wanted:
        await bot.set_my_commands(wanted, PRIVATE, face.language)


async def _name(bot: Bot, face: Face) -> None:
    if (await bot.get_my_name(face.language)).name != face.name:
        await bot.set_my_name(face.name, face.language)


async def _about(bot: Bot, face: Face) -> None:
    if (await bot.get_my_short_description(face.language)).short_description != face.about:
        await bot.set_my_short_description(face.about, face.language)


async def _description(bot: Bot, face: Face) -> None:
    if (await bot.get_my_description(face.language)).description != face.description:
        await bot.set_my_description(face.description, face.language)


async def _menu(bot: Bot) -> None:
    if not isinstance(await bot.get_chat_menu_button(), MenuButtonCommands):
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def use_polling(bot: Bot) -> str:
    """Take away a webhook that stands in the way; return its host, or an empty text if there was none."""
    try:
        found = (await _asked(bot.get_webhook_info, "tell whether a webhook is set")).url
    except (Unreachable, TokenRefused):  # the token is known to be good by now: it cannot say, or not now
        log.warning("whether a webhook stands in the way is not known")
        return ""
    if not found:
        return ""
    host = host_of(found)
    log.error("a webhook that is not ours was set for this token: was the token stolen?", host=host)
    await _asked(bot.delete_webhook, "take the webhook away")
    return host


async def use_webhook(bot: Bot, url: str, secret: str, connections: int = 40) -> str:
    """Have updates brought to `url`; return the host of a webhook that was not ours, or an empty text."""
    found = (await _asked(bot.get_webhook_info, "tell whether a webhook is set")).url
    foreign = host_of(found) if found and found != url else ""
    if foreign:
        log.error("a webhook that is not ours was set for this token: was the token stolen?", host=foreign)
    # Always, since nobody can ask which secret is set.
    await _asked(
        lambda: bot.set_webhook(
            url, secret_token=secret, allowed_updates=list(UPDATES), max_connections=connections
        ),
        "set the webhook",
    )
    return foreign


async def strange_webhook(bot: Bot, ours: str) -> str:
    """Return the host of a webhook that is not ours, "none" where ours is gone; an empty text if all is well.

    `ours` is the address that was registered; empty where updates are asked for, and none may be set. Who
    set or removed one has the token. Where Telegram cannot say, nothing is known, and it is asked again.
    """
    try:
        found = (await bot.get_webhook_info()).url
    except (TelegramError, LookupError, TypeError):
        return ""
    if found == ours:
        return ""
    host = host_of(found) if found else "none"
    log.error("a webhook that is not ours was set for this token: was the token stolen?", host=host)
    return host


async def pending(bot: Bot) -> int:
    """Return how many updates Telegram holds for the webhook; 0 where it cannot say."""
    try:
        found = await bot.request.post(f"{bot.base_url}/getWebhookInfo")
    except TelegramError:
        return 0
    waiting = found.get("pending_update_count") if isinstance(found, dict) else None
    return waiting if isinstance(waiting, int) else 0


async def _asked(ask: Callable[[], Awaitable[T]], what: str) -> T:
    try:
        try:
            return await ask()
        except RetryAfter as error:  # several that start at once may be one too many
            if pause(error) > LONGEST:
                raise
            await asyncio.sleep(pause(error))
            return await ask()
    except InvalidToken:
        raise TokenRefused from None
    except (TelegramError, LookupError, TypeError) as error:
        raise Unreachable(f"Telegram did not {what} ({type(error).__name__}).") from None


async def _try(what: str, step: Callable[[], Awaitable[None]]) -> list[str]:
    try:
        await step()
    except (TelegramError, LookupError, TypeError, AttributeError) as error:
        if isinstance(error, InvalidToken) and not unknown_method(error):
            raise TokenRefused from None
        log.warning("telegram did not take how the bot looks", kind=what, error=type(error).__name__)
        return [f"Telegram did not take {what} ({type(error).__name__})."]
    return []


def host_of(url: str) -> str:
    """Return the host of an address, which is all of it that a log may show."""
    return urlsplit(url).hostname or "an address without a host"
