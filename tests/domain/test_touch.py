"""The set minute: what makes a choice a rest, and that both read the lower of two."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.crossing import lower
from bot.domain.places import COMMON
from bot.domain.rhythm import zone_of
from bot.domain.touch import (
    REST,
    STEPS,
    Choice,
    Near,
    evening_at,
    idea_of,
    next_evening,
    own_step,
    rated_from,
)

MINUTE = datetime(2026, 3, 11, 19, 0, tzinfo=UTC)
EVENING = evening_at(MINUTE, UTC)
HOUR = timedelta(hours=1)
CHOICE = Choice(EVENING.key, 5, MINUTE - HOUR)
SINCE = rated_from(EVENING, UTC)
SAFE = [Near(MINUTE - HOUR, 7)]

steps = st.sampled_from(STEPS)


@given(steps, steps)
def test_both_read_the_lower_and_a_rest_wins(mine: int, theirs: int) -> None:
    assert lower(mine, theirs) == lower(theirs, mine) <= min(mine, theirs)
    assert lower(mine, REST) == REST


def test_a_choice_stands_for_its_own_evening_and_only_before_its_minute() -> None:
    assert own_step(CHOICE, EVENING, SINCE, SAFE, 4, False) == 5
    assert own_step(None, EVENING, SINCE, SAFE, 4, False) == REST
    assert own_step(Choice("2026-03-04", 5, MINUTE - HOUR), EVENING, SINCE, SAFE, 4, False) == REST
    assert own_step(Choice(EVENING.key, 5, MINUTE), EVENING, SINCE, SAFE, 4, False) == REST


def test_a_hold_is_a_rest() -> None:
    assert own_step(CHOICE, EVENING, SINCE, SAFE, 4, True) == REST


def test_the_last_rating_counts_from_the_beginning_of_the_day_before() -> None:
    for hours, value, step in (
        (1, 4, 5),
        (1, 3, REST),
        (39, 7, 5),  # Tuesday, four in the morning
        (40, 7, REST),
        (0, 7, REST),
        (1, None, REST),
    ):
        near = [Near(MINUTE - hours * HOUR, value)]
        assert own_step(CHOICE, EVENING, SINCE, near, 4, False) == step, (hours, value)
    falling = [Near(MINUTE - HOUR, 2), Near(MINUTE - 2 * HOUR, 9)]
    assert own_step(CHOICE, EVENING, SINCE, falling, 4, False) == REST


def test_each_sets_a_floor_alone() -> None:
    for floor in STEPS:
        assert own_step(CHOICE, EVENING, SINCE, SAFE, floor, False) == (5 if floor <= 7 else REST)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(COMMON).map(zone_of),
)
def test_every_week_has_one_evening_the_same_for_both(now: datetime, zone: object) -> None:
    assert hasattr(zone, "utcoffset")
    first = next_evening(now, zone)  # type: ignore[arg-type]
    assert now < first.at <= now + timedelta(days=8)
    assert evening_at(first.at, zone) == first  # type: ignore[arg-type]
    assert next_evening(first.at, zone).key > first.key  # type: ignore[arg-type]


def test_no_idea_comes_twice_in_three_weeks() -> None:
    weeks = [(MINUTE + n * timedelta(weeks=1)).date().isoformat() for n in range(9)]
    found = [idea_of("abc", week) for week in weeks]
    assert all(len(set(found[n : n + 3])) == 3 for n in range(7))
