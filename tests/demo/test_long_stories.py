"""Two times twelve weeks, told whole; what the repository shows of them is what the bot says now."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import cast

import pytest

from bot.__main__ import Tale, with_story
from bot.demo.long import voices
from bot.demo.long.cast import Cast, showed
from bot.demo.long.told import TALES, tell
from bot.demo.long.voices import Voice, asks
from bot.demo.stories import LONG
from bot.demo.story import Deviation, Story, Town
from bot.demo.telling import Tale as PageTale
from bot.demo.telling import Teller, said
from bot.demo.texts import plain, sentences
from bot.wiring import load_facts
from tests.demo.conftest import Opened

PAGES = Path(__file__).parents[2] / "docs" / "stories"
ANEW = 'it is written anew by: make demo ARGS="--transcript docs/stories"'
KNOWN_ALOUD = {"talk-mine-question", "talk-answers", "talk-mine-week", "talk-mine-any"}


@pytest.mark.parametrize("name", TALES)
async def test_a_long_story_goes_as_told_and_reads_as_the_repository_shows_it(name: str) -> None:
    told = await tell(name)
    assert told.trouble == ""
    shown = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    stale = next(
        (
            f"{old!r} is now {new!r}"
            for old, new in zip(shown.split("\n"), told.page.split("\n"), strict=False)
            if old != new
        ),
        "it is longer or shorter now",
    )
    assert told.page == shown, f"docs/stories/{name}.md is not what the bot says now: {stale}; {ANEW}"


def test_a_story_that_lacks_a_part_is_not_told() -> None:
    cast_ = Cast(Story(cast(Town, None), Path()), "alone")
    with pytest.raises(Deviation, match="without grief, parting"):
        showed(cast_, ["grief"], ["parting"])


def test_whatever_somebody_answers_answers_something_that_the_library_asks() -> None:
    library = load_facts("evenkeel_bot").library
    for path in voices.FOLDER.glob("*.toml"):
        voice = Voice.of(path.stem)
        assert {item for item in voice.says if item not in library} == set(), path.stem
        assert {item for item in voice.aloud if item not in library} <= KNOWN_ALOUD, path.stem
        assert {item for item in voice.cards if f"words-{item}" not in library} == set(), path.stem
        assert asks(next(iter(voice.says)), "nothing that anybody asks") is False


def test_nobody_says_a_sentence_that_is_also_the_others() -> None:
    """Else it would look, to the story itself, as if something of the one stood on the other's phone."""
    both = [Voice.of(name) for name in ("ana", "jon")]
    for voice, other in permutations(both, 2):
        whole = plain(" ".join(other.says.values()))
        assert [each for words in voice.says.values() for each in sentences(words) if each in whole] == []


@pytest.mark.parametrize("name", TALES)
def test_every_caption_belongs_to_a_week_or_to_a_day_on_which_something_happens(name: str) -> None:
    table = voices.FOLDER / f"{name}.ftl"
    written = re.findall(r"^([a-z0-9-]+) =", table.read_text(encoding="utf-8"), re.MULTILINE)
    weeks = TALES[name].weeks
    days = {
        f"{name}-{number}-{day + 1}"
        for number, week in enumerate(weeks, 1)
        for day in {*week.scenes, *week.late}
    }
    titles = {f"{name}-title", f"{name}-opening", *(f"{name}-{number}" for number in range(1, 13))}
    assert sorted(written) == sorted(days | titles)
    assert [key for key in days if not 10 < len(said(key)) <= 110] == []


@pytest.mark.parametrize("tale", LONG, ids=lambda tale: tale.name)
async def test_on_the_page_a_long_story_begins_as_it_is_told(tale: PageTale, opened: Opened) -> None:
    first = replace(tale, steps=tale.steps[:4])
    heard: list[str] = []
    async with opened() as town:
        story = await Teller(town, first, heard.append, step=0).tell()
        assert town.troubles == []
    assert heard == [said(step.caption) for step in first.steps]
    assert story.now.date() >= date(2026, 3, 4)


def test_a_bare_story_is_the_three_weeks() -> None:
    assert with_story(["demo", "--story"]) == ["demo", "--story", Tale.THREE_WEEKS]
    assert with_story(["demo", "--story", "--serve"]) == ["demo", "--story", Tale.THREE_WEEKS, "--serve"]
    assert with_story(["demo", "--story", "long"]) == ["demo", "--story", "long"]
