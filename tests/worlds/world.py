"""A fast world: the real conversation and delivery on the store in memory, and a phone for each person."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, cast

from telegram import Bot

from bot import wiring
from bot.adapters.memory import MemoryStore
from bot.adapters.telegram.inbound import read
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.words import FluentWords
from bot.domain.people import Doc, Person
from bot.domain.say import Line, Picture
from bot.services.flow.conversation import Conversation
from bot.services.flow.delivery import Delivery
from bot.services.flow.static import Static
from bot.services.ports import Chance, Facts, Store
from tests.worlds.phones import BriefSender, Bubble, Lines, Phone

MONDAY = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
USERNAME = "evenkeel_bot"

T = TypeVar("T")
D = TypeVar("D", bound=Doc)
Raw = Mapping[str, object]


class Trouble(AssertionError):
    """The bot stumbled: what would be a line of the log is a failure here."""


@dataclass
class Clock:
    """A clock that stands until it is turned."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


class AtOnce(Pace):
    """No pace: what a shared pace delays is measured apart."""

    def __init__(self) -> None:
        super().__init__(lambda: 0.0, asyncio.sleep)

    async def turn(self, chat: int, counts: bool = True) -> float:
        return 0.0


class KnownWords(FluentWords):
    """The real texts; what was put into words once is remembered."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[object, str] = {}

    def _format(self, line: Line, language: str, zone: str) -> str:
        name = (line.key, language, zone, tuple(sorted(line.values.items())))
        if name not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[name] = super()._format(line, language, zone)
        return self._known[name]


class Sketches:
    """Draws nothing: different data gives different bytes, the same data the same."""

    async def draw(self, picture: Picture, language: str) -> bytes:
        whole = "\x1f".join((picture.template, picture.data, language))
        return b"\x89PNG" + sha256(whole.encode()).digest()

    async def print(self, picture: Picture, language: str) -> bytes:
        whole = "\x1f".join((picture.template, picture.data, language))
        return b"%PDF" + sha256(whole.encode()).digest()


@cache
def words() -> KnownWords:
    """Return the texts, read once."""
    return KnownWords()


@cache
def facts() -> Facts:
    """Return what is the same for everybody, read once."""
    return wiring.load_facts(USERNAME)


_runner: list[asyncio.Runner] = []


def run(doing: Coroutine[Any, Any, T]) -> T:
    """Run something to its end, on one loop for all tests of this folder."""
    if not _runner:
        _runner.append(asyncio.Runner())
    return _runner[0].run(doing)


@dataclass
class Chances:
    """A seeded stream for each chat, which can be forked."""

    seed: str
    streams: dict[int, wiring.Seeded] = field(default_factory=dict)

    def __call__(self, chat: int) -> Chance:
        return self.streams.setdefault(chat, wiring.Seeded(self.seed, chat))

    def fork(self) -> Chances:
        return Chances(self.seed, {chat: copy.copy(stream) for chat, stream in self.streams.items()})


class World:
    """The bot and the people who use it, at one instant after another."""

    def __init__(
        self,
        phones: dict[int, Phone],
        clock: Clock,
        chances: Chances,
        store: Store | None = None,
        sends: type[TelegramSender] = BriefSender,
    ) -> None:
        self.phones, self.clock, self.chances = phones, clock, chances
        self.troubles: list[tuple[str, str]] = []
        self.store = store or MemoryStore(clock, lambda: 0.0)
        lines = cast(Bot, Lines(phones, clock))
        self.sends, sender = sends, sends(lines, AtOnce())
        self.talk = Conversation(self.store, chances, words(), facts(), read, clock, self._trouble)
        self.delivery = Delivery(self.store, sender, words(), Sketches(), clock, self._trouble)
        static = Static(words(), facts().countries)
        self.intake = Intake(lines, self.store, sender, static, clock=clock)
        self.watch: Callable[[datetime], Awaitable[None]] | None = None

    def _trouble(self, what: str, kind: str) -> None:
        self.troubles.append((what, kind))

    @property
    def memory(self) -> MemoryStore:
        """The store, where it is the one in memory: a test's own way to look."""
        assert isinstance(self.store, MemoryStore)
        return self.store

    def docs(self, kind: type[D], owner: str) -> list[D]:
        """Return somebody's rows."""
        return cast("list[D]", list(self.memory.docs.get(kind, {}).get(owner, {}).values()))

    def people(self) -> list[str]:
        """Return who has a row."""
        return list(self.memory.docs.get(Person, {}))

    def fork(self) -> World:
        """Return a copy that goes its own way."""
        clock, old = Clock(self.clock.now), self.memory
        store = MemoryStore(clock, lambda: 0.0)
        store.docs = {k: {o: dict(rows) for o, rows in shelf.items()} for k, shelf in old.docs.items()}
        store.located, store.shredded = dict(old.located), set(old.shredded)
        for name, queue in old.queues.items():
            new = store.queues[name]
            new.rows, new.aside, new.named = dict(queue.rows), dict(queue.aside), dict(queue.named)
            new.lanes = {lane: dict(rows) for lane, rows in queue.lanes.items()}
            new.received, new._last = dict(queue.received), queue._last
        phones = {chat: phone.fork() for chat, phone in self.phones.items()}
        return World(phones, clock, self.chances.fork(), store, self.sends)

    # ------------------------------------------------------------------ time

    async def settle(self) -> None:
        """Work until nothing more can be done at this instant."""
        while True:
            done = await self.talk.drain()
            done += 0 if done else await self.talk.beat()
            done += await self.delivery.drain()
            if self.troubles:
                raise Trouble(f"{self.clock.now:%a %d %H:%M:%S}: {self.troubles}")
            if not done:
                return

    async def until(self, instant: datetime) -> None:
        """Turn the clock, stopping at everything that comes due on the way."""
        while (due := await self.store.next_due()) is not None and due <= instant:
            if due > self.clock.now:
                if self.watch:
                    await self.watch(due)
                self.clock.now = due
            await self.settle()
        self.clock.now = max(instant, self.clock.now)

    async def passes(self, **span: float) -> None:
        """Let some time pass."""
        await self.until(self.clock.now + timedelta(**span))

    # ------------------------------------------------------------------ what people do

    async def feed(self, raw: Raw) -> None:
        """Let one raw update in, through intake as in reality, and settle."""
        await self.intake.take(raw)
        await self.intake.close()
        await self.settle()

    def _who(self, phone: Phone) -> dict[str, object]:
        who = {"id": phone.chat, "is_bot": False, "first_name": phone.name}
        return {**who, "language_code": phone.language}

    def _update(self, phone: Phone, what: str, content: Mapping[str, object]) -> Raw:
        phone.updates += 1
        return {"update_id": phone.chat * 1_000_000 + phone.updates, what: content}

    def _message(self, phone: Phone, number: int, more: dict[str, object]) -> dict[str, object]:
        chat = {"id": phone.chat, "type": "private", "first_name": phone.name}
        return {"message_id": number, "date": int(self.clock.now.timestamp()), "chat": chat, **more}

    def wrote(self, phone: Phone, **content: object) -> Raw:
        """Return the update of a new message, which is on the phone from now on."""
        number = phone.number()
        phone.typed.append(number)
        phone.bubbles[number] = Bubble(str(content.get("text", "…")), self.clock.now, mine=True)
        whole = self._message(phone, number, {"from": self._who(phone), **content})
        return self._update(phone, "message", whole)

    def edited(self, phone: Phone, number: int, text: str) -> Raw:
        """Return the update of an edit of something typed before."""
        if number in phone.bubbles:
            phone.bubbles[number] = Bubble(text, phone.bubbles[number].sent, mine=True)
        more = {"from": self._who(phone), "text": text, "edit_date": int(self.clock.now.timestamp())}
        return self._update(phone, "edited_message", self._message(phone, number, more))

    def in_a_group(self, phone: Phone) -> Raw:
        """Return the update of something written in a group."""
        chat = {"id": -phone.chat, "type": "group", "title": "a group"}
        number = self.phones[-phone.chat].number()
        whole = {**self._message(phone, number, {"from": self._who(phone), "text": "/today"}), "chat": chat}
        return self._update(phone, "message", whole)

    def tapped(self, phone: Phone, message: int, data: str) -> Raw:
        """Return the update of a tap."""
        bubble = phone.bubbles.get(message)
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        shown: dict[str, object] = {"photo": photo} if bubble and bubble.media else {"text": "…"}
        query = {
            "id": f"{phone.chat}-{phone.updates + 1}",
            "from": self._who(phone),
            "chat_instance": "1",
            "data": data,
            "message": self._message(phone, message, shown),
        }
        return self._update(phone, "callback_query", query)

    def turned(self, phone: Phone, away: bool) -> Raw:
        """Return the update of blocking the bot, or letting it back in."""
        phone.blocked = away
        bot = {"id": 1, "is_bot": True, "first_name": "Evenkeel"}
        old, new = ("member", "kicked") if away else ("kicked", "member")
        until = {"until_date": 0}
        content: dict[str, object] = {
            "chat": {"id": phone.chat, "type": "private", "first_name": phone.name},
            "from": self._who(phone),
            "date": int(self.clock.now.timestamp()),
            "old_chat_member": {"user": bot, "status": old, **(until if old == "kicked" else {})},
            "new_chat_member": {"user": bot, "status": new, **(until if new == "kicked" else {})},
        }
        return self._update(phone, "my_chat_member", content)
