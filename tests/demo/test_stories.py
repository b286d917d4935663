"""Every ready story is played to its end, and held to what it let out: to whom, and what never."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.demo import hidden, live
from bot.demo.first_days import LATE, WORK
from bot.demo.held import KEY, PHONE
from bot.demo.stories import LONG, STORIES
from bot.demo.story import Story
from bot.demo.telling import Tale, Teller, said
from bot.demo.texts import plain, sentences, text
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
}

# What was typed, and on whose phones it ever stood.
STOOD: dict[str, dict[str, set[str]]] = {
    "week-shared": {LATE: ALL, WORK: ALL, BY_SIX: {"Jon"}},
    "week-kept": {KITCHEN: {"Ana"}, DISHES: {"Jon"}},
    "alone": {LATE: {"Ana"}, HOURS: {"Ana"}},
    "hold": {KEY: {"Ana"}, PHONE: BOTH},
    "leaving": {KITCHEN: {"Ana"}, DISHES: {"Jon"}},
}


# Whose chat holds something that both released.
RELEASED = {"week-shared": ALL, "hold": BOTH}


def kinds(columns: list[dict[str, Any]], kind: str) -> dict[str, list[str]]:
    """Return what each chat has held of one kind."""
    found = {
        each["name"]: [plain(item["text"]) for item in each["items"] if item["kind"] == kind]
        for each in columns
    }
    return {name: items for name, items in found.items() if items}


def phones_with(story: Story, words: str) -> set[str]:
    """Return whose phones ever showed these words."""
    return {
        name
        for name, who in story.people.items()
        if any(words in plain(bubble.words) for bubble in who.person.history)
    }


SHORT = [tale for tale in STORIES if tale not in LONG]  # the others are told whole without a page


@pytest.mark.parametrize("tale", SHORT, ids=lambda tale: tale.name)
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
        people = town.people
        known = await town.asked(lambda store: hidden.known(store, people))
        columns = hidden.columns(people, known, hidden.neutral())
        released, private = kinds(columns, "released"), kinds(columns, "private")
        assert set(released) == RELEASED.get(tale.name, set())
        for name, other in (("Ana", "Jon"), ("Jon", "Ana")):  # what was looked at before was one's own
            preview = plain(text("page-preview", name=other))
            assert not any(preview in each for each in released.get(name, []))
        for person in people:
            for _, words in known[person.id].released:
                assert any(plain(words) in each for each in released[person.name])
        for words, names in told.items():
            assert any(words in each for each in private[next(iter(owners(story, words)))])
            for name in names - owners(story, words):
                assert not any(words in each for each in private.get(name, []))


def owners(story: Story, words: str) -> set[str]:
    """Return who typed these words."""
    return {secret.owner for secret in story.secrets if secret.words == words}


def test_every_caption_is_used_by_a_story_and_is_one_plain_line() -> None:
    ends = {tale.steps[-1].caption for tale in LONG}  # their other captions lie in tables of their own
    used = {step.caption for tale in SHORT for step in tale.steps} | ends
    named = {f"{what}-{tale.name}" for tale in STORIES for what in ("story", "hint")}
    table = Path(live.__file__).with_name("words") / "en" / "stories.ftl"
    written = re.findall(r"^([a-z-]+) = ", table.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(written) == sorted(used | named)
    for key in used:
        assert "\n" not in said(key) and 10 < len(said(key)) <= 110, key


def test_a_story_names_no_label_by_its_wording() -> None:
    folder = Path(__file__).parents[2] / "bot" / "demo" / "stories"
    for path in folder.glob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            for wording in ("Start", "Share", "Keep it", "Today", "Open"):
                assert f'"{wording}' not in line, line
