"""The day's knock against plain models: by looking at every minute, and by counting the days."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain import knocks, rhythm
from bot.domain.knocks import APART, Wish, day_of, is_window, next_knock, room_for
from tests.faults.zones import changes, times_of_day, wrong_around

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BERLIN, LONDON = rhythm.zone_of("Europe/Berlin"), rhythm.zone_of("Europe/London")
TRAVELS = (
    "Pacific/Kiritimati", "Pacific/Honolulu", "Pacific/Tongatapu", "Asia/Tokyo", "America/Los_Angeles",
    "Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Pacific/Chatham", "Etc/GMT+12",
)  # fmt: skip

minutes = st.integers(0, 24 * 60 - 1)
shares = st.floats(0, 1, exclude_max=True)
zones = st.sampled_from(sorted(available_timezones())).map(rhythm.zone_of)
instants = st.datetimes(datetime(2020, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
quiets = st.sampled_from([(0, 0), (22 * 60, 7 * 60), (21 * 60, 7 * 60), (0, 9 * 60), (23 * 60, 4 * 60 + 15)])
windows = st.tuples(minutes, minutes).filter(lambda pair: is_window(*pair))
wished = windows | minutes.map(lambda minute: (minute, minute))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def of_day(instant: datetime, zone: tzinfo) -> int:
    shown = instant.astimezone(zone)
    return shown.hour * 60 + shown.minute


def chain(wish: Wish, since: datetime, share: float, count: int) -> list[datetime]:
    """Return so many knocks, one after another, as they are planned each time one has come."""
    came, at, done, last = [], since, "", None
    for _ in range(count):
        at = last = next_knock(wish, at, share, done, last)
        done = day_of(wish, at)
        came.append(at)
    return came


def test_around_the_clock_changes_of_a_year_a_knock_comes_once_a_day_at_the_instant_that_is_counted() -> None:
    seen: set[tuple[tuple[datetime, timedelta | None], ...]] = set()
    for name in sorted(available_timezones()):
        zone = rhythm.zone_of(name)
        moments = list(changes(zone, utc("2026-01-01"), utc("2027-01-01")))
        history = tuple((moment, moment.astimezone(zone).utcoffset()) for moment in moments)
        if history in seen:
            continue
        seen.add(history)
        for moment in moments:
            assert not wrong_around(moment, zone, times_of_day(moment, zone)), (name, moment)
    assert len(seen) > 25


def test_an_hour_that_does_not_exist_takes_no_knock_from_the_next_day() -> None:
    wish = Wish(210, 210, 0, 0, rhythm.zone_of("Asia/Nicosia"))  # 03:30; on 29 March it is 04:00 at once
    came = chain(wish, utc("2026-03-28 00:00"), 0.0, 3)
    assert came == [utc("2026-03-28 01:30"), utc("2026-03-29 01:00"), utc("2026-03-30 00:30")]
    assert [day_of(wish, at) for at in came] == ["2026-03-27", "2026-03-28", "2026-03-29"]


# ---------------------------------------------------------------------- windows


@given(windows, quiets, zones, instants, shares)
def test_a_moment_lies_in_its_window_and_an_hour_before_quiet(
    window: tuple[int, int], quiet: tuple[int, int], zone: tzinfo, now: datetime, share: float
) -> None:
    wish = Wish(*window, *quiet, zone)
    span, length = (quiet[1] - quiet[0]) % 1440, (window[1] - window[0]) % 1440
    near = span + knocks.ANSWER if span else 0
    inside = [(window[0] + n) % 1440 for n in range(length)]
    free = [each for each in inside if (each - quiet[0] + near - span) % 1440 >= near]
    at = next_knock(wish, now, share)
    before = at - timedelta(seconds=1)
    changed = {(before + n * HOUR).astimezone(zone).utcoffset() for n in range(-14, 15)}
    if len(changed) == 1:
        assert of_day(at, zone) in (free or [window[0], quiet[1]])
    assert now < at <= now + 3 * DAY


@given(windows, st.integers(0, 300))
def test_windows_are_one_to_twelve_hours_within_one_day_of_a_person(
    window: tuple[int, int], ahead: int
) -> None:
    first, last = window
    assert 60 <= (last - first) % 1440 <= 720
    wish = Wish(first, last, 0, 0, UTC)
    start = rhythm.at_local(date(2026, 3, 4), first, UTC)
    whole = timedelta(minutes=(last - first) % 1440)
    inside = min(timedelta(minutes=ahead), whole - timedelta(seconds=1))
    assert day_of(wish, start) == day_of(wish, start + inside)
    assert rhythm.diary_day(start, UTC) == rhythm.diary_day(start + inside, UTC)


@pytest.mark.parametrize(
    ("first", "last"), [(600, 600), (600, 630), (600, 600 + 721), (180, 300), (-1, 300), (1400, 1440)]
)
def test_what_is_no_window_is_none(first: int, last: int) -> None:
    assert not is_window(first, last)


def test_moments_are_spread_evenly_over_real_time() -> None:
    wish = Wish(18 * 60, 21 * 60, 22 * 60, 7 * 60, LONDON)
    noon = utc("2026-03-03 12:00")
    drawn = [next_knock(wish, noon, n / 300) for n in range(300)]
    assert drawn[0] == utc("2026-03-03 18:00")
    assert {(b - a).seconds for a, b in pairwise(drawn)} <= {35, 36, 37}
    twice = Wish(
        60, 180, 0, 0, BERLIN
    )  # from one to three, on the night in which two comes twice: three hours
    drawn = [next_knock(twice, utc("2026-10-24 20:00"), n / 3) for n in range(3)]
    assert drawn == [utc("2026-10-24 23:00"), utc("2026-10-25 00:00"), utc("2026-10-25 01:00")]


def test_a_window_that_is_open_is_used_for_what_is_left_of_it() -> None:
    wish = Wish(18 * 60, 21 * 60, 22 * 60, 7 * 60, LONDON)
    at = next_knock(wish, utc("2026-03-03 20:00"), 0.5)
    assert utc("2026-03-03 20:30") <= at <= utc("2026-03-03 20:30:02")
    assert next_knock(wish, utc("2026-03-03 20:00"), 0.5, done="2026-03-03") == utc("2026-03-04 19:30")
    assert next_knock(wish, utc("2026-03-03 20:59:59"), 0.5) == utc("2026-03-04 19:30")


def test_the_hour_before_quiet_is_left_to_answer() -> None:
    wish = Wish(18 * 60, 21 * 60, 20 * 60, 7 * 60, LONDON)
    drawn = [next_knock(wish, utc("2026-03-03 12:00"), n / 10) for n in range(10)]
    assert max(drawn) < utc("2026-03-03 19:00") <= max(drawn) + timedelta(minutes=6)


@example((23 * 60, 0), (22 * 60, 7 * 60))
@given(wished, quiets)
def test_quiet_hours_make_room_for_what_was_chosen_on_purpose(
    chosen: tuple[int, int], quiet: tuple[int, int]
) -> None:
    made = room_for(*chosen, *quiet)
    wish = Wish(*chosen, *made, UTC)
    length = (chosen[1] - chosen[0]) % 1440
    came = chain(wish, utc("2026-03-03 12:00"), 0.0, 3)
    assert all((of_day(at, UTC) - chosen[0]) % 1440 <= length for at in came)
    assert (made[1] - made[0]) % 1440 <= (quiet[1] - quiet[0]) % 1440
    assert room_for(*chosen, *made) == made


# ---------------------------------------------------------------------- whatever is changed


def by_looking(wish: Wish, after: datetime, done: str, last: datetime | None) -> datetime:
    """Return when an hour's knock may come next, by looking at every minute; quiet hours apart."""
    at = after.replace(second=0, microsecond=0) - DAY
    seen: set[date] = set()
    previous = at.astimezone(wish.zone).replace(tzinfo=None) - MINUTE
    while True:
        shown = at.astimezone(wish.zone).replace(tzinfo=None)
        for day in (shown.date() - DAY, shown.date()):
            wanted = datetime(day.year, day.month, day.day) + wish.first * MINUTE  # noqa: DTZ001
            if day not in seen and previous < wanted <= shown:
                seen.add(day)
                label = (day if wish.first >= 240 else day - DAY).isoformat()
                apart = last is None or at >= last + APART
                if at > after and apart and label > done:
                    return at
        previous = max(previous, shown)
        at += MINUTE


