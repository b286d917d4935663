from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from bot.adapters.words import FluentWords, find_messages
from bot.domain.checkin import FEELINGS
from bot.domain.people import Role
from bot.services.own.notes import first_shown, own_line
from tests.town import town

TODAY = date(2026, 11, 21)
WORDS = FluentWords(find_messages())
LOW, HIGH = [3, 4, 4, 3, 5, 4, 4] * 3, [6, 7, 7, 8, 7, 6, 7] * 3


def days(*numbers: int | None) -> dict[date, int]:
    """Numbers of the days up to today; none on some."""
    begun = TODAY - timedelta(days=len(numbers) - 1)
    return {begun + timedelta(days=at): each for at, each in enumerate(numbers) if each is not None}


def told(values: Mapping[date, int], role: str = "hurt", shown: int = 84) -> tuple[str, dict[str, Any]]:
    """What somebody with these answers reads, and what their picture is drawn from."""
    since = TODAY - timedelta(days=shown - 1)
    lines, picture = own_line(values, since, TODAY, role, lambda each: WORDS.write(each, "en", ""))
    return " ".join(WORDS.write(each, "en", "") for each in lines), json.loads(picture.data)


def test_too_few_answers_say_how_many_are_lacking_and_show_no_middle() -> None:
    words, data = told(days(3, None, 4, *[None] * 9))
    assert "It takes 40 more answers before I can say. There is no hurry." in words
    assert data["parts"] == []
    assert data["note"] == ""
    assert "It takes 1 more answer before" in told(days(*LOW, *HIGH[1:]))[0]


def test_a_change_is_said_with_both_middles_each_way_without_praise_or_blame() -> None:
    words, data = told(days(*LOW, *HIGH))
    assert "The middle of your first answers was 4. Since 1 November it is 7." in words
    assert (
        "Your ups and downs alone would seldom make such a difference. "
        "The numbers don't tell why, or how it will go on."
    ) in words
    assert "a point in 2 weeks" in words
    assert [part["label"] for part in data["parts"]] == ["at first: 4", "lately: 7"]
    assert [part["from"] for part in data["parts"]] == ["2026-10-11", "2026-11-01"]
    words, _ = told(days(*HIGH, *LOW))
    assert (
        "was 7. Since 1 November it is 4. Your ups and downs alone would seldom make such a difference."
        in words
    )
    assert "The numbers don't tell why, or how it will go on." in words
    assert not re.search(r"better|worse|well|progress|improve|decline|great|good|bad", words)


def test_no_change_is_not_said_to_be_proof_that_there_is_none() -> None:
    same = told(days(*LOW, *LOW))[0]
    assert "was 4. Since 1 November it is 4 again. I see no change. There may still be one." in same
    near = told(days(*LOW, *[5, 4, 5, 3, 5, 5, 4] * 3))[0]
    assert "was 4. Since 1 November it is 5. That is not enough for me to call it a change" in near
    assert "There may still be one." in near


def test_a_picture_shows_the_latest_weeks_and_the_words_go_by_all() -> None:
    words, data = told(days(*LOW, *LOW, *[5] * 80, *HIGH), shown=84)
    assert len(data["points"]) == 84
    assert data["points"][0][0] == data["from"] == "2026-08-30"
    assert "The middle of your first answers was 4" in words


def test_a_line_begins_with_the_first_answer_and_shows_four_weeks_at_least_and_twelve_at_most() -> None:
    for first, shown in ((0, 28), (20, 28), (40, 41), (83, 84), (400, 84)):
        begun = first_shown([TODAY - timedelta(days=first), TODAY], TODAY)
        assert (TODAY - begun).days + 1 == shown
    assert (TODAY - first_shown([], TODAY)).days == 27


def test_one_low_day_changes_nothing_that_is_said() -> None:
    level = [*LOW, *LOW]
    assert told(days(*level[:-1], 0))[0] == told(days(*level))[0]


def test_days_off_count_for_nothing() -> None:
    """The same answers, with days off between them or not: only when lately began is another."""
    numbers = [*LOW, *HIGH]
    spread = [each for number in numbers for each in (number, None)][:-1]
    dense, sparse = told(days(*numbers))[0], told(days(*spread))[0]
    said = re.compile(r"The middle .*? was 4\. Since [\w ]+ it is 7\. Your ups and downs alone .*? why")
    assert said.search(dense)
    assert said.search(sparse)
    for words in (dense, sparse, told(days(*spread[:31]))[0]):
        assert "days" not in words.replace("Days without a dot mean nothing.", "")


@pytest.mark.parametrize("role", [*Role])
def test_it_is_there_in_every_role(role: Role) -> None:
    words, data = told(days(*LOW, *HIGH), role)
    assert "Since 1 November it is 7." in words
    assert data["title"].startswith("How safe it ")


async def test_another_role_is_another_question_and_so_another_line() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt")
        for number in (4, 5):
            await ann.waits(days=1)
            await ann.rates(number)
        await ann.says("/history")
        assert ann.shows("40 more answers")
        await ann.sets("broke")
        await ann.says("/history")
        assert ann.shows("history-few")
        assert not ann.shows("history-caption")
        await ann.waits(days=1)
        await ann.rates(6)
        await ann.waits(days=1)
        await ann.rates(7)
        await ann.says("/history")
        assert ann.shows("40 more answers")


def test_what_is_said_is_what_a_picture_says_to_who_cannot_see_it() -> None:
    words, data = told(days(*LOW, *HIGH))
    assert data["alt"].endswith(words)


def test_a_caption_is_never_too_long_for_a_picture() -> None:
    longest = max((told(days(*one, *other))[0] for one in (LOW, HIGH) for other in (LOW, HIGH)), key=len)
    feelings = sorted((WORDS.write(each, "en", "") for each in map(_feeling, FEELINGS)), key=len)[-3:]
    assert len(html.escape(longest)) + len(", ".join(feelings)) + 60 < 1024


def _feeling(name: str) -> Any:
    from bot.domain.say import line

    return line(f"feeling-{name}")


async def test_it_is_drawn_from_all_one_s_answers_from_the_first_one_on() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for number in (4, 5):
            await ann.waits(days=1)
            await ann.rates(number)
        await ann.says("/history")
        assert ann.shows("history-caption", "39 more answers")
        assert not ann.shows("history-middles")
