"""Lives whose updates come again and again, in disorder; and the same lives with each update coming once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.adapters.telegram.intake import Intake
from bot.domain.checkin import Entry, Kind
from bot.simulator.people import Person as Somebody
from bot.simulator.phone import Bubble
from bot.simulator.queue import Update
from tests.faults.street import Street, street
from tests.town import Resident

COMMANDS = (
    "/today", "/notes", "/week", "/practice", "/history", "/settings", "/break", "/calm", "/help", "/clear",
    "/rest", "/privacy", "/safety", "/nonsense",
)  # fmt: skip
KNOWN_FOR = timedelta(hours=72)
TAPS_KNOWN_FOR = timedelta(seconds=150)
COPIES = 5


@dataclass
class Post:
    """How updates arrive: mixed as Telegram may mix them and, if `again`, each up to five times.

    Telegram keeps the messages of a chat in order, and each person's taps, but not the ones with the others.
    What mixes them is drawn apart from what repeats them: the same seed mixes them alike without repeats.
    """

    seed: str
    again: bool
    figures: Counter[str] = field(default_factory=Counter)
    kept: list[Update] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.order, self.chance = Random(f"{self.seed} order"), Random(f"{self.seed} again")

    async def __call__(self, street: Street, batch: Sequence[Update]) -> None:
        now = street.clock.now()
        self.kept = [each for each in self.kept if now - each.at < _known_for(each)]
        for update in self.mixed(batch):
            await self.bring(street, update, self.chance.randint(1, COPIES) if self.again else 1)
            if self.again:
                self.kept.append(update)
                for _ in range(self.chance.choice((0, 0, 1))):
                    await self.bring(street, self.chance.choice(self.kept), 1, known=True)

    def _door(self, street: Street) -> Intake:
        return self.chance.choice(street.intakes) if self.again else street.intakes[0]

    async def bring(self, street: Street, update: Update, copies: int, known: bool = False) -> None:
        """Bring one update in, as often as told: to any process, to several at once."""
        self.figures["updates"] += copies
        self.figures["repeats"] += copies if known else copies - 1
        raw = update.as_json()
        if self.chance.random() < 0.5:
            await asyncio.gather(*(self._door(street).take(raw) for _ in range(copies)))
            return
        for _ in range(copies):
            await self._door(street).take(raw)

    def mixed(self, batch: Sequence[Update]) -> list[Update]:
        """Return a batch in an order that Telegram may give it."""
        lanes: dict[tuple[str, int], list[Update]] = {}
        for update in batch:
            lanes.setdefault(_lane(update), []).append(update)
        found = []
        while lanes:
            lane = self.order.choice(sorted(lanes))
            found.append(lanes[lane].pop(0))
            if not lanes[lane]:
                del lanes[lane]
        return found


def _known_for(update: Update) -> timedelta:
    return TAPS_KNOWN_FOR if update.kind == "callback_query" else KNOWN_FOR


def _lane(update: Update) -> tuple[str, int]:
    kind = "message" if update.kind == "edited_message" else update.kind
    return kind, int(update.body["from"]["id"])


@dataclass
class Life:
    """People who do whatever a seed says, looking at their own phones alone."""

    here: Street
    people: list[Resident]
    chance: Random
    wrote: dict[int, list[str]] = field(default_factory=dict)
    sent: dict[int, list[int]] = field(default_factory=dict)
    seen: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    acts: int = 0

    async def lives(self, acts: int) -> None:
        """Do so much, in bursts, and let hours and days go by between them."""
        while self.acts < acts:
            for _ in range(self.chance.randint(1, 6)):
                await self.act(self.chance.choice(self.people).person)
            await self.here.settle()
            if self.chance.random() < 0.5:
                await self.passes()

    async def passes(self) -> None:
        """Let time go by: seconds, minutes, hours, now and then more than a week without a word."""
        span = self.chance.choice((2, 30, 200, 4000, 4000, 30_000, 90_000))
        if self.chance.random() < 0.01:
            span = 8 * 86_400
        await self.here.passes(seconds=self.chance.randint(1, span))
        await self.here.store.sweep(self.here.clock.now())

    async def act(self, who: Somebody) -> None:
        """Do one thing."""
        self.acts += 1
        lot = self.chance.random()
        if who.chat.blocked:
            await who.starts()
        elif lot < 0.40:
            await self.taps(who)
        elif lot < 0.70:
            text = f"{who.name} wrote {self.acts}"
            self.wrote.setdefault(who.id, []).append(text)
            self.sent.setdefault(who.id, []).append(await who.says(text))
        elif lot < 0.88:
            await who.says(self.chance.choice(COMMANDS))
        elif lot < 0.93 and self.sent.get(who.id):
            message = self.chance.choice(self.sent[who.id][-3:])
            if not who.chat.posts[message].deleted:
                await who.says_edited(message, f"{who.name} changed {self.acts}")
        elif lot < 0.97:
            await who.sends_sticker()
        else:
            who.blocks()

    async def taps(self, who: Somebody) -> None:
        """Tap any button there is or, sometimes, one that there was."""
        buttons = [each for bubble in who.phone for each in _buttons(bubble)]
        old = self.seen.setdefault(who.id, [])
        old += [each for each in buttons if each not in old[-40:]]
        if old and self.chance.random() < 0.1:
            buttons = old[-40:]
        if buttons:
            await who.taps_data(*self.chance.choice(buttons))

    async def kept(self) -> Counter[str]:
        """Return how often each thing that somebody wrote is kept."""
        found: Counter[str] = Counter()
        for who in self.people:
            documents = await self.here.documents(who.person.id)
            found.update(
                each.words for each in documents if isinstance(each, Entry) and each.kind is Kind.NOTE
            )
        return found


def _buttons(bubble: Bubble) -> list[tuple[int, str]]:
    return [(bubble.id, data) for row in bubble.data for data in row if data]


@dataclass
class Ground:
    """On what a life is lived: a store, one process or two, and whether numbers of messages count."""

    folder: Path | None = None
    databases: tuple[str, str] = ("", "")
    intakes: int = 1
    couples: int = 2


async def one_life(
    seed: str, again: bool, acts: int, ground: Ground, numbered: bool
) -> tuple[dict[str, Any], Counter[str]]:
    """Live one life; return all that is kept and shown at its end, and the figures of its post."""
    post = Post(seed, again)
    async with street(
        intakes=ground.intakes, folder=ground.folder, databases=ground.databases, carry=post, seed=seed
    ) as here:
        people: list[Resident] = []
        for number in range(ground.couples):
            people += await here.couple(f"Ann{number}", f"Ben{number}")
        life = Life(here, people, Random(f"{seed} life"))
        await life.lives(acts)
        await here.until(here.clock.now() + timedelta(minutes=20))
        post.figures["doubled"] += sum(count > 1 for count in (await life.kept()).values())
        post.figures["trouble"] += len(here.troubles)
        return await here.state(numbered), post.figures


async def compare(seed: str, acts: int, once: Ground, again: Ground) -> tuple[Counter[str], list[str]]:
    """Live a life with and without repeats; return figures, and where the two differ at the end."""
    numbered = again.intakes == 1  # two processes may both answer *Calm*, of which one takes it back
    wanted, reference = await one_life(seed, False, acts, once, numbered)
    found, figures = await one_life(seed, True, acts, again, numbered)
    where = [name for name in wanted if wanted[name] != found.get(name)]
    figures["wrong"] += len(where)
    figures["lives"] += 1
    figures["each once"] += reference["updates"]
    return figures, where
