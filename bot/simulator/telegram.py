"""The whole local Telegram: start it, give its address to a bot, and be everybody else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

from aiohttp import web

from bot.simulator.api import Api
from bot.simulator.clock import Clock
from bot.simulator.desk import Desk, OwnDesk
from bot.simulator.faults import Faults
from bot.simulator.journal import Call
from bot.simulator.lab import Lab
from bot.simulator.news import News
from bot.simulator.pace import Pace
from bot.simulator.people import Group, Person
from bot.simulator.refusal import Refused
from bot.simulator.server import LARGEST_REQUEST, Server
from bot.simulator.site import page_routes
from bot.simulator.webhook import SCHEDULE, Carrier
from bot.simulator.world import Bot, Chat, World

GOODBYE = 1.0  # seconds in which those who listen are let go


class LocalTelegram:
    """`async with LocalTelegram() as telegram:` serves until the block ends; `url` is where bots find it.

    The bot under test is the first one: the one made with `bot(token)`, or the first that calls.
    """

    def __init__(
        self, clock: Clock | None = None, host: str = "127.0.0.1", port: int = 0, *, seed: int = 0
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(self.clock, seed)
        self.faults = Faults(seed)
        self.webhook_schedule: Sequence[float] = SCHEDULE
        self.pace_on_turned_clock = False
        self._host, self._port = host, port
        self._api = Api(self.world, self.faults, Pace(self._pace_time))
        self._server = Server(self._api)
        self._runner: web.AppRunner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._carriers: dict[int, asyncio.Task[None]] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.news = News()
        self.desk: Desk = OwnDesk(self)
        """What the page shows beside its phones; whoever hosts this Telegram may set another."""
        self.world.when_bot_appears(self._carry)
        self.world.watch(lambda chat: self.news.tell(chat=chat.id, version=chat.version))
        self.clock.when_turned(lambda: self.news.tell(now=self.clock.now().isoformat()))

    # Serving

    async def start(self) -> None:
        """Begins to serve, or goes on after a stop: at the same address, with everything still there."""
        self._server.closing = asyncio.Event()
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.add_routes([*self._server.routes(), *Lab(self).routes(), *page_routes()])
        app.add_routes([web.route("*", "/{anything:.*}", self._server.nowhere)])
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.01, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._loop = asyncio.get_running_loop()
        for bot in self.world.all_bots():
            self._carry(bot)

    async def stop(self) -> None:
        self._server.closing.set()
        await self.news.end(GOODBYE)
        for carrier in self._carriers.values():
            carrier.cancel()
        await asyncio.gather(*self._carriers.values(), return_exceptions=True)
        self._carriers, self._loop = {}, None
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> LocalTelegram:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _carry(self, bot: Bot) -> None:
        if self._loop and id(bot) not in self._carriers:
            carrier = Carrier(self.world, bot, self.faults, self._reply, lambda: self.webhook_schedule)
            self._carriers[id(bot)] = self._loop.create_task(carrier.run())

    async def _reply(self, bot: Bot, call: dict[str, Any]) -> None:
        """A call given as the answer of a webhook. Telegram tells nobody how it ended."""
        try:
            prepared = self._api.prepare(bot, call.pop("method"), call)
            await self._api.perform(prepared)
        except Refused:
            return

    async def call(self, token: str, method: str, raw: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a call that comes from this process, without a network and its faults."""
        try:
            call = self._api.prepare(self.world.bot(token), method, raw)
            return {"ok": True, "result": await self._api.perform(call)}
        except Refused as refusal:
            return refusal.reply()

    def _pace_time(self) -> float:
        return self.clock.now().timestamp() if self.pace_on_turned_clock else time.monotonic()

    @property
    def closing(self) -> asyncio.Event:
        return self._server.closing

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self._port}"

    # Who is there

    def bot(self, token: str, *, username: str | None = None, name: str | None = None) -> Bot:
        """The bot with this token, with a name of its own if one is given."""
        bot = self.world.bot(token)
        bot.username = username or bot.username
        bot.first_name = name or bot.first_name
        return bot

    def person(
        self,
        name: str,
        language: str | None = "en",
        *,
        username: str | None = None,
        last_name: str | None = None,
        bot: Bot | None = None,
    ) -> Person:
        """A new person, holding their phone open at the bot under test."""
        account = self.world.newcomer(name, language, username, last_name)
        bot = bot or self.world.first_bot()
        person = Person(self.world, account, bot, self.world.private_chat(bot, account))
        self.people[person.id] = person
        self.news.tell(people=True)
        return person

    def group(self, title: str, members: list[Person], *, with_bot: bool = True) -> Group:
        chat = self.world.new_group(title, [member.account for member in members])
        group = self.groups[chat.id] = Group(self.world, members[0].bot, chat)
        if with_bot:
            group.adds_bot()
        self.news.tell(people=True)
        return group

    def begin_again(self, at: datetime) -> None:
        """Everybody's phone is as new, no bot has heard of anybody, and the clock shows this moment."""
        self.clock.turn(at, backwards=True)
        self.groups.clear()
        self.world.forget_everything()
        self.news.tell(people=True)

    @property
    def chats(self) -> list[Chat]:
        return self.world.chats_of(self.world.first_bot())

    # What happens

    def desk_changed(self) -> None:
        """Tells every page that the desk is to be looked at again."""
        self.news.tell(desk=True)

    @property
    def calls(self) -> list[Call]:
        return self._api.calls

    def calls_of(self, method: str, chat: Person | Group | None = None) -> list[Call]:
        return [
            call for call in self.calls if call.method == method and (not chat or call.chat_id == chat.id)
        ]

    @property
    def enforce_pace(self) -> bool:
        return self._api.enforce_pace

    @enforce_pace.setter
    def enforce_pace(self, on: bool) -> None:
        self._api.enforce_pace = on

    def inject(self, token: str, raw_update: dict[str, Any]) -> int:
        """Puts an update in as it is, and tells its id."""
        return self.world.bot(token).queue.inject(raw_update).id

    def pending(self, token: str | None = None) -> int:
        """Updates not yet acknowledged: the offset has not moved past them, no webhook said 200."""
        bot = self.world.bot(token) if token else self.world.first_bot()
        return len(bot.queue.waiting())

    def polled(self, token: str | None = None) -> bool:
        """Whether a getUpdates is waiting just now."""
        bot = self.world.bot(token) if token else self.world.first_bot()
        return bot in self._api.polling

    async def quiet(self, seconds: float = 30) -> None:
        """Waits until every update is acknowledged, and gives up after so many real seconds."""
        try:
            async with asyncio.timeout(seconds):
                while busy := [bot for bot in self.world.all_bots() if bot.queue.waiting()]:
                    await busy[0].queue.changed()
        except TimeoutError:
            left = {bot.username: len(bot.queue.waiting()) for bot in self.world.all_bots()}
            raise AssertionError(f"updates are still waiting after {seconds} s: {left}") from None
