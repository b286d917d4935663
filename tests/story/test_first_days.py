"""The first days: one small thing a day, each said once, each left for later without a reason."""

from __future__ import annotations

from datetime import timedelta

from tests.town import START, Resident, town


async def evening(who: Resident, *then: str) -> str:
    """Open the day's knock, rate, answer what follows, and return what was asked."""
    await who.taps("Open", "5")
    asked = who.last
    await who.taps(*then)
    return asked


async def test_after_the_rating_each_day_asks_at_most_one_small_thing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        asked = []
        for _ in range(14):
            await ann.waits(days=1)
            await ann.taps("Open", "5")
            asked.append(ann.last)
            for label in ("Alone for now", "Later", "Skip"):
                if label in ann.labels:
                    await ann.taps(label)
                    break
            assert ann.labels[-1] == "Enough for now"
            assert not ann.shows("?"), ann.screen
        order = ["Where do you stand", "what hour does your clock", "good moment", "ask your partner in"]
        order += ["Which country", "In which hours shall I never knock"]
        found = [next((n for n, text in enumerate(asked) if each in text), -1) for each in order]
        assert found == sorted(found)
        assert -1 not in found
        assert all(sum(each in text for text in asked) == 1 for each in order)


async def test_what_is_left_for_later_says_where_it_waits() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        where = []
        for _ in range(14):
            await ann.waits(days=1)
            await ann.taps("Open", "5")
            for label in ("Alone for now", "Later", "Skip"):
                if label in ann.labels:
                    await ann.taps(label)
                    where += [text for text in ann.phone if "You find it under More" in text]
        assert [each.split(", in ")[1] for each in where] == [
            "Settings.",
            "Settings.",
            "Safety.",
            "Partner.",
            "Settings.",
            "Settings.",
        ]


async def test_the_role_changes_what_is_asked_from_then_on() -> None:
    async with town() as here:
        ben = await here.settled("Ben")
        await ben.waits(days=2)  # Wednesday
        assert "Where do you stand" in await evening(ben, "I broke trust")
        assert ben.shows("Saved.")
        await ben.waits(days=2)  # Friday asks for one's own part
        await ben.taps("Open")
        assert ben.shows("honest") or ben.shows("truth")


async def test_the_zone_is_found_by_the_hour_of_the_clock() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        await ann.taps("Time zone", "05")  # 20:00 in UTC
        assert ann.shows("Which place fits?")
        sydney = next(label for label in ann.labels if "Brisbane" in label or "Sydney" in label)
        await ann.taps(sydney)
        assert ann.shows("Saved.")


async def test_none_of_the_places_keeps_the_hour_alone() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        await ann.taps("Time zone", "15", "None of these")
        assert ann.shows("Saved.")
        await ann.says("/break")
        await ann.taps("20 min")
        assert ann.shows("15:20")


async def test_who_said_the_hour_on_the_first_evening_is_only_asked_for_the_place() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("Start", "I agree", "Ann", "Evening", "15", "5", "Enough for now")
        for _ in range(4):  # Wednesday asks for the role, Friday for the place
            await ann.waits(days=1)
            await ann.says("/today")
            await ann.taps("5")
        assert ann.shows("Which place shares your clock")
        await ann.taps("New York, 15:00")
        assert ann.shows("Saved.")


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
        await ann.taps("The private questions", "Yes", "No", "No", "Skip")
        assert ann.shows("What you answered stays with you")
        assert "Calm" in ann.labels
        await ann.waits(seconds=61)
        assert not ann.shows("What you answered")


async def test_a_hold_is_told_once_and_then_cleared() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/safety")
        await ann.taps("The private questions", "No", "No", "No", "No")
        assert ann.shows("From now on your page is the plain page")
        assert "Help" in ann.labels
        await ann.waits(seconds=61)
        assert ann.residue == ["Monday is put away."]
        await ann.says("/safety")
        await ann.taps("The private questions", "No", "No", "No", "No")
        assert not ann.shows("From now on")  # it is said once
        assert ann.shows("What you answered stays with you")


async def test_someone_who_reads_the_phone_makes_messages_clear_sooner() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/safety")
        await ann.taps("The private questions", "Yes", "No", "No", "Yes")
        await ann.says("A word of mine")
        await ann.waits(seconds=16)
        assert ann.residue == ["Monday is put away."]


async def test_a_day_with_a_low_rating_asks_nothing_more() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for day in range(3):
            await ann.waits(days=1)
            await ann.taps("Open", str(day))
            assert ann.shows("Shall we take one minute")
            assert ann.labels[-2:] == ["Calm", "Enough for now"]
