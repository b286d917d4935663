"""A town without a network: the same bot, the same strict Telegram, by function calls instead of sockets.

Its pace and its leases go by a steady clock of its own, which the turned clock drags along and which a
jump of the clock on the wall leaves alone. Nothing waits: what would have to wait for long comes again.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot import wiring
from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import open_store
from bot.adapters.memory import MemoryStore
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.transport import AiohttpRequest
from bot.demo.direct import Direct
from bot.domain.cards import Card
from bot.domain.people import Doc, Person, telegram_locator
from bot.domain.say import Picture
from bot.services.flow.static import Static
from bot.services.ports import QueueName, Store
from bot.simulator import Clock, Kind, LocalTelegram
from bot.simulator.api import Prepared
from bot.simulator.faults import DESCRIPTIONS, Fault
from bot.simulator.phone import Bubble
from bot.simulator.pictures import DOT
from bot.simulator.queue import Update
from bot.simulator.refusal import Refused, too_many
from bot.simulator.server import GATEWAY
from tests.freely import freely
from tests.town import MASTER, START, TOKEN, Town
from tests.worlds.world import Sketches, words

Raw = Mapping[str, Any]
Carry = Callable[["Street", list[Update]], Any]

A_MOMENT = 0.2  # seconds
HUNG = (Kind.HANG_BEFORE, Kind.HANG_AFTER)
LOST = (Kind.HANG_AFTER, Kind.DROP_AFTER)


class Wire(Direct):
    """How the bot reaches the local Telegram here: at once, with every fault that can meet a request."""

    def __init__(self, telegram: LocalTelegram) -> None:
        super().__init__(telegram)
        self._api = telegram._api

    parse_json_payload = staticmethod(AiohttpRequest.parse_json_payload)  # the product's own

    async def _passes(self, token: str, name: str, raw: dict[str, Any]) -> tuple[int, bytes]:
        try:
            call = self._api.prepare(self._telegram.world.bot(token), name, raw)
            fault = self._telegram.faults.strike(call.method, call.chat_id)
            if fault:
                return await self._struck(call, fault)
            return 200, _answer({"ok": True, "result": await self._api.perform(call)})
        except Refused as refusal:
            return refusal.code, _answer(refusal.reply())

    async def _struck(self, call: Prepared, fault: Fault) -> tuple[int, bytes]:
        kind = fault.kind
        if kind in LOST:
            await self._api.perform(call, fault)
        else:
            refusal = too_many(fault.retry_after) if kind is Kind.TOO_MANY else None
            if kind in DESCRIPTIONS:
                refusal = Refused(int(kind), fault.description or DESCRIPTIONS[kind])
            self._api.write(call.bot, call.method, dict(call.arguments.values), error=refusal, fault=fault)
            if refusal:
                raise refusal
        if kind is Kind.BAD_GATEWAY:
            return 502, GATEWAY.encode()
        raise TimedOut if kind in HUNG else NetworkError("aiohttp.ServerDisconnectedError")


def _answer(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


class Dots(Sketches):
    """Draws next to nothing, in a way that passes for a picture."""

    async def draw(self, picture: Picture, language: str) -> bytes:
        """Return a point and a mark of what it stands for."""
        return DOT + await super().draw(picture, language)


@dataclass
class Steady:
    """A clock that never jumps."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let a turn at the pace come; whoever waits longer than a moment is told to come again."""
        self.now += seconds


