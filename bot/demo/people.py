"""People of the story: everything they do is seen to settle, and to touch no phone but their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from bot.demo.texts import plain, text
from bot.domain.say import Line, Value, line
from bot.simulator import Bubble, Person
from bot.simulator.phone import keyboard_of

if TYPE_CHECKING:
    from bot.demo.story import Story

ENOUGH = 14  # more screens than one evening ever has
PASSING = ("set-skip", "noticed")  # what an evening puts off, or has read, to come to its end


@dataclass(frozen=True)
class Sight:
    """Something that a phone showed: when, whose, and what; or that it went. A tap is one, too."""

    at: datetime
    name: str
    bubble: Bubble


class Resident:
    """A person with their phone."""

    def __init__(self, story: Story, name: str, person: Person | None = None) -> None:
        self.story, self.name = story, name
        self.person: Person = person or story.town.telegram.person(name, language="en")
        self.wish = ""  # the hour of the daily knock, by the wall
        self.window = ("", "")  # or the hours between which it comes
        self.window_from = date.max
        self.since = date.max  # the first day with a knock
        self.weeks_from = date.max  # linked, so that from here on the week's two instants knock
        self.appointment: tuple[int, str] | None = None  # a therapist's weekday and hour
        self.rest: tuple[date, date] | None = None  # days without a knock
        self.reminded = True
        story.people[name] = self

    # ------------------------------------------------------------------ what the phone shows

    @property
    def phone(self) -> list[str]:
        """What the visible messages of the bot say."""
        return [bubble.words for bubble in self.person.phone if not bubble.mine]

    @property
    def last(self) -> Bubble:
        """The newest message of the bot."""
        return [bubble for bubble in self.person.phone if not bubble.mine][-1]

    @property
    def keyboard(self) -> list[list[str]]:
        """The standing buttons, in rows."""
        return keyboard_of(self.person.chat)

    def reads(self, key: str, **values: Value) -> None:
        """Hold that this text stands on the phone."""
        self._holds(key, values, True)

    def reads_not(self, key: str, **values: Value) -> None:
        """Hold that this text does not stand on the phone."""
        self._holds(key, values, False)

    def reads_words(self, words: str) -> None:
        """Hold that these words stand on the phone."""
        shown = plain(" ".join(self.phone))
        self.story.expect(words in shown, f"{self.name}'s phone should show “{words}”, and it does not.")

    def _holds(self, key: str, values: dict[str, Value], wanted: bool) -> None:
        words = plain(text(key, **values))
        found = any(words in plain(each) for each in self.phone)
        should = "should show" if wanted else "should not show"
        self.story.expect(found is wanted, f"{self.name}'s phone {should} “{words}” here.")

    def hours(self, day: date) -> list[str]:
        """Return the hours of a day at which the bot said it would knock."""
        if self.rest and self.rest[0] <= day <= self.rest[1]:
            return []
        weekly = self._weekly(day)  # where there is one, it is the day's only knock
        daily = self.wish if day >= self.since and not weekly and not self.between(day) else ""
        if self.appointment and self.appointment[0] == day.weekday():
            weekly = self.appointment[1]
        return [hour for hour in (weekly, daily) if hour]

    def _weekly(self, day: date) -> str:
        """Return the hour of a day at which the week's page knocks."""
        return {5: "10:00", 6: "16:00"}.get(day.weekday(), "") if day >= self.weeks_from else ""

    def between(self, day: date) -> tuple[str, str] | None:
        """Return the hours between which the bot said it would knock once."""
        resting = self.rest and self.rest[0] <= day <= self.rest[1]
        return None if resting or day < self.window_from or self._weekly(day) else self.window

    # ------------------------------------------------------------------ what they do

    async def opens(self, payload: str = "") -> None:
        """Press Start, or follow a link."""
        before = self.story.takes_up(self)
        await self.person.starts(payload)
        await self._settled(before, "pressed Start")

    async def says(self, words: str) -> None:
        """Type words; they are a secret until they are shared."""
        self.story.keeps(self.name, words)
        await self.types(words)

    async def taps(self, *keys: str | Line) -> None:
        """Tap buttons, one after another, by their texts."""
        for key in keys:
            await self._tap(text(key))

    async def more(self, *keys: str | Line) -> None:
        """Go to everything else by Today; where something else waits there, by its command."""
        await self.taps("keyboard-today")
        await (self.taps("more") if ("more", "") in self.offered() else self.types("/more"))
        await self.taps(*keys)

    async def types(self, words: str) -> None:
        """Type what anybody may read: a command, a city."""
        before = self.story.takes_up(self)
        await self.person.says(words)
        await self._settled(before, "typed something")

    async def rates(self, number: int) -> None:
        """Tap a number."""
        await self.taps(line("number", n=number))

    async def picks(self, action: str, value: str = "") -> None:
        """Tap the button with this meaning on the newest message that has buttons, whatever it says."""
        label = self.offered().get((action, value))
        self.story.expect(label is not None, f"{self.name} finds no button for “{action}”.")
        bubble = self._offering()
        data = next(each for each in _flat(bubble.data) if _meaning(each) == (action, value))
        before = self.story.takes_up(self)
        self._told(str(label))
        await self.person.taps_data(bubble.id, data)
        await self._settled(before, f"tapped “{label}”")

    def _offering(self) -> Bubble:
        found = self.person.offering
        self.story.expect(found is not None, f"{self.name}'s phone shows no button at all.")
        return cast("Bubble", found)

    def offered(self) -> dict[tuple[str, str], str]:
        """Return what the newest message with buttons offers: action and value, and how it reads."""
        bubble = self._offering()
        return {_meaning(data): label for data, label in zip(_flat(bubble.data), bubble.labels, strict=True)}

    async def _tap(self, label: str) -> None:
        shown = {each for bubble in self.person.phone for each in bubble.labels} | set(self.person.keyboard)
        self.story.expect(label in shown, f"{self.name} finds no button “{label}”.")
        before = self.story.takes_up(self)
        self._told(label)
        await self.person.taps(label)
        await self._settled(before, f"tapped “{label}”")

    def _told(self, label: str) -> None:
        tap = Bubble(id=0, mine=True, kind="tap", text=label)
        self.story.sights.append(Sight(self.story.town.clock.now(), self.name, tap))

    async def _settled(self, before: dict[str, int], what: str) -> None:
        await self.story.town.settle()
        self.story.look()
        self.story.untouched(self.name, before, what)
        await self.story.breath()

    # ------------------------------------------------------------------ an evening

    async def answers(self, rating: int | None, *, fear: str = "") -> None:
        """Answer or skip what is asked, say a fear there or of one's own accord, up to the quiet end."""
        rated, named = rating is None, not fear
        for _ in range(ENOUGH):
            offered = self.offered()
            if ("rate", "x") in offered:
                await (self.picks("skip", "safety") if rating is None else self.rates(rating))
                rated = True
            elif ("skip", "fear") in offered:
                await (self.says(fear) if fear else self.picks("skip", "fear"))
                named = True
            elif skip := next((each for each in offered if each[0] == "skip"), None):
                await self.picks(*skip)  # some other part has its turn today
            elif passing := next((each for each in offered if each[0] in PASSING), None):
                await self.picks(*passing)
            elif ("open", "") in offered and not (rated and named):
                await self.picks("open")
            elif not named and rated:  # a fear can be named on any evening
                await self.types("/practice")
                await self.picks("practise", "fear")
            else:
                break
        self.story.expect(named, f"{self.name} wanted to say, and could not: “{fear}”")
        quiet = ("enough", "") in self.offered()
        self.story.expect(quiet, f"{self.name}'s evening came to no quiet end.")
        if ("more", "") in self.offered():  # nothing else waits today: put it away
            await self.picks("enough")

    async def evening(self, rating: int | None, *, fear: str = "") -> None:
        """Open the knock, answer, and put the phone down: a minute later only the day's line remains.

        On a day of the week's page its knock was opened before, and Today leads to the rest.
        """
        await self.taps("keyboard-today" if self._weekly(self.story.day) else "knock-open")
        await self.answers(rating, fear=fear)
        await self.story.passes(seconds=61)
        self.keeps_only_the_day()

    def keeps_only_the_day(self) -> None:
        """Hold that nothing is left but the four buttons' message and the one line of the day."""
        day = text("day-line", day=self.story.diary_day)
        # What is older than two days can no longer be deleted: it says "Put away." instead.
        allowed = {text("standing"), text("neutral"), day}
        left = [bubble.words for bubble in self.person.phone if bubble.words not in allowed]
        self.story.expect(
            not left and day in self.phone,
            f"A minute after {self.name}'s answers only “{day}” should be left, and there is more or less.",
        )

    def link(self) -> str:
        """Return what the link on the phone carries."""
        found = re.search(r"\?start=([\w-]+)", self.last.words)
        self.story.expect(found is not None, f"{self.name} should see a link, and there is none.")
        return found[1] if found else ""


def _flat(rows: Sequence[Sequence[str | None]]) -> list[str]:
    return [each or "" for row in rows for each in row]


def _meaning(data: str) -> tuple[str, str]:
    """Return the action and the value that a button carries; what stands between them changes."""
    action, _, rest = data.partition(".")
    return action, rest.partition(".")[2]
