"""One life of the bot in this process: opened whole on its database, ended at any moment."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from contextvars import Context, ContextVar, copy_context
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import structlog
from pydantic import SecretStr

from bot import opening
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.demo.town import MASTER, TOKEN
from bot.opening import Running
from bot.services.ports import Chance
from bot.settings import Settings

log = structlog.get_logger("demo")

T = TypeVar("T")
Tasks = set["asyncio.Task[Any]"]

PATIENCE = 1.0  # the longest a poller waits after trouble: whoever puts it right is looking on
_owned: ContextVar[Tasks | None] = ContextVar("life", default=None)


class Ended(Exception):
    """The life in which this was done is over."""


def watch_tasks() -> None:
    """From here on each task of this loop belongs to the life in which it was begun."""

    def begun(loop: asyncio.AbstractEventLoop, doing: Any, **more: Any) -> Any:
        task: asyncio.Task[Any] = asyncio.Task(doing, loop=loop, **more)
        owned = _owned.get()
        if owned is not None:
            owned.add(task)
            task.add_done_callback(owned.discard)
        return task

    asyncio.get_running_loop().set_task_factory(begun)


def settings(url: str, folder: Path) -> Settings:
    """Return settings for a bot of one's own, whatever the environment says."""
    return Settings.model_construct(
        bot_token=SecretStr(TOKEN),
        telegram_api=url,
        data_dir=folder,
        database_url=SecretStr(f"sqlite:///{folder / 'evenkeel.db'}"),
        keys_url=SecretStr(f"sqlite:///{folder / 'keys.db'}"),
        master_key=SecretStr(MASTER),
    )


class Life:
    """The bot at work. Everything it begins ends with it, in the middle of whatever that is."""

    def __init__(self, running: Running, doors: AsyncExitStack, context: Context, owned: Tasks) -> None:
        self.running, self._doors = running, doors
        self._context, self._owned = context, owned
        self.over = asyncio.Event()
        self._hand = asyncio.Lock()
        running.hears = True

    @classmethod
    async def begin(
        cls,
        url: str,
        folder: Path,
        clock: Callable[[], datetime],
        steady: Callable[[], float],
        chances: Callable[[int], Chance],
    ) -> Life:
        """Open the bot on what is in the folder, and let it work."""
        owned: Tasks = set()
        context = copy_context()
        context.run(_owned.set, owned)
        doors = AsyncExitStack()
        # The local Telegram takes everything at once, and nobody looks on to wait for a pace.
        pace = Pace(steady, asyncio.sleep, rate=1000, interval=0.0)
        entering = context.run(
            asyncio.create_task,
            doors.enter_async_context(opening.opened(settings(url, folder), clock, chances, pace)),
        )
        life = cls(await entering, doors, context, owned)
        life._start(life._works())
        life._start(Polling(life.running.intake.bot, life.running.intake, sleep=_not_long).run())
        return life

    async def _works(self) -> None:
        """Handle, do and send whatever there is, as soon as there is something."""
        engine = self.running.engine
        while True:
            engine.came.clear()
            try:
                await self.settle()
            except Exception as error:
                log.warning("work failed", error=type(error).__name__)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await engine.came.wait()

    async def settle(self) -> None:
        """Work until nothing more can be done at this instant, one such round at a time."""
        async with self._hand:
            await self.running.engine.settle()

    def _start(self, doing: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        return self._context.run(asyncio.create_task, doing)

    async def does(self, doing: Coroutine[Any, Any, T], patience: float | None = None) -> T:
        """Do something as the bot does it.

        Whoever waits may stop waiting; it goes on all the same. Raises Ended where the bot's life ends in the
        middle, and TimeoutError after `patience` seconds.
        """
        if self.over.is_set():
            doing.close()
            raise Ended
        task = self._start(doing)
        await asyncio.wait([task], timeout=patience)
        if not task.done():
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            raise TimeoutError
        if task.cancelled():
            raise Ended
        return task.result()

    async def end(self) -> None:
        """End it here and now: nothing is finished, nothing is handed back, nobody is told."""
        if self.over.is_set():
            return
        self.over.set()
        while going := [task for task in self._owned if not task.done()]:
            for task in going:
                task.cancel()
            await asyncio.wait(going, timeout=1)
        await self._doors.aclose()


async def _not_long(seconds: float) -> None:
    await asyncio.sleep(min(seconds, PATIENCE))


__all__ = ["Ended", "Life", "settings", "watch_tasks"]
