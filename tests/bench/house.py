"""The bot in this process, as wired as ever, on a database with people who live in it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot import wiring
from bot.adapters.database.store import DatabaseStore
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.transport import connect
from bot.engine import Engine
from bot.services.flow.static import Static
from bot.services.ports import Fate, Outcome, QueueName, Screen, Sender
from tests.bench.ground import START, Base
from tests.bench.shelves import Shelves
from tests.freely import freely
from tests.town import RENDERER, TOKEN, WORDS

_evenings = count(1)  # over all measures: databases are used by several
NOWHERE = "http://127.0.0.1:9"


class Unpaced(Pace):
    """Everybody's turn is now: to see how fast the rest is."""

    async def turn(self, chat: int, counts: bool = True) -> float:
        """Return at once."""
        return 0.0


class Silent:
    """A Telegram that takes everything in no time, and counts it."""

    def __init__(self) -> None:
        self.sent = 0

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Take a message."""
        self.sent += 1
        return Outcome(Fate.SENT, self.sent)

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        """Take an edit."""
        self.sent += 1
        return Outcome(Fate.SENT, message)

    async def delete(self, chat: int, messages: Sequence[int]) -> Outcome:
        """Take messages away."""
        return Outcome(Fate.SENT)

    async def leave(self, chat: int) -> Outcome:
        """Leave."""
        return Outcome(Fate.SENT)


class House:
    """The bot on a database."""

    def __init__(self, base: Base, store: DatabaseStore, shelves: Shelves, engine: Engine) -> None:
        self.base, self.store, self.shelves, self.engine = base, store, shelves, engine
        self.now = START
        self.intake: Intake
        self.updates = 0
        self.troubles: list[tuple[str, str]] = []

    def note(self, what: str, kind: str) -> None:
        """Note that something went wrong: then no figure is worth anything."""
        self.troubles.append((what, kind))

    async def knocks_due(self, chats: Sequence[int]) -> None:
        """Turn the clock to the next evening, at which these people's knocks come due (one a day is all)."""
        self.now = START + timedelta(days=next(_evenings))
        await self.shelves.due_again(chats, self.now)

    async def waits(self, queue: QueueName) -> int:
        """Return how many rows of a queue are due."""
        return await self.store.waiting(queue, self.now)

    def numbered(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Return an update with the next id."""
        self.updates += 1
        return raw | {"update_id": self.updates}

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Have the bot handle and send, beside, while the block lasts."""
        work = asyncio.create_task(self.engine.work())
        try:
            yield
            # a row that is leased when the work is cut off would hold its lane up for a minute
            async with asyncio.timeout(30):
                while await self.waits(QueueName.INBOX) + await self.waits(QueueName.OUTBOX):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)


@asynccontextmanager
async def house(
    base: Base,
    chats: Sequence[int] = (),
    *,
    url: str = NOWHERE,
    sender: Sender | None = None,
    pace: Pace | None = None,
    watch: Callable[[str, Fate], None] = lambda kind, fate: None,
    steady: Callable[[], float] | None = None,
    clock: Callable[[], datetime] | None = None,
    knock: bool = False,
) -> AsyncIterator[House]:
    """Open the bot, with these people in it."""
    async with AsyncExitStack() as stack:
        known: list[House] = []
        now = clock or (lambda: known[0].now if known else START)
        store = await base.open(now, steady)
        stack.push_async_callback(store.close)
        shelves = Shelves(base.url, base.keys_url, store.lane, START)
        await shelves.open()
        stack.push_async_callback(shelves.close)
        await shelves.people(chats, knock)
        bot = connect(TOKEN, url)
        stack.push_async_callback(bot.request.shutdown)
        pace = pace or Unpaced(time.monotonic, asyncio.sleep)
        sender = sender or TelegramSender(bot, pace, watch)
        facts = wiring.load_facts("evenkeel_bot")
        made = wiring.engine(store, sender, RENDERER, facts, now, words=WORDS)
        here = House(base, store, shelves, made)
        made.conversation.trouble = made.delivery.trouble = here.note
        known.append(here)
        static = Static(WORDS, facts.countries)
        here.intake = Intake(bot, store, sender, static, clock=now, on_stored=made.wake, quotas=freely())
        stack.push_async_callback(here.intake.close)
        yield here
        assert not here.troubles, here.troubles[:3]
