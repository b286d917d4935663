"""The running bot: its doors opened, its signals heard, its work finished before it stops."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import aiohttp
import structlog
from telegram.error import InvalidToken, TelegramError

from bot.adapters import heartbeat, logs, web
from bot.adapters.database.store import DatabaseStore, open_store
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram import profile
from bot.adapters.telegram.fates import TokenRefused
from bot.adapters.telegram.intake import UPDATES, Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.transport import connect
from bot.adapters.telegram.webhook import Webhook
from bot.adapters.words import FluentWords
from bot.services.ports import Chance
from bot.services.static import Static
from bot.settings import Settings
from bot.wiring import Clock, Engine, Random, clock, engine, load_facts, master_key

DRAIN = 20.0

log = structlog.get_logger("evenkeel")


@dataclass
class Running:
    """A bot with all its doors open."""

    engine: Engine
    intake: Intake
    polling: Polling
    store: DatabaseStore


@asynccontextmanager
async def opened(
    settings: Settings,
    clock: Clock = clock,
    chances: Callable[[int], Chance] = lambda chat: Random(),
    pace: Pace | None = None,
    hold: int = 50,
) -> AsyncIterator[Running]:
    """Open the store, speak to Telegram, and put the bot together; close it all at the end."""
    ring, made = master_key(settings)
    if made:
        log.info("made a master key", path=str(made))
    async with AsyncExitStack() as stack:
        store = await open_store(
            url=settings.data_url, keys_url=settings.key_store_url, master=ring, clock=clock, migrate=True
        )
        stack.push_async_callback(store.close)
        bot = connect(settings.bot_token.get_secret_value(), settings.telegram_api)
        try:
            await bot.initialize()
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError:
            raise Unreachable(
                "Telegram does not answer: check EVENKEEL_TELEGRAM_API and the network, then start again."
            ) from None
        stack.push_async_callback(bot.shutdown)
        words = FluentWords()
        pace = pace or Pace(time.monotonic, asyncio.sleep, rate=int(settings.messages_per_second))
        sender = TelegramSender(bot, pace)
        facts = load_facts(bot.username, settings.help_file)
        made_engine = engine(store, sender, TypstRenderer(), facts, clock, chances, words)
        await profile.present(bot, _profile(words), webhook=bool(settings.webhook_url))
        static = Static(words, facts.countries)
        intake = Intake(bot, store, sender, static, clock=clock, on_stored=made_engine.wake)
        stack.push_async_callback(intake.close)
        if settings.webhook_url:
            await bot.set_webhook(
                f"{settings.webhook_url}/telegram",
                secret_token=settings.webhook_secret.get_secret_value(),
                allowed_updates=list(UPDATES),
            )
        yield Running(made_engine, intake, Polling(bot, intake, hold=hold), store)


async def run(settings: Settings, follow: str = "") -> int:
    """Run until SIGTERM or SIGINT; then stop taking, finish what was taken, and close."""
    logs.configure()
    if not follow:
        return await _run(settings, clock)
    followed = FollowedClock(follow)
    task = asyncio.create_task(followed.run())
    await followed.known.wait()
    try:
        return await _run(settings, followed.now)
    finally:
        task.cancel()


class Unreachable(Exception):
    """Telegram did not answer at the start; the message is one sentence."""


class FollowedClock:
    """A clock elsewhere, asked ten times a second: for tests against a local Telegram whose clock is turned."""

    def __init__(self, url: str) -> None:
        self._url, self._now, self.known = url, clock(), asyncio.Event()

    def now(self) -> datetime:
        """Return the last time heard."""
        return self._now

    async def run(self) -> None:
        """Ask for ever."""
        async with aiohttp.ClientSession() as session:
            while True:
                with contextlib.suppress(aiohttp.ClientError, OSError, ValueError, KeyError):
                    async with session.get(self._url) as answer:
                        self._now = datetime.fromisoformat((await answer.json())["now"])
                        self.known.set()
                await asyncio.sleep(0.1)


async def _run(settings: Settings, clock: Clock) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with opened(settings, clock) as bot:
        handler = Webhook(bot.intake, settings.webhook_secret.get_secret_value()) if settings.webhook_url else None
        tasks = [asyncio.create_task(bot.engine.work())]
        async with web.serving(*settings.host_port, ready=bot.engine.ready, webhook=handler):
            if not settings.webhook_url:
                tasks.append(asyncio.create_task(bot.polling.run()))
            beats = heartbeat.Heartbeat(bot.engine.beat)
            beats.start()
            log.info("running", kind="webhook" if settings.webhook_url else "polling")
            await _until(stop, tasks)
            log.info("stopping")
            for task in tasks[1:]:
                task.cancel()
            await beats.stop()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(bot.engine.settle(), DRAIN)
            tasks[0].cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    log.info("stopped")
    return 0


async def _until(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    waiter = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([waiter, *tasks], return_when=asyncio.FIRST_COMPLETED)
    waiter.cancel()
    for task in done - {waiter}:
        error = task.exception()
        if error:
            raise error


