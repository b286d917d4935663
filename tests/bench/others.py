"""The usual ways to answer taps: the library's Application with the ORM, and neither of the two."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import aiohttp
import asyncpg
from sqlalchemy import BigInteger, ForeignKey, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler

from tests.town import TOKEN

Stop = Callable[[], Awaitable[None]]
START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


class Model(DeclarativeBase):
    """The tables of the usual way."""


class Someone(Model):
    """A person."""

    __tablename__ = "someone"
    chat: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str]
    language: Mapped[str]
    taps: Mapped[int]


class Screen(Model):
    """What is on a person's screen."""

    __tablename__ = "screen"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int] = mapped_column(ForeignKey("someone.chat"), index=True)
    text: Mapped[str]


class Tapped(Model):
    """A tap that was answered."""

    __tablename__ = "tapped"
    id: Mapped[int] = mapped_column(primary_key=True)
    update: Mapped[int] = mapped_column(BigInteger, unique=True)
    chat: Mapped[int] = mapped_column(ForeignKey("someone.chat"), index=True)
    data: Mapped[str]


def keyboard(data: str) -> InlineKeyboardMarkup:
    """Return one button."""
    return InlineKeyboardMarkup([[InlineKeyboardButton("Go on", callback_data=data)]])


def orm(url: str) -> AsyncEngine:
    """Return SQLAlchemy's engine for a database; SQLite syncs each commit, as ours does."""
    if not url.startswith("sqlite"):
        return create_async_engine(
            url.replace("postgresql://", "postgresql+asyncpg://"), pool_size=16, max_overflow=16
        )
    made = create_async_engine(url.replace("sqlite://", "sqlite+aiosqlite://"), connect_args={"timeout": 30})

    @event.listens_for(made.sync_engine, "connect")
    def opened(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    return made


def application(telegram: str, url: str) -> Callable[[], Awaitable[Stop]]:
    """Return how to start python-telegram-bot's Application, polling, with sessions of the ORM."""

    async def start() -> Stop:
        engine = orm(url)
        async with engine.begin() as link:
            await link.run_sync(Model.metadata.create_all)
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        app = Application.builder().token(TOKEN).base_url(f"{telegram}/bot").concurrent_updates(True).build()

        async def opens(update: Update, context: Any) -> None:
            assert update.effective_chat
            await _opened(sessions, update.effective_chat.id, context.bot)

        async def tap(update: Update, context: Any) -> None:
            await _tapped(sessions, update)

        app.add_handler(CommandHandler("practice", opens))
        app.add_handler(CallbackQueryHandler(tap))
        await app.initialize()
        assert app.updater
        await app.updater.start_polling()
        await app.start()

        async def stop() -> None:
            assert app.updater
            await app.updater.stop()
            await app.stop()
            await app.shutdown()
            await engine.dispose()

        return stop

    return start


async def _opened(sessions: async_sessionmaker[AsyncSession], chat: int, bot: Any) -> None:
    async with sessions() as session, session.begin():
        if await session.get(Someone, chat) is None:
            session.add(Someone(chat=chat, name="P", language="en", taps=0))
            await session.flush()
            session.add(Screen(chat=chat, text="Screen 0"))
    await bot.send_message(chat, "Screen 0", reply_markup=keyboard("more.0"))


async def _tapped(sessions: async_sessionmaker[AsyncSession], update: Update) -> None:
    query = update.callback_query
    assert query and query.message and query.data
    await query.answer()
    async with sessions() as session, session.begin():
        someone = await session.get(Someone, query.from_user.id)
        screen = (await session.scalars(select(Screen).where(Screen.chat == query.from_user.id))).one()
        assert someone
        someone.taps += 1
        screen.text = text = f"Screen {someone.taps} of {someone.name}"
        session.add(Tapped(update=update.update_id, chat=someone.chat, data=query.data))
        taps = someone.taps
    await query.edit_message_text(text, reply_markup=keyboard(f"more.{taps}"))


MAKE = (
    "CREATE TABLE IF NOT EXISTS someone (chat BIGINT PRIMARY KEY, taps INTEGER)",
    "CREATE TABLE IF NOT EXISTS tapped (number BIGINT PRIMARY KEY, chat BIGINT, data TEXT)",
)
PERSON = "INSERT INTO someone VALUES ($1, 0) ON CONFLICT DO NOTHING"
TAP = "INSERT INTO tapped VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
COUNT = "UPDATE someone SET taps = taps + 1 WHERE chat = $1 RETURNING taps"


class Raw:
    """A bot without a library: its own loop over getUpdates, its own SQL."""

    def __init__(self, telegram: str, url: str) -> None:
        self._telegram, self._url = telegram, url
        self._session: aiohttp.ClientSession
        self._pool: Any = None
        self._lite: sqlite3.Connection | None = None
        self._offset = 0

    async def open(self) -> None:
        """Open the database and the way to Telegram."""
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=128))
        if self._url.startswith("sqlite"):
            self._lite = sqlite3.connect(self._url.removeprefix("sqlite:///"), isolation_level=None)
            self._lite.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        else:
            self._pool = await asyncpg.create_pool(self._url, min_size=16, max_size=16)
        for each in MAKE:
            if self._lite:
                self._lite.execute(each)
            else:
                await self._pool.execute(each)

    async def close(self) -> None:
        """Let go."""
        await self._session.close()
        if self._lite:
            self._lite.close()
        else:
            await self._pool.close()

    async def call(self, method: str, **body: Any) -> Any:
        """Call a method."""
        async with self._session.post(f"{self._telegram}/bot{TOKEN}/{method}", json=body) as answer:
            return json.loads(await answer.read())["result"]

    async def store(self, updates: list[Any]) -> list[int]:
        """Store taps, and return how often each person has tapped: on SQLite a batch in one commit."""
        taps = [(each["update_id"], each["callback_query"]["from"]["id"]) for each in updates]
        if self._lite:
            self._lite.execute("BEGIN IMMEDIATE")
            counted = []
            for number, chat in taps:
                self._lite.execute(TAP.replace("$", "?"), (number, chat, "more"))
                counted += self._lite.execute(COUNT.replace("$", "?"), (chat,)).fetchall()
            self._lite.execute("COMMIT")
            return [row[0] for row in counted]
        return [
            await self._pool.fetchval(
                f"WITH t AS ({TAP}) UPDATE someone SET taps = taps + 1 WHERE chat = $2 RETURNING taps",
                number,
                chat,
                "more",
            )
            for number, chat in taps
        ]

    async def handle(self, updates: list[Any]) -> None:
        """Answer taps."""
        counted = await self.store(updates)
        calls = []
        for each, taps in zip(updates, counted, strict=True):
            query = each["callback_query"]
            markup = {"inline_keyboard": [[{"text": "Go on", "callback_data": f"more.{taps}"}]]}
            place = {"chat_id": query["from"]["id"], "message_id": query["message"]["message_id"]}
            calls.append(self.call("answerCallbackQuery", callback_query_id=query["id"]))
            text = f"Screen {taps} of P"
            calls.append(self.call("editMessageText", text=text, reply_markup=markup, **place))
        await asyncio.gather(*calls)

    async def opened(self, chat: int) -> None:
        """Show the first screen."""
        if self._lite:
            self._lite.execute(PERSON.replace("$", "?"), (chat,))
        else:
            await self._pool.execute(PERSON, chat)
        markup = {"inline_keyboard": [[{"text": "Go on", "callback_data": "more.0"}]]}
        await self.call("sendMessage", chat_id=chat, text="Screen 0", reply_markup=markup)

    async def run(self) -> None:
        """Take updates for ever; what one batch needs does not hold up the next."""
        async with asyncio.TaskGroup() as group:
            while True:
                batch = await self.call("getUpdates", offset=self._offset, timeout=20)
                self._offset = batch[-1]["update_id"] + 1 if batch else self._offset
                taps = [each for each in batch if "callback_query" in each]
                for each in batch:
                    if "message" in each:
                        group.create_task(self.opened(each["message"]["chat"]["id"]))
                if self._lite and taps:
                    group.create_task(self.handle(taps))
                elif taps:
                    for each in taps:
                        group.create_task(self.handle([each]))


def raw(telegram: str, url: str) -> Callable[[], Awaitable[Stop]]:
    """Return how to start a bot without any library."""

    async def start() -> Stop:
        bot = Raw(telegram, url)
        await bot.open()
        task = asyncio.create_task(bot.run())

        async def stop() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await bot.close()

        return stop

    return start