class Street(Town):
    """The bot, its Telegram and its people; `carry` brings the updates in."""

    steady: Steady
    intakes: list[Intake]
    carry: Carry
    patience: timedelta = timedelta(0)
    """How long people look at their phones before they do the next thing, if something is still to come."""

    @property
    def letters(self) -> Any:
        """What Telegram keeps for the bot."""
        return self.telegram.world.bot(TOKEN).queue

    def turn(self, to: datetime) -> None:
        """Let time pass at once; both clocks go on."""
        self.steady.now += max(0.0, (to - self.clock.now()).total_seconds())
        self.clock.turn(to)

    def jump(self, span: timedelta) -> None:
        """Set the clock on the wall to another time; nothing has passed."""
        self.clock.turn_by(span, backwards=True)

    async def settle(self) -> None:
        """Bring in what waits, and work until nothing more can be done now, or as long as patience lasts."""
        until = self.clock.now() + self.patience
        await self._settle()
        while self.patience and (next_one := await self.soonest()) is not None and next_one <= until:
            self.turn(max(next_one, self.clock.now()))
            await self._settle()

    async def _settle(self) -> None:
        while True:
            batch = self.letters.waiting()
            if batch:
                await self.carry(self, batch)
                for update in batch:
                    self.letters.forget(update)
            await self.engine.settle()
            for intake in self.intakes:
                await intake.close()
            if not self.letters.waiting():
                return

    async def until(self, instant: datetime) -> None:
        """Turn the clock, stopping at everything that comes due or may be tried again on the way."""
        while (next_one := await self.soonest()) is not None and next_one <= instant:
            if next_one > self.clock.now():
                self.turn(next_one)
            await self.settle()
        if instant > self.clock.now():
            self.turn(instant)
        await self.settle()

    async def soonest(self) -> datetime | None:
        """Return the next instant at which there is anything to do."""
        due = await self.store.next_due()
        if isinstance(self.store, MemoryStore):
            ready = [
                each.ready
                for name in (QueueName.INBOX, QueueName.OUTBOX)
                for each in self.store.queues[name].heads()
            ]
            return min([*ready, *([due] if due else [])], default=None)
        later = self.clock.now() + timedelta(seconds=1)
        for name in (QueueName.INBOX, QueueName.OUTBOX):
            if await self.store.waiting(name, later + timedelta(days=1)):
                return min(later, due) if due else later
        return due

    async def state(self, numbered: bool = True) -> dict[str, Any]:
        """Return what is kept of everybody, what their phones show and, if `numbered`, what they ever showed.

        Otherwise every message's number is left out, so that one that came and went makes no difference.
        """
        found: dict[str, Any] = {}
        for chat, person in sorted(self.telegram.people.items()):
            kept = await self.documents(chat)
            found[f"phone of {chat}"] = [_seen(bubble)[not numbered :] for bubble in person.phone]
            found[f"documents of {chat}"] = kept if numbered else [_unnumbered(doc) for doc in kept]
            if numbered:
                found[f"history of {chat}"] = [(*_seen(bubble), bubble.deleted) for bubble in person.history]
        return found

    async def documents(self, chat: int) -> list[Doc]:
        """Return every document of a person."""
        async with self.store.begin() as tx:
            located = await tx.locate(Person, telegram_locator(chat))
            if located is None:
                return []
            mine = tx.of(located[0])
            return [doc for kind in kinds() for doc in await mine.all(kind)]


def _seen(bubble: Bubble) -> tuple[Any, ...]:
    return bubble.id, bubble.words, bubble.data, bubble.mine


def _unnumbered(doc: Doc) -> Doc:
    if isinstance(doc, Card):
        turn = "" if doc.turn.isdigit() else doc.turn
        message = None if doc.message is None else 0
        return replace(doc, message=message, typed=(0,) * len(doc.typed), turn=turn)
    if isinstance(doc, Person):
        return replace(doc, uncleared=(0,) * len(doc.uncleared))
    return doc


def kinds() -> list[type[Doc]]:
    """Return every kind of document."""
    return sorted((each for each in Doc.__subclasses__()), key=lambda kind: kind.__name__)


async def in_order(street: Street, batch: Sequence[Update]) -> None:
    """Bring each update in once, in the order in which they came."""
    for update in batch:
        await street.intakes[0].take(update.as_json())


async def _store(
    telegram: LocalTelegram, steady: Steady, folder: Path | None, databases: tuple[str, str]
) -> Store:
    if not folder and not databases[0]:
        return MemoryStore(telegram.clock.now, steady)
    return await open_store(
        url=databases[0] or f"sqlite:///{folder}/evenkeel.db",
        keys_url=databases[1] or f"sqlite:///{folder}/keys.db",
        master=Keyring(MASTER),
        clock=telegram.clock.now,
        steady=steady,
        migrate=True,
    )


@asynccontextmanager
async def street(
    *,
    start: datetime = START,
    folder: Path | None = None,
    databases: tuple[str, str] = ("", ""),
    intakes: int = 1,
    rate: float = 1000,
    interval: float = 0.0,
    patience: float = A_MOMENT,
    seed: str = "street",
    carry: Carry = in_order,
) -> AsyncIterator[Street]:
    """Open a street: in memory, on SQLite in a folder, or on two databases (data, keys)."""
    telegram = LocalTelegram(clock=Clock(start))
    telegram.pace_on_turned_clock = True
    steady = Steady()
    bot = Bot(TOKEN, request=Wire(telegram), get_updates_request=Wire(telegram))
    await bot.initialize()
    store = await _store(telegram, steady, folder, databases)
    sender = TelegramSender(bot, Pace(steady, steady.sleep, rate=rate, interval=interval, patience=patience))
    facts = wiring.load_facts(bot.username)
    engine = wiring.engine(store, sender, Dots(), facts, telegram.clock.now, wiring.seeded(seed), words())
    engine.delivery.steady = steady
    here = Street(telegram, store, engine, bot.username)

    def trouble(what: str, kind: str) -> None:
        here.troubles.append((what, kind))

    engine.conversation.trouble = engine.delivery.trouble = trouble
    here.steady, here.carry = steady, carry
    here.intakes = [
        Intake(
            bot, store, sender, Static(words(), facts.countries), clock=telegram.clock.now, quotas=freely()
        )
        for _ in range(intakes)
    ]
    try:
        yield here
    finally:
        for intake in here.intakes:
            await intake.close()
        close = getattr(store, "close", None)
        if close:
            await close()
