"""The bot put together with its doors opened: databases, Telegram, other processes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import structlog
from telegram import Bot

from bot.adapters import web
from bot.adapters.database.store import DatabaseStore
from bot.adapters.database.together import Lead, Together
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.profile import (
    Face,
    Unreachable,
    dress,
    strange_webhook,
    use_polling,
    use_webhook,
    who_am_i,
)
from bot.adapters.telegram.transport import connect
from bot.adapters.words import FluentWords
from bot.domain.own_items import OwnItems
from bot.domain.people import telegram_locator
from bot.domain.say import line
from bot.engine import Engine, channels
from bot.services.flow.shown import shown_on
from bot.services.flow.static import Static
from bot.services.ports import Chance, Facts, QueueName
from bot.settings import SettingError, Settings, sentence
from bot.wiring import Clock, Random, clock, engine, load_facts, load_words, open_databases

LAST = 2.0  # seconds more for what was begun at the end of a stop
LOOK = 60.0  # seconds between two looks at what waits to be cleared
WATCH = 3600.0  # seconds between two looks at whether somebody else has set a webhook for this token
SWEEP = 3600.0  # seconds between two looks at what has outlived its term
FREE = 30  # messages a second that Telegram takes without pay
HOOK = "/telegram"
MENU = ("start", "today", "calm", "break", "help", "week", "practice", "notes", "history", "invite")
MENU_MORE = ("therapist", "rest", "settings", "safety", "privacy", "export", "clear", "leave", "delete")

log = structlog.get_logger("evenkeel")


@dataclass
class Running:
    """A bot with all its doors open."""

    engine: Engine
    intake: Intake
    polling: Polling
    catching_up: Polling  # asks once what waits, without holding on
    store: DatabaseStore
    figures: web.Figures
    clock: Clock
    together: Together | None = None
    lead: Lead | None = None
    """Who polls, where several processes may."""
    refused: asyncio.Event = field(default_factory=asyncio.Event)
    hears: bool = False
    """Whether what people send comes in here, without a gap."""
    ours: str = ""
    """The address that Telegram brings updates to; empty where they are asked for."""
    swept: float = float("-inf")
    looked: float = float("-inf")
    watched: float = field(default_factory=time.monotonic)  # the start has looked itself

    async def beat(self) -> None:
        """Do what has come due; now and then forget what has outlived its term."""
        if self.hears or (self.lead and self.lead.others):
            await self.engine.beat()
        else:  # what was sent before an instant may not be here yet
            await self.engine.drain()
        for queue in QueueName:
            self.figures.waiting(queue, await self.store.waiting(queue, self.clock()))
        if time.monotonic() - self.looked > LOOK:
            self.figures.uncleared(await self.engine.uncleared())
            self.looked = time.monotonic()
        if time.monotonic() - self.watched > WATCH:
            self.watched = time.monotonic()
            if await strange_webhook(self.intake.bot, self.ours):
                self.figures.strange()
        if time.monotonic() - self.swept > SWEEP:
            await self.store.sweep(self.clock())
            self.swept = time.monotonic()


def faces(words: FluentWords) -> list[Face]:
    """Return how the bot presents itself, in each language."""
    made = []
    for language in words.languages:
        commands = [(each, words.write(line(f"command-{each}"), language, "")) for each in MENU + MENU_MORE]
        name, short, whole = (
            words.write(line(f"bot-{each}"), language, "") for each in ("name", "short", "description")
        )
        made.append(Face("" if language == "en" else language, name, short, whole, tuple(commands)))
    return made


@asynccontextmanager
async def opened(
    settings: Settings,
    clock: Clock = clock,
    chances: Callable[[int], Chance] = lambda chat: Random(),
    pace: Pace | None = None,
    hold: int = 50,
) -> AsyncIterator[Running]:
    """Open the store, speak to Telegram, and put the bot together; close it all at the end."""
    async with AsyncExitStack() as stack:
        store, made_key = await open_databases(settings, clock)
        stack.push_async_callback(store.close)
        if made_key:
            log.info("a master key was made; keep a copy of it apart from the data", where=str(made_key))
        bot, username = await _reach(settings, stack)
        words, own = load_words(settings.items_file)
        figures, refused = web.Figures(), asyncio.Event()
        together = await _together(settings, store, stack)
        if await _present(bot, settings, words, together):
            figures.strange()
        pace = pace or Pace(time.monotonic, asyncio.sleep, rate=settings.messages_per_second, ledger=together)
        paid = settings.messages_per_second > FREE
        sender = TelegramSender(bot, pace, figures.sent, refused.set, paid=paid)
        facts = _facts(username, settings, own)
        made = engine(store, sender, TypstRenderer(), facts, clock, chances, words)
        made.resting, made.channels = pace.resting, channels(settings.messages_per_second)
        _count_trouble(made, figures)

        def stored() -> None:
            figures.received()
            made.wake()

        static = Static(words, facts.countries)
        intake = Intake(
            bot, store, sender, static, clock=clock, on_stored=stored, sleep=asyncio.sleep,
            shown=partial(shown_on, store),
        )  # fmt: skip
        stack.push_async_callback(_close, intake)
        polling, catching_up = Polling(bot, intake, hold=hold), Polling(bot, intake, hold=0)
        lead = together.lead("poll") if together and not settings.webhook_url else None
        if together:
            together.hear = pace.hear
            stack.push_async_callback(cancel, asyncio.create_task(together.run()))
        ours = settings.webhook_url + HOOK if settings.webhook_url else ""
        yield Running(
            made, intake, polling, catching_up, store, figures, clock, together, lead, refused, ours=ours
        )


async def _reach(settings: Settings, stack: AsyncExitStack) -> tuple[Bot, str]:
    """Return a way to Telegram, and the bot's own name there."""
    bot = connect(settings.bot_token.get_secret_value(), settings.telegram_api)
    stack.push_async_callback(bot.request.shutdown)
    try:
        username = await who_am_i(bot)
    except Unreachable:
        raise Unreachable(
            "EVENKEEL_TELEGRAM_API does not answer: check the address and the network, then start again."
        ) from None
    await bot.request.initialize()
    return bot, username


