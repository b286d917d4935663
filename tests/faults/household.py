"""Couples and others who live on, for weeks, while the program is being killed; and what they count."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import open_store
from bot.domain.checkin import Entry, Kind
from bot.domain.page import Copy
from bot.domain.people import Person, telegram_locator
from bot.simulator import Bubble, LocalTelegram
from bot.simulator.people import Person as Somebody
from tests.faults.findings import Findings
from tests.faults.process import Ledger
from tests.town import MASTER, START, TOKEN, Resident, shapes, town

HOME = ZoneInfo("Europe/London")
THURSDAY = START + timedelta(days=3)
COUPLES, SINGLES = (("Ann", "Ben"), ("Cleo", "Dov")), ("Eve", "Finn")
TRIES = 40  # times that somebody asks again before what they wait for is lost
PATIENCE = 90.0  # real seconds in which a chat has to come to rest, however often the program dies
SPEED = 4.0  # of the clock: what waits some seconds for its next attempt need not wait so long
PAGES = "Two pages. Read alone first."
SHARED = (PAGES, "A note from", "Week to")
LEFT_WORDS = ("wrote note", *SHARED)
"""What stands in no message that may be left over in a chat."""
REMAINS = ("standing", "day-line", "knock", "one-moment", "neutral")


class Trouble(Protocol):
    """Whatever befalls the program while people live on."""

    async def during(self, turn: Callable[[], None], acts: Coroutine[Any, Any, None]) -> None:
        """Turn the clock, and let people act; in the end the program is alive."""
        ...


class Member:
    """One person: what they do, and what must be true of it afterwards."""

    def __init__(self, who: Somebody, owner: str, lanes: tuple[str, str], findings: Findings) -> None:
        self.who, self.owner, self.lanes, self.findings = who, owner, lanes, findings
        self.notes: list[tuple[str, ...]] = []  # each as it was typed, and as it was corrected
        self.ratings: dict[str, int] = {}
        self.pages = self.knocks_due = 0
        self.linked = False
        self.before = who.chat.last_id  # the last message that was there before

    def __repr__(self) -> str:
        return self.who.name

    # ------------------------------------------------------------------ the phone

    def shown(self) -> list[Bubble]:
        """Return what the bot shows now."""
        return [bubble for bubble in self.who.phone if not bubble.mine]

    def label(self, wanted: str) -> str | None:
        """Return the newest button with this text, by its key or its own words."""
        pattern = shapes().get(wanted)
        labels = [label for bubble in self.shown() for label in bubble.labels]
        fits = [each for each in labels if (pattern.fullmatch(each) if pattern else each == wanted)]
        return fits[-1] if fits else None

    def times(self, words: str) -> int:
        """Return how many messages of the bot show these words."""
        return sum(words in bubble.words for bubble in self.shown())

    def knocks(self) -> set[int]:
        """Return the messages that are knocks now."""
        return {bubble.id for bubble in self.shown() if shapes()["knock"].fullmatch(bubble.words)}


class Household:
    """All of them, with the clock they live by and the queues in which their doings wait."""

    def __init__(
        self, telegram: LocalTelegram, members: list[Member], ledger: Ledger, keys_url: str, seed: str
    ) -> None:
        self.telegram, self.members, self.ledger, self.keys_url = telegram, members, ledger, keys_url
        self.chance = random.Random(seed)
        self.most_notes = 3  # in one evening
        self.findings = members[0].findings
        self._numbers = iter(range(10**9))
        self._seen: dict[int, int] = {}

    # ------------------------------------------------------------------ what one person does

    async def quiet(self, member: Member) -> None:
        """Wait until nothing of this chat is on its way: people act on what they see."""
        async with self._in_time(f"{member}'s chat comes to rest"):
            while self._pending(member) or await self.ledger.busy(*member.lanes):  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    def _pending(self, member: Member) -> bool:
        waiting = self.telegram.world.bot(TOKEN).queue.waiting()
        return any(
            member.who.id in (each.body["from"]["id"], each.body.get("chat", each.body["from"])["id"])
            for each in waiting
        )

    @asynccontextmanager
    async def _in_time(self, what: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(PATIENCE):
                yield
        except TimeoutError:
            raise AssertionError(f"after {PATIENCE} s still not: {what}") from None

    async def reach(self, member: Member, wanted: str, way: str) -> bool:
        """Come to where this button is; where a death swallowed an answer, ask again, as people do."""
        for _ in range(TRIES):
            await self.quiet(member)
            if member.label(wanted):
                return True
            if notice := member.label("fine"):
                await member.who.taps(notice)
                continue
            self.findings.figures["asked again"] += 1
            await member.who.says(way)
        self.findings.lost.append(f"{member}'s way to {wanted}")
        return False

    async def taps(self, member: Member, wanted: str, way: str) -> bool:
        """Tap a button, once, and see what comes of it."""
        if not await self.reach(member, wanted, way):
            return False
        await member.who.taps(member.label(wanted) or wanted)
        await self.quiet(member)
        return True

    async def knocked(self, member: Member, since: int) -> None:
        """Wait for the knock of this hour, and open it."""
        self.findings.figures["knocks"] += 1
        member.knocks_due += 1
        try:
            async with asyncio.timeout(PATIENCE):
                while max(member.knocks(), default=0) <= since:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
        except TimeoutError:
            self.findings.lost.append(f"{member}'s knock at {self.telegram.clock.now()}")
            return
        await self.quiet(member)
        if label := member.label("knock-open"):
            await member.who.taps(label)
            self.findings.figures["taps"] += 1

    async def rates(self, member: Member) -> None:
        """Tap today's number, once."""
        value, day = self.chance.randint(0, 10), self.telegram.clock.now().date().isoformat()
        if await self.reach(member, "not-together", "/today"):
            await member.who.taps(str(value))
            member.ratings[day] = value
            self.findings.figures["ratings"] += 1
            await self.quiet(member)

    async def writes(self, member: Member) -> None:
        """Type something to be kept, and perhaps correct it at once."""
        words = f"{member} wrote note {next(self._numbers)}."
        message = await member.who.says(words)
        versions = [words]
        if self.chance.random() < 0.3:
            versions.append(f"{words} Or rather so.")
            await member.who.says_edited(message, versions[-1])
            self.findings.figures["edits"] += 1
        member.notes.append(tuple(versions))
        self.findings.figures["notes"] += 1

    async def reads(self, member: Member) -> None:
        """Ask for one's own words: content, shown once and never lost."""
        await self.quiet(member)
        if not member.notes:
            return
        await member.who.says("/notes")
        await self.quiet(member)
        self._shown_once(member, "A note from")

    def _shown_once(self, member: Member, words: str) -> None:
        self.findings.figures["contents shown"] += 1
        times = member.times(words)
        if times == 0:
            self.findings.lost.append(f"{member} does not see {words!r}:\n{member.who.screen()}")
        elif times > 1:
            self.findings.doubled.append(f"{member} sees {words!r} {times} times:\n{member.who.screen()}")

    # ------------------------------------------------------------------ hours of a week

    async def _evening_of(self, member: Member, since: int) -> None:
        await self.knocked(member, since)
        await self.rates(member)
        for _ in range(self.chance.randint(1, self.most_notes)):
            await self.writes(member)
            if self.chance.random() < 0.3:
                await member.who.says(self.chance.choice(("/practice", "Calm", "Help", "/settings")))
        await self.reads(member)

    async def _choice_of(self, member: Member, since: int) -> None:
        await self.knocked(member, since)
        if await self.taps(member, "choose-partner", "/week"):
            self.findings.figures["choices"] += 1

    async def _release_of(self, member: Member, since: int) -> None:
        await self.knocked(member, since)
        await self.quiet(member)
        while member.label("fine") and not member.times(PAGES):
            await self.taps(member, "fine", "/today")
        if not member.times(PAGES):  # other news came first, or its knock was opened twice
            await self.taps(member, "week-of", "/week")
        self._shown_once(member, PAGES)
        member.pages += 1
        self.findings.figures["pages"] += 1

    # ------------------------------------------------------------------ the weeks

    def _next(self, weekday: int, hour: int) -> datetime:
        here = self.telegram.clock.now().astimezone(HOME)
        day = here.replace(hour=hour, minute=0, second=3, microsecond=0)
        day += timedelta(days=(weekday - here.weekday()) % 7)
        return day if day > here else day + timedelta(days=7)

    def days(self) -> Iterator[tuple[str, datetime]]:
        """Give the hours of the weeks to come, one after another."""
        while True:
            weekday = (self.telegram.clock.now().astimezone(HOME).weekday() + 1) % 7
            if weekday == 5:
                yield "choice", self._next(5, 10)
            elif weekday == 6:
                yield "release", self._next(6, 16)
            else:
                yield "evening", self._next(weekday, 20)

    async def lives(self, trouble: Trouble, goes_on: Callable[[], bool]) -> None:
        """Live on from hour to hour, with trouble in each, for as long as wanted."""
        for kind, at in self.days():
            if not goes_on():
                return
            await self._hour(kind, at, trouble)
            await self._hour("night", self.telegram.clock.now() + timedelta(minutes=11), trouble)
            self._look_around()

    async def _hour(self, kind: str, at: datetime, trouble: Trouble) -> None:
        last = {member.owner: member.who.chat.last_id for member in self.members}
        acts = {"evening": self._evening_of, "choice": self._choice_of, "release": self._release_of}
        act = acts.get(kind)
        there = [member for member in self.members if member.linked or kind == "evening"]

        async def all_act() -> None:
            if act:
                async with asyncio.TaskGroup() as together:
                    for member in there:
                        together.create_task(act(member, last[member.owner]))
            await self.at_rest()

        await trouble.during(lambda: self._turn(at), all_act())
        await self.at_rest()

    def _turn(self, at: datetime) -> None:
        if at > self.telegram.clock.now():
            self.telegram.clock.turn(at)

    async def at_rest(self) -> None:
        """Wait until nothing waits: not at Telegram, in no queue, and nothing is due."""
        async with self._in_time("everything comes to rest"):
            since = time.monotonic()
            while (
                self.telegram.pending(TOKEN)
                or await self.ledger.busy()
                or await self.ledger.due(self.telegram.clock.now())
            ):
                await asyncio.sleep(0.02)
                if time.monotonic() - since > 2:  # what was put off by seconds needs no real ones
                    since += 0.2
                    self.telegram.clock.turn_by(timedelta(seconds=2))

    def _look_around(self) -> None:
        """After the hour is over and everything is cleared: nothing is left but one neutral line."""
        for member in self.members:
            for bubble in member.who.phone:
                half_gone = shapes()["neutral"].fullmatch(bubble.words)
                if bubble.mine or half_gone or any(words in bubble.words for words in LEFT_WORDS):
                    self.findings.left.append(f"{member}: {bubble.words!r}\n{member.who.screen()}")
            self.findings.figures["rooms looked at"] += 1

    # ------------------------------------------------------------------ the end

    async def count(self) -> Findings:
        """Open the database as the program would, and count everything of everybody."""
        store = await open_store(
            url=self.ledger.url,
            keys_url=self.keys_url,
            master=Keyring(MASTER),
            clock=self.telegram.clock.now,
        )
        try:
            for member in self.members:
                async with store.begin() as tx:
                    mine = tx.of(member.owner)
                    self._count_kept(member, await mine.all(Entry), await mine.all(Copy))
        finally:
            await store.close()
        for member in self.members:
            self._count_sent(member)
        if aside := await self.ledger.aside():
            self.findings.lost.append(f"{aside} rows were put aside")
        return self.findings

    def _count_kept(self, member: Member, entries: list[Entry], copies: list[Copy]) -> None:
        kept = Counter(entry.words for entry in entries if entry.words)
        rated = Counter(
            (e.day, e.value) for e in entries if e.kind is Kind.SAFETY and e.day in member.ratings
        )
        counts = [(f"note {each[-1]}", sum(kept[words] for words in each)) for each in member.notes]
        counts += [(f"rating {each}", rated[each]) for each in member.ratings.items()]
        counts += [
            (f"a rating of {day} nobody gave", 1 + (value != member.ratings[day])) for day, value in rated
        ]
        weeks = Counter(copy.week for copy in copies)
        counts += [(f"page of {week}", times) for week, times in weeks.items()]
        if len(weeks) < member.pages:
            self.findings.lost.append(f"{member}: {member.pages - len(weeks)} pages")
        for what, times in counts:
            if times != 1:
                (self.findings.doubled if times else self.findings.lost).append(f"{member}: {what}")

    def _count_sent(self, member: Member) -> None:
        """Look through all that ever came as a new message, and at what is still there of it."""
        first: dict[int, Bubble] = {}
        for bubble in member.who.history:
            if not bubble.mine and bubble.id > member.before:
                first.setdefault(bubble.id, bubble)
        for bubble in first.values():
            if any(words in bubble.words for words in LEFT_WORDS):
                self.findings.doubled.append(f"{member}: content as a message of its own: {bubble.words!r}")
        knocks = sum(bool(shapes()["knock"].fullmatch(bubble.words)) for bubble in first.values())
        self.findings.figures["spare knocks"] += knocks - member.knocks_due
        remaining = Counter(
            next((key for key in REMAINS if shapes()[key].fullmatch(bubble.words)), "answers")
            for bubble in member.shown()
        )
        wanted = Counter({"standing": 1, "day-line": 1})
        for what, spare in (remaining - wanted).items():
            self.findings.figures[f"left of {what}"] += spare


