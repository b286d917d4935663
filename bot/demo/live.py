"""A town to be in: phones, a clock, and the real bot, which can be stopped dead and started again."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot import wiring
from bot.adapters.database import schema
from bot.adapters.database.store import DatabaseStore
from bot.demo.life import Ended, Life, watch_tasks
from bot.demo.town import TOKEN
from bot.services.ports import Chance, QueueName
from bot.simulator import Clock, LocalTelegram, Person

START = datetime(2026, 3, 2, 21, 5, tzinfo=UTC)  # a Monday evening in London
PEOPLE = ("Ana", "Jon", "Dr Low")
EMPTY = "empty"
SOON = timedelta(minutes=10)
LOOK = 0.2  # seconds between two looks at whether something has changed
PATIENCE = 10.0  # seconds until what the bot does at an instant is no longer waited for
STUCK = 60  # looks after which what cannot be sent is left for later

T = TypeVar("T")


class LiveTown:
    """The bot and its Telegram; whoever looks on may do anything at any time."""

    def __init__(self, telegram: LocalTelegram, folder: Path) -> None:
        self.telegram, self.folder = telegram, folder
        self.clock = telegram.clock
        self.life: Life | None = None
        self.lives = 0
        self.troubles: list[str] = []
        self.people = [telegram.person(name, language="en") for name in PEOPLE]
        self.alive = asyncio.Event()
        self.chances: Callable[[int], Chance] = lambda chat: wiring.Random()
        self._changing = asyncio.Lock()

    def person(self, name: str) -> Person:
        """Return one of the three."""
        return self.people[PEOPLE.index(name)]

    # ------------------------------------------------------------------ the bot

    async def wake(self) -> None:
        """Start the bot, unless it is at work."""
        async with self._changing:
            if self.life is None:
                self.life = await Life.begin(
                    self.telegram.url, self.folder, self.clock.now, time.monotonic, self.chances
                )
                self.lives += 1
                engine = self.life.running.engine
                engine.conversation.trouble = engine.delivery.trouble = self._trouble
                self.alive.set()

    def _trouble(self, what: str, kind: str) -> None:
        self.troubles.append(f"{what} ({kind})")

    async def stop_dead(self) -> None:
        """Throw the bot away in the middle of whatever it does."""
        async with self._changing:
            life, self.life = self.life, None
            self.alive.clear()
            if life is not None:
                await life.end()

    async def begin_again(self, start: datetime = START) -> None:
        """Forget everything: empty phones, an empty database, the clock at this instant."""
        await self.stop_dead()
        self.telegram.faults.clear()
        self.telegram.begin_again(start)
        self.troubles.clear()
        await self.open()

    async def open(self) -> None:
        """Start the bot on an empty database: a copy of one that was made once, since that takes a second."""
        new = self.folder.with_name(EMPTY)
        if not new.exists():
            new.mkdir(parents=True)
            await make_empty(new)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(new, self.folder)
        await self.wake()

    # ------------------------------------------------------------------ time

    async def settle(self) -> None:
        """Wait until nothing more is done at this instant; while the bot is stopped, for its return.

        What Telegram put off for some seconds comes again only once they have passed, so that then some do.
        """
        for _ in range(STUCK):
            await self.alive.wait()
            try:
                if await self._left() == 0:
                    return
            except Ended:
                continue
            await asyncio.sleep(LOOK)
            if not self.clock.runs and await self._posted():
                self.clock.turn_by(timedelta(seconds=1))

    async def _left(self) -> int:
        """Let the bot work; return how much still waits for Telegram or for the bot."""
        queue = self.telegram.bot(TOKEN).queue
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK):
                while queue.waiting():
                    await queue.changed()
        with contextlib.suppress(TimeoutError):
            await self._life().does(self._life().settle(), PATIENCE)
        return await self._posted() + len(queue.waiting())

    async def _posted(self) -> int:
        with contextlib.suppress(Ended):
            return await self.asked(lambda store: store.waiting(QueueName.OUTBOX, self.clock.now() + SOON))
        return 0

    def _life(self) -> Life:
        if self.life is None:
            raise Ended
        return self.life

    async def asked(self, what: Callable[[DatabaseStore], Coroutine[Any, Any, T]]) -> T:
        """Ask the records of the bot. Raises Ended while it is stopped."""
        life = self._life()
        return await life.does(what(life.running.store))

    async def next_stop(self, until: datetime) -> bool:
        """Turn the clock to the next thing that comes due, or else to `until`; false once it is there."""
        due: datetime | None = None
        with contextlib.suppress(Ended):
            due = await self.asked(lambda store: store.next_due())
        stops = due is not None and due <= until
        to = due if due is not None and stops else until
        if to > self.clock.now():
            self.clock.turn(to)
        if self.life is not None:
            await self.settle()
        return stops

    async def beat(self) -> None:
        """Let what has come due happen."""
        with contextlib.suppress(Ended, TimeoutError):
            await self._life().does(self._life().settle(), PATIENCE)


async def make_empty(folder: Path) -> None:
    """Make the databases of a bot that nobody has spoken to."""
    for name, line in (("keys.db", schema.KEYS), ("evenkeel.db", schema.DATA)):
        await schema.upgrade(f"sqlite:///{folder / name}", line)


async def _served(stack: AsyncExitStack, ports: Sequence[int], start: datetime) -> LocalTelegram:
    """Serve a local Telegram at the first of these ports that is free. Raises OSError if none is."""
    for port in ports[:-1]:
        with contextlib.suppress(OSError):
            return await stack.enter_async_context(LocalTelegram(Clock(start), port=port))
    return await stack.enter_async_context(LocalTelegram(Clock(start), port=ports[-1]))


@asynccontextmanager
async def lived(
    folder: Path, ports: Sequence[int] = (0,), start: datetime = START
) -> AsyncIterator[LiveTown]:
    """Return a town in a folder, its bot still to be opened; end everything at the end."""
    watch_tasks()
    async with AsyncExitStack() as stack:
        telegram = await _served(stack, ports, start)
        telegram.bot(TOKEN)
        town = LiveTown(telegram, folder / "live")
        stack.push_async_callback(town.stop_dead)
        yield town