async def _present(bot: Bot, settings: Settings, words: FluentWords, together: Together | None) -> str:
    """Tell Telegram what the bot looks like, and how updates are to come.

    Returns the host of a webhook that was not ours, or an empty text.
    """
    async with _alone(together):
        await dress(bot, faces(words))
        if settings.webhook_url:
            secret = settings.webhook_secret.get_secret_value()
            return await use_webhook(bot, settings.webhook_url + HOOK, secret)
        return await use_polling(bot)


def _facts(username: str, settings: Settings, own: OwnItems) -> Facts:
    try:
        return load_facts(username, settings.help_file, own)
    except (OSError, ValueError, LookupError, TypeError):
        raise SettingError(sentence("help_file", "cannot be read as help lines")) from None


def _count_trouble(made: Engine, figures: web.Figures) -> None:
    tell = made.conversation.trouble

    def trouble(what: str, kind: str) -> None:
        figures.trouble()
        tell(what, kind)

    made.conversation.trouble = made.delivery.trouble = trouble


async def _together(settings: Settings, store: DatabaseStore, stack: AsyncExitStack) -> Together | None:
    """Be there for other processes, where the database is one that several can use."""
    if settings.data_url.startswith("sqlite"):
        return None
    made = Together(settings.data_url, lambda chat: store.lane(telegram_locator(chat)))
    stack.push_async_callback(made.close)
    with contextlib.suppress(OSError, TimeoutError):  # it is tried again and again
        await made.open()
    return made


@asynccontextmanager
async def _alone(together: Together | None) -> AsyncIterator[None]:
    """Let processes that start at once present themselves to Telegram one after the other."""
    async with AsyncExitStack() as stack:
        if together:
            with contextlib.suppress(OSError, TimeoutError):  # better all at once than not at all
                await stack.enter_async_context(together.alone("start"))
        yield


async def _close(intake: Intake) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LAST):
            await intake.close()


async def cancel(*tasks: asyncio.Task[None]) -> None:
    """End tasks, and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
