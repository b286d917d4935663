"""Couples and people alone, drawn by chance, and what weeks of it came to for each of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from random import Random

from bot.domain.checkin import Entry, Kind, Prompt
from bot.domain.people import Half
from bot.domain.planner import monday_of
from bot.domain.programme import RULES
from bot.domain.talks import SHAPES, Habit, Sort, written
from bot.services.crossings import plan_talks
from bot.services.day.checkins import LOW
from bot.services.flow.cards import REMIND_AFTER, knock_screen
from tests.burden import days
from tests.burden.days import Someone, evening, until
from tests.worlds.bases import Beginning, Part, base
from tests.worlds.people import ANN, BEN
from tests.worlds.world import MONDAY, Chances, World, words

ROLES = (("hurt", "broke"), ("broke", "hurt"), ("both", "both"), ("hurt", "unsaid"))
KNOCKS = 2  # the day's one, and one reminder
NEVER = datetime.max.replace(tzinfo=UTC)
BEGUN = {Kind.WITNESS}  # also where somebody says a line back of a page they read: nobody asked them to
UNCOUNTED = {Kind.SAFETY, Kind.NOTE}
TALKS = {Kind.RITUAL, Kind.TALK}


@dataclass
class Burden:
    """What was counted, person by person and day by day."""

    days: int = 0
    seconds: list[float] = field(default_factory=list)  # of each day with a sitting, weekends apart
    weekend: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, who: Someone, weeks: int) -> None:
        """Count everything that somebody's weeks were."""
        self.days += weeks * 7
        self.counts["people"] += 1
        by_day: dict[date, float] = {}
        for at, sitting in who.sittings:
            by_day[at.date()] = by_day.get(at.date(), 0.0) + sitting.seconds
            self.counts["screens"] += sitting.screens
            self.counts["words"] += sitting.words
            self.counts["taps"] += sitting.taps
            self.counts["stuck"] += sitting.stuck
        for day, seconds in by_day.items():
            (self.weekend if day.weekday() in (5, 6) else self.seconds).append(seconds)
        self._knocks(who)
        self._asked(who)

    def _knocks(self, who: Someone) -> None:
        text = words().show(knock_screen().lines[0], "en", "")
        calls = [call for call in who.phone.calls if call.method == "sendMessage" and text in call.given]
        at = {call.at for call in calls}
        knocks = Counter(call.at.date() for call in calls)
        first = Counter(each.date() for each in at if each - REMIND_AFTER not in at)
        self.counts["knocks"] += sum(knocks.values())
        self.counts["days with a knock too many"] += sum(each > KNOCKS for each in knocks.values())
        self.counts["days with two knocks, reminders apart"] += sum(each > 1 for each in first.values())

    def _asked(self, who: Someone) -> None:
        prompts = who.world.docs(Prompt, who.owner)
        ratings = Counter(each.day for each in prompts if each.kind is Kind.SAFETY)
        others = Counter(each.day for each in prompts if self._is_asked(who, each))
        low: dict[str, datetime] = {}
        for each in who.world.docs(Entry, who.owner):
            if each.kind is Kind.SAFETY and each.value is not None and each.value <= LOW:
                low.setdefault(each.day, each.at)
        tasks = [
            each
            for each in prompts
            if each.kind not in UNCOUNTED | TALKS and each.at >= low.get(each.day, NEVER)
        ]
        self.counts["days with more than one rating"] += sum(each > 1 for each in ratings.values())
        self.counts["days with more than one other thing"] += sum(each > 1 for each in others.values())
        self.counts["tasks after a low rating"] += len(tasks)
        self.counts["other things"] += sum(others.values())
        self._new(who, prompts)

    def _is_asked(self, who: Someone, each: Prompt) -> bool:
        """Whether this came by itself: neither begun by hand, nor a talk of two who have parted since."""
        half = next(iter(who.world.docs(Half, who.owner)), None)
        if each.kind in BEGUN and half and half.stage not in RULES[each.kind].stages:
            return False
        return each.kind not in UNCOUNTED and (half is not None or each.kind not in TALKS)

    def _new(self, who: Someone, prompts: list[Prompt]) -> None:
        """Count weeks that brought more than one part that had never been there."""
        met: dict[Kind, date] = {}
        for each in sorted(prompts, key=lambda each: each.at):
            if each.kind in RULES and RULES[each.kind].since and each.kind not in BEGUN:
                met.setdefault(each.kind, monday_of(date.fromisoformat(each.day)))
        self.counts["weeks with more than one new idea"] += sum(
            each > 1 for each in Counter(met.values()).values()
        )
        self.counts["parts met"] += len(met)
        for monday, left in who.left:
            self.counts["weeks with something new left"] += 1
            self.counts["weeks that brought something new"] += any(met.get(kind) == monday for kind in left)


async def agree(world: World, lot: Random) -> None:
    """Let the two have agreed on an honesty ritual, or a weekly talk, or both: on days of their own."""
    on = lot.sample(range(7), 4)
    ritual = Habit(tuple(sorted(on[: lot.randint(0, 3)])), lot.choice(SHAPES[Sort.RITUAL].hours))
    talk = Habit((on[3],), lot.choice(SHAPES[Sort.TALK].hours))
    for owner in world.people():
        async with world.store.begin() as tx:
            for half in await tx.of(owner).all(Half):
                has_ritual = written(ritual) if ritual.days else ""
                agreed = replace(half, ritual=has_ritual, talk=written(talk))
                await tx.of(owner).put(agreed)
                await plan_talks(agreed, tx.of(owner), world.clock.now)


async def live(seed: str, weeks: int) -> list[Someone]:
    """Let one couple, or somebody alone, live for so many weeks; return who they were."""
    lot = Random(seed)
    first, second = lot.choice(ROLES)
    alone = lot.random() < 0.2
    world = await base(Beginning("alone" if alone else "rated", Part(first), Part(second)))
    world.chances = world.talk.chances = Chances(seed)
    if not alone and lot.random() < 0.5:
        await agree(world, lot)
    people = [Someone(world, chat, days.Habit.drawn(lot), lot) for chat in ((ANN,) if alone else (ANN, BEN))]
    for day in range(1 if alone else 4, weeks * 7):
        if day % 7 == 0:
            for who in people:
                who.looks_ahead(day // 7)
        # Knocks come between eight and nine in the evening, the week's at ten and at four.
        for minutes in (-9 * 60, -3 * 60, 75):
            await until(world, evening(MONDAY, day, minutes + lot.uniform(0, 20)))
            for who in people:
                await who.sits_down()
    return people
