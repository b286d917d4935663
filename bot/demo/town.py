"""The real bot over real HTTP, a local Telegram and a clock to turn, all in one process."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import fcntl
import os
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bot import wiring
from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import open_store
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.transport import connect
from bot.adapters.words import FluentWords
from bot.engine import Engine
from bot.services.flow.static import Static
from bot.services.ports import Store
from bot.simulator import Clock, LocalTelegram

TOKEN = "123456789:" + "E" * 35  # opens nothing but the local Telegram
MASTER = base64.b64encode(sha256(b"the people of this story are invented").digest()).decode()
DATABASE = "demo.db"


class Town:
    """The bot and its Telegram, at one instant until the clock is turned."""

    def __init__(self, telegram: LocalTelegram, store: Store, engine: Engine) -> None:
        self.telegram, self.store, self.engine = telegram, store, engine
        self.clock = telegram.clock
        self.troubles: list[str] = []
        engine.conversation.trouble = engine.delivery.trouble = self._trouble

    def _trouble(self, what: str, kind: str) -> None:
        self.troubles.append(f"{what} ({kind})")

    async def settle(self) -> None:
        """Wait until Telegram and the bot have nothing left to do at this instant."""
        while True:
            await self.telegram.quiet()
            await self.engine.settle()
            if not self.telegram.pending(TOKEN):
                return

    async def next_stop(self, until: datetime) -> bool:
        """Turn the clock to the next thing that comes due, or else to `until`; false once it is there."""
        due = await self.store.next_due()
        stops = due is not None and due <= until
        to = due if due is not None and stops else until
        if to > self.clock.now():
            self.clock.turn(to)
        await self.settle()
        return stops

    async def live(self, stop: asyncio.Event) -> None:
        """Let bot and clock go on by themselves, a second each second, until told to stop."""
        before = time.monotonic()
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 0.2)
            now = time.monotonic()
            self.clock.turn_by(timedelta(seconds=now - before))
            before = now
            await self.engine.settle()


def fresh(folder: Path) -> Path:
    """Return where the database goes, with that of an earlier story removed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DATABASE
    lock = os.open(path.with_name(path.name + ".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        # What another demonstration still serves from is not pulled away from under it; opening refuses then.
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for name in (path.name, f"{path.stem}-keys{path.suffix}"):
            for tail in ("", "-wal", "-shm", "-journal"):
                (folder / f"{name}{tail}").unlink(missing_ok=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)
    return path


@asynccontextmanager
async def opened(folder: Path, start: datetime, port: int = 0) -> AsyncIterator[Town]:
    """Open the town in a folder; close everything at the end."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(LocalTelegram(Clock(start), port=port))
        clock = telegram.clock.now
        bot = connect(TOKEN, telegram.url)
        await bot.initialize()
        stack.push_async_callback(bot.shutdown)
        store = await open_store(
            url=f"sqlite:///{fresh(folder)}", master=Keyring(MASTER), clock=clock, migrate=True
        )
        stack.push_async_callback(store.close)
        words = FluentWords()
        # The local Telegram takes everything at once, and a story has no time to wait in.
        sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep, rate=1000, interval=0.0))
        facts = wiring.load_facts(bot.username)
        engine = wiring.engine(store, sender, TypstRenderer(), facts, clock, wiring.seeded("demo"), words)
        intake = Intake(
            bot, store, sender, Static(words, facts.countries), clock=clock, on_stored=engine.wake
        )
        stack.push_async_callback(intake.close)
        polling = asyncio.create_task(Polling(bot, intake).run())
        stack.push_async_callback(ended, polling)
        yield Town(telegram, store, engine)


async def ended(task: asyncio.Task[None]) -> None:
    """End a task that would go on for ever."""
    while not task.done():  # in Python 3.11 a wait that is over at that very moment swallows a cancel
        task.cancel()
        await asyncio.wait([task], timeout=0.2)
