"""Whole weeks of a long story: who rates what on which evening, and what happens besides."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.demo.long.hand import Hand
from bot.demo.long.voices import Voice
from bot.demo.people import Resident, Sight
from bot.demo.story import Story
from bot.demo.texts import plain
from bot.domain.planner import monday_of
from bot.simulator import Bubble

MISSED, ELSEWHERE, ON = ".", "-", "+"
"""A knock that stays closed; an evening that a scene tells itself; and going on to the small thing."""
CAPTION, ALOUD, CHAPTER, TOLD, HUSH = "caption", "aloud", "chapter", "told", "hush"
"""Kinds of what is told beside the phones."""


@dataclass
class Cast:
    """The people of a long story, and what they do tonight."""

    story: Story
    prefix: str
    hands: dict[str, Hand] = field(default_factory=dict)
    week: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)
    """The evenings of this week."""
    sat: set[str] = field(default_factory=set)
    """Whose evening has been told already."""
    does: dict[str, dict[str, Any]] = field(default_factory=dict)

    def someone(self, name: str) -> Resident:
        """Return who has this name: in the story, or on a phone beside it, or else somebody new."""
        phones = self.story.town.telegram.people.values()
        phone = next((each for each in phones if each.name == name), None)
        return self.story.people.get(name) or Resident(self.story, name, phone)

    def tonight(self, name: str, **does: Any) -> None:
        """What somebody answers tonight, where it is asked."""
        self.does.setdefault(name, {}).update(does)

    def tells(self, kind: str, words: str, name: str = "") -> None:
        """Tell something beside the phones."""
        bubble = Bubble(id=0, mine=True, kind=kind, text=words)
        self.story.sights.append(Sight(self.story.town.clock.now(), name, bubble))

    @contextmanager
    def quietly(self, name: str, words: str) -> Iterator[None]:
        """Tell in one sentence what somebody does meanwhile, instead of every screen of it."""
        self.tells(TOLD, words, name)
        self.tells(HUSH, "", name)
        yield
        self.tells(HUSH, "", name)

    def code(self, name: str) -> str:
        """Return how the evening of this day is written for somebody."""
        codes = self.codes.get(name, "").split()
        return codes[self.story.day.weekday()] if codes else ELSEWHERE

    def coded(self, code: str) -> tuple[int | str | None, bool]:
        """Return the rating of an evening as it is written in a week, and whether they go on."""
        rating, on = code.rstrip(ON), code.endswith(ON)
        return (int(rating) if rating.isdecimal() else rating), on

    def rating(self, name: str) -> int | str | None:
        """Return the rating of this evening as it is written in the week."""
        return self.coded(self.code(name))[0]

    async def sits(
        self, name: str, rating: int | str | None, on: bool = False, at: str = "", **does: Any
    ) -> Hand:
        """Somebody sits down, at the hour of their knock or another; return whose hand it is."""
        hand = self.hands[name]
        await self.story.at(at or hand.hour)
        self.sat.add(name)
        await hand.sits_down(rating, on, **does)
        return hand


def let_in(story: Story, prefix: str, **hours: str) -> Cast:
    """Let people in, each with the voice of their name, and with the hour at which they sit down."""
    story.day = story.now.date()
    cast = Cast(story, prefix)
    for name, hour in hours.items():
        cast.hands[name] = Hand(cast.someone(name), Voice.of(name.lower()), hour)
    return cast


Scene = Callable[[Cast], Awaitable[None]]


@dataclass(frozen=True)
class Week:
    """Seven evenings for each, from Monday, and scenes by weekday: before the evening, and after it."""

    evenings: Mapping[str, str]
    scenes: Mapping[int, Scene] = field(default_factory=dict)
    late: Mapping[int, Scene] = field(default_factory=dict)


async def live(cast: Cast, weeks: Sequence[Week], tell: Callable[[str], str]) -> None:
    """Let them live through these weeks; `tell` gives the words for a caption."""
    monday = monday_of(cast.story.day)
    for number, week in enumerate(weeks):
        cast.week, cast.codes = number, week.evenings
        cast.story.day = monday + timedelta(weeks=number)
        await cast.story.at("00:10")
        cast.tells(CHAPTER, tell(f"{cast.prefix}-{number + 1}"))
        for day in range(7):
            await live_day(cast, week, monday + timedelta(weeks=number, days=day), tell)


async def live_day(cast: Cast, week: Week, day: date, tell: Callable[[str], str]) -> None:
    """One day: its scenes, and the evenings between them."""
    story, weekday = cast.story, day.weekday()
    story.day = day
    cast.sat, cast.does = set(), {}
    if weekday in week.scenes or weekday in week.late:
        await story.at("00:30")
        cast.tells(CAPTION, tell(f"{cast.prefix}-{cast.week + 1}-{weekday + 1}"))
    if weekday in week.scenes:
        await week.scenes[weekday](cast)
    for name, hand in sorted(cast.hands.items(), key=lambda pair: pair[1].hour):
        await evening(cast, hand, cast.code(name))
    if weekday in week.late:
        await week.late[weekday](cast)
    await story.at("23:59")


async def evening(cast: Cast, hand: Hand, code: str) -> None:
    """One evening of one person."""
    name = hand.who.name
    if name in cast.sat or code in (MISSED, ELSEWHERE):
        return
    rating, on = cast.coded(code)
    await cast.sits(name, rating, on, **cast.does.get(name, {}))


def shared(cast: Cast, *more: str) -> None:
    """At T1: what stands on pages that go out may stand on the others' phones from now on."""
    story, people = cast.story, cast.story.people
    for name, hand in cast.hands.items():
        readers = [people[each] for each in (*cast.hands, *more) if each != name]
        for secret in story.secrets:
            if secret.owner == name and secret.words in plain(hand.page):
                secret.readers |= {each.name for each in readers}


def showed(cast: Cast, kinds: Sequence[str], texts: Sequence[str]) -> None:
    """Hold a story to the parts that somebody has to have done, and the texts that have to have stood."""
    done = {kind for hand in cast.hands.values() for kind in hand.last}
    missing = [kind for kind in kinds if kind not in done]
    missing += [
        key for key in texts if not any(cast.story.days_with(name, key) for name in cast.story.people)
    ]
    cast.story.expect(not missing, f"The story came to its end without {', '.join(missing)}.")