itineraries = st.lists(
    st.tuples(st.integers(1, 40 * 60), st.sampled_from(TRAVELS), st.none() | wished, shares),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), itineraries)  # noqa: DTZ001
def test_who_travels_and_changes_their_mind_is_knocked_once_a_day_and_never_twice_in_an_evening(
    now: datetime, itinerary: list[tuple[int, str, tuple[int, int] | None, float]]
) -> None:
    now = now.replace(second=0, microsecond=0)
    wish = Wish(20 * 60, 20 * 60, 0, 0, LONDON)
    came: list[tuple[datetime, str]] = []

    def planned(share: float) -> datetime:
        done, last = (came[-1][1], came[-1][0]) if came else ("", None)
        return next_knock(wish, now, share, done, last)

    at = planned(0.0)
    for wait, name, chosen, share in itinerary:
        until = now + wait * MINUTE
        while at <= until:
            came.append((at, day_of(wish, at)))
            now = at
            at = planned(share)
        now = until
        first, last = chosen or (wish.first, wish.last)
        wish = Wish(first, last, 0, 0, rhythm.zone_of(name))
        at = planned(share)
        if not wish.within:
            done, before = (came[-1][1], came[-1][0]) if came else ("", None)
            assert at == by_looking(wish, now, done, before)
    days = Counter(day for _, day in came)
    assert set(days.values()) <= {1}
    assert all(later - sooner >= APART for (sooner, _), (later, _) in pairwise(came))


