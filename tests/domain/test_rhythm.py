from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import rhythm
from bot.domain.places import ALIASES, COMMON, SPELLED, ZONES

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
BERLIN = rhythm.zone_of("Europe/Berlin")
LORD_HOWE = rhythm.zone_of("Australia/Lord_Howe")
TROLL = rhythm.zone_of("Antarctica/Troll")
APIA = rhythm.zone_of("Pacific/Apia")

minutes = st.integers(0, 24 * 60 - 1)
zones = st.sampled_from(sorted(available_timezones())).map(rhythm.zone_of)
instants = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def wall(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


Change = tuple[datetime, timedelta, timedelta]


@cache
def changes() -> dict[tuple[Change, ...], str]:
    """Every history of clock changes from 2020 to 2037 that some zone has, with one such zone."""
    return {tuple(changes_of(rhythm.zone_of(name))): name for name in sorted(available_timezones())}


def changes_of(zone: tzinfo) -> Iterator[Change]:
    here, end = utc("2020-01-01"), utc("2037-12-31")
    while here < end:
        there = here + 7 * DAY
        before, after = here.astimezone(zone).utcoffset(), there.astimezone(zone).utcoffset()
        assert before is not None
        assert after is not None
        if before != after:
            early, late = here, there
            while late - early > timedelta(seconds=1):
                middle = early + (late - early) // timedelta(seconds=2) * timedelta(seconds=1)
                if middle.astimezone(zone).utcoffset() == before:
                    early = middle
                else:
                    late = middle
            yield late, before, after
        here = there


def by_brute_force(day: date, minute: int, walls: list[tuple[datetime, datetime]]) -> datetime:
    """The first instant that shows this time; else the first one after the gap."""
    wish = datetime.combine(day, time(minute // 60, minute % 60))
    shown = [instant for instant, wall in walls if wall == wish]
    return shown[0] if shown else next(instant for instant, wall in walls if wall > wish)


def test_around_every_clock_change_of_every_zone_a_wish_comes_true_once_a_day() -> None:
    checked = 0
    for history, name in changes().items():
        zone = rhythm.zone_of(name)
        for moment, before, after in history:
            jump = abs(after - before)
            edge = wall(moment - MINUTE, zone)  # the last minute before the change
            walls = [
                (instant, wall(instant, zone))
                for step in range(-2 * int(jump / MINUTE) - 5, 2 * int(jump / MINUTE) + 6)
                for instant in [moment + step * MINUTE]
            ]
            for shift in (-jump, -jump / 2, timedelta(0), MINUTE, MINUTE + jump / 2, jump, jump + MINUTE):
                wish = edge + shift
                minute = wish.hour * 60 + wish.minute
                expected = by_brute_force(wish.date(), minute, walls)
                assert rhythm.at_local(wish.date(), minute, zone) == expected, (name, wish)
                assert each_day_once(moment, minute, zone), (name, wish)
                checked += 1
    assert checked > 5_000


def each_day_once(moment: datetime, minute: int, zone: tzinfo) -> bool:
    start = moment - 2 * DAY
    days = [rhythm.local_day(start, zone) + step * DAY for step in range(-1, 6)]
    expected = [at for at in (rhythm.at_local(day, minute, zone) for day in days) if at > start][:4]
    found, here = [], start
    for _ in expected:
        here = rhythm.next_local_time(minute, zone, after=here)
        found.append(here)
    return found == expected and len(set(found)) == len(found)


@pytest.mark.parametrize(
    "name", ["Australia/Lord_Howe", "Antarctica/Troll", "America/Scoresbysund", "Asia/Beirut"]
)
def test_every_minute_of_the_days_of_an_odd_change_comes_true_once(name: str) -> None:
    zone = rhythm.zone_of(name)
    for moment, _, _ in list(changes_of(zone))[-2:]:
        for minute in range(24 * 60):
            assert each_day_once(moment, minute, zone), (name, minute)


def test_a_time_in_a_gap_becomes_the_first_instant_after_it() -> None:
    assert rhythm.at_local(date(2026, 3, 29), 150, BERLIN) == utc("2026-03-29 01:00")
    assert rhythm.at_local(date(2026, 10, 4), 135, LORD_HOWE) == utc("2026-10-03 15:30")
    assert rhythm.at_local(date(2026, 3, 29), 90, TROLL) == utc("2026-03-29 01:00")


def test_a_time_that_comes_twice_is_the_first() -> None:
    assert rhythm.at_local(date(2026, 10, 25), 150, BERLIN) == utc("2026-10-25 00:30")
    assert rhythm.at_local(date(2026, 4, 5), 105, LORD_HOWE) == utc("2026-04-04 14:45")
    assert rhythm.at_local(date(2026, 10, 25), 90, TROLL) == utc("2026-10-24 23:30")


def test_a_day_that_was_skipped_has_no_wish() -> None:
    before = utc("2011-12-30 08:00")  # 29 December, 22:00 in Apia; two hours later it is the 31st
    assert rhythm.at_local(date(2011, 12, 30), 600, APIA) == utc("2011-12-30 10:00")
    assert rhythm.next_local_time(20 * 60, APIA, before) == utc("2011-12-31 06:00")
    assert rhythm.next_weekday(4, 20 * 60, APIA, before) == utc("2012-01-06 06:00")
    assert rhythm.diary_day(utc("2011-12-30 11:00"), APIA) == date(2011, 12, 29)
    assert rhythm.end_of_day(before, APIA) == utc("2011-12-30 14:00")


def test_a_wish_in_a_gap_over_midnight_is_not_forgotten_and_not_doubled() -> None:
    zone = rhythm.zone_of("America/Scoresbysund")  # 23:00 on Saturday becomes 00:00 on Sunday
    saturday = utc("2026-03-28 12:00")
    first = rhythm.next_local_time(23 * 60 + 30, zone, saturday)
    assert first == utc("2026-03-29 01:00")
    assert rhythm.next_local_time(23 * 60 + 30, zone, first) == utc("2026-03-30 00:30")


@given(minutes, zones, instants)
def test_the_next_local_time_is_soon_and_shows_the_wish(minute: int, zone: tzinfo, after: datetime) -> None:
    found = rhythm.next_local_time(minute, zone, after)
    shown = wall(found, zone)
    assert after < found <= after + 50 * timedelta(hours=1)
    gap = (found - timedelta(seconds=1)).astimezone(zone).utcoffset() != found.astimezone(zone).utcoffset()
    assert shown.hour * 60 + shown.minute == minute or gap


@given(st.integers(0, 6), minutes, zones, instants)
def test_the_next_weekday_is_that_day(day: int, minute: int, zone: tzinfo, after: datetime) -> None:
    found = rhythm.next_weekday(day, minute, zone, after)
    assert after < found
    assert found in {
        rhythm.at_local(rhythm.local_day(found, zone) - step * DAY, minute, zone) for step in (0, 1)
    }
    assert day in {rhythm.local_day(found, zone).weekday(), (rhythm.local_day(found, zone) - DAY).weekday()}


@given(zones, instants)
def test_a_persons_day_ends_at_four_and_holds_every_instant_once(zone: tzinfo, now: datetime) -> None:
    day, end = rhythm.diary_day(now, zone), rhythm.end_of_day(now, zone)
    assert rhythm.at_local(day, rhythm.NEW_DAY, zone) <= now < end
    assert rhythm.diary_day(end, zone) > day
    assert rhythm.diary_day(end - timedelta(seconds=1), zone) == day


def test_the_night_belongs_to_the_evening() -> None:
    assert rhythm.diary_day(utc("2026-11-22 02:59"), BERLIN) == date(2026, 11, 21)
    assert rhythm.diary_day(utc("2026-11-22 03:00"), BERLIN) == date(2026, 11, 22)


@given(minutes, minutes, zones, instants)
def test_nothing_stays_in_quiet_hours(quiet_from: int, quiet_to: int, zone: tzinfo, at: datetime) -> None:
    moved = rhythm.out_of_quiet(at, quiet_from, quiet_to, zone)
    shown = wall(moved, zone)
    minute = shown.hour * 60 + shown.minute
    quiet = (minute - quiet_from) % 1440 < (quiet_to - quiet_from) % 1440
    assert not quiet
    assert at <= moved <= at + 75 * timedelta(hours=1)
    before = wall(at, zone)
    if (before.hour * 60 + before.minute - quiet_from) % 1440 >= (quiet_to - quiet_from) % 1440:
        assert moved == at


def test_quiet_hours_may_pass_midnight_and_equal_bounds_are_none() -> None:
    late = utc("2026-11-21 22:30")
    assert rhythm.out_of_quiet(late, 22 * 60, 7 * 60, BERLIN) == utc("2026-11-22 06:00")
    assert rhythm.out_of_quiet(late, 60, 60, BERLIN) == late
    assert rhythm.out_of_quiet(utc("2026-11-22 06:00"), 22 * 60, 7 * 60, BERLIN) == utc("2026-11-22 06:00")


def test_quiet_hours_that_end_in_the_hour_that_comes_twice_end_with_the_second() -> None:
    assert rhythm.out_of_quiet(utc("2026-10-25 01:10"), 23 * 60, 150, BERLIN) == utc("2026-10-25 01:30")


def test_what_is_late_is_caught_up_with_only_in_its_window() -> None:
    at, window = utc("2026-11-21 20:00"), timedelta(hours=2)
    assert rhythm.catch_up(at, at, window)
    assert rhythm.catch_up(at, utc("2026-11-21 21:59"), window)
    assert not rhythm.catch_up(at, utc("2026-11-21 22:00"), window)


def test_the_week_opens_on_saturday_and_closes_on_sunday_in_the_couples_zone() -> None:
    week = rhythm.Week("2026-11-22", utc("2026-11-21 09:00"), utc("2026-11-22 15:00"))
    assert rhythm.week_by_key("2026-11-22", BERLIN) == week
    assert rhythm.week_of(utc("2026-11-17 12:00"), BERLIN) == week
    assert rhythm.week_of(week.closes - MINUTE, BERLIN) == week
    assert rhythm.week_of(week.closes, BERLIN).key == "2026-11-29"
    assert rhythm.next_week(week.opens - MINUTE, BERLIN) == week
    assert rhythm.next_week(week.opens, BERLIN).key == "2026-11-29"
    with pytest.raises(ValueError, match="no week closes"):
        rhythm.week_by_key("2026-11-21", BERLIN)


@given(instants, zones)
def test_weeks_follow_one_another_without_a_hole(now: datetime, zone: tzinfo) -> None:
    week = rhythm.week_of(now, zone)
    assert now < week.closes
    assert week == rhythm.week_by_key(week.key, zone)
    following = rhythm.week_of(week.closes, zone)
    assert week.closes < following.opens < following.closes
    assert rhythm.next_week(week.opens, zone) == following
    assert rhythm.next_week(now, zone) == (week if now < week.opens else following)


@given(st.text(max_size=30), st.none() | st.integers())
def test_junk_for_a_zone_falls_back(zone: str, offset: int | None) -> None:
    assert rhythm.zone_of(zone, offset).utcoffset(utc("2026-11-21 12:00")) is not None


@pytest.mark.parametrize(
    "junk", ["", "America", "../../etc/passwd", "Nowhere/City", "\0", "+99:00", "Mond/\ud800"]
)
def test_a_zone_that_is_none_falls_back_to_the_offset_and_then_to_utc(junk: str) -> None:
    assert rhythm.zone_of(junk, 90) == timezone(timedelta(minutes=90))
    assert rhythm.zone_of(junk, None) is UTC
    assert rhythm.zone_of(junk, 10**9) is UTC


def test_an_offset_may_be_written_as_a_zone() -> None:
    assert rhythm.zone_of("+05:30") == timezone(timedelta(minutes=330))
    assert rhythm.zone_of("-03:00", 60) == timezone(timedelta(minutes=-180))


@given(instants, st.integers(-48, 56))
def test_a_clock_tells_its_offset(now: datetime, quarter: int) -> None:
    offset = quarter * 15
    shown = now + timedelta(minutes=offset)
    found = rhythm.offset_from_clock(shown.hour * 60 + shown.minute, now)
    assert (found - offset) % 1440 == 0
    assert -12 * 60 <= found <= 14 * 60


def test_a_clock_that_is_a_little_off_is_rounded() -> None:
    now = utc("2026-11-21 20:30")
    assert rhythm.offset_from_clock(21 * 60 + 36, now) == 60
    assert rhythm.offset_from_clock(2 * 60 + 2, now) == 330
    assert rhythm.offset_from_clock(10 * 60 + 30, now) == -600
    assert rhythm.offset_from_clock(9 * 60 + 30, now) == 780


@given(instants, st.sampled_from(COMMON), st.integers(-20, 20))
def test_the_zones_of_a_clock_hold_the_right_one(now: datetime, name: str, off: int) -> None:
    shown = wall(now + off * MINUTE, rhythm.zone_of(name))
    found = rhythm.zones_at(shown.hour * 60 + shown.minute, now)
    assert name in found
    assert found == sorted(found, key=COMMON.index)


def test_every_clock_that_people_live_by_is_among_the_common_zones() -> None:
    for now in (utc("2026-01-15 12:00"), utc("2026-07-15 12:00")):
        common = {rhythm.zone_of(name).utcoffset(now.astimezone(rhythm.zone_of(name))) for name in COMMON}
        every = {rhythm.zone_of(name).utcoffset(now.astimezone(rhythm.zone_of(name))) for name in ZONES}
        assert every == common


def test_the_places_are_those_of_the_iana_data() -> None:
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text()
    data = {line.split("\t")[2].strip() for line in table.splitlines() if not line.startswith("#")}
    assert set(ZONES) == data
    assert set(COMMON) | set(SPELLED) | set(ALIASES) <= data
    assert len(set(COMMON)) == len(COMMON)


@pytest.mark.parametrize("name", ZONES)
def test_a_zone_is_found_by_its_city(name: str) -> None:
    assert name in rhythm.find_zone(rhythm.city_name(name))
    assert name in rhythm.find_zone(name)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("munich", "Europe/Berlin"),
        ("MÜNCHEN", "Europe/Berlin"),
        ("Barcelona", "Europe/Madrid"),
        ("san francisco", "America/Los_Angeles"),
        ("Mumbai", "Asia/Kolkata"),
        ("Rio de Janeiro", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("são paulo", "America/Sao_Paulo"),
        ("st johns", "America/St_Johns"),
        ("Kiev", "Europe/Kyiv"),
        ("Lodz", "Europe/Warsaw"),
        ("Berlin, Germany", "Europe/Berlin"),
        ("  new   york ", "America/New_York"),
        ("york", "America/New_York"),
    ],
)
def test_a_city_is_found_however_it_is_written(text: str, zone: str) -> None:
    assert rhythm.find_zone(text)[0] == zone


@given(st.text(max_size=40))
def test_any_text_may_be_searched_for(text: str) -> None:
    assert set(rhythm.find_zone(text)) <= set(ZONES)


def test_nothing_is_found_for_nothing() -> None:
    assert rhythm.find_zone("  ") == rhythm.find_zone("🙂") == rhythm.find_zone("xyzzy") == []


def test_cities_are_called_as_people_call_them() -> None:
    assert rhythm.city_name("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert rhythm.city_name("America/Sao_Paulo") == "São Paulo"
    assert rhythm.city_name("+05:30") == "UTC+5:30"
    assert rhythm.city_name("") == "UTC"
