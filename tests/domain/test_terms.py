from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import crossing, terms
from bot.domain.people import Half
from bot.domain.places import COMMON
from bot.domain.rhythm import DAY, WEEKEND, Times, next_week, week_anew, week_by_key, week_of, zone_of
from bot.domain.terms import Topic, Wish

HOUR = timedelta(hours=1)
CLOSES = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
LEAST, MOST = 3 * DAY + 10 * HOUR, 10 * DAY + 14 * HOUR
"""Half a week, and a week and a half, an hour of a clock that changes, and half a step of a zone aside."""

hours = st.integers(0, 23).map(lambda hour: hour * 60)
some = st.builds(Times, st.integers(0, 6), hours, st.integers(0, 6), hours)
times = st.sampled_from(
    [
        found
        for value in range(1_000_000)
        if value % 100 < 24 and value // 1000 % 100 < 24 and (found := terms.read_times(f"{value:06d}"))
    ]
)
zones = st.sampled_from(COMMON).map(zone_of)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
wishes = st.builds(
    Wish,
    st.sampled_from(Topic),
    st.sampled_from(["4", "12"]),
    st.sampled_from([CLOSES - HOUR, CLOSES, CLOSES + HOUR]),
)
sides = st.lists(wishes, max_size=3, unique_by=lambda wish: wish.topic).map(tuple)


def half(**given: object) -> Half:
    whole: dict[str, object] = {
        "id": "h", "owner": "a", "at": CLOSES, "other": "b", "other_half": "g", "link": "l", "name": "Ben",
        "zone": "Europe/London", "found_out": "",
    }  # fmt: skip
    return Half(**{**whole, **given})  # type: ignore[arg-type]


def test_the_usual_times_fit() -> None:
    assert terms.fits(WEEKEND)
    assert terms.read_times(terms.written(WEEKEND)) == WEEKEND


@given(some)
def test_a_week_opens_some_hours_and_at_most_three_days_before_it_closes(given_: Times) -> None:
    length = given_.days * 24 + (given_.closes - given_.opens) / 60
    sensible = 6 <= given_.opens // 60 <= 20 and 8 <= given_.closes // 60 <= 20
    assert terms.fits(given_) == (sensible and 6 <= length <= 72)
    assert terms.read_times(terms.written(given_)) == (given_ if terms.fits(given_) else None)


@given(st.text(max_size=8) | st.text("0123456789", min_size=6, max_size=6))
def test_junk_is_no_time(text: str) -> None:
    found = terms.read_times(text)
    assert found is None or terms.written(found) == text


@given(instants, zones, times)
def test_a_week_of_any_times_opens_before_it_closes_and_comes_every_seven_days(
    now: datetime, zone: object, chosen: Times
) -> None:
    week = next_week(now, zone, chosen)  # type: ignore[arg-type]
    assert now < week.opens < week.closes
    assert 5 * HOUR <= week.closes - week.opens <= 73 * HOUR
    assert week == week_by_key(week.key, zone, chosen)  # type: ignore[arg-type]
    assert week == week_of(week.closes - HOUR, zone, chosen)  # type: ignore[arg-type]
    following = next_week(week.opens, zone, chosen)  # type: ignore[arg-type]
    assert abs(following.closes - week.closes - 7 * DAY) <= HOUR
    assert following.key > week.key


@given(instants, zones, zones, times, times)
def test_whatever_changes_no_week_is_lost_and_none_comes_twice(
    now: datetime, before: object, after: object, old: Times, new: Times
) -> None:
    closed = next_week(now, before, old)  # type: ignore[arg-type]
    first = week_anew(closed.closes, closed.closes, after, new)  # type: ignore[arg-type]
    assert closed.closes < first.opens
    assert LEAST <= first.closes - closed.closes <= MOST
    assert first.key > closed.key


@given(instants, zones, times, st.integers(0, 24))
def test_a_week_that_closed_late_is_followed_by_one_that_has_not_opened_yet(
    now: datetime, zone: object, new: Times, late: int
) -> None:
    closed = next_week(now, zone)  # type: ignore[arg-type]
    late_at = closed.closes + late * HOUR
    first = week_anew(closed.closes, late_at, zone, new)  # type: ignore[arg-type]
    assert late_at < first.opens
    assert LEAST <= first.closes - closed.closes <= MOST + DAY


@given(sides, sides)
def test_only_what_both_wished_alike_and_in_time_is_agreed(
    mine: tuple[Wish, ...], theirs: tuple[Wish, ...]
) -> None:
    out = crossing.agreed(mine, theirs, CLOSES, CLOSES)
    wanted = {(wish.topic, wish.value) for wish in mine if wish.at < CLOSES}
    wanted &= {(wish.topic, wish.value) for wish in theirs if wish.at < CLOSES}
    assert {(wish.topic, wish.value) for wish in out} == wanted
    other_way = crossing.agreed(theirs, mine, CLOSES, CLOSES)
    assert {(wish.topic, wish.value) for wish in other_way} == wanted, "the same from both sides"
    assert crossing.agreed(mine, theirs, CLOSES, CLOSES - HOUR) == ()
    assert crossing.agreed(mine, theirs, CLOSES, CLOSES + HOUR) == (), "too late: T1 moves"


def test_what_was_agreed_is_set() -> None:
    agreed = (
        Wish(Topic.TIMES, "418512", CLOSES),
        Wish(Topic.ZONE, "Europe/Lisbon", CLOSES),
        Wish(Topic.KEEP, "4", CLOSES),
    )
    found = terms.with_terms(half(), agreed)
    assert (found.times, found.zone, found.keep) == (Times(4, 18 * 60, 5, 12 * 60), "Europe/Lisbon", 4)
    assert [terms.current(found, wish.topic) for wish in agreed] == [wish.value for wish in agreed]


def test_one_wish_about_one_thing_at_a_time() -> None:
    first, second = Wish(Topic.KEEP, "4", CLOSES), Wish(Topic.KEEP, "8", CLOSES)
    found = terms.with_wish(terms.with_wish(half(), first), second)
    assert found.wishes == (second,)
    assert terms.without_wish(found, "keep").wishes == ()
    assert terms.without_wish(found, "zone") == found