def test_over_the_date_line_a_day_that_is_lived_twice_has_one_knock_and_a_day_that_is_lost_has_none() -> None:
    tokyo, angeles = rhythm.zone_of("Asia/Tokyo"), rhythm.zone_of("America/Los_Angeles")
    home = Wish(20 * 60, 20 * 60, 22 * 60, 7 * 60, tokyo)
    last = next_knock(home, utc("2026-03-05 02:00"), 0.0)
    assert last == utc("2026-03-05 11:00")
    away = Wish(
        20 * 60, 20 * 60, 22 * 60, 7 * 60, angeles
    )  # there it is still three in the morning of the 5th
    assert next_knock(away, last + HOUR, 0.0, "2026-03-05", last) == utc("2026-03-07 04:00")  # the 6th, 20:00
    at = next_knock(away, utc("2026-03-08 02:00"), 0.0, "2026-03-06", utc("2026-03-07 04:00"))
    assert at == utc("2026-03-08 04:00")  # Saturday the 7th; landing in Tokyo on Monday the 9th
    assert next_knock(home, at + 13 * HOUR, 0.0, "2026-03-07", at) == utc("2026-03-09 11:00")


def test_a_clock_turned_far_ahead_brings_no_second_knock_in_the_same_evening() -> None:
    last = utc("2026-03-06 06:00")  # 20:00 on the 5th in Honolulu; in Tonga it is 19:00 on the 6th
    tonga = Wish(20 * 60, 20 * 60, 0, 0, rhythm.zone_of("Pacific/Tongatapu"))
    assert next_knock(tonga, last, 0.0, "2026-03-05", last) == utc("2026-03-07 07:00")
    window = Wish(20 * 60, 23 * 60, 0, 0, rhythm.zone_of("Pacific/Kiritimati"))  # there it is 20:00
    assert next_knock(window, last, 0.0, "2026-03-05", last) >= last + APART
