"""What a ready story is, and how it is told: step by step, at a pace to follow, stopped at any moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.adapters.words import FluentWords
from bot.demo import weeks
from bot.demo.live import PEOPLE, START, LiveTown
from bot.demo.people import Resident
from bot.demo.story import Story
from bot.domain.say import Line, Value, line

STEP = 1.2  # seconds from one thing that is done to the next, at the ordinary speed
READ = 2.4  # seconds that a caption stands at the least
SPEEDS = (0.5, 1.0, 2.0, 4.0)
CAPTIONS = FluentWords(Path(__file__).with_name("words"))

Act = Callable[[Story], Awaitable[None]]


def said(key: str, **values: Value) -> str:
    """Return a text of the demonstration itself."""
    return CAPTIONS.write(line(key, **values), "en", "Europe/London")


@dataclass(frozen=True)
class Step:
    """One plain sentence, and what is done meanwhile; `quick` shows only where it leads."""

    caption: str
    acts: tuple[Act, ...]
    quick: bool = False


def step(caption: str, *acts: Act) -> Step:
    """Return a step to look at."""
    return Step(caption, acts)


def quickly(caption: str, *acts: Act) -> Step:
    """Return a step that only leads to where the story begins."""
    return Step(caption, acts, quick=True)


@dataclass(frozen=True)
class Tale:
    """A ready story: its name (and the key of its title), when it begins, and its steps."""

    name: str
    steps: tuple[Step, ...]
    start: datetime = START


# ---------------------------------------------------------------------- what can be done


@dataclass(frozen=True)
class Who:
    """Somebody in a ready story; each verb returns an act."""

    name: str

    def _does(self, what: Callable[[Resident], Awaitable[None]]) -> Act:
        async def act(story: Story) -> None:
            await what(story.people[self.name])

        return act

    def _holds(self, what: Callable[[Resident], None]) -> Act:
        async def act(story: Story) -> None:
            what(story.people[self.name])

        return act

    def opens(self) -> Act:
        """Press Start."""
        return self._does(lambda who: who.opens())

    def taps(self, *keys: str | Line, reaches: Sequence[Who] = ()) -> Act:
        """Tap buttons by the keys of their texts; what shows on other phones at once is named."""

        async def act(story: Story) -> None:
            with story.reaches(*(story.people[each.name] for each in reaches)):
                await story.people[self.name].taps(*keys)

        return act

    def picks(self, action: str, value: str = "") -> Act:
        """Tap the button with this meaning."""
        return self._does(lambda who: who.picks(action, value))

    def more(self, *keys: str | Line) -> Act:
        """Go to everything else, and on from there."""
        return self._does(lambda who: who.more(*keys))

    def rates(self, number: int) -> Act:
        """Tap a number."""
        return self._does(lambda who: who.rates(number))

    def says(self, words: str) -> Act:
        """Type words; they are a secret until they are shared."""
        return self._does(lambda who: who.says(words))

    def types(self, words: str) -> Act:
        """Type what anybody may read."""
        return self._does(lambda who: who.types(words))

    def answers(self, rating: int | None, fear: str = "") -> Act:
        """Answer what is asked, up to the quiet end."""
        return self._does(lambda who: who.answers(rating, fear=fear))

    def opens_page(self, other: str, rating: int) -> Act:
        """Open one's own page of the week, behind the knock and the day's rating."""
        return self._does(lambda who: weeks.opens_page(who, other, rating))

    def puts_on(self, *lines: str) -> Act:
        """Switch lines of the page on."""

        async def what(who: Resident) -> None:
            for words in lines:
                await weeks.puts_on(who, words)

        return self._does(what)

    def chooses(self, choice: str, **names: str) -> Act:
        """Choose what becomes of the page; a minute later nothing shows that there was a choice."""

        async def what(who: Resident) -> None:
            await weeks.chooses(who, choice, **names)

        return self._does(what)

    def reads(self, key: str, **values: Value) -> Act:
        """Hold that this text stands on the phone."""
        return self._holds(lambda who: who.reads(key, **values))

    def reads_not(self, key: str, **values: Value) -> Act:
        """Hold that this text does not stand on the phone."""
        return self._holds(lambda who: who.reads_not(key, **values))

    def reads_words(self, words: str) -> Act:
        """Hold that these words stand on the phone."""
        return self._holds(lambda who: who.reads_words(words))

    def is_left_with_the_day(self) -> Act:
        """Hold that nothing is left on the phone but the day's line."""
        return self._holds(Resident.keeps_only_the_day)

    def may_read(self, *words: str) -> Act:
        """From here on this person may have these words, too."""

        async def act(story: Story) -> None:
            for each in words:
                story.shares(each, story.people[self.name])

        return act


ANA, JON, LOW = (Who(name) for name in PEOPLE)


def at(clock: str, days: int = 0) -> Act:
    """Go on to a time of the day, so many days from the day that the story has come to."""

    async def act(story: Story) -> None:
        story.day += timedelta(days=days)
        await story.at(clock)
        await story.breath()

    return act


def together(*acts: Act) -> Act:
    """Several acts as one."""

    async def act(story: Story) -> None:
        for each in acts:
            await each(story)

    return act


def passes(**span: float) -> Act:
    """Let some time pass."""

    async def act(story: Story) -> None:
        await story.passes(**span)
        story.day = story.now.date()
        await story.breath()

    return act


# ---------------------------------------------------------------------- telling


@dataclass
class Teller:
    """Tells one story in a town. `tells` shows each caption."""

    town: LiveTown
    tale: Tale
    tells: Callable[[str], None] = lambda caption: None
    step: float = STEP
    """Seconds between two acts at the ordinary speed; 0 goes through at once."""
    speed: float = 1.0
    caption: str = ""
    moves: Callable[[], None] = lambda: None
    """Hears that another phone is taken up."""
    going: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Begin unpaused."""
        self.going.set()
        self._quick = False
        self.hand: int | None = None
        """The number of whoever does something, or did last."""
        self.now: Step | None = None
        """The step that is being told."""

    async def tell(self) -> Story:
        """Tell it to its end in a fresh town. Raises Deviation where something went differently."""
        await self.town.begin_again(self.tale.start)
        story = Story(self.town, self.town.folder)
        story.day = date.min
        for person in self.town.people:
            Resident(story, person.name, person)
        story.day = story.now.date()
        story.breath, story.on_hand = self._breath, self._taken_up
        for each in self.tale.steps:
            self.now, self._quick = each, each.quick
            self.caption = said(each.caption)
            self.tells(self.caption)
            await self._pause(READ - STEP)
            for act in each.acts:
                await act(story)
            await self._pause(READ - STEP)
        return story

    def _taken_up(self, who: Resident) -> None:
        """Say so when the phone is another's, so that whoever looks on at one phone can follow."""
        if self.hand != who.person.id:
            self.hand = who.person.id
            self.moves()

    async def _breath(self) -> None:
        await self._pause(STEP)

    async def _pause(self, seconds: float) -> None:
        """Give those who look on time to look, and wait while it is paused."""
        await asyncio.sleep(0 if self._quick or not self.step else seconds / STEP * self.step / self.speed)
        await self.going.wait()


__all__ = [
    "ANA",
    "JON",
    "LOW",
    "SPEEDS",
    "Act",
    "Step",
    "Tale",
    "Teller",
    "at",
    "passes",
    "quickly",
    "said",
    "step",
    "together",
]
