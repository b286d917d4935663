"""Holds, the plain page that stands, and the day on which the private questions come again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Person
from bot.domain.safety import (
    EFFECTS,
    MONTH,
    QUESTIONS,
    after_answers,
    drawn_day,
    stands_plain,
    unsafe,
    with_hold,
    with_plain,
    without,
)

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
ANN = Person(id="ann", owner="ann", at=NOW, chat=11)
DAYS = st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))
LAST = st.dates(date(2026, 1, 1), date(2030, 1, 1))
SHARE = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize("given_answers", list(product(("yes", "no", "skip"), repeat=4)))
def test_each_unsafe_answer_sets_a_hold_and_no_other_does(given_answers: tuple[str, ...]) -> None:
    free, afraid, might, phone = given_answers
    answers = dict(zip(QUESTIONS, given_answers, strict=True))
    after = after_answers(ANN, answers, NOW)
    held = free == "no" or afraid == "yes" or might == "yes"
    assert unsafe(answers) is held is (after.held_since is not None) is stands_plain(after)
    assert (after.clear_seconds < ANN.clear_seconds) is (phone == "yes")
    assert len(EFFECTS) == 4


def test_safe_answers_end_no_hold() -> None:
    safe = dict(zip(QUESTIONS, ("yes", "no", "no", "no"), strict=True))
    assert after_answers(with_hold(ANN, NOW), safe, NOW + timedelta(days=30)).held_since == NOW


STEPS = st.lists(st.tuples(st.sampled_from(("hold", "plain", "end")), st.integers(0, 9)), max_size=12)


@given(STEPS)
def test_a_hold_and_a_page_that_stands_begin_and_end_alike(steps: list[tuple[str, int]]) -> None:
    one, two, now = with_hold(ANN, NOW), with_plain(ANN, NOW), NOW
    for what, days in steps:
        now += timedelta(days=days)
        does = {"hold": with_hold, "plain": with_plain, "end": without}[what]
        one, two = does(one, now), does(two, now)
        assert stands_plain(one) is stands_plain(two)


def test_what_stands_can_be_ended_after_a_week_and_not_before() -> None:
    week = timedelta(days=7)
    for begin in (with_hold, with_plain):
        assert stands_plain(without(begin(ANN, NOW), NOW + week - timedelta(seconds=1)))
        assert not stands_plain(without(begin(ANN, NOW), NOW + week))


@given(LAST, DAYS, SHARE)
def test_a_month_later_never_on_the_same_weekday_nor_day_nor_at_a_weekend(
    last: date, full: tuple[int, ...], share: float
) -> None:
    day = drawn_day(last, full, share)
    assert (day - last).days in MONTH
    assert day.weekday() not in (5, 6, last.weekday())
    assert day.day != last.day
    if set(range(5)) - {last.weekday()} - set(full):
        assert day.weekday() not in full


@given(LAST)
def test_every_day_that_suits_can_be_drawn(last: date) -> None:
    assert len({drawn_day(last, (1, 3, 5), n / 100) for n in range(100)}) >= 3
