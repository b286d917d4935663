"""The first days: one small thing a day, each said once, each left for later without a reason."""

from __future__ import annotations

from datetime import timedelta

from bot.services.day.checkins import LOW_WORDS
from tests.town import START, Resident, shapes, town


async def evening(who: Resident, *then: str) -> str:
    """Open the day's knock, rate, answer what follows, and return what was asked."""
    await who.taps("knock-open", "5", "go-on")
    asked = who.last
    await who.taps(*then)
    return asked


async def leave_it(who: Resident) -> None:
    """Leave what was asked for later."""
    await who.taps(next(each for each in ("invite-alone", "later", "skip", "enough") if who.offers(each)))


async def test_after_the_rating_each_day_asks_at_most_one_small_thing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        asked = []
        for _ in range(14):
            await ann.waits(days=1)
            await ann.taps("knock-open", "5", "go-on")
            asked.append(ann.last)
            await leave_it(ann)
            assert ann.offers("enough") or ann.keeps_only("")
            assert not ann.shows("?"), ann.screen
        order = ("role-ask", "zone-ask", "good-moment", "invite-ask", "country-ask", "quiet-ask")
        days = [[n for n, text in enumerate(asked) if shapes()[key].search(text)] for key in order]
        assert all(len(each) == 1 for each in days)
        assert days == sorted(days)


async def test_what_is_left_for_later_says_where_it_waits() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        where = []
        for _ in range(14):
            await ann.waits(days=1)
            await ann.taps("knock-open", "5", "go-on")
            await leave_it(ann)
            where += [text for text in ann.phone if shapes()["waits-there"].search(text)]
        menus = ("settings", "settings", "safety", "invite", "settings", "settings")
        assert len(where) == len(menus)
        for text, menu in zip(where, menus, strict=True):
            assert shapes()[f"menu-{menu}"].search(text), text


async def test_the_role_changes_what_is_asked_from_then_on() -> None:
    async with town() as here:
        ben = await here.settled("Ben")
        await ben.waits(days=2)  # Wednesday
        assert shapes()["role-ask"].search(await evening(ben, "role-broke"))
        assert ben.shows("saved")
        await ben.waits(days=2)  # Friday asks for one's own part
        await ben.taps("knock-open")
        assert ben.shows("honest") or ben.shows("truth")


async def test_the_zone_is_found_by_the_hour_of_the_clock() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        await ann.taps("set-zone", "05")  # 20:00 in UTC
        assert ann.shows("zone-which")
        sydney = next(label for label in ann.labels if "Brisbane" in label or "Sydney" in label)
        await ann.taps(sydney)
        assert ann.shows("saved")


async def test_none_of_the_places_keeps_the_hour_alone() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        await ann.taps("set-zone", "15", "zone-none")
        assert ann.shows("saved")
        await ann.says("/break")
        await ann.taps("20 min")
        assert ann.shows("15:20")


async def test_who_said_the_hour_on_the_first_evening_is_only_asked_for_the_place() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "agree", "Ann", "hour-evening", "15", "5", "enough")
        for _ in range(4):  # Wednesday asks for the role, Friday for the place
            await ann.waits(days=1)
            await ann.says("/today")
            await ann.taps("5", "go-on")
        assert ann.shows("zone-place")
        await ann.taps("New York, 15:00")
        assert ann.shows("saved")


async def test_whoever_is_read_over_the_shoulder_is_told_that_messages_clear_sooner_now() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.waits(days=1)
        for told in (True, False):  # the second time nothing changes
            await ann.says("/safety")
            await ann.taps("safety-ask", "yes", "no", "no", "yes")
            assert ann.shows("screened-quick") is told
        await ann.says("/settings")
        await ann.taps("set-clearing")
        assert ann.shows("clearing-15")


async def test_about_now_stays_the_same_instant_once_the_zone_is_known() -> None:
    for city in ("New York", "London", "Tokyo", "Kathmandu"):
        async with town() as here:
            ann = await here.settled("Ann")
            await ann.waits(hours=2)
            await ann.sets(city=city)
            await here.until(START + timedelta(days=1, seconds=-1))
            assert ann.knocks == 0
            await here.until(START + timedelta(days=1))
            assert ann.knocks == 1, city


async def test_the_private_questions_can_be_answered_alone_and_tell_nothing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.waits(days=1)
        await ann.says("/safety")
        await ann.taps("safety-ask", "yes", "no", "no", "skip")
        assert ann.shows("screened")
        assert not ann.shows("screened-quick")
        assert ann.offers("calm-offer")
        await ann.waits(seconds=61)
        assert not ann.shows("screened")


async def test_a_hold_is_told_to_its_owner_and_then_cleared() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/safety")
        await ann.taps("safety-ask", "no", "no", "no", "no")
        assert ann.shows("hold-told")
        assert ann.offers("keyboard-help")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")
        await ann.says("/safety")  # which shows no trace of it
        assert ann.offers("hold-set", "hold-end")
        await ann.taps("safety-ask", "no", "no", "no", "no")
        assert ann.shows("hold-told")  # also when one is set: its absence would show that


async def test_someone_who_reads_the_phone_makes_messages_clear_sooner() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/safety")
        await ann.taps("safety-ask", "yes", "no", "no", "yes")
        await ann.says("A word of mine")
        await ann.waits(seconds=16)
        assert ann.keeps_only("Monday")


async def test_a_day_with_a_low_rating_offers_to_ease_the_body_first() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for day in range(3):
            await ann.waits(days=1)
            await ann.taps("knock-open", str(day))
            assert any(ann.shows(each) for each in LOW_WORDS)
            assert ann.offers("calm-offer", "go-on", "enough")
