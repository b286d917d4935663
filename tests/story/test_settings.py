"""Settings: each one can be changed in two taps, leads back, and changes what it says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.town import START, Resident, town

ALL = (
    "Name",
    "Hour of the knock",
    "Time zone",
    "Where I stand",
    "Country",
    "Quiet hours",
    "Days to name a fear",
    "Reminder",
    "Clear messages",
)


async def change(who: Resident, *taps: str) -> None:
    await who.says("/settings")
    await who.taps(*taps)


@pytest.mark.parametrize("name", ALL)
async def test_every_setting_has_a_way_back(name: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, name, "Back")
        assert ann.shows("What would you like to change?")
        await ann.taps("Back")
        assert ann.shows("Here is everything else.")
        await ann.taps("Back", "More", "Settings", "Close")
        assert ann.residue == ["Monday is put away."]


@pytest.mark.parametrize(
    "taps",
    [
        ("Hour of the knock", "Morning"),
        ("Where I stand", "Both at once"),
        ("Country", "Ireland"),
        ("Quiet hours", "No quiet hours"),
        ("Reminder", "No"),
        ("Clear messages", "Never"),
    ],
)
async def test_a_changed_setting_says_saved_and_leads_back(taps: tuple[str, ...]) -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await ann.waits(days=1)  # a rating waits: it does not push itself in between
        await change(ann, *taps)
        assert ann.last == "Saved."
        await ann.taps("Back")
        assert ann.shows("What would you like to change?")


async def test_a_new_name_is_read_by_who_is_invited_later() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "Name")
        await ann.says("Anna")
        assert ann.last == "Saved."
        ben = await here.settled("Ben")
        await ben.opens(await ann.invites())
        assert ben.shows("I have let Anna know")


async def test_the_hour_of_the_knock_moves() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "Hour of the knock", "Morning", "Close")
        await here.until(datetime(2026, 3, 3, 8, 0, tzinfo=UTC))
        assert ann.knocks == 1


async def test_coming_by_oneself_ends_the_knocks() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "Hour of the knock", "I'll come by myself", "Close")
        await ann.waits(days=3)
        assert ann.residue == ["Monday is put away."]


async def test_no_knock_and_no_reminder_falls_into_quiet_hours() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "Quiet hours", "21:00 to 07:00")
        await ann.waits(days=1)
        first = ann.person.phone[-1].id
        assert ann.knocks == 1
        await ann.waits(hours=4)
        assert [each.id for each in ann.person.phone if "moment" in each.words] == [first]


async def test_what_would_knock_in_quiet_hours_waits_for_their_end() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await change(ann, "Hour of the knock", "I'll come by myself", "Close")
        code = await ann.invites()
        await ann.waits(hours=4)  # midnight
        ben = await here.settled("Ben")
        await ben.opens(code)
        assert ann.knocks == 0
        await here.until(datetime(2026, 3, 3, 6, 59, tzinfo=UTC))
        assert ann.knocks == 0
        await here.until(datetime(2026, 3, 3, 7, 0, tzinfo=UTC))
        assert ann.knocks == 1
        await ann.taps("Open")
        assert ann.shows("goes by Ben")


async def test_an_hour_chosen_late_at_night_keeps_room_in_the_quiet_hours() -> None:
    async with town(start=START + timedelta(hours=3, minutes=20)) as here:
        ann = await here.settled("Ann", zone="London")
        await here.until(START + timedelta(days=1, hours=3, minutes=15))
        assert ann.knocks == 1


async def test_the_days_for_fears_are_switched_one_by_one() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "Days to name a fear", "✓ Tue")
        assert "Tue" in ann.labels
        assert "✓ Thu" in ann.labels
        await ann.taps("Close" if "Close" in ann.labels else "Back")
        await ann.waits(days=1)
        await ann.taps("Open", "5")
        assert not ann.shows("Tap what fits")


async def test_without_the_reminder_one_knock_stays_one() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann"), await here.settled("Ben")
        await change(ben, "Reminder", "No", "Close")
        await here.passes(days=1)
        before = ann.person.phone[-1].id, ben.person.phone[-1].id
        await here.passes(hours=3)
        assert ann.person.phone[-1].id != before[0]  # knocked once more
        assert ben.person.phone[-1].id == before[1]
        assert (ann.knocks, ben.knocks) == (1, 1)
        await here.passes(hours=3)
        assert ann.knocks == 1


@pytest.mark.parametrize(("label", "seconds"), [("After 15 seconds", 15), ("After ten minutes", 600)])
async def test_clearing_keeps_its_own_time(label: str, seconds: int) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "Clear messages", label, "Close")
        await ann.says("A word of mine")
        await ann.waits(seconds=seconds - 1)
        assert ann.typed == ["A word of mine"]
        await ann.waits(seconds=2)
        assert ann.residue == ["Monday is put away."]


async def test_never_leaves_the_words_until_the_day_is_over() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await change(ann, "Clear messages", "Never", "Close")
        await ann.says("A word of mine")
        await ann.waits(hours=7)
        assert ann.typed == ["A word of mine"]
