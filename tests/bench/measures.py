"""What is measured: each time the same work, done by the bot and done in another usual way."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
from telegram import Bot, CallbackQuery, Chat, Message, Update, User
from telegram.ext import Application, CallbackQueryHandler, JobQueue

from bot import wiring
from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import DatabaseStore, open_store
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.transport import connect
from bot.domain.cards import Card
from bot.domain.people import Person, telegram_locator
from tests.faults.breaking import tapped, typed
from tests.faults.process import ROOT, free_port
from tests.town import MASTER, RENDERER, TOKEN, WORDS

SENDS, NOTES, TAPS, KNOCKS, AT_ONCE = 600, 400, 150, 1000, 32
START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


@dataclass
class Pair:
    """Two ways to do the same; each returns how much of it was done in a second."""

    what: str
    compared_with: str
    ours: Callable[[], Awaitable[float]]
    theirs: Callable[[], Awaitable[float]]


@asynccontextmanager
async def telegram(people: int) -> AsyncIterator[tuple[str, list[int]]]:
    """Give the address of a local Telegram in a process of its own, and people who pressed Start there."""
    port = free_port()
    command = (sys.executable, "-m", "bot.simulator", "--port", str(port), "--at", START.isoformat())
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    url = f"http://127.0.0.1:{port}"
    try:
        assert process.stdout
        await process.stdout.readline()
        bot = connect(TOKEN, url)
        await bot.initialize()
        chats = []
        async with aiohttp.ClientSession() as session:
            for number in range(people):
                async with session.post(f"{url}/lab/people", json={"name": f"P{number}"}) as made:
                    chats.append((await made.json())["id"])
                async with session.post(f"{url}/lab/people/{chats[-1]}/starts", json={}) as done:
                    assert done.status == 200
        await bot.shutdown()
        yield url, chats
    finally:
        process.kill()
        await process.wait()


class House:
    """The bot in this process, on SQLite, with people who may be knocked."""

    store: DatabaseStore
    engine: wiring.Engine

    def __init__(self, chats: list[int]) -> None:
        self.chats = chats
        self.now = START
        self.numbers = count(1)

    async def moves_in(self) -> None:
        """Have everybody live here."""
        for chat in self.chats:
            owner = f"p{chat:015d}"
            async with self.store.begin() as tx:
                someone = Person(
                    id=owner, owner=owner, at=START, chat=chat, name="P", consent_at=START, started=START,
                    zone="Europe/London", knock_minute=20 * 60,
                )  # fmt: skip
                await tx.of(owner).put(someone)

    async def receives(self, chat: int, raw: dict[str, Any]) -> None:
        """Take an update in."""
        number = next(self.numbers)
        payload = {"update": raw | {"update_id": number}, "answered": None}
        await self.store.receive(number, chat, self.now, payload)


@asynccontextmanager
async def house(folder: Path, url: str, chats: list[int]) -> AsyncIterator[House]:
    """Open the bot on a database of its own."""
    here, bot = House(chats), connect(TOKEN, url)
    here.store = await open_store(
        url=f"sqlite:///{folder}/data.db",
        keys_url=f"sqlite:///{folder}/keys.db",
        master=Keyring(MASTER),
        clock=lambda: here.now,
        migrate=True,
    )
    sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep, rate=1000, interval=0.0))
    facts = wiring.load_facts("evenkeel_bot")
    here.engine = wiring.engine(here.store, sender, RENDERER, facts, lambda: here.now, words=WORDS)
    await here.moves_in()
    try:
        yield here
    finally:
        await bot.request.shutdown()
        await here.store.close()


async def rate(amount: int, work: Awaitable[object]) -> float:
    """Return how much is done in a second."""
    began = time.perf_counter()
    await work
    return amount / (time.perf_counter() - began)


async def sends(bot: Bot, chats: list[int]) -> float:
    """Send messages, so many at once."""
    waiting = iter(range(SENDS))

    async def one_after_another() -> None:
        for number in waiting:
            await bot.send_message(chats[number % len(chats)], f"Your moment for today. {number}")

    workers = [one_after_another() for _ in range(AT_ONCE)]
    async with bot:
        await bot.send_message(chats[0], "to open the first connection")
        return await rate(SENDS, asyncio.gather(*workers))


async def notes_ours(here: House) -> float:
    """Keep notes: each update stored, handled and committed, its answer queued."""
    for number in range(NOTES):
        chat = here.chats[number % AT_ONCE]
        await here.receives(chat, typed(chat, f"a note that somebody wrote, number {number}", number + 1))
    done = await rate(NOTES, here.engine.drain())
    while rows := await here.engine.delivery.claim(1000):  # answers are not what is measured here
        for row in rows:
            async with here.store.begin() as tx:
                await tx.finish(row)
    return done


async def notes_by_hand(folder: Path) -> float:
    """Do what a note needs on the bare driver: read a person and their cards, write five rows, commit."""
    path = folder / "by-hand.db"
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    for name in ("person", "card", "entry", "inbox", "outbox"):
        base.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, owner TEXT, sealed BLOB)")
        base.execute(f"CREATE INDEX {name}_owner ON {name} (owner)")

    async def work() -> None:
        for number in range(NOTES):
            owner = f"p{number % AT_ONCE}"
            base.execute("BEGIN IMMEDIATE")
            for name in ("person", "card", "entry"):
                base.execute(f"SELECT sealed FROM {name} WHERE owner = ? LIMIT 5", (owner,)).fetchall()
            for name in ("entry", "card", "outbox", "inbox", "person"):
                base.execute(f"INSERT INTO {name} (owner, sealed) VALUES (?, ?)", (owner, b"x" * 300))
            base.execute("COMMIT")

    try:
        return await rate(NOTES, work())
    finally:
        base.close()


async def taps_ours(here: House) -> float:
    """Tap, one tap after another: stored, handled, committed, and the message edited over HTTP."""
    chat = here.chats[-1]
    await here.receives(chat, typed(chat, "/practice", 1))
    await here.engine.settle()
    found = None
    async with here.store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(chat))
    assert found

    async def work() -> None:
        for number in range(TAPS):
            async with here.store.begin() as tx:
                card = next(c for c in await tx.of(found[0]).all(Card) if c.message and not c.keyboard)
            assert card.message
            action = "more" if number % 2 == 0 else "practice"
            await here.receives(chat, tapped(chat, card.message, f"{action}.{card.ref}"))
            await here.engine.settle()

    return await rate(TAPS, work())


async def taps_library(url: str, chat: int) -> float:
    """Let the library's own Application edit a message at each tap, keeping nothing."""
    made = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()

    async def edit(update: Update, context: Any) -> None:
        assert update.callback_query and isinstance(update.callback_query.message, Message)
        await update.callback_query.message.edit_text(f"{update.callback_query.data}, and more words")

    made.add_handler(CallbackQueryHandler(edit))
    async with made:
        shown = await made.bot.send_message(chat, "a message")
        who = User(chat, "P", False)

        async def work() -> None:
            for number in range(TAPS):
                message = Message(shown.message_id, START, Chat(chat, "private"))
                message.set_bot(made.bot)
                query = CallbackQuery(str(number), who, "1", data=f"screen {number}", message=message)
                query.set_bot(made.bot)
                await made.process_update(Update(number + 1, callback_query=query))

        return await rate(TAPS, work())


