"""A stage: the whole bot on one loop and one clock, that dies wherever its schedule says and starts again."""

from __future__ import annotations

import asyncio
import copy
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from bot import wiring
from bot.domain.say import Picture
from bot.engine import Engine
from bot.services.flow.delivery import Delivery
from bot.services.ports import Chance, QueueName
from tests.faults.dying import Breaker, BreakingStore, Killed, Schedule
from tests.faults.grounds import AnyStore, Ground, break_keys
from tests.faults.handset import Bubble, Handset, Phones
from tests.town import START, WORDS, Resident, Town, shapes

FACTS = wiring.load_facts("evenkeel_bot")
WAYS = 4  # so often somebody asks anew for what a death swallowed


class Even:
    """A stream whose tokens are new in each life, and which always picks the same."""

    def __init__(self, stream: Chance) -> None:
        self.token, self.code, self.digits = stream.token, stream.code, stream.digits

    def random(self) -> float:
        """Return the same number."""
        return 0.4


class Drawn:
    """A picture that costs nothing."""

    async def draw(self, picture: Picture, language: str) -> bytes:
        """Return a PNG, more or less."""
        return b"PNG"

    async def print(self, picture: Picture, language: str) -> bytes:
        """Return a PDF, more or less."""
        return b"%PDF"


@dataclass(frozen=True)
class Planted:
    """Parts that are put in place of the bot's own: what the checker must find out."""

    delivery: type[Delivery] = Delivery
    store: type[BreakingStore] = BreakingStore
    stored_first: bool = True  # an update is acknowledged only once it is stored

    def __str__(self) -> str:
        """Return what is put in."""
        found = [
            each.__name__ for each in (self.delivery, self.store) if each not in (Delivery, BreakingStore)
        ]
        return "".join(found) or "AcknowledgesFirst"


SOUND = Planted()


@dataclass
class Kept:
    """A world as it stands between two acts, beside what its ground keeps."""

    name: str
    now: datetime
    people: dict[str, int]
    chats: dict[int, dict[int, Bubble]]
    keyboards: dict[int, list[str]]
    last: int
    updates: int
    notes: dict[str, Any]


@dataclass
class Told:
    """What people found amiss while it was played."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    swallowed: int = 0  # replies that a death swallowed: whoever waits for one asks again


def _told(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say nothing of tasks that died with their process."""
    if not isinstance(context.get("exception"), Killed):
        loop.default_exception_handler(context)


