"""A couple's week under storms drawn from a seed, and the calm week to compare it with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from bot.domain.checkin import Entry
from bot.domain.checkin import Kind as Asks
from bot.domain.page import Copy
from bot.simulator import Kind
from bot.simulator.people import Person as Somebody
from tests.faults.runs import NEVER, Figures, Share, run
from tests.faults.street import Street, street
from tests.town import SATURDAY, SUNDAY, Resident, shapes

STORMS = (
    Kind.TOO_MANY, Kind.BROKEN, Kind.BAD_GATEWAY,
    Kind.HANG_BEFORE, Kind.HANG_AFTER, Kind.DROP_BEFORE, Kind.DROP_AFTER,
)  # fmt: skip
AT_MOST = 6  # troubles in a row that meet one chat alone: after eight a row is given up, as it should be
PATIENCE = 40  # times that somebody asks again
A_TURN = timedelta(seconds=0.25)
"""By how much turns at the shared pace may shift what somebody gets while another floods."""
PAGES = "Two pages"


def paced(seed: str, rate: float = 30.0) -> AbstractAsyncContextManager[Street]:
    """Open a street where each chat has one message a second, and all together so many."""
    return street(seed=seed, rate=rate, interval=1.0)


@dataclass
class Weather:
    """Storms by a seed: which trouble, how often, for whom; none at all if it is calm."""

    here: Street
    chance: Random
    whom: tuple[Somebody, ...]
    stormy: bool
    met: Counter[str] = field(default_factory=Counter)

    def turns(self) -> None:
        """Let what is in the air go, and perhaps a new storm come up."""
        if not self.stormy:
            return
        faults = self.here.telegram.faults
        faults.clear()
        for _ in range(self.chance.randint(0, 3)):
            kind, everybody = self.chance.choice(STORMS), self.chance.random() < 0.3 and len(self.whom) > 1
            faults.add(
                kind,
                chat=None if everybody else self.chance.choice(self.whom),
                times=self.chance.randint(1, AT_MOST),
                retry_after=self.chance.choice((1, 3, 30, 120)),
            )
            self.met[str(kind)] += 1


@dataclass
class Week:
    """Two people who do the same things each day, and ask again where an answer did not come."""

    here: Street
    ann: Resident
    ben: Resident
    weather: Weather
    given_up: list[str] = field(default_factory=list)

    async def live(self) -> None:
        """Live from a Monday evening to the Sunday after, with ratings, words, a page and its release."""
        for day in range(5):
            await self.here.passes(hours=23, minutes=50)
            self.weather.turns()
            await self.here.passes(minutes=10)
            for who in (self.ann, self.ben):
                await self.evening(who, 4 + day % 3, f"{who.person.name} wrote on day {day}")
        await self.here.until(SATURDAY + timedelta(minutes=30))
        for who in (self.ann, self.ben):
            await self.until(who, "choose-partner", "/week", partial(self.shared, who))
        self.weather.turns()
        await self.here.until(SUNDAY + timedelta(minutes=20))
        for who in (self.ann, self.ben):
            await self.reads(who)
        self.here.telegram.faults.clear()
        await self.here.passes(days=1)

    async def evening(self, who: Resident, value: int, words: str) -> None:
        """Rate the day, write something, and read it again."""
        self.weather.turns()
        await self.until(who, str(value), "/today", partial(self.rated, who))
        for _ in range(PATIENCE):
            await who.says("/clear")
            await self.here.passes(seconds=90)
            if not who.offers("later") and not who.offers("skip"):
                break
        await who.says(words)
        await self.here.passes(seconds=90)
        self.weather.turns()
        for _ in range(PATIENCE):
            await who.says("/notes")
            await self.here.passes(seconds=30)
            if words in str(who.phone):
                break
        else:
            self.given_up.append(f"{who.person.name}: {words}")
        await self.here.passes(minutes=15)

    async def until(self, who: Resident, label: str, way: str, done: Callable[[], Awaitable[bool]]) -> None:
        """Tap a button, and ask for it again, until what it does is done."""
        for _ in range(PATIENCE):
            if await done():
                return
            if not who.offers(label):
                await who.says(way)
                await self.here.passes(seconds=20)
            if who.offers("fine") and not who.offers(
                label
            ):  # in a storm a tap may show nothing until time passes
                await who.taps("fine")
                await self.here.passes(seconds=20)
            if who.offers(label):
                await who.taps(label)
            await self.here.passes(seconds=20)
        self.given_up.append(f"{who.person.name}: {label}")

    async def entries(self, who: Resident) -> list[Entry]:
        """Return what a person kept."""
        return [each for each in await self.here.documents(who.person.id) if isinstance(each, Entry)]

    async def rated(self, who: Resident) -> bool:
        """Whether today has its rating."""
        today = f"{self.here.clock.now():%Y-%m-%d}"
        return any(each.kind is Asks.SAFETY and each.day == today for each in await self.entries(who))

    async def shared(self, who: Resident) -> bool:
        """Whether this week's page has been released by a yes."""
        pages = [each for each in await self.here.documents(who.person.id) if hasattr(each, "choice")]
        return any(page.choice == "partner" for page in pages)

    async def reads(self, who: Resident) -> None:
        """Read the two pages."""
        for _ in range(PATIENCE):
            if PAGES in str(who.phone):
                return
            for label in ("knock-open", "fine"):
                if who.offers(label):
                    await who.taps(label)
                    await self.here.passes(seconds=20)
            if PAGES not in str(who.phone):
                await who.says("/today")
                await self.here.passes(seconds=20)
            if PAGES not in str(who.phone) and not who.offers("fine"):
                await who.says("/week")
                await self.here.passes(seconds=20)
                week = next((label for label in who.labels if label.startswith("Week of")), "")
                if week:
                    await who.taps(week)
                    await self.here.passes(seconds=20)
        self.given_up.append(f"{who.person.name}: the pages")