async def _member(who: Resident, findings: Findings) -> Member:
    async with who.town.store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(who.person.id))
    assert found
    lane = who.town.store.lane(telegram_locator(who.person.id))
    return Member(who.person, found[0], (lane, found[0]), findings)


@asynccontextmanager
async def household(
    folder: Path, seed: str, url: str = "", keys_url: str = "", couples: int = 2, singles: int = 2
) -> AsyncIterator[Household]:
    """Give a household on a Thursday evening, all of them past their first days, and no program yet."""
    findings = Findings()
    members = []
    async with town(None if url else folder, THURSDAY, (url, keys_url) if url else None) as here:
        for first, second in COUPLES[:couples]:
            for who in await here.couple(first, second):
                members.append(await _member(who, findings))
                members[-1].linked = True
        for name in SINGLES[:singles]:
            members.append(await _member(await here.settled(name, "", "London"), findings))
        await here.passes(minutes=11)
        telegram = here.telegram
    telegram.clock.run(SPEED)
    await telegram.start()
    data = f"sqlite:///{folder}"
    ledger = Ledger(url or f"{data}/evenkeel.db")
    try:
        yield Household(telegram, members, ledger, keys_url or f"{data}/keys.db", seed)
    finally:
        await ledger.close()
        await telegram.stop()
