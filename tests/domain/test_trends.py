from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.trends import (
    OWN,
    RELEASED,
    Change,
    Rule,
    Statement,
    exact_p,
    in_halves,
    own,
    released,
    stated,
    theil_sen,
    weeks_a_point,
)

FIRST = date(2026, 1, 5)
ratings = st.integers(0, 10)
samples = st.lists(ratings, min_size=1, max_size=6)
rules = st.sampled_from([OWN, RELEASED])


def daily(*numbers: float) -> dict[date, float]:
    return {FIRST + timedelta(days=at): number for at, number in enumerate(numbers)}


def weekly(*numbers: float | None) -> dict[date, float | None]:
    return {FIRST + timedelta(weeks=at): number for at, number in enumerate(numbers)}


@st.composite
def diaries(draw: st.DrawFn, least: int = 0, most: int = 70) -> dict[date, float]:
    """Answers on some days, near one level early on and near another one later."""
    count = draw(st.integers(least, most))
    gaps = draw(st.lists(st.sampled_from([1, 1, 1, 2, 9]), min_size=count, max_size=count))
    one, two = draw(ratings), draw(ratings)
    numbers = [
        max(0, min(10, (one if at < count // 2 else two) + draw(st.sampled_from([-1, 0, 0, 1]))))
        for at in range(count)
    ]
    return {FIRST + timedelta(days=sum(gaps[: at + 1])): number for at, number in enumerate(numbers)}


# ---------------------------------------------------------------------- p and slope, against others


@settings(deadline=None, max_examples=50)
@given(samples, samples)
def test_p_counts_every_way_to_deal_the_numbers_out(one: list[int], other: list[int]) -> None:
    pooled = one + other
    ranks = [Fraction(2 * sum(b < a for b in pooled) + pooled.count(a) + 1, 2) for a in pooled]
    sums = [sum(dealt) for dealt in combinations(ranks, len(one))]
    seen = sum(ranks[: len(one)])
    side = min(sum(each <= seen for each in sums), sum(each >= seen for each in sums))
    assert exact_p(one, other) == pytest.approx(min(1.0, 2 * side / len(sums)), abs=1e-12)


@settings(deadline=None, max_examples=8)
@given(samples.filter(lambda some: len(some) > 1), samples.filter(lambda some: len(some) > 1))
def test_p_is_what_scipy_says(one: list[int], other: list[int]) -> None:
    from scipy.stats import permutation_test  # takes a second: only who compares pays

    def rank_sum(first: list[int], second: list[int]) -> float:
        return sum((a > b) + (a == b) / 2 for a in first for b in second)

    theirs = permutation_test((one, other), rank_sum, vectorized=False, n_resamples=10**6).pvalue
    assert exact_p(one, other) == pytest.approx(theirs, abs=1e-12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), ratings), min_size=2, max_size=30, unique_by=lambda x: x[0]))
def test_the_slope_is_what_scipy_says(points: list[tuple[int, int]]) -> None:
    from scipy.stats import theilslopes

    days, numbers = zip(*points, strict=True)
    assert theil_sen(points) == pytest.approx(theilslopes(numbers, days).slope, abs=1e-12)


def test_one_place_has_no_slope_and_an_empty_sample_no_p() -> None:
    assert theil_sen([]) is None
    assert theil_sen([(1, 3), (1, 5)]) is None
    with pytest.raises(ValueError, match="empty"):
        exact_p([], [1])
    with pytest.raises(ValueError, match="empty"):
        exact_p([1], [])


# ---------------------------------------------------------------------- what is said


def test_a_lasting_change_is_seen_each_way_and_none_where_there_is_none() -> None:
    low, high = [3, 4, 4, 3, 5, 4, 4] * 3, [6, 7, 7, 8, 7, 6, 7] * 3
    assert own(daily(*low, *high)).kind is Change.HIGHER
    assert own(daily(*high, *low)).kind is Change.LOWER
    assert own(daily(*low, *low)).kind is Change.NONE_SEEN
    for rule in (OWN, RELEASED):
        one, other = [2] * rule.early * rule.together, [8] * rule.lately * rule.together
        assert stated(daily(*one, *other), rule).kind is Change.HIGHER, (
            "it takes more than is said to be needed"
        )


def test_early_grows_and_then_stays_and_lately_is_the_end() -> None:
    low, high = [3, 4, 4, 3, 5, 4, 4] * 3, [6, 7, 7, 8, 7, 6, 7] * 3
    said = own(daily(*low, *([9] * 4), *high))
    assert said.early
    assert said.lately
    assert said.whole
    assert (said.early.n, said.early.median, said.early.low, said.early.high) == (24, 4, 3, 5)
    assert (said.lately.n, said.lately.median, said.lately.low, said.lately.high) == (21, 7, 6, 7)
    assert (said.early.first, said.early.last) == (FIRST, FIRST + timedelta(days=23))
    assert (said.lately.first, said.lately.last) == (FIRST + timedelta(days=25), FIRST + timedelta(days=45))
    assert (said.whole.n, said.whole.first, said.whole.last) == (46, FIRST, FIRST + timedelta(days=45))
    for more, count in ((0, 21), (2, 21), (3, 24), (21, 42), (300, 42)):
        grown = own(daily(*low, *([5] * more), *high)).early
        assert grown
        assert grown.n == count
    weeks = released(weekly(*range(9))).early, released(weekly(*range(5), None, *range(5, 10), 3)).early
    assert [each.n for each in weeks if each] == [5, 6]