@dataclass(frozen=True)
class After:
    """What remains of a week: what is kept, and what the phones show."""

    kept: dict[str, list[object]]
    phones: dict[str, list[str]]
    given_up: list[str]
    troubles: list[tuple[str, str]]
    met: Counter[str]
    content_twice: int


async def week(seed: str, stormy: bool) -> After:
    """Live a week."""
    async with paced(seed) as here:
        here.patience = timedelta(seconds=30)
        ann, ben = await here.couple()
        here.patience = timedelta(0)
        weather = Weather(here, Random(f"{seed} weather"), (ann.person, ben.person), stormy)
        life = Week(here, ann, ben, weather)
        await life.live()
        kept: dict[str, list[object]] = {}
        phones, twice = {}, 0
        for who in (ann, ben):
            name = who.person.name
            documents = await here.documents(who.person.id)
            kept[name] = [
                (each.kind, each.day, each.value, each.words) for each in documents if isinstance(each, Entry)
            ]
            kept[name] += [(each.week, each.pages) for each in documents if isinstance(each, Copy)]
            phones[name] = who.phone
            twice += _fresh_content(here, who)
        return After(kept, phones, life.given_up, here.troubles, weather.met, twice)


def _fresh_content(here: Street, who: Resident) -> int:
    """Return how many new messages brought what somebody wrote, instead of an edit of something recorded."""
    sent = here.telegram.calls_of("sendMessage", who.person)
    return sum(" wrote on day " in str(call.params) or PAGES in str(call.params) for call in sent)


def compare(calm: After, stormy: After) -> Counter[str]:
    """Count what the storms lost, doubled, or left over."""
    found: Counter[str] = Counter(weeks=1, storms=sum(stormy.met.values()))
    for name, wanted in calm.kept.items():
        found["lost"] += sum((Counter(map(str, wanted)) - Counter(map(str, stormy.kept[name]))).values())
        found["doubled"] += sum((Counter(map(str, stormy.kept[name])) - Counter(map(str, wanted))).values())
        seen, due = Counter(stormy.phones[name]), Counter(calm.phones[name])
        found["lost"] += sum((due - seen).values())
        for text, many in (seen - due).items():
            if shapes()["knock"].fullmatch(text):
                found["spare knocks"] += many
            elif "wrote on day" in text or PAGES in text:
                found["leaked"] += many
            else:
                found["spare screens without content"] += many
    found["doubled"] += stormy.content_twice
    found["lost"] += len(stormy.given_up)
    found["trouble"] += len(stormy.troubles)
    return found


# ---------------------------------------------------------------------- one person's trouble


TROUBLES = ("block", "flood", "storm")
SAYS = ("/notes", "/practice", "/calm", "/today", "/break", "/nonsense", "{} wrote number {}")


Transcript = list[tuple[datetime, tuple[str, str, str]]]


async def transcript(seed: str, trouble: str) -> Transcript:
    """Return all that ever came to Ben's chat, with its instants, while Ann has this trouble or none.

    Ann does the same without looking at her phone; Ben does what his own phone offers him.
    """
    async with paced(seed, 1000.0) as here:
        here.patience = timedelta(seconds=30)
        ann, ben = await here.couple()
        here.patience = timedelta(0)
        weather = Weather(here, Random(f"{seed} {trouble}"), (ann.person,), trouble == "storm")
        chance = Random(f"{seed} people")
        begin = len(here.telegram.calls)
        for number in range(45):
            weather.turns()
            ann_acts, ben_acts = chance.random() < 0.7, chance.random() < 0.7
            words = chance.choice(SAYS).format("Ann", number)
            if trouble == "block" and number == 10:
                ann.person.blocks()
            if ann_acts and not ann.person.chat.blocked:
                for _ in range(40 if trouble == "flood" and number % 7 == 3 else 1):
                    await ann.person.says(words)
            if ben_acts:
                buttons = [label for label in ben.labels if label not in ("", "Break")]
                if buttons and chance.random() < 0.6:
                    await ben.person.taps(chance.choice(buttons))
                else:
                    await ben.person.says(chance.choice(SAYS).format("Ben", number))
            await here.settle()
            await here.passes(seconds=chance.choice((1, 20, 300, 4000, 30_000)))
        calls = here.telegram.calls[begin:]
        return [
            (call.at, (call.method, str(call.params), str(call.error)))
            for call in calls
            if call.chat_id == ben.person.id
        ]


def differs(calm: Transcript, beside: Transcript) -> str:
    """Return the first thing that came to a chat otherwise, or noticeably later or sooner; or nothing."""
    if len(calm) != len(beside):
        return f"{len(beside)} calls instead of {len(calm)}"
    for (due, wanted), (at, found) in zip(calm, beside, strict=True):
        if wanted != found or abs(at - due) > A_TURN:
            return f"{at} {found} instead of {due} {wanted}"
    return ""


@run("storms")
async def storms(share: Share) -> Figures:
    """Week after week, and what one person's trouble does to another's chat."""
    figures: Figures = Counter()
    number = 0
    while share.left() > 0:
        seed = f"{share.seed} {number}"
        found = compare(await week(seed, False), await week(seed, True))
        calm = await transcript(seed, "")
        for trouble in TROUBLES:
            found["wrong"] += bool(differs(calm, await transcript(seed, trouble)))
            found["chats beside trouble"] += 1
        if any(found[what] for what in NEVER):
            print(f"  storms: {seed}: {dict(found)}", flush=True)
        figures.update(found)
        number += 1
    return figures
