"""What a story is: a clock by the wall, people with phones, and everything it claims checked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Protocol

from bot.demo.people import Resident, Sight
from bot.demo.phones import Shot, draw
from bot.demo.texts import LONDON, plain, sentences, text
from bot.simulator import Bubble, Clock, LocalTelegram
from bot.simulator.phone import bubble_of


class Deviation(Exception):
    """Something went differently than told: one clear sentence."""


class Town(Protocol):
    """Where a story happens."""

    telegram: LocalTelegram
    clock: Clock
    troubles: list[str]

    async def settle(self) -> None:
        """Wait until nothing more is done at this instant."""

    async def next_stop(self, until: datetime) -> bool:
        """Turn the clock to the next thing that comes due, or else to `until`; false once it is there."""


async def no_pause() -> None:
    """Go on at once."""


@dataclass
class Secret:
    """Words that someone typed, and who may have them on their phone by now."""

    owner: str
    words: str
    readers: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Moment:
    """A moment to show at the end: what it was, and each phone as it looked."""

    title: str
    caption: str
    at: datetime
    phones: tuple[tuple[str, list[Bubble], list[list[str]]], ...]


class Story:
    """A story being told."""

    def __init__(self, town: Town, folder: Path) -> None:
        self.town, self.folder = town, folder
        self.people: dict[str, Resident] = {}
        self.day = date.min
        self.checks = 0
        self.sights: list[Sight] = []
        self.secrets: list[Secret] = []
        self.moments: list[Moment] = []
        self.shots: list[dict[str, Shot]] = []
        self.drawn: list[str] = []
        self.on_time: Callable[[datetime], None] = lambda now: None
        self.on_hand: Callable[[Resident], None] = lambda who: None
        """Hears who takes up their phone, just before they do something."""
        self.breath: Callable[[], Awaitable[None]] = no_pause
        """Comes after each thing that somebody did, for those who look on."""
        self._seen: dict[str, int] = {}
        self._called: dict[tuple[str, date], list[str]] = defaultdict(list)
        self._reached: set[str] = set()

    # ------------------------------------------------------------------ what must be so

    def expect(self, so: bool, otherwise: str) -> None:
        """Hold the story to what it tells."""
        self.checks += 1
        if not so:
            raise Deviation(otherwise)

    @contextmanager
    def reaches(self, *others: Resident) -> Iterator[None]:
        """For once, what one does may show on these phones at once."""
        before, self._reached = self._reached, {each.name for each in others}
        try:
            yield
        finally:
            self._reached = before

    def takes_up(self, who: Resident) -> dict[str, int]:
        """Let somebody take up their phone; return how often each phone has changed before."""
        self.on_hand(who)
        return self.versions()

    def versions(self) -> dict[str, int]:
        """Return how often each phone has changed."""
        return {name: each.person.chat.version for name, each in self.people.items()}

    def untouched(self, actor: str, before: dict[str, int], what: str) -> None:
        """Hold that nobody else's phone changed because of what one did."""
        for name, version in self.versions().items():
            if name != actor and name not in self._reached and name in before:
                self.expect(version == before[name], f"{actor} {what}, and {name}'s phone changed at once.")

    # ------------------------------------------------------------------ time

    @property
    def now(self) -> datetime:
        """The time on the wall."""
        return self.town.clock.now().astimezone(LONDON)

    def moment(self, clock: str) -> datetime:
        """Return the instant at which the wall clock of this day shows a time."""
        hour, minute = map(int, clock.split(":"))
        return datetime.combine(self.day, time(hour, minute), LONDON).astimezone(UTC)

    async def at(self, clock: str) -> None:
        """Go on to this time of the day, stopping at everything that comes due on the way."""
        await self.until(self.moment(clock))

    async def passes(self, **span: float) -> None:
        """Let some time pass."""
        await self.until(self.town.clock.now() + timedelta(**span))

    async def until(self, instant: datetime) -> None:
        """Go on to an instant."""
        going = True
        while going:
            going = await self.town.next_stop(instant)
            self.look()
            self.on_time(self.now)

    @property
    def diary_day(self) -> date:
        """The day that people are in; theirs run from four in the morning."""
        return (self.now - timedelta(hours=4)).date()

    # ------------------------------------------------------------------ what is seen

    def look(self) -> None:
        """Take in what the phones have shown since the last look, and hold it to what may be there."""
        now = self.town.clock.now()
        for name, who in self.people.items():
            chat = who.person.chat
            for post in chat.chronicle[self._seen.get(name, 0) :]:
                bubble = bubble_of(post, who.person.account)
                self.sights.append(Sight(now, name, bubble))
                if not bubble.mine and not bubble.deleted:
                    self._no_secrets(name, bubble)
            self._seen[name] = len(chat.chronicle)
        self.expect(not self.town.troubles, f"The bot had trouble: {', '.join(self.town.troubles)}.")

    def _no_secrets(self, name: str, bubble: Bubble) -> None:
        shown = plain(" ".join([bubble.words, *bubble.labels]))
        for secret in self.secrets:
            if name != secret.owner and name not in secret.readers:
                self.expect(
                    secret.words not in shown,
                    f"What {secret.owner} wrote for themselves stood on {name}'s phone: “{secret.words}”",
                )

    def keeps(self, owner: str, words: str) -> None:
        """From here on these words are their writer's alone."""
        for part in sentences(words):
            if all(part != each.words for each in self.secrets):
                self.secrets.append(Secret(owner, part))

    def shares(self, words: str, *readers: Resident) -> None:
        """From here on these people may read these words, too."""
        for part in sentences(words):
            for secret in self.secrets:
                if secret.words == part:
                    secret.readers |= {each.name for each in readers}

    # ------------------------------------------------------------------ knocks

    def knocks(self, who: Resident, day: date) -> list[datetime]:
        """Return when a phone was knocked at on a day."""
        knock = text("knock")
        sent = [
            sight.at.astimezone(LONDON)
            for sight in self.sights
            if sight.name == who.name
            and sight.bubble.words == knock
            and not (sight.bubble.mine or sight.bubble.edited or sight.bubble.deleted)
        ]
        return [at for at in sent if at.date() == day]

    def called(self, *people: Resident) -> None:
        """Hold that something both may know about has just knocked at these phones."""
        for who in people:
            who.reads("knock")
            self._called[who.name, self.day].append(f"{self.now:%H:%M}")

    def kept_the_hours(self, who: Resident) -> None:
        """Hold that this day knocked at the hours told before, and at no other."""
        due = [*who.hours(self.day), *self._called[who.name, self.day]]
        came = [f"{at:%H:%M}" for at in self.knocks(who, self.day)]
        again = {f"{at + timedelta(hours=2):%H:%M}" for at in self.knocks(who, self.day)}
        between = who.between(self.day)
        if between:
            drawn = next((each for each in came if between[0] <= each < between[1]), "never")
            self.expect(
                drawn in came, f"{who.name}'s phone was not knocked at between {' and '.join(between)}."
            )
            due.append(drawn)
        missing = sorted((Counter(due) - Counter(came)).elements())
        surplus = sorted(set(Counter(came) - Counter(due)) - (again if who.reminded else set()))
        self.expect(not missing, f"{who.name}'s phone was not knocked at {', '.join(missing)}, as told.")
        self.expect(not surplus, f"{who.name}'s phone was knocked at {', '.join(surplus)}, unasked.")

    # ------------------------------------------------------------------ what was shown

    def says(self, sight: Sight, key: str) -> bool:
        """Return whether a phone showed this text of the bot."""
        return _shows(sight.bubble, plain(text(key)))

    def days_with(self, name: str, key: str) -> set[date]:
        """Return the days on which a phone showed this text."""
        words = plain(text(key))
        found = [each for each in self.sights if each.name == name and _shows(each.bubble, words)]
        return {each.at.astimezone(LONDON).date() for each in found}

    def remember(self, title: str, caption: str, *people: Resident, last: int = 2) -> None:
        """Keep a moment to show at the end, and draw it as a picture."""
        phones = tuple((each.name, each.person.phone, each.keyboard) for each in people)
        self.moments.append(Moment(title, caption, self.now, phones))
        shots = [Shot.of(each.person, each.name, LONDON, last) for each in people]
        self.shots.append({shot.title: shot for shot in shots})
        name = re.sub(r"[^a-z]+", "-", title.lower()).strip("-")
        path = self.folder / f"moment-{len(self.moments)}-{name}.png"
        draw(shots, path, f"{title}: the chats of {', '.join(each.name for each in people)}.")
        self.drawn.append(path.name)

    def poster(self) -> None:
        """Draw the shared week on three phones: the partners' on Sunday, the therapist's on Monday."""
        sunday, monday = self.shots[:2]
        path = self.folder / "three-chats.png"
        alt = "Ana and Jon on Sunday, each with both pages; Dr Low on Monday, with the same two."
        draw([sunday["Ana"], sunday["Jon"], monday["Dr Low"]], path, alt)
        self.drawn.append(path.name)


def _shows(bubble: Bubble, words: str) -> bool:
    return not (bubble.mine or bubble.deleted) and words in plain(bubble.words)