async def knocks_ours(here: House) -> float:
    """Knock for everybody in the same minute: due rows claimed, planned anew, sent, recorded."""
    here.now = datetime.combine(here.now.date() + timedelta(days=1), START.timetz())
    for chat in here.chats:
        owner = f"p{chat:015d}"
        async with here.store.begin() as tx:
            for card in await tx.of(owner).all(Card):
                await tx.of(owner).drop(Card, card.id)
            await tx.of(owner).unplan("remind", "day")
            await tx.of(owner).unplan("expire", "day")
            await tx.of(owner).plan("knock", "day", here.now)
    return await rate(len(here.chats), here.engine.settle())


async def knocks_library(url: str, chats: list[int]) -> float:
    """Let the library's JobQueue knock, a job for each person, with no limit on how late one may be."""
    made: Any = Application.builder().token(TOKEN).base_url(f"{url}/bot").job_queue(JobQueue()).build()
    left, done = len(chats), asyncio.Event()

    async def knock(context: Any) -> None:
        nonlocal left
        await context.bot.send_message(context.job.data, "Your moment for today.")
        left -= 1
        if not left:
            done.set()

    async with made:
        assert made.job_queue
        for chat in chats:
            late = {"misfire_grace_time": None}
            made.job_queue.run_once(knock, timedelta(seconds=0), data=chat, job_kwargs=late)
        await made.job_queue.start()
        try:
            return await rate(len(chats), done.wait())
        finally:
            await made.job_queue.stop()


async def pairs(folder: Path) -> AsyncIterator[Pair]:
    """Give every pair, with what it needs around it."""
    async with telegram(KNOCKS) as (url, chats), house(folder, url, chats) as here:
        yield Pair(
            f"messages sent, {AT_ONCE} at once",
            "the library's own transport",
            lambda: sends(connect(TOKEN, url), chats),
            lambda: sends(Bot(TOKEN, base_url=f"{url}/bot"), chats),
        )
        yield Pair(
            "notes kept on SQLite, from the stored update to the queued answer",
            "the same reads and writes by hand, unsealed, in one commit",
            lambda: notes_ours(here),
            lambda: notes_by_hand(folder),
        )
        yield Pair(
            "taps, one after another, to the edited message",
            "the library's Application, which keeps nothing",
            lambda: taps_ours(here),
            lambda: taps_library(url, chats[-1]),
        )
        yield Pair(
            f"knocks of {KNOCKS:,} people due in the same minute",
            "the library's JobQueue, a job for each, which keeps nothing",
            lambda: knocks_ours(here),
            lambda: knocks_library(url, chats),
        )
