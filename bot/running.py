"""The running bot: its doors opened, its signals heard, its work finished before it stops."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
import structlog

from bot.adapters import logs, web
from bot.adapters.database.store import DatabaseStore
from bot.adapters.database.together import Lead, Together
from bot.adapters.heartbeat import Heartbeat
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram.fates import TokenRefused
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.profile import (
    Face,
    Unreachable,
    dress,
    pending,
    use_polling,
    use_webhook,
    who_am_i,
)
from bot.adapters.telegram.transport import connect
from bot.adapters.telegram.webhook import Webhook
from bot.adapters.words import FluentWords
from bot.domain.people import telegram_locator
from bot.domain.say import line
from bot.services.ports import Chance, Fate, QueueName
from bot.services.static import Static
from bot.settings import SettingError, Settings, sentence
from bot.wiring import Clock, Engine, Random, channels, clock, engine, load_facts, open_databases

DRAIN = 20.0
LAST = 2.0  # seconds more for what was begun at the end of these
EVERY = 1.0  # seconds between beats
LOOK = 60.0  # seconds between two looks at what waits to be cleared
SWEEP = 3600.0  # seconds between two looks at what has outlived its term
LATE = 15.0  # seconds after which a beat is late
GRACE = 1.0  # seconds that a new poller leaves the old one to notice that it is one no longer
CATCH_UP = 10.0  # seconds in which Telegram may bring what it still holds, before time comes in
FREE = 30  # messages a second that Telegram takes without pay
HOOK = "/telegram"
MENU = ("start", "today", "calm", "break", "help", "week", "practice", "notes", "history", "invite")
MENU_MORE = ("therapist", "rest", "settings", "safety", "privacy", "clear", "leave", "delete")

log = structlog.get_logger("evenkeel")

__all__ = ["Unreachable", "opened", "run"]


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
    swept: float = float("-inf")
    looked: float = float("-inf")

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
        bot = connect(settings.bot_token.get_secret_value(), settings.telegram_api)
        stack.push_async_callback(bot.request.shutdown)
        try:
            username = await who_am_i(bot)
        except Unreachable:
            raise Unreachable(
                "EVENKEEL_TELEGRAM_API does not answer: check the address and the network, then start again."
            ) from None
        await bot.request.initialize()
        words, figures = FluentWords(), web.Figures()
        together = await _together(settings, store, stack)
        async with _alone(together):
            await dress(bot, faces(words))
            if settings.webhook_url:
                await use_webhook(
                    bot, settings.webhook_url + HOOK, settings.webhook_secret.get_secret_value()
                )
            else:
                await use_polling(bot)
        pace = pace or Pace(time.monotonic, asyncio.sleep, rate=settings.messages_per_second, ledger=together)

        def watch(kind: str, fate: Fate) -> None:
            figures.sent(kind, fate)

        refused = asyncio.Event()
        sender = TelegramSender(bot, pace, watch, refused.set, paid=settings.messages_per_second > FREE)
        try:
            facts = load_facts(username, settings.help_file)
        except (OSError, ValueError, LookupError, TypeError):
            raise SettingError(sentence("help_file", "cannot be read as help lines")) from None
        made = engine(store, sender, TypstRenderer(), facts, clock, chances, words)
        made.resting, made.channels = pace.resting, channels(settings.messages_per_second)

        tell = made.conversation.trouble

        def trouble(what: str, kind: str) -> None:
            figures.trouble()
            tell(what, kind)

        made.conversation.trouble = made.delivery.trouble = trouble

        def stored() -> None:
            figures.received()
            made.wake()

        static = Static(words, facts.countries)
        intake = Intake(bot, store, sender, static, clock=clock, on_stored=stored)
        stack.push_async_callback(_close, intake)
        polling, catching_up = Polling(bot, intake, hold=hold), Polling(bot, intake, hold=0)
        lead = together.lead("poll") if together and not settings.webhook_url else None
        if together:
            together.hear = pace.hear
            seeing = asyncio.create_task(together.run())
            stack.push_async_callback(_cancel, seeing)
        yield Running(
            made, intake, polling, catching_up, store, figures, clock, together, lead, refused=refused
        )


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


async def _cancel(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


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


class FollowedClock:
    """A clock elsewhere, asked often: for tests against a local Telegram whose clock is turned."""

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
                await asyncio.sleep(0.05)


async def _run(settings: Settings, clock: Clock) -> int:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with AsyncExitStack() as stack:
        opening = asyncio.create_task(stack.enter_async_context(opened(settings, clock)))
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({opening, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if opening.done():
            await _work(opening.result(), settings, stop)
        else:
            opening.cancel()
            await asyncio.gather(opening, return_exceptions=True)
    log.info("stopped")
    return 0


async def _work(bot: Running, settings: Settings, stop: asyncio.Event) -> None:
    secret = settings.webhook_secret.get_secret_value()
    hook = Webhook(bot.intake, secret).handle if settings.webhook_url else None
    beats = Heartbeat(bot.beat, time.monotonic, EVERY)

    async def ready() -> bool:
        return not stop.is_set() and beats.age() < LATE and await bot.engine.answers()

    bot.figures.beat(beats.age)
    app = web.make_app(ready, bot.figures.registry, hook, HOOK)
    work = asyncio.create_task(bot.engine.work())
    taking: list[asyncio.Task[None]] = [asyncio.create_task(_token_refused(bot))]
    host, port = settings.host_port
    until = float("inf")
    try:
        async with AsyncExitStack() as doors:
            try:
                listening = await doors.enter_async_context(web.serve(app, host, port))
            except OSError:
                raise SettingError(sentence("listen", "names what cannot be listened on")) from None
            log.info(
                "running",
                mode="webhook" if settings.webhook_url else "polling",
                host=host,
                port=listening,
            )
            taking.append(asyncio.create_task(_take(bot, beats, polls=not settings.webhook_url)))
            try:
                await _until(stop, [work, *taking])
            finally:
                log.info("stopping")
                until = time.monotonic() + DRAIN
                await _cancel(*taking)
    finally:
        await _cancel(*taking)
        await _finish(bot, beats, work, max(0.0, min(DRAIN, until - time.monotonic())))


async def _token_refused(bot: Running) -> None:
    """End with an error as soon as Telegram refuses the token for anything that is sent."""
    await bot.refused.wait()
    raise TokenRefused


async def _take(bot: Running, beats: Heartbeat, polls: bool) -> None:
    """Take updates for ever; time comes in only after what was sent before it."""
    if not polls:
        await _brought(bot)
        bot.hears = True
        beats.start()
        await asyncio.Event().wait()
    lead = bot.lead
    while lead:
        await lead.known.wait()
        if not lead.ours.is_set():
            log.info("another process polls; this one stands by")
            beats.start()
            await lead.ours.wait()
            await asyncio.sleep(GRACE)
        if lead.ours.is_set():
            log.info("this process polls")
            await _while_leading(lead, _poll(bot, beats))
            bot.hears = False
    await _poll(bot, beats)


async def _brought(bot: Running) -> None:
    """Wait a while for what Telegram still holds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CATCH_UP):
            while await pending(bot.intake.bot):  # noqa: ASYNC110 - Telegram has to be asked
                await asyncio.sleep(0.1)


async def _poll(bot: Running, beats: Heartbeat) -> None:
    """Take what waits, let time come in, and take what comes."""
    while await bot.catching_up.once():
        pass
    bot.hears = True
    beats.start()
    await bot.polling.run()


async def _while_leading(lead: Lead, work: Coroutine[None, None, None]) -> None:
    """Do something until another may lead."""
    doing, lost = asyncio.create_task(work), asyncio.create_task(lead.lost.wait())
    try:
        await asyncio.wait({doing, lost}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            doing.result()
    finally:
        doing.cancel()
        lost.cancel()
        await asyncio.gather(doing, lost, return_exceptions=True)


async def _finish(bot: Running, beats: Heartbeat, work: asyncio.Task[None], patience: float) -> None:
    """Let what was taken come to its end, for a while; what is left stays in the database."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await beats.stop()
            await bot.engine.finish()
    await bot.engine.stop(LAST)
    await _cancel(work)


async def _until(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    waiter = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([waiter, *tasks], return_when=asyncio.FIRST_COMPLETED)
    waiter.cancel()
    for task in done - {waiter}:
        error = task.exception()
        if error:
            raise error
