"""Two talks: turns that follow the clock alone, and are the same for both, turned round."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.domain.crossing import leads
from bot.domain.library import ROLES, STAGES, Library
from bot.domain.talks import (
    SHAPES,
    TOGETHER,
    Habit,
    Sort,
    Topic,
    Turn,
    Who,
    i_begin,
    item_of,
    length,
    next_start,
    read,
    turn_at,
    turns,
    written,
)
from bot.wiring import load_facts

LIBRARY: Library = load_facts("evenkeel_bot").library
START = datetime(2026, 3, 8, 18, 0, tzinfo=UTC)
ROUND = {Who.ME: Who.YOU, Who.YOU: Who.ME, Who.BOTH: Who.BOTH}


@pytest.mark.parametrize("sort", Sort)
def test_both_see_the_same_turns_turned_round(sort: Sort) -> None:
    mine, theirs = turns(sort, START, i_begin=True), turns(sort, START, i_begin=False)
    assert [Turn(each.topic, ROUND[each.who], each.begins, each.ends) for each in mine] == theirs


@pytest.mark.parametrize("sort", Sort)
def test_one_turn_follows_another_and_each_speaks_as_long_as_the_other(sort: Sort) -> None:
    found = turns(sort, START, i_begin=True)
    assert found[0].begins == START
    assert all(one.ends == two.begins for one, two in pairwise(found))
    assert found[-1].ends - START == length(sort)
    spoken = {who: sum((t.ends - t.begins for t in found if t.who is who), timedelta()) for who in Who}
    assert spoken[Who.ME] == spoken[Who.YOU]
    assert found[0].topic is Topic.OPEN
    assert found[-1].topic is Topic.CLOSE


def test_the_ritual_takes_about_a_quarter_of_an_hour_and_the_talk_less_than_an_hour() -> None:
    assert timedelta(minutes=13) <= length(Sort.RITUAL) <= timedelta(minutes=17)
    assert timedelta(minutes=40) <= length(Sort.TALK) < timedelta(hours=1)


def test_the_ritual_asks_for_all_that_it_is_made_of() -> None:
    asked = [topic for topic, _ in SHAPES[Sort.RITUAL].topics if topic not in TOGETHER]
    assert asked == [Topic.FEELING, Topic.GOOD, Topic.NEED, Topic.OWN, Topic.STRUGGLE]


@pytest.mark.parametrize("sort", Sort)
def test_no_talk_goes_on_near_bedtime(sort: Sort) -> None:
    last = datetime(2026, 3, 8, max(SHAPES[sort].hours), tzinfo=UTC) + length(sort)
    assert (last.hour, last.minute) <= (20, 30)


@pytest.mark.parametrize("sort", Sort)
def test_there_is_a_turn_at_every_instant_of_a_talk_and_none_outside_it(sort: Sort) -> None:
    assert turn_at(sort, START, True, START - timedelta(seconds=1)) is None
    assert turn_at(sort, START, True, START + length(sort)) is None
    for second in range(0, int(length(sort).total_seconds()), 7):
        assert turn_at(sort, START, True, START + timedelta(seconds=second))


def test_exactly_one_of_the_two_begins_and_they_take_turns_with_it() -> None:
    for n in range(14):
        day = date(2026, 3, 2) + timedelta(days=n)
        assert i_begin(True, day) is not i_begin(False, day)
        assert i_begin(True, day) is not i_begin(True, day + timedelta(days=1))
        assert i_begin(True, day) is not i_begin(True, day + timedelta(days=7))


@pytest.mark.parametrize(("mine", "theirs"), [("Ann", "Ben"), ("Ben", "Ann"), ("Sam", "Sam")])
def test_who_leads_is_settled_by_the_names_and_never_by_both(mine: str, theirs: str) -> None:
    assert leads(mine, theirs, "a", "b") is not leads(theirs, mine, "b", "a")
    if mine != theirs:
        assert leads(mine, theirs, "a", "b") is leads(mine, theirs, "b", "a")


@pytest.mark.parametrize("habit", [Habit((0,), 7), Habit((1, 3, 5), 20), Habit((2, 6), 19)])
def test_a_habit_is_read_as_it_was_written(habit: Habit) -> None:
    assert read(Sort.RITUAL, written(habit)) == habit


@pytest.mark.parametrize(
    "value",
    ["", "-", "h19", "3", "3h", "3h6", "3h06", "3h21", "7h19", "33h19", "31h19", "0123h19", "3h19x", "²h19"],
)
def test_what_is_no_habit_is_not_read(value: str) -> None:
    assert read(Sort.RITUAL, value) is None


def test_the_weekly_talk_is_on_one_day_and_over_by_eight() -> None:
    assert read(Sort.TALK, "13h18") is None
    assert read(Sort.TALK, "3h20") is None
    assert read(Sort.TALK, "3h19") == Habit((3,), 19)


def test_the_next_talk_is_the_first_of_its_days_by_the_clock_of_the_couple() -> None:
    london = ZoneInfo("Europe/London")
    habit = Habit((1, 4), 19)
    first = next_start(habit, london, datetime(2026, 3, 27, 19, 0, tzinfo=UTC))  # a Friday, at the hour
    assert first == datetime(2026, 3, 31, 18, 0, tzinfo=UTC), "the clocks went forward between"


@pytest.mark.parametrize("role", ROLES)
def test_every_topic_of_a_turn_has_words_for_every_role_and_stage(role: str) -> None:
    habit = Habit((2,), 19)
    for stage in STAGES:
        pool = LIBRARY.pool("ritual", role, stage)
        for topic in (Topic.FEELING, Topic.NEED, Topic.OWN, Topic.STRUGGLE):
            assert item_of(Sort.RITUAL, topic, pool, habit, date(2026, 3, 4)), (topic, stage)


def test_in_the_first_two_stages_only_who_broke_trust_has_thanks_to_say() -> None:
    for stage in ("steady", "name"):
        assert {role for role in ROLES if LIBRARY.pool("appreciate", role, stage)} == {"broke"}
    for stage in ("witness", "touch", "choose"):
        assert all(len(LIBRARY.pool("appreciate", role, stage)) >= 8 for role in ROLES)


@pytest.mark.parametrize("days", [(2,), (0, 2), (0, 2, 4)])
def test_nothing_is_asked_again_until_each_was_asked_once(days: tuple[int, ...]) -> None:
    pool, habit = LIBRARY.pool("ritual", "hurt", "steady"), Habit(days, 19)
    monday = date(2026, 3, 2)
    dates = [monday + timedelta(days=7 * week + day) for week in range(6) for day in days]
    asked = [item_of(Sort.RITUAL, Topic.FEELING, pool, habit, day) for day in dates]
    for at in range(len(asked) - 3):
        assert len({item and item.id for item in asked[at : at + 4]}) == 4