class Stage:
    """People, a clock, and a bot that dies and starts again."""

    def __init__(self, ground: Ground, schedule: Schedule | None = None, planted: Planted = SOUND) -> None:
        self.ground, self.schedule, self.planted = ground, schedule or Schedule(), planted
        self.now = START
        self.people: dict[str, Actor] = {}
        self.phones = Phones()
        self.told = Told()
        self.notes: dict[str, Any] = {}
        self.words: list[str] = []  # everything that anybody typed and that is theirs alone
        self._updates = 500_000
        self._pending: list[tuple[int, int, dict[str, Any]]] = []
        self._together = self._sweeps = False
        self._lives, self._from = 0, ""
        self.store: AnyStore
        self.engine: Engine
        self.breaking: BreakingStore

    # ------------------------------------------------------------------ worlds

    async def empty(self) -> None:
        """Begin with nobody."""
        self._live(await self.ground.empty(lambda: self.now))

    async def keep(self, name: str) -> Kept:
        """Keep everything as it is now."""
        await self.ground.keep(name, self.store)
        people = {name: who.person.id for name, who in self.people.items()}
        phones = self.phones
        return Kept(
            name, self.now, people, phones.chats, phones.keyboards, phones.last, self._updates, self.notes
        )

    async def begin(self, kept: Kept) -> None:
        """Begin from what was kept."""
        self.now, self._updates, self.notes = kept.now, kept.updates, dict(kept.notes)
        chats = {chat: dict(shown) for chat, shown in kept.chats.items()}
        self.phones = Phones(chats, copy.copy(kept.keyboards), last=kept.last)
        self._from = kept.name  # what chance gave out before, it must not give out again
        for name, chat in kept.people.items():
            self._person(name, chat)
        self._live(await self.ground.begin(kept.name, lambda: self.now))

    def someone(self, name: str) -> Actor:
        """Return a new person who has not pressed Start yet."""
        return self._person(name, 1001 + len(self.people))

    def _person(self, name: str, chat: int) -> Actor:
        self.people[name] = Actor(self, Handset(chat, name, self.phones, self._act))
        return self.people[name]

    def _act(self, chat: int, update: dict[str, Any]) -> None:
        self._updates += 1
        self._pending.append((self._updates, chat, update | {"update_id": self._updates}))

    # ------------------------------------------------------------------ lives

    def _live(self, store: AnyStore) -> None:
        asyncio.get_running_loop().set_exception_handler(_told)
        self._lives += 1
        self.store = store
        self.breaker = self.phones.breaker = Breaker(self.schedule)
        break_keys(store, self.breaker)
        self.breaking = self.planted.store(cast("Any", store), self.breaker)
        streams = wiring.seeded(f"{self._from} life {self._lives}")
        self.engine = wiring.engine(
            cast("Any", self.breaking),
            self.phones,
            Drawn(),
            FACTS,
            lambda: self.now,
            lambda chat: Even(streams(chat)),
            WORDS,
        )
        if self.planted.delivery is not Delivery:
            made = self.engine.delivery
            self.engine.delivery = self.planted.delivery(
                made.store,
                made.sender,
                made.words,
                made.renderer,
                made.clock,
                made.trouble,
                made.steady,
                made.together,
            )

    async def settle(self) -> None:
        """Let everything come to rest, in one life or more."""
        if self._together:
            return
        while True:
            before = asyncio.all_tasks()
            try:
                await self._work()
            except BaseException:
                if not self.breaker.dead:
                    raise
            if not self.breaker.dead:
                self.schedule.rests()
                return
            await self._bury(before)
            self._live(await self.ground.again(self.store, lambda: self.now))

    async def _work(self) -> None:
        while self._pending:
            number, chat, raw = self._pending[0]
            if not self.planted.stored_first:
                self._pending.pop(0)
            await self.breaking.receive(number, chat, self.now, {"update": raw, "answered": None})
            if self.planted.stored_first:
                self._pending.pop(0)  # only now it is acknowledged
        if self._sweeps:
            await self.breaking.sweep(self.now)
            self._sweeps = False
        await self.engine.settle()

    async def _bury(self, before: set[asyncio.Task[Any]]) -> None:
        """End every task of the dead process; its ports are dead, whatever they still try."""
        left = asyncio.all_tasks() - before
        if left and self.ground.patience:
            _, left = await asyncio.wait(left, timeout=self.ground.patience)
        for task in left:
            task.cancel()
        while (
            left := asyncio.all_tasks() - before
        ):  # the driver gives its connections back in tasks of its own
            await asyncio.wait(left)

    @asynccontextmanager
    async def together(self) -> AsyncGenerator[None]:
        """Let people act in the very same moment: nothing is handled before the block ends."""
        self._together = True
        try:
            yield
        finally:
            self._together = False
        await self.settle()

    # ------------------------------------------------------------------ time

    async def until(self, instant: datetime) -> None:
        """Turn the clock, stopping at everything that comes due on the way."""
        before = None
        while (due := await self.store.next_due()) is not None and due <= instant:
            if due == before:
                self.lost(f"what is due at {due}")
                break
            self.now, before = max(self.now, due), due
            await self.settle()
        self.now = instant
        await self.settle()

    async def passes(self, **span: float) -> None:
        """Let some time pass."""
        await self.until(self.now + timedelta(**span))

    def jumps(self, instant: datetime) -> None:
        """Turn the clock while the bot is not there."""
        self.now = instant

    # as in a town, of whose ways of moving in these are
    settled, couple = cast("Any", Town.settled), cast("Any", Town.couple)

    def sweeps(self) -> None:
        """Let old things be forgotten in what happens next, after updates were stored."""
        self._sweeps = True

    def stumbles(self, times: int) -> None:
        """Let so many of the next transactions meet a database that is away."""
        self.breaking.stumbles = times

    def lost(self, what: str) -> None:
        """Note that something never came."""
        self.told.lost.append(what)

    async def waits_nothing(self) -> bool:
        """Whether nothing is left to do at this instant."""
        return not sum([await self.store.waiting(queue, self.now) for queue in QueueName])


