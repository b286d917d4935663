"""Many people in many zones, a bot that is away for minutes, hours or days, and what each is due then."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.cards import Card, CardState
from bot.domain.page import Copy, WeekPage
from bot.domain.people import Person, Role
from bot.services.day.today import plan_knock
from bot.simulator.journal import Call
from bot.simulator.people import Person as Somebody
from tests.faults.runs import NEVER, Figures, Share, run
from tests.faults.street import Street, street
from tests.town import SATURDAY, SUNDAY, Resident, shapes

BEGIN = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)  # no clock changes in these weeks
DAY = timedelta(days=1)
WINDOW = timedelta(hours=3)
IN_TIME = timedelta(minutes=10)
RATE = 30.0
FULLEST = 31  # turns in a second: the pace, and one beyond the whole number
ZONES = sorted(each for each in available_timezones() if "/" in each)
HOURS = range(8 * 60, 18 * 60 + 1, 15)  # so that a window is over before it is quiet


@dataclass
class Crowd:
    """People, each with a zone and an hour."""

    here: Street
    chance: Random
    people: dict[int, Person] = field(default_factory=dict)
    turns: list[float] = field(default_factory=list)

    async def gathers(self, many: int) -> None:
        """Let so many people have had their first evening."""
        for number in range(many):
            somebody: Somebody = self.here.telegram.person(f"P{number}")
            somebody.chat.started = True
            owner = f"person{number:010d}"
            person = Person(
                id=owner,
                owner=owner,
                at=BEGIN,
                chat=somebody.id,
                name=somebody.name,
                consent_at=BEGIN,
                consent_version=1,
                role=Role.HURT,
                zone=self.chance.choice(ZONES),
                knock_minute=self.chance.choice(HOURS),
                started=BEGIN,
                reminder=False,
            )
            async with self.here.store.begin() as tx:
                await tx.of(owner).put(person)
                await plan_knock(person, self.here.engine.conversation._world(tx, person))
            self.people[somebody.id] = person
        self.here.telegram._api.listen(self._note)

    def _note(self, call: Call) -> None:
        if call.method == "sendMessage":
            self.turns.append(self.here.steady.now)

    def due(self, person: Person, since: datetime, until: datetime) -> list[datetime]:
        """Return when this person's hour comes after an instant, up to another, by looking at every day."""
        zone, found = ZoneInfo(person.zone), []
        day = (since - 2 * DAY).astimezone(zone).date()
        while day <= (until + 2 * DAY).astimezone(zone).date():
            minute = person.knock_minute or 0
            at = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone).astimezone(
                UTC
            )
            if since < at <= until:
                found.append(at)
            day += DAY
        return found

    def fullest(self) -> int:
        """Return how many messages went out in the fullest second."""
        first, most = 0, 0
        for last, at in enumerate(self.turns):
            while self.turns[first] <= at - 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most


async def outage(seed: str, many: int, span: timedelta) -> Counter[str]:
    """Let a bot be away at some time of the day, and count what everybody got in the day after."""
    chance = Random(seed)
    async with street(start=BEGIN, rate=RATE, interval=1.0, patience=10.0, seed=seed) as here:
        crowd = Crowd(here, chance)
        await crowd.gathers(many)
        await here.until(BEGIN + DAY + timedelta(minutes=chance.randrange(1440)))
        away, known = here.clock.now(), len(here.telegram.calls)
        here.turn(away + span)
        await here.settle()
        back = here.clock.now()
        await here.until(back + DAY)
        found = Counter(people=many, knocks=0, missed=0, troubles=len(here.troubles))
        sent: dict[int, list[datetime]] = {chat: [] for chat in crowd.people}
        for call in here.telegram.calls[known:]:
            if call.method == "sendMessage" and shapes()["knock"].fullmatch(str(call.params["text"])):
                sent[int(str(call.chat_id))].append(call.at)
        for chat, person in crowd.people.items():
            missed = crowd.due(person, away, back)
            late = [back] if missed and back - missed[-1] < WINDOW else []
            due = late + crowd.due(person, back, back + DAY)
            found["missed"] += len(missed) - len(late)
            found["knocks"] += len(sent[chat])
            found["lost"] += max(0, len(due) - len(sent[chat]))
            found["doubled"] += max(0, len(sent[chat]) - len(due))
            found["late"] += sum(
                at < wish or at - wish > timedelta(minutes=1 + many / RATE / 30)
                for wish, at in zip(due, sent[chat], strict=False)
            )
            await _left_over(here, person, found)
        found["wrong"] += crowd.fullest() > FULLEST
        return found


async def _left_over(here: Street, person: Person, found: Counter[str]) -> None:
    """Count who is planned no more, and knocks of a day that is over and still hang about."""
    async with here.store.begin() as tx:
        mine = tx.of(person.id)
        coming = await mine.planned("knock", "day")
        knocks = [each for each in await mine.all(Card) if each.state is CardState.KNOCK]
    found["lost"] += coming is None or coming <= here.clock.now()
    found["wrong"] += len(knocks) > 1


async def missed_release(seed: str) -> Counter[str]:
    """Let a bot be away at the instant at which two pages are exchanged, and count what came of it."""
    chance = Random(seed)
    before, after = (timedelta(seconds=chance.randrange(1, most)) for most in (86_400, 1_800))
    async with street(seed=seed) as here:
        people = await here.couple()
        await here.until(SATURDAY + timedelta(hours=1))
        for who in people:
            await who.shares()
        await here.until(max(here.clock.now(), SUNDAY - before))
        here.turn(SUNDAY + after)
        await here.settle()
        found, moved = Counter(releases=1, troubles=len(here.troubles)), after > IN_TIME
        found["moved by a day"] += moved
        found["wrong"] += sum([not await _stands(here, who, decided=not moved) for who in people])
        await here.until(SUNDAY + DAY + timedelta(minutes=1))
        found["lost"] += sum([not await _stands(here, who, decided=True) for who in people])
        return found


async def _stands(here: Street, who: Resident, decided: bool) -> bool:
    """Whether this person's page is released, or else still waits and moved by a day."""
    pages = [each for each in await here.documents(who.person.id) if isinstance(each, WeekPage)]
    copies = [each for each in await here.documents(who.person.id) if isinstance(each, Copy)]
    (page,) = pages
    if decided:
        return page.decided and page.released and len(copies) == 1
    return not page.decided and page.closes == SUNDAY + DAY and not copies


SPANS = (
    timedelta(minutes=5), timedelta(minutes=50), timedelta(hours=5), timedelta(hours=24),
    timedelta(hours=30), timedelta(days=5),
)  # fmt: skip


@run("outage")
async def outages(share: Share) -> Figures:
    """A day of outage for ten thousand people, then other spans for fewer, until the time is over."""
    figures: Figures = Counter()
    number = 0
    while share.left() > 0:
        many, span = (10_000, DAY) if number == 0 and share.seconds >= 100 else (300, SPANS[number % 6])
        found = await outage(f"{share.seed} {number}", many, span)
        for again in range(5):
            found.update(await missed_release(f"{share.seed} {number} {again}"))
        if any(found[what] for what in NEVER):
            print(f"  outage: {share.seed} {number}: {dict(found)}", flush=True)
        figures.update(found)
        figures["outages"] += 1
        number += 1
    return figures
