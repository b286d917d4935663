"""Twelve weeks in a few minutes: some pages go out, most do not, and the sentence is always the same."""

from __future__ import annotations

from bot.demo.people import Resident
from bot.demo.stories.before import linked
from bot.demo.stories.two import THURSDAY
from bot.demo.story import Story
from bot.demo.telling import ANA, Act, Step, Tale, at, quickly, step
from bot.demo.weeks import chooses, opens_page

WEEKS = (
    ("yes", "yes"), ("yes", "no"), ("no", ""), ("", ""), ("yes", "yes"), ("", ""),
    ("", "yes"), ("", ""), ("no", "yes"), ("yes", "yes"), ("", ""), ("yes", ""),
)  # fmt: skip
"""What Ana and Jon choose each week: share, keep, or never open the page."""

HERS = (3, 3, 4, 2, 3, 4, 4, 3, 4, 5, 3, 5)
"""Ana's number on each Wednesday."""


def _choose(name: str, other: str, choice: str, rating: int) -> Act:
    async def act(story: Story) -> None:
        who = story.people[name]
        if choice:
            await opens_page(who, other, rating)
            await chooses(who, "partner" if choice == "yes" else "keep", name=other)

    return act


def _rated(name: str, rating: int) -> Act:
    async def act(story: Story) -> None:
        who = story.people[name]
        await who.taps("knock-open")
        await past_questions(who)
        if ("rate", "x") in who.offered():
            await who.rates(rating)
        await who.picks("enough")

    return act


def _read(name: str, key: str) -> Act:
    async def act(story: Story) -> None:
        who = story.people[name]
        await who.taps("knock-open")
        await past_questions(who)
        who.reads(key)
        await who.taps("put-away" if key == "joint-intro" else "fine")

    return act


async def past_questions(who: Resident) -> None:
    """Skip the private questions, where they come first."""
    while ("screen", "") in who.offered():
        await who.taps("skip")


def _week(number: int, hers: str, his: str) -> Step:
    both = hers == his == "yes"
    key = "joint-intro" if both else "week-private"
    evening = [at("20:32", days=3), _rated("Ana", HERS[number])] if number else []
    return step(
        f"twelve-{'shared' if both else 'private'}",
        *evening,
        at("10:03", days=3 if number else 2),
        _choose("Ana", "Jon", hers, 3 + number // 3),
        _choose("Jon", "Ana", his, 5),
        at("16:02", days=1),
        _read("Ana", key),
        _read("Jon", key),
    )


TWELVE_WEEKS = Tale(
    "twelve-weeks",
    (
        quickly("before-linked", linked),
        *(_week(number, *choices) for number, choices in enumerate(WEEKS)),
        step("twelve-line", ANA.more("menu-history")),
        step("twelve-end"),
    ),
    THURSDAY,
)