class Actor(Resident):
    """Somebody who asks again where a death swallowed the answer."""

    def __init__(self, stage: Stage, person: Handset) -> None:
        super().__init__(cast("Any", stage), cast("Any", person))
        self.stage, self.handset = stage, person
        self._way = "/today"

    async def says(self, text: str) -> None:
        """Type words, or a command."""
        if text.startswith("/"):
            self._way = text
        elif len(text) > 12:  # anything shorter is a name or a place
            self.stage.words.append(text)
        await super().says(text)

    async def taps(self, *labels: str) -> None:
        """Tap buttons; where one is missing, ask anew for the screen first, as people do."""
        for each in labels:
            for _ in range(WAYS):
                if not self.offers(each):
                    await self._to_the_page(each)
                if self.label(each) in self.handset.keyboard:
                    self._way = self.label(each)
                elif not self.offers(each):
                    self.stage.told.swallowed += 1
                    await super().says(self._way)
                    continue
                await super().taps(each)
                break
            else:
                self.stage.lost(f"{self.handset.name} cannot tap {each}")

    async def reads_knock(self) -> None:
        """Open the knock that must be there by now, and read past what both may know."""
        await self.has_knock()
        self._way = "/today"
        if self.offers("knock-open"):
            await super().taps("knock-open")
        await self.past_notices()

    async def sees(self, *wanted: str, way: str = "") -> None:
        """Look for words on the screen, and ask anew where they are missing; each stands there once."""
        for each in wanted:
            for _ in range(WAYS):
                if self.shows(each):
                    break
                self.stage.told.swallowed += 1
                for step in (way or self._way).split("|"):
                    await (super().says(step) if step.startswith("/") else self.taps(step))
            else:
                self.stage.lost(f"{self.handset.name} cannot see {each}")
                continue
            pattern = shapes().get(each)
            times = sum(bool(pattern.search(text)) if pattern else each in text for text in self.phone)
            if times > 1:
                self.stage.told.doubled.append(f"{self.handset.name} sees {each} {times} times")

    def sees_nothing_of(self, *words: str) -> None:
        """Look that nothing is left of what was taken away."""
        self.stage.told.lost += [
            f"{self.handset.name} still sees {each}"
            for each in words
            if any(each in text for text in self.phone)
        ]

    def holds_files_with(self, *words: str) -> None:
        """Look that both files are there, once, with these words in them; a tap alone made them come."""
        held = [bubble.file.decode() for bubble in self.handset.phone if bubble.file]
        if len(held) < 2 or not all(each in file for each in words for file in held):
            self.stage.lost(f"{self.handset.name} has {len(held)} files")
        elif len(held) > 2:
            self.stage.told.doubled.append(f"{self.handset.name} has {len(held)} files")

    def holds_no_file(self) -> None:
        """Look that no file is left."""
        if any(bubble.file for bubble in self.handset.phone):
            self.stage.lost(f"{self.handset.name} still has a file")

    async def has_knock(self) -> None:
        """Look for a knock."""
        if not self.offers("knock-open"):
            self.stage.lost(f"{self.handset.name}'s knock")

    def seen(self) -> Counter[str]:
        """Return everything that is to be seen."""
        return self.handset.seen()
