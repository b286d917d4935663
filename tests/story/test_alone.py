"""Somebody alone: nothing that they can reach speaks to two, or of a page that needs two."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.checkin import Kind
from bot.domain.programme import RULES
from tests.domain.test_library import LIBRARY
from tests.town import Resident, shapes, town
from tests.words.texts import texts

TO_TWO = re.compile(
    r"\b(?:you two|you both|(?:two|both|each|either) of you|(?:shared|plain) page|at the weekend|"
    r"page of (?:the|a|your) week|week's page|our (?:words|standstill|map|talks)|"
    r"your pages?(?! is (?:open|closed)))\b",
    re.IGNORECASE,
)
"""What is said to two. A grief page is open or closed, and nobody else's."""

BEFOREHAND = (
    "consent",
    "privacy-short",
    "privacy-long",
    "delete-ask",
    "invite-what",
    "care-alone",
    "care-what",
)
"""What must be whole at any time: what one agrees to, who can read what, what a link or the end does."""

NEVER = ("delete-yes", "invite-make", "put-away", "enough", "close", "not-now", "later", "export-make")
"""Buttons that end the walk, or lead out of being alone."""

STORY = Path(__file__).parents[2] / "docs" / "stories" / "alone.md"
"""Twelve weeks of somebody alone, as the bot told them."""

SEEN = (
    "rest-ask", "safety-what", "hold-told", "hold-ended-own", "dance-ask", "parting", "apart-safe",
    "cycle-intro", "words-how-alone", "grief-before", "plan-which", "plan-instead", "week-alone",
    "own-at-choose", "pause-ask", "role-ask",
)  # fmt: skip
"""What the walk must have come by."""

WAYS = (
    ("/more",), ("/practice",), ("/practice", "practice-more"), ("/practice", "plan"),
    ("/practice", "plan", "plan-parts"), ("/practice", "practice-more", "practice-stage", "where-parting"),
    ("/settings",), ("/safety",), ("/rest",), ("/today",), ("/privacy",), ("/break",), ("/week",),
)  # fmt: skip
"""Where a walk begins anew."""

SLOWLY = 12
"""Seconds between two taps, so that it is never too much for a minute or an hour."""


def test_no_item_of_the_library_that_comes_to_somebody_alone_speaks_to_two() -> None:
    alone = {kind for kind, rule in RULES.items() if not rule.couple} | {Kind.SAFETY}
    english = texts("en")
    for item in LIBRARY.items:
        if item.kind in alone:
            key = f"alone-{item.id}" if item.kind == Kind.PLAY else item.key
            for each in (key, *item.opener_keys):
                assert not TO_TWO.search(english[each].readings[0]), each


@pytest.mark.parametrize(
    "family", ["truth-", "ease-", "calm-", "own-", "apart-", "shelf-", "turn-", "question-is-"]
)
def test_no_family_of_texts_that_one_reads_alone_speaks_to_two(family: str) -> None:
    of_two = {"apart-safe-hold", "question-is-page"}
    said = {key: text.readings for key, text in texts("en").items() if key.startswith(family)}
    assert said
    assert [key for key in said if key not in of_two and any(map(TO_TWO.search, said[key]))] == []


def test_in_twelve_weeks_alone_nothing_comes_by_itself_that_is_said_to_two() -> None:
    told = [
        each.removeprefix("> ") for each in STORY.read_text(encoding="utf-8").splitlines() if each[:1] == ">"
    ]
    beforehand = {each for key in BEFOREHAND for each in texts("en")[key].readings[0].splitlines()}
    assert len(told) > 200
    assert [each for each in told if TO_TWO.search(each) and each not in beforehand] == []


class Walk:
    """Taps whatever was not tapped yet, and reads whatever comes."""

    def __init__(self, who: Resident) -> None:
        self.who = who
        self.tapped: set[str] = set()
        self.seen: set[str] = set()
        self.never = [shapes()[key] for key in NEVER]

    def reads(self) -> None:
        """Look at all that stands in the chat."""
        for text in (*self.who.phone, *self.who.labels):
            self.seen |= {key for key in SEEN if shapes()[key].search(text)}
            if not any(shapes()[key].search(text) for key in BEFOREHAND):
                assert not TO_TWO.search(text), text

    def untapped(self) -> list[tuple[str, str]]:
        """Return the buttons that were not tapped yet where they stand; one number stands for all."""
        there = [
            (label, re.sub(r"\d+", "0", f"{bubble.words[:60]} {label}"))
            for bubble in self.who.person.phone
            for label in bubble.labels
            if not any(never.fullmatch(label) for never in self.never)
        ]
        return [each for each in there if each[1] not in self.tapped]

    async def goes(self) -> None:
        """Take each way as long as it leads to anything new."""
        for way in WAYS:
            while True:
                await self._begins(way)
                if not self.untapped():
                    break
                while fresh := self.untapped():
                    label, place = fresh[-1]
                    self.tapped.add(place)
                    await self.who.waits(seconds=SLOWLY)
                    await self.who.taps(label)
                    self.reads()

    async def _begins(self, way: tuple[str, ...]) -> None:
        command, *taps = way
        await self.who.waits(seconds=SLOWLY)
        await self.who.says(command)
        for tap in taps:
            if self.who.offers(tap):
                await self.who.taps(tap)
        self.reads()


async def test_somebody_alone_never_reads_what_is_said_to_two() -> None:
    async with town() as here:
        mara = await here.settled("Mara", "both", "London")
        for ready in ("steady", "name", "witness", "touch"):  # alone, a stage is one's own to say
            await mara.says("/practice")
            await mara.taps("practice-stage")
            await mara.taps("own-ready-witness" if ready == "witness" else f"where-ready-{ready}")
        walk = Walk(mara)
        await walk.goes()
        assert walk.seen == set(SEEN), sorted(set(SEEN) - walk.seen)


async def test_the_menu_of_somebody_alone_offers_nothing_that_needs_two() -> None:
    async with town() as here:
        mara = await here.settled("Mara")
        await mara.says("/more")
        assert mara.offers("menu-practice", "menu-history", "menu-invite", "menu-therapist", "menu-rest")
        assert not [each for each in ("menu-week", "menu-pages", "menu-leave") if mara.offers(each)]


async def test_who_is_alone_again_still_finds_the_pages_that_went_out() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.week(ann, ben)
        await ann.says("/more")
        assert ann.offers("menu-week", "menu-leave") and not ann.offers("menu-pages")
        await ann.says("/leave")
        await ann.taps("leave-quiet")
        await ann.says("/more")
        assert not ann.offers("menu-week") and not ann.offers("menu-leave")
        await ann.taps("menu-pages", "week-of")
        assert ann.offers("take-back") or ann.shows("Ben")
