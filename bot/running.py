"""The running bot: its signals heard, its work finished before it stops."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import datetime

import aiohttp
import structlog

from bot.adapters import logs, web
from bot.adapters.database.together import Lead
from bot.adapters.heartbeat import Heartbeat
from bot.adapters.telegram.fates import TokenRefused
from bot.adapters.telegram.profile import Unreachable, pending
from bot.adapters.telegram.webhook import Webhook
from bot.opening import HOOK, LAST, Running, cancel, opened
from bot.settings import SettingError, Settings, sentence
from bot.wiring import Clock, clock

DRAIN = 20.0
EVERY = 1.0  # seconds between beats
LATE = 15.0  # seconds after which a beat is late
GRACE = 1.0  # seconds that a new poller leaves the old one to notice that it is one no longer
CATCH_UP = 10.0  # seconds in which Telegram may bring what it still holds, before time comes in

log = structlog.get_logger("evenkeel")

__all__ = ["Unreachable", "run"]


async def run(settings: Settings, follow: str = "") -> int:
    """Run until SIGTERM or SIGINT; then stop taking, finish what was taken, and close."""
    logs.configure(level=logging.getLevelNamesMapping()[settings.log_level.upper()])
    logs.catch_all()
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
                await cancel(*taking)
    finally:
        await cancel(*taking)
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

    async def rest() -> None:
        await beats.stop()
        await bot.engine.finish()

    # It is told to stop before it is cut off: a claim that is cut off would be nobody's until its lease ends.
    finishing = asyncio.create_task(rest())
    await asyncio.wait({finishing}, timeout=patience)
    await bot.engine.stop(LAST)
    await cancel(finishing, work)


async def _until(stop: asyncio.Event, tasks: list[asyncio.Task[None]]) -> None:
    waiter = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([waiter, *tasks], return_when=asyncio.FIRST_COMPLETED)
    waiter.cancel()
    for task in done - {waiter}:
        error = task.exception()
        if error:
            raise error
