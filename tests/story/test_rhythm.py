"""The rhythm of someone's days: a window of their own, one knock a day, two zones, a journey."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.town import SATURDAY, SUNDAY, Resident, Town, shapes, town

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TUESDAY = datetime(2026, 3, 3, tzinfo=UTC)


def knocked(who: Resident) -> list[datetime]:
    """Return when this phone was knocked at."""
    sent = who.town.telegram.calls_of("sendMessage", who.person)
    return [call.at for call in sent if shapes()["knock"].fullmatch(str(call.params["text"]))]


def days(who: Resident, since: datetime) -> list[str]:
    """Return the knocks since an instant, as weekday and time in London (in winter)."""
    return [f"{at:%a %H:%M}" for at in knocked(who) if at >= since]


async def unreminded(here: Town, name: str, city: str = "London") -> Resident:
    """Return someone who is knocked at once a day, at 20:00, and not reminded."""
    who = await here.settled(name, zone=city)
    await who.says("/settings")
    await who.taps("set-remind", "remind-off", "close")
    return who


async def wishes(who: Resident, *taps: str) -> None:
    """Choose when the knock comes, under Settings."""
    await who.says("/settings")
    await who.taps("set-hour", *taps)


async def test_a_window_knocks_once_each_day_at_moments_of_its_own() -> None:
    async with town() as here:
        ann = await unreminded(here, "Ann")
        await here.until(TUESDAY + 9 * HOUR)
        await wishes(ann, "hour-window", "18:00 to 21:00")
        assert ann.shows("saved")
        await here.until(TUESDAY + 9 * DAY)
        came = knocked(ann)
        assert [at.date() for at in came] == [(TUESDAY + n * DAY).date() for n in range(9)]
        assert all(18 <= at.hour < 21 for at in came)
        assert len({at.time() for at in came}) == 9
        await wishes(ann)
        assert ann.shows("now-window", "18:00 and 21:00")


async def test_a_window_of_one_s_own_is_tapped_or_typed() -> None:
    async with town() as here:
        ann = await unreminded(here, "Ann")
        await wishes(ann, "hour-window", "window-own", "22", "00:00", "back", "set-hour")
        assert ann.shows("now-window", "22:00 and 00:00")
        await ann.taps("back", "set-quiet")
        assert ann.shows("now-quiet", "01:00 to 07:00")  # made room, with an hour to answer
        await ann.taps("back", "set-hour", "hour-window")
        for odd in ("whenever", "18:00", "18:00 to 18:30", "02:00 to 06:00", "25 to 26", "18:99 to 20:00"):
            await ann.says(odd)
            assert ann.shows("window-odd")
        await ann.says("from 6.30 to 9:45")
        assert ann.shows("saved")
        await wishes(ann)
        assert ann.shows("now-window", "06:30 and 09:45")


async def test_a_window_asks_for_the_time_where_it_is_not_known() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await wishes(ann, "hour-window", "12:00 to 15:00")
        assert ann.shows("clock")
        await ann.taps("15")  # in New York, where it is five hours earlier
        await here.until(TUESDAY.replace(hour=17))
        assert ann.knocks == 0
        await here.until(TUESDAY.replace(hour=20))
        assert ann.knocks == 1


async def test_whatever_is_changed_in_the_middle_of_a_day_it_is_knocked_once() -> None:
    async with town() as here:
        ann = await unreminded(here, "Ann")
        await here.until(TUESDAY.replace(hour=9))
        await wishes(ann, "hour-morning")  # eight is over today: tomorrow, then
        await here.until(TUESDAY + DAY + 9 * HOUR)
        await wishes(ann, "hour-window", "18:00 to 21:00")  # Wednesday was knocked at eight
        await here.until(TUESDAY + 2 * DAY + 17 * HOUR)
        await wishes(ann, "hour-evening")  # Thursday's window was still ahead, and so is half past eight
        await here.until(TUESDAY + 2 * DAY + 20.75 * HOUR)
        await wishes(ann, "hour-window", "18:00 to 21:00")
        await here.until(TUESDAY + 3 * DAY + 23 * HOUR)
        came = days(ann, TUESDAY)
        assert [each[:3] for each in came] == ["Wed", "Thu", "Fri"]
        assert came[:2] == ["Wed 08:00", "Thu 20:30"]


@pytest.mark.parametrize(
    ("setting", "now"),
    [
        ("hour", "Now: 20:00."),
        ("quiet", "Now: 22:00 to 07:00."),
        ("remind", "Now: Yes, once more."),
        ("clearing", "Now: After one minute."),
    ],
)
async def test_a_setting_says_what_is_chosen(setting: str, now: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await ann.says("/settings")
        await ann.taps(f"set-{setting}")
        assert ann.shows(now)


async def test_at_the_weekend_a_couple_has_one_knock_a_day_and_the_page_lies_behind_it() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for who, wish in ((ann, ("hour-morning",)), (ben, ("hour-evening",))):
            await who.says("/settings")
            await who.taps("set-remind", "remind-off", "close")
            await wishes(who, *wish)
        await here.until(SATURDAY + 3 * DAY)
        friday = SATURDAY - DAY - 10 * HOUR
        assert days(ann, friday) == ["Fri 08:00", "Sat 10:00", "Sun 16:00", "Mon 08:00", "Tue 08:00"]
        assert days(ben, friday) == ["Fri 20:30", "Sat 10:00", "Sun 16:00", "Mon 20:30"]


async def test_who_was_away_at_t1_has_the_own_hour_of_that_day_and_t1_a_day_later() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/settings")
        await ann.taps("set-remind", "remind-off", "close")
        await here.until(SUNDAY - HOUR)
        here.clock.turn(SUNDAY + HOUR)
        await here.settle()
        await here.until(SUNDAY + 2 * DAY)
        assert days(ann, SATURDAY) == ["Sat 10:00", "Sun 20:00", "Mon 16:00"]


async def test_in_two_zones_each_has_their_own_hour_and_reads_the_couple_s_times_by_their_own_clock() -> None:
    async with town() as here:
        ann = await unreminded(here, "Ann", "London")
        ben = await unreminded(here, "Ben", "Auckland")  # thirteen hours ahead: T0 is 23:00, T1 is 05:00
        await wishes(ben, "hour-morning")
        await ann.link(ben)
        await ben.says("/week")
        assert ben.shows("Saturday, 23:00", "Monday, 05:00")
        await ann.says("/week")
        assert ann.shows("Saturday, 10:00", "Sunday, 16:00")
        await here.until(SATURDAY + 3 * DAY)
        friday = SATURDAY - DAY
        assert days(ann, friday) == ["Fri 20:00", "Sat 10:00", "Sun 16:00", "Mon 20:00"]
        # eight in the morning in Auckland is 19:00 of the day before in London; quiet hours end at seven
        assert days(ben, friday) == ["Fri 19:00", "Sat 18:00", "Sun 18:00", "Mon 19:00"]


async def test_who_flies_is_knocked_once_a_day_by_the_clock_of_where_they_are() -> None:
    async with town() as here:
        ann = await unreminded(here, "Ann", "Tokyo")
        await wishes(ann, "hour-evening")
        await here.until(TUESDAY + 12 * HOUR)
        assert days(ann, TUESDAY) == ["Tue 11:30"]  # half past eight in Tokyo
        await ann.sets(city="Los Angeles")  # where it is Tuesday again, four in the morning
        await here.until(TUESDAY + 4 * DAY)
        assert days(ann, TUESDAY) == ["Tue 11:30", "Thu 04:30", "Fri 04:30"]  # Wednesday's and Thursday's
        await ann.sets(city="Tokyo")  # where it is Saturday, nine in the morning
        await here.until(TUESDAY + 5 * DAY)
        assert days(ann, TUESDAY)[3:] == ["Sat 11:30"]


async def test_one_reminder_a_day_also_when_the_knock_was_put_off() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await wishes(ann, "hour-morning")
        await here.until(TUESDAY + DAY + 10 * HOUR)
        await ann.taps("not-now", "later-today")
        await here.until(TUESDAY + DAY + 23 * HOUR)
        assert days(ann, TUESDAY + DAY) == ["Wed 08:00", "Wed 10:00", "Wed 13:00"]


async def test_quiet_hours_that_are_chosen_over_one_s_hour_put_it_off_to_their_end() -> None:
    async with town() as here:
        ann = await unreminded(here, "Ann")
        await here.until(TUESDAY + 12 * HOUR)
        await wishes(ann, "hour-window")
        await ann.says("21:00 to 22:00")
        await ann.says("/settings")
        await ann.taps("set-quiet", "quiet-early")
        await here.until(TUESDAY + 3 * DAY)
        assert [at.hour for at in knocked(ann)] == [7, 7]
