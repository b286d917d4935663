"""What two people set together: the times of their week, its clock, and how long pages stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.story.test_release import shared
from tests.story.test_rhythm import knocked
from tests.town import SATURDAY, SUNDAY, Resident, town

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY = ("Fri", "18:00", "Sat", "12:00")


async def opens(who: Resident, *taps: str) -> None:
    """Open what is set together, and tap on."""
    await who.says("/settings")
    await who.taps("set-together", *taps)


async def wishes(who: Resident, *times: str) -> None:
    """Wish for other times."""
    await opens(who, "together-times", *(times or FRIDAY))
    assert who.shows("together-saved", "Sunday, 16:00")


async def wishes_weeks(who: Resident, weeks: int) -> None:
    """Wish that pages stay for so many weeks."""
    await opens(who, "together-keep")
    await who.says(str(weeks))
    assert who.shows("together-saved")


async def wishes_zone(who: Resident, city: str) -> None:
    """Wish for the clock of a city."""
    await opens(who, "together-zone")
    await who.says(city)
    await who.taps(next(label for label in who.labels if label.startswith(city)))
    assert who.shows("together-saved")


async def reads_of_it(who: Resident) -> str:
    """Open the knock, read that it is set, and return what was said of it."""
    await who.taps("knock-open")
    while not who.shows("notice-week-changed"):
        await who.taps("fine")
    said = who.last
    await who.taps("fine")
    return said


async def test_the_same_wish_of_both_holds_for_the_week_after() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await opens(ann)
        assert ann.shows("together-now", "Sat at 10:00", "Sun at 16:00", "London", "12 weeks")
        await wishes(ann)
        await here.until(SATURDAY)
        await wishes(ben)
        await opens(ben)
        assert ben.shows(
            "together-wish-times", "Your wish: it opens on Fri at 18:00 and ends on Sat at 12:00"
        )
        for who in (ann, ben):
            await who.says("/week")
            assert who.shows("page-until", "Sunday, 16:00"), "this week stays as it is"
            await who.taps("choose-partner")
        await here.until(SUNDAY)
        for who in (ann, ben):
            assert "Day and hour of your week." in await reads_of_it(who)
            assert who.shows("joint-intro")
            await opens(who)
            assert who.shows("Fri at 18:00", "Sat at 12:00")
            assert not who.shows("together-wish-times")
            await who.says("/week")
            assert who.shows("week-next", "Friday, 18:00", "Saturday, 12:00")
        friday, saturday = SATURDAY + 6 * DAY + 8 * HOUR, SATURDAY + 7 * DAY + 2 * HOUR
        await here.until(friday - HOUR)
        await ann.says("/week")
        assert ann.shows("week-next")
        await here.until(friday)
        for who in (ann, ben):
            await who.shares()
            assert who.shows("choice-saved", "Saturday, 12:00")
        await here.until(saturday)
        await ben.reads()
        assert ben.shows("joint-intro", "Week to 14 March")
        await here.until(saturday + 7 * DAY)
        for who in (ann, ben):
            released = [at for at in knocked(who) if at.weekday() == 5 and at.hour == 12]
            assert len(released) == 2, "and so on each week"


@pytest.mark.parametrize("ben_does", ["nothing", "another", "withdraws", "after"])
async def test_in_every_other_case_nothing_changes_and_nothing_shows(ben_does: str) -> None:
    async def sundays(wished: bool) -> list[str]:
        async with town() as here:
            ann, ben = await here.couple()
            await wishes(ann)
            await here.until(SATURDAY)
            if wished and ben_does != "nothing":
                await wishes(ben, *("Thu", "18:00", "Sat", "12:00") if ben_does == "another" else FRIDAY)
            if wished and ben_does == "withdraws":
                await opens(ben, "together-drop-times")
                assert not ben.shows("together-wish-times")
            if wished and ben_does == "after":
                await opens(ben, "together-drop-times", "back")
                await here.until(SUNDAY + HOUR)
                await opens(ben, "together-times", *FRIDAY)
            seen = []
            for at in (SUNDAY + 2 * HOUR, SUNDAY + 7 * DAY):
                await here.until(at)
                if ann.offers("knock-open"):
                    await ann.taps("knock-open")
                seen.append(ann.screen)
                for command in ("/week", "/settings", "/today"):
                    await ann.says(command)
                    seen.append(ann.screen)
                await opens(ann)
                seen.append(ann.screen)
                assert ann.shows("Sat at 10:00") and not ann.shows("together-wish-times")
            return seen

    assert await sundays(wished=True) == await sundays(wished=False)


async def test_a_wish_is_one_s_own_to_see_to_change_and_to_drop() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        before = [await screen_of(ben)]
        await wishes(ann)
        await wishes_weeks(ann, 4)
        await wishes_zone(ann, "Lisbon")
        await wishes(ann, "Thu", "10:00", "Fri", "16:00")
        await opens(ann)
        assert ann.shows("opens on Thu at 10:00", "Your wish: 4 weeks", "the clock of Lisbon")
        assert not ann.shows("opens on Fri at 18:00 and")
        await ann.taps("together-drop-keep", "together-drop-zone")
        assert ann.shows("together-wish-times")
        assert not ann.shows("together-wish-keep") and not ann.shows("together-wish-zone")
        await opens(ann, "together-times", "Sat", "10:00", "Sun", "16:00")
        assert ann.shows("together-same")
        await opens(ann)
        assert not ann.shows("together-wish-times")
        before.append(await screen_of(ben))
        assert before[0] == before[1]


async def screen_of(who: Resident) -> str:
    await opens(who)
    return who.last


async def test_what_is_wished_by_both_for_pages_shortens_those_that_went_out_before() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        for who in (ann, ben):
            await wishes_weeks(who, 2)
        await here.until(SUNDAY + 7 * DAY)
        for who in (ann, ben):
            await who.says("/week")
            assert who.offers("week-of")
        await here.until(SUNDAY + 12 * DAY)
        await ann.says("/week")
        assert ann.offers("week-of")
        await here.until(SUNDAY + 14 * DAY)
        for who in (ann, ben):
            await who.says("/week")
            assert not who.offers("week-of")
            await who.says("/leave")
            assert who.shows("leave-ask", "up to 2 weeks")


@pytest.mark.parametrize("weeks", [1, 52])
async def test_pages_stay_as_long_as_both_chose(weeks: int) -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for who in (ann, ben):
            await wishes_weeks(who, weeks)
        await here.until(SUNDAY)
        await here.week(ann, ben, opens=SATURDAY + 7 * DAY)
        ends = SUNDAY + 7 * DAY + weeks * 7 * DAY
        await here.until(ends - 2 * DAY)
        for who in (ann, ben):
            await who.says("/week")
            assert who.offers("week-of")
        await here.until(ends)
        for who in (ann, ben):
            await who.says("/week")
            assert not who.offers("week-of")


async def test_a_number_of_weeks_that_cannot_be_is_asked_anew() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await opens(ann, "together-keep")
        for odd in ("0", "53", "many", "-1", "²", "1.5"):
            await ann.says(odd)
            assert ann.shows("together-odd")
        await ann.says("52")
        assert ann.shows("together-saved")


async def test_the_clock_of_another_place_and_a_night_in_which_clocks_change() -> None:
    start = datetime(2026, 3, 23, 20, 0, tzinfo=UTC)
    closes = datetime(2026, 3, 29, 15, 0, tzinfo=UTC)  # London's clocks changed that night
    async with town(start=start) as here:
        ann, ben = await here.couple()
        for who in (ann, ben):
            await wishes_zone(who, "New York")
        await here.until(closes)
        for who in (ann, ben):
            assert "The clock of your week." in await reads_of_it(who)
            await who.says("/week")
            assert who.shows("week-next", "Saturday, 15:00", "Sunday, 21:00")
        await here.until(closes + 7 * DAY + 5 * HOUR - timedelta(seconds=1))
        came = len(knocked(ann))
        await here.until(closes + 7 * DAY + 5 * HOUR)
        assert len(knocked(ann)) == came + 1


async def test_on_the_new_days_the_page_lies_behind_the_one_knock_of_the_day() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ann.says("/settings")
        await ann.taps("set-remind", "remind-off", "close")
        for who in (ann, ben):
            await wishes(who, "Tue", "18:00", "Wed", "18:00")
        tuesday = SUNDAY + 9 * DAY + 2 * HOUR
        await here.until(tuesday - 2 * DAY + 5 * HOUR)
        before = len(knocked(ann))
        await here.until(tuesday + 2 * DAY + 4 * HOUR)
        came = [f"{at:%a %H:%M}" for at in knocked(ann)[before:]]
        assert came == ["Mon 20:00", "Tue 18:00", "Wed 18:00", "Thu 20:00"]


async def test_a_sunday_that_was_missed_decides_a_day_later() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await wishes(ann)
        await here.until(SATURDAY)
        here.clock.turn(SUNDAY + timedelta(minutes=11))  # the machine was down
        await here.settle()
        await opens(ben, "together-times", *FRIDAY)
        assert ben.shows("together-saved", "Monday, 16:00")
        await here.until(SUNDAY + DAY)
        await ann.says("/week")
        assert ann.shows("week-next", "Friday, 18:00")


async def test_who_is_alone_is_not_asked() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        assert not ann.offers("set-together")


async def test_who_left_between_the_wish_and_sunday_changes_nothing() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await opens(ann)
        await wishes(ben)
        await ben.says("/leave")
        await ben.taps("leave-quiet")
        await wishes(ann)
        await here.until(SUNDAY)
        await ann.reads()
        assert ann.shows("week-private")
        await opens(ann)
        assert ann.shows("Sat at 10:00")
