"""A couple's weekend, from Friday's knock to the two pages on Sunday, that goes on however often one dies."""

from __future__ import annotations

import asyncio
import copy
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot import wiring
from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import DatabaseStore, open_store
from bot.adapters.memory import MemoryStore
from bot.domain.checkin import Entry
from bot.domain.page import Copy
from bot.domain.people import Person, telegram_locator
from bot.services.delivery import Delivery
from tests.faults.breaking import Breaker, BreakingStore, Killed, Phones, Shown, tapped, typed
from tests.town import MASTER, RENDERER, WORDS, Resident, town

FACTS = wiring.load_facts("evenkeel_bot")
KNOCK, PAGES, WORDS_OF = "Open", "Two pages", "what {} wrote on Friday"
RATINGS = {"Ann": 7, "Ben": 6}


@dataclass
class Friday:
    """Everything as it stands on Friday evening, to be begun from again and again."""

    now: datetime
    chats: dict[str, int]
    phones: dict[int, dict[int, Shown]]
    memory: MemoryStore | None = None
    folder: Path | None = None


async def until_friday(folder: Path | None) -> Friday:
    """Live through a couple's first days, with a rating each evening."""
    async with town(folder) as here:
        ann, ben = await here.couple()
        for _ in range(3):
            await here.passes(days=1)
            for who in (ann, ben):
                await who.rates(5)
        await here.passes(hours=23, minutes=55)
        memory = here.store if isinstance(here.store, MemoryStore) else None
        people = {"Ann": ann, "Ben": ben}
        chats = {name: who.person.id for name, who in people.items()}
        return Friday(
            here.clock.now(), chats, {w.person.id: _seen(w) for w in people.values()}, memory, folder
        )


def _seen(who: Resident) -> dict[int, Shown]:
    return {
        bubble.id: Shown(
            bubble.words,
            tuple(
                tuple((label, data or "") for label, data in zip(labels, row, strict=True))
                for labels, row in zip(bubble.buttons, bubble.data, strict=True)
            ),
        )
        for bubble in who.person.phone
        if not bubble.mine
    }


