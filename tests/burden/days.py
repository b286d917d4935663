"""A day of somebody who answers, skips, writes or stays away: what it showed them and how long it took."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Kind, Prompt
from bot.domain.people import Half, Person, Role, telegram_locator
from bot.domain.planner import monday_of
from bot.domain.programme import RULES
from tests.worlds.people import Input
from tests.worlds.phones import Phone
from tests.worlds.world import MONDAY, World

WORDS_A_MINUTE = 200
"""Reading: slower than the 238 words a minute of adults in Brysbaert (2019), for this is not a novel."""
TAP = 1.5  # seconds to find a button and tap it
TYPED = 3.0  # characters a second: 36 words a minute with two thumbs (Palin et al., 2019)
LINE = "When it gets late and no word comes, I feel cold all over."
MOST = 25  # screens of one sitting; more, and somebody is stuck

MARKED = 8  # taps after which somebody has marked what they do, and changes nothing more
DONE = 0.8
"""How often somebody puts a page away where it can be, rather than look further."""

LEAVES = (
    "help",
    "calm",
    "hide",
    "more",
    "settings",
    "practice",
    "invite",
    "therapist",
    "later",
    "pause",
    "our-words",
)
"""Where someone who wants to be done does not go."""
ENDS = ("enough",)
FIRST = ("open", "go-on-today", "noticed", "screened", "link-agree")


@dataclass
class Sitting:
    """What one opening of the chat came to."""

    screens: int = 0
    words: int = 0
    taps: int = 0
    typed: int = 0
    stuck: bool = False

    @property
    def seconds(self) -> float:
        """How long it took, by the rates above."""
        return self.words * 60 / WORDS_A_MINUTE + self.taps * TAP + self.typed / TYPED


@dataclass(frozen=True)
class Habit:
    """How somebody is with it: each from 0 to 1."""

    comes: float  # opens a knock that came
    skips: float  # skips what is asked
    writes: float  # types, where a tap would do
    safe: float  # how high ratings lie
    shares: float

    @classmethod
    def drawn(cls, lot: Random) -> Habit:
        """Draw one: on average four knocks in five are opened, as in diary studies (Wrzus, 2023)."""
        return cls(lot.betavariate(8, 2), lot.betavariate(2, 8), lot.random(), lot.random(), lot.random())


@dataclass
class Someone:
    """A person with a phone, their habit and their own chance."""

    world: World
    chat: int
    habit: Habit
    lot: Random
    sittings: list[tuple[datetime, Sitting]] = field(default_factory=list)
    left: list[tuple[date, set[Kind]]] = field(default_factory=list)  # by week: what could still be new

    @property
    def phone(self) -> Phone:
        """What they hold."""
        return self.world.phones[self.chat]

    @property
    def owner(self) -> str:
        """Their id among the rows."""
        found = self.world.memory.located.get((Person, telegram_locator(self.chat)))
        return found[0] if found else ""

    def card(self) -> Card | None:
        """The one screen that is open, or the knock."""
        for card in self.world.docs(Card, self.owner):
            if card.state in (CardState.OPEN, CardState.KNOCK):
                return card
        return None

    def looks_ahead(self, week: int) -> None:
        """Note what could be new to them in the week that begins: nothing for who wants the rating alone."""
        person = next(iter(self.world.docs(Person, self.owner)))
        half = next(iter(self.world.docs(Half, self.owner)), None)
        met = {each.kind for each in self.world.docs(Prompt, self.owner)}
        left = {
            kind
            for kind, rule in RULES.items()
            if 0 < rule.since <= week and rule.every and kind not in met
            and rule.suits(person.role or Role.UNSAID, half.stage if half else person.stage, half is not None)
        }  # fmt: skip
        if left and not person.tiny:
            self.left.append((monday_of(MONDAY.date()) + timedelta(weeks=week), left))

    async def sits_down(self) -> None:
        """Open the knock, if one is there, and go through what lies behind it until it is done."""
        card = self.card()
        if card is None or card.state is not CardState.KNOCK or self.lot.random() >= self.habit.comes:
            return
        sitting = Sitting()
        self.sittings.append((self.world.clock.now, sitting))
        await self._tap("open", sitting)
        for _ in range(MOST):
            card = self.card()
            if card is None or card.state is not CardState.OPEN:
                return
            self._reads(card, sitting)
            await self.world.passes(seconds=self.lot.uniform(3, 40))
            if not await self._goes_on(sitting):
                return
        sitting.stuck = True

    def _reads(self, card: Card, sitting: Sitting) -> None:
        bubble = self.phone.bubbles.get(card.message or 0)
        if bubble:
            shown = " ".join([bubble.text, *(label for row in bubble.rows for label, _ in row)])
            plain = html.unescape(re.sub(r"<[^>]*>", " ", shown))
            sitting.screens += 1
            sitting.words += len(re.findall(r"[^\W\d_][\w’'-]*", plain))

    async def _goes_on(self, sitting: Sitting) -> bool:
        """Do the next thing; False where there is nothing left to do."""
        card = self.card()
        offered = self._offered(card)
        if card is None or not offered:
            return False
        if "grief-end" in offered and sitting.typed:
            await self._tap("grief-end", sitting)
        elif "dance-keep" in offered and sitting.taps > MARKED:
            await self._tap("dance-keep", sitting)
        elif "rate" in offered:
            number = min(10, max(0, round(self.lot.gauss(10 * self.habit.safe, 2))))
            await self._tap(f"rate {number}", sitting)
        elif "choose" in offered:
            share = self.lot.random() < self.habit.shares
            await self._tap("choose partner" if share else "choose keep", sitting)
        elif "skip" in offered and self.lot.random() < self.habit.skips:
            await self._tap("skip", sitting)
        elif card.screen.awaits and (self.lot.random() < self.habit.writes or not self._plain(offered)):
            await self._types(sitting)
        else:
            await self._tap(self._next(offered), sitting)
        return True

    def _offered(self, card: Card | None) -> dict[str, list[str]]:
        """Return the values of what can be tapped on the open screen, by action."""
        found: dict[str, list[str]] = {}
        for row in card.screen.rows if card else ():
            for each in row:
                if not each.raw and not each.url and each.action not in LEAVES:
                    found.setdefault(each.action, []).append(each.value)
        return found

    def _plain(self, offered: dict[str, list[str]]) -> list[str]:
        """Return the ways on that are neither a skip nor the end."""
        return [name for name in offered if name not in ("skip", "back", *ENDS)]

    def _next(self, offered: dict[str, list[str]]) -> str:
        """Return a button: what leads on, else an answer by chance, else the end."""
        for name in FIRST:
            if name in offered:
                return name
        if "enough" in offered and "skip" not in offered and self.lot.random() < DONE:
            return "enough"
        answers = [(name, value) for name in self._plain(offered) for value in offered[name]]
        if answers:
            name, value = self.lot.choice(answers)
            return f"{name} {value}".strip()
        return next((name for name in (*ENDS, "skip") if name in offered), next(iter(offered)))

    async def _types(self, sitting: Sitting) -> None:
        sitting.typed += len(LINE)
        await self.world.feed(self.world.wrote(self.phone, text=LINE))

    async def _tap(self, what: str, sitting: Sitting) -> None:
        action, _, value = what.partition(" ")
        for seen in self.phone.buttons():
            name, _, rest = seen.data.partition(".")
            if name == action and (not value or rest.partition(".")[2] == value):
                sitting.taps += 1
                await self.world.feed(Input("tap", seen.message, seen.data).raw(self.world, self.phone))
                return
        raise AssertionError(f"{what} is not there: {[seen.data for seen in self.phone.buttons()]}")


async def until(world: World, instant: datetime) -> None:
    """Let it become this instant; a sitting may have gone on past it."""
    if instant > world.clock.now:
        await world.until(instant)


def evening(monday: datetime, day: int, minutes: float) -> datetime:
    """Return an instant so many minutes after eight on a day counted from a Monday evening."""
    return monday + timedelta(days=day, minutes=minutes)
