"""Every ready story is played to its end, and held to what it let out: to whom, and what never."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.first_days import LATE, WORK
from bot.demo.held import KEY, PHONE
from bot.demo.stories import STORIES
from bot.demo.story import Story
from bot.demo.telling import CAPTIONS, Tale, Teller, said
from bot.demo.texts import plain, sentences
from bot.demo.weeks import BY_SIX, DISHES, HOURS, KITCHEN
from tests.demo.conftest import Opened

BOTH = {"Ana", "Jon"}
ALL = {"Ana", "Jon", "Dr Low"}

# Who ever read which text, of those that tell an outcome.
READ: dict[str, dict[str, set[str]]] = {
    "first-evening": {},
    "week-shared": {"joint-intro": BOTH, "client-footer": {"Dr Low"}},
    "week-kept": {"week-private": BOTH},
    "break": {},
    "alone": {"week-alone": {"Ana"}},
    "hold": {"joint-intro": BOTH, "hold-told": {"Ana"}},
    "leaving": {"week-private": {"Jon"}, "left-done": {"Ana"}},
    "twelve-weeks": {"joint-intro": BOTH, "week-private": BOTH},
}

# What was typed, and on whose phones it ever stood.
STOOD: dict[str, dict[str, set[str]]] = {
    "week-shared": {LATE: ALL, WORK: ALL, BY_SIX: {"Jon"}},
    "week-kept": {KITCHEN: {"Ana"}, DISHES: {"Jon"}},
    "alone": {LATE: {"Ana"}, HOURS: {"Ana"}},
    "hold": {KEY: {"Ana"}, PHONE: BOTH},
    "leaving": {KITCHEN: {"Ana"}, DISHES: {"Jon"}},
}


def phones_with(story: Story, words: str) -> set[str]:
    """Return whose phones ever showed these words."""
    return {
        name
        for name, who in story.people.items()
        if any(words in plain(bubble.words) for bubble in who.person.history)
    }


@pytest.mark.parametrize("tale", STORIES, ids=lambda tale: tale.name)
async def test_a_ready_story_lets_out_what_it_tells_and_nothing_besides(tale: Tale, opened: Opened) -> None:
    async with opened() as town:
        story = await Teller(town, tale, step=0).tell()
        outcomes = {key for table in READ.values() for key in table}
        read = {key: {name for name in story.people if story.days_with(name, key)} for key in outcomes}
        assert {key: names for key, names in read.items() if names} == READ[tale.name]
        typed = {secret.words for secret in story.secrets}
        told = {part: names for words, names in STOOD.get(tale.name, {}).items() for part in sentences(words)}
        assert {words: phones_with(story, words) for words in typed} == told
        assert town.troubles == []


def test_every_caption_is_used_by_a_story_and_is_one_plain_line() -> None:
    used = {step.caption for tale in STORIES for step in tale.steps}
    written = {
        key
        for key in CAPTIONS._languages["en"].keys
        if key.startswith(tuple(f"{tale.name.split('-')[-1]}-" for tale in STORIES)) or key in used
    }
    assert not used - written
    for key in used:
        assert "\n" not in said(key) and 10 < len(said(key)) <= 110, key


def test_a_story_names_no_label_by_its_wording() -> None:
    folder = Path(__file__).parents[2] / "bot" / "demo" / "stories"
    for path in folder.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for wording in ("Start", "Share", "Keep it", "Today", "Open"):
                assert f'"{wording}' not in line, line
