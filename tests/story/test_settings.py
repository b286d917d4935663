"""Settings: each one can be changed in two taps, leads back, and changes what it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.town import START, Resident, town

ALL = ("name", "hour", "zone", "role", "country", "quiet", "days", "remind", "clearing", "page")


async def change(who: Resident, *taps: str) -> None:
    await who.says("/settings")
    await who.taps(*taps)


@pytest.mark.parametrize("name", ALL)
async def test_every_setting_has_a_way_back(name: str) -> None:
    async with town() as here:
        if name == "page":  # which only two have
            ann, _ = await here.couple()
            await ann.rates(5)
        else:
            ann = await here.settled("Ann")
        await change(ann, f"set-{name}", "back")
        assert ann.shows("settings-title")
        await ann.taps("back")
        assert ann.shows("more-title")
        await ann.taps("back", "calm-button-more", "menu-settings", "close")
        assert ann.keeps_only("Monday")


@pytest.mark.parametrize(
    "taps",
    [
        ("set-hour", "hour-morning"),
        ("set-role", "role-both"),
        ("set-country", "country-IE"),
        ("set-quiet", "quiet-none"),
        ("set-remind", "remind-off"),
        ("set-clearing", "clearing-0"),
    ],
)
async def test_a_changed_setting_says_saved_and_leads_back(taps: tuple[str, ...]) -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await ann.waits(days=1)  # a rating waits: it does not push itself in between
        await change(ann, *taps)
        assert ann.last == "Saved."
        await ann.taps("back")
        assert ann.shows("settings-title")


async def test_a_new_name_is_read_by_who_is_invited_later() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "set-name")
        await ann.says("Anna")
        assert ann.last == "Saved."
        ben = await here.settled("Ben")
        await ben.opens(await ann.invites())
        assert ben.shows("guest-waits", "Anna")


async def test_the_hour_of_the_knock_moves() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "set-hour", "hour-morning", "close")
        await here.until(datetime(2026, 3, 3, 8, 0, tzinfo=UTC))
        assert ann.knocks == 1


async def test_coming_by_oneself_ends_the_knocks() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "set-hour", "hour-myself", "close")
        await ann.waits(days=3)
        assert ann.residue == []  # the day's line goes while it still can


async def test_no_knock_and_no_reminder_falls_into_quiet_hours() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "set-quiet", "quiet-early")
        await ann.waits(days=1)
        first = ann.person.phone[-1].id
        assert ann.knocks == 1
        await ann.waits(hours=4)
        assert [each.id for each in ann.person.phone if "moment" in each.words] == [first]


async def test_what_would_knock_in_quiet_hours_waits_for_their_end() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "set-hour", "hour-myself", "close")
        code = await ann.invites()
        await ann.waits(hours=4)  # midnight
        ben = await here.settled("Ben")
        await ben.opens(code)
        assert ann.knocks == 0
        await here.until(datetime(2026, 3, 3, 6, 59, tzinfo=UTC))
        assert ann.knocks == 0
        await here.until(datetime(2026, 3, 3, 7, 0, tzinfo=UTC))
        assert ann.knocks == 1
        await ann.taps("knock-open")
        assert ann.shows("confirm", "Ben")


async def test_an_hour_chosen_late_at_night_keeps_room_in_the_quiet_hours() -> None:
    async with town(start=START + timedelta(hours=3, minutes=20)) as here:
        ann = await here.settled("Ann", zone="London")
        await here.until(START + timedelta(days=1, hours=3, minutes=15))
        assert ann.knocks == 1


async def test_the_days_for_fears_are_switched_one_by_one() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "set-days", "✓ Tue")
        assert ann.offers("weekday-1")
        assert ann.offers("✓ Thu")
        await ann.taps("close" if ann.offers("close") else "back")
        await ann.waits(days=1)
        await ann.taps("knock-open", "5", "go-on")
        assert not ann.shows("type-or-tap")


async def test_without_the_reminder_one_knock_stays_one() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        await change(ben, "set-remind", "no", "close")
        await here.passes(days=1)
        before = ann.person.phone[-1].id, ben.person.phone[-1].id
        await here.passes(hours=3)
        assert ann.person.phone[-1].id != before[0]  # knocked once more
        assert ben.person.phone[-1].id == before[1]
        assert (ann.knocks, ben.knocks) == (1, 1)
        await here.passes(hours=3)
        assert ann.knocks == 1


@pytest.mark.parametrize(("label", "seconds"), [("clearing-15", 15), ("clearing-600", 600)])
async def test_clearing_keeps_its_own_time(label: str, seconds: int) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "set-clearing", label, "close")
        await ann.says("A word of mine")
        await ann.waits(seconds=seconds - 1)
        assert ann.typed == ["A word of mine"]
        await ann.waits(seconds=2)
        assert ann.keeps_only("Monday")


async def test_never_leaves_the_words_until_the_day_is_over() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "set-clearing", "clearing-0", "close")
        await ann.says("A word of mine")
        await ann.waits(hours=7)
        assert ann.typed == ["A word of mine"]