@settings(deadline=None, max_examples=30)
@given(diaries(), rules)
def test_too_few_says_how_many_are_needed(values: dict[date, float], rule: Rule) -> None:
    said = stated(values, rule)
    assert said.needed == max(0, rule.least - len(values))
    assert (said.kind is Change.TOO_FEW) == (said.needed > 0)
    assert (said.early is None) == (said.lately is None) == (said.p is None) == (said.needed > 0)
    assert (said.whole is None) == (not values)


def test_three_weeks_of_answers_come_first() -> None:
    assert OWN.together * OWN.early >= 21
    assert RELEASED.together * RELEASED.early >= 3
    assert own({}) == Statement(Change.TOO_FEW, OWN.least)


@settings(deadline=None, max_examples=15)
@given(diaries(least=40), st.integers(0, 69), ratings)
def test_one_day_alone_never_makes_a_change(values: dict[date, float], which: int, number: int) -> None:
    level = dict.fromkeys(values, 5.0)
    level[sorted(level)[which % len(level)]] = number
    assert own(level).kind in (Change.NONE_SEEN, Change.TOO_FEW)


@given(st.lists(st.none() | ratings, max_size=20))
def test_a_week_without_a_number_counts_for_nothing(numbers: list[int | None]) -> None:
    there = {week: number for week, number in weekly(*numbers).items() if number is not None}
    assert released(weekly(*numbers)) == released(dict(there)) == stated(there, RELEASED)


@settings(deadline=None, max_examples=15)
@given(diaries(least=30), rules, st.integers(-10, 10), st.integers(-400, 400))
def test_neither_where_the_scale_begins_nor_when_says_anything(
    values: dict[date, float], rule: Rule, more: int, later: int
) -> None:
    said = stated(values, rule)
    moved = stated({day + timedelta(days=later): number + more for day, number in values.items()}, rule)
    assert (moved.kind, moved.needed, moved.p) == (said.kind, said.needed, said.p)
    assert moved.slope == pytest.approx(said.slope)


MIRRORED = {Change.HIGHER: Change.LOWER, Change.LOWER: Change.HIGHER}


@settings(deadline=None, max_examples=15)
@given(diaries(least=30), rules)
def test_a_mirrored_line_says_the_mirrored_thing(values: dict[date, float], rule: Rule) -> None:
    said = stated(values, rule)
    mirrored = stated({day: 10 - number for day, number in values.items()}, rule)
    assert mirrored.kind is MIRRORED.get(said.kind, said.kind)
    assert mirrored.p == said.p
    if said.early and mirrored.early:
        assert mirrored.early.high - mirrored.early.low == said.early.high - said.early.low


@given(diaries(least=30), st.randoms())
def test_in_which_order_they_come_to_hand_makes_no_difference(
    values: dict[date, float], chance: object
) -> None:
    assert own(dict(reversed(values.items()))) == own(values)


def test_neither_chance_nor_a_small_step_is_called_a_change() -> None:
    chance = own(daily(*[3, 4, 4, 3, 5, 4, 4] * 3, *[5, 4, 5, 3, 5, 5, 4] * 3))
    assert chance.early
    assert chance.lately
    assert chance.p
    assert chance.lately.median - chance.early.median == OWN.points
    assert chance.p > OWN.share
    assert chance.kind is Change.NONE_SEEN
    small = released(weekly(4, 4, 4, 4, 4, 6, 6, 6, 6))
    assert small.p
    assert small.p <= RELEASED.share
    assert small.kind is Change.NONE_SEEN


def test_three_answers_count_as_their_middle_one() -> None:
    assert own(daily(*[9, 1, 1] * 7, *[0, 1, 1] * 7)).p == 1
    assert own(daily(*[1, 2, 0] * 7, *[0, 1, 9] * 7)).p == 1


def test_a_slope_is_in_points_a_week() -> None:
    assert own(daily(*range(10))).slope == pytest.approx(7)
    assert released(weekly(*range(10))).slope == pytest.approx(1)
    assert own(daily(1, 2, 3)).slope is None


def test_a_slope_is_told_only_of_a_change_and_its_way() -> None:
    change = Statement(Change.HIGHER, slope=0.5)
    assert weeks_a_point(change) == 2
    assert weeks_a_point(replace(change, slope=9)) == 1
    assert weeks_a_point(replace(change, kind=Change.LOWER)) is None
    assert weeks_a_point(replace(change, kind=Change.LOWER, slope=-0.3)) == 3
    assert weeks_a_point(replace(change, kind=Change.NONE_SEEN)) is None
    assert weeks_a_point(replace(change, slope=0.01)) is None
    assert weeks_a_point(replace(change, slope=None)) is None


def test_numbers_are_written_in_halves() -> None:
    assert [in_halves(each) for each in (0, 0.5, 4, 4.5, 10, 10.5, 3.2, 3.3)] == [
        "0", "½", "4", "4½", "10", "10½", "3", "3½",
    ]  # fmt: skip


def test_a_change_that_is_no_larger_than_the_own_swings_is_not_called_one() -> None:
    wide = [0, 4, 8] * 7
    assert own(daily(*wide, *[number + 1 for number in wide])).kind is Change.NONE_SEEN