@dataclass
class Found:
    """What the checker counted."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    spare_knocks: int = 0
    unanswered: int = 0  # replies that a death swallowed: the next tap shows the current state


class Weekend:
    """Two people, a clock, and a bot that dies wherever it is told to.

    `at` says for each step, by its number, at which of its boundaries the bot dies; 0 lets it live.
    """

    def __init__(
        self, friday: Friday, folder: Path, at: Callable[[int], int], delivery: type[Delivery] = Delivery
    ) -> None:
        self._friday, self._folder, self._at, self._delivery = friday, folder, at, delivery
        self.now = friday.now
        self.steady = 0.0
        self.lives = 0
        self.steps: list[list[str]] = []
        self.deaths: list[str] = []
        self.found = Found()
        self.phones = Phones({chat: dict(seen) for chat, seen in friday.phones.items()})
        self._pending: list[tuple[int, int, dict[str, Any]]] = []
        self._numbers = iter(range(500_000, 10**9))
        self.store: MemoryStore | DatabaseStore
        self.engine: wiring.Engine

    async def begin(self) -> None:
        """Wake up on Friday."""
        if self._friday.folder:
            shutil.copytree(self._friday.folder, self._folder)
        await self._live()

    async def _live(self) -> None:
        self.lives += 1
        if self._friday.memory is not None:
            if self.lives == 1:
                self.store = MemoryStore(lambda: self.now, lambda: self.steady)
                for name in ("docs", "located", "queues", "shredded"):
                    setattr(self.store, name, copy.deepcopy(getattr(self._friday.memory, name)))
            self.steady += 61  # outlasts the leases of whoever is dead
        else:
            if self.lives > 1:
                await self.store.close()
            self.store = await open_store(
                url=f"sqlite:///{self._folder}/evenkeel.db",
                keys_url=f"sqlite:///{self._folder}/keys.db",
                master=Keyring(MASTER),
                clock=lambda: self.now,
            )
        self.breaker = self.phones.breaker = Breaker()
        chances = wiring.seeded(f"weekend {self.lives}")
        store = BreakingStore(self.store, self.breaker)
        self.engine = wiring.engine(
            store, self.phones, RENDERER, FACTS, lambda: self.now, chances, WORDS
        )  # fmt: skip
        made = self.engine.delivery
        self.engine.delivery = self._delivery(
            made.store, made.sender, made.words, made.renderer, made.clock, made.trouble, time.monotonic,
            made.together,
        )  # fmt: skip

    async def settle(self) -> None:
        """Let everything come to rest, in one life or more."""
        while True:
            try:
                while self._pending:
                    number, chat, raw = self._pending[0]
                    await self.engine.store.receive(number, chat, self.now, {"update": raw, "answered": None})
                    self._pending.pop(0)  # only now it is acknowledged
                await self.engine.settle()
                if not self.breaker.dead:
                    return
            except Killed:
                pass
            await asyncio.gather(*self.engine._sending, *self.engine.handling.going, return_exceptions=True)
            self.deaths.append(self.breaker.trail[-1])
            trail = self.breaker.trail
            await self._live()
            self.breaker.trail += trail  # the step goes on; its boundary is behind it

    async def step(self, act: Callable[[], None]) -> None:
        """Do one thing, and die on the way if so told."""
        self.breaker.at, self.breaker.trail = self._at(len(self.steps)), []
        act()
        await self.settle()
        self.steps.append(self.breaker.trail)
        self.breaker.at = 0

    async def until(self, instant: datetime) -> None:
        """Turn the clock, stopping at whatever is due, each a step."""
        while (due := await self.store.next_due()) is not None and due <= instant:
            self.now = max(self.now, due)
            await self.step(lambda: None)
        self.now = instant
        await self.settle()

    # ------------------------------------------------------------------ people

    def shows(self, name: str, words: str) -> bool:
        """Whether a chat shows these words."""
        return any(words in each.text for each in self.phones.chats[self._friday.chats[name]].values())

    def _button(self, name: str, label: str) -> tuple[int, str] | None:
        chat = self.phones.chats[self._friday.chats[name]]
        for message in sorted(chat, reverse=True):
            for text, data in (button for row in chat[message].rows for button in row):
                if text.startswith(label):
                    return message, data
        return None

    async def writes(self, name: str, text: str) -> None:
        """Type words."""
        chat, number = self._friday.chats[name], next(self._numbers)
        self.phones.chats[chat][number] = Shown("(their own)", ())
        await self.step(
            lambda: self._pending.append((number, chat, typed(chat, text, number) | {"update_id": number}))
        )

    async def taps(self, name: str, label: str, way: str = "/today") -> bool:
        """Tap a button; where a death swallowed it, ask again first, as people do."""
        if self._button(name, label) is None:
            self.found.unanswered += 1
            await self.writes(name, way)
        button = self._button(name, label)
        if button is None:
            return False
        chat, number = self._friday.chats[name], next(self._numbers)
        raw = tapped(chat, *button) | {"update_id": number}
        await self.step(lambda: self._pending.append((number, chat, raw)))
        return True

    async def asks(self, name: str, command: str, words: str) -> None:
        """Ask for a new screen; where a death swallowed it, once more."""
        await self.writes(name, command)
        if not self.shows(name, words):
            self.found.unanswered += 1
            await self.writes(name, command)
        if not self.shows(name, words):
            self.found.lost.append(f"{name}'s answer to {command}")

    def expect_knock(self, name: str, when: str) -> None:
        """Note whether a knock arrived."""
        if self._button(name, KNOCK) is None:
            self.found.lost.append(f"{name}'s knock of {when}")

    # ------------------------------------------------------------------ the weekend

    async def play(self) -> Found:
        """Live from Friday's knock to Sunday's pages, and count."""
        await self.begin()
        await self.until(self.now + timedelta(minutes=10))
        for name, value in RATINGS.items():
            self.expect_knock(name, "Friday")
            await self.taps(name, KNOCK)
            await self.taps(name, str(value))
            await self.writes(name, WORDS_OF.format(name))
            await self.asks(name, "/notes", WORDS_OF.format(name))
            await self.asks(name, "/practice", "What would you like")
        await self.until(self.now + timedelta(hours=14, minutes=10))
        for name in RATINGS:
            self.expect_knock(name, "Saturday")
            await self.taps(name, KNOCK, "/week")
            await self.taps(name, "Share", "/week")
        await self.until(self.now + timedelta(hours=30))
        for name in RATINGS:
            self.expect_knock(name, "Sunday")
            await self.taps(name, KNOCK)
            if not self.shows(name, PAGES):  # a death swallowed it: it waits under the week
                self.found.unanswered += 1
                await self.writes(name, "/week")
                await self.taps(name, "Week of", "/week")
            await self._count(name)
        self._count_sent()
        await self.store.close()
        return self.found

    async def _count(self, name: str) -> None:
        chat = self._friday.chats[name]
        async with self.store.begin() as tx:
            who = await tx.locate(Person, telegram_locator(chat))
            assert who is not None
            entries = [each for each in await tx.of(who[0]).all(Entry) if each.at > self._friday.now]
            copies = await tx.of(who[0]).all(Copy)
        shown = [each.text for each in self.phones.chats[chat].values()]
        for what, times in (
            ("rating", sum(each.value == RATINGS[name] for each in entries)),
            ("words", sum(each.words == WORDS_OF.format(name) for each in entries)),
            ("page", len(copies)),
            ("pages on the phone", sum(PAGES in text for text in shown)),
        ):
            if times != 1:
                (self.found.doubled if times else self.found.lost).append(f"{name}'s {what}")

    def _count_sent(self) -> None:
        """Look through everything that was ever sent as a new message."""
        seen: set[tuple[int, object]] = set()
        for chat, shown in self.phones.sent:
            again = (chat, shown.rows) in seen
            if any(words in shown.text for words in (PAGES, "<blockquote>", WORDS_OF.format(""))):
                self.found.doubled.append("content as a message of its own")
            elif again and any(label == KNOCK for row in shown.rows for label, _ in row):
                self.found.spare_knocks += 1
            elif again and shown.rows:  # each screen has buttons of its own: the very same one came twice
                self.found.doubled.append(shown.text)
            seen.add((chat, shown.rows))
