"""The first evening: five taps to something useful, and every other way through it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import START, town


async def test_five_taps_lead_from_start_to_the_first_kept_rating() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.opens()
        await ann.taps("begin", "agree", "Ann", "hour-now", "2")
        assert ann.shows("kept-first")
        assert ann.person.keyboard == ["Today", "Calm", "Break", "Help"]
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")


async def test_the_four_standing_buttons_lead_somewhere() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.taps("keyboard-today")
        assert ann.shows("today-done")
        await ann.taps("keyboard-break")
        assert ann.shows("pause-ask")
        await ann.taps("calm-offer")
        assert ann.shows("calm-root")
        assert ann.offers("calm-button-racing")
        await ann.taps("keyboard-help")
        assert ann.shows("help-root")
        assert ann.typed == []  # the words of the buttons do not pile up in the chat


async def test_a_typed_name_is_as_good_as_the_offered_one() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins()
        await ann.says("  Little   Ann ")
        assert ann.shows("hour")
        await ann.taps("hour-now", "5", "enough")
        ben = await here.settled("Ben")
        await ben.opens(await ann.invites())
        assert ben.shows("guest-waits", "Little Ann")


@pytest.mark.parametrize("name", ["x" * 41, "...", "—"])
async def test_a_name_that_is_none_is_asked_for_again_in_one_sentence(name: str) -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins()
        await ann.says(name)
        assert ann.shows("name-short")
        assert ann.shows("name")
        await ann.taps("Ann")
        assert ann.shows("hour")
        assert ann.typed == [name]
        await ann.taps("hour-now", "5")
        await ann.waits(seconds=61)
        assert ann.typed == []


@pytest.mark.parametrize(("wish", "hour"), [("hour-morning", "08:00"), ("hour-evening", "20:30")])
async def test_morning_and_evening_ask_what_the_clock_shows(wish: str, hour: str) -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "agree", "Ann", wish)
        assert ann.shows("clock")
        await ann.taps("15", "5", "enough-tonight")  # 20:00 UTC is 15:00 in New York
        hours, minutes = map(int, hour.split(":"))
        due = START.replace(hour=hours, minute=minutes) + timedelta(hours=5)
        due = due if due > START else due + timedelta(days=1)
        await here.until(due - timedelta(seconds=1))
        assert ann.knocks == 0
        await here.until(due)
        assert ann.knocks == 1


async def test_the_hour_of_the_clock_can_be_typed() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "agree", "Ann", "hour-evening")
        await ann.says("late")
        assert ann.shows("clock-please")
        await ann.says("20:05")
        assert ann.offers("not-together")


async def test_someone_who_comes_by_themselves_is_never_knocked() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "agree", "Ann", "hour-myself")
        await ann.taps("not-together", "enough")
        await ann.waits(days=5)
        assert ann.knocks == 0
        assert not any("moment" in text for text in ann.phone)
        await ann.taps("keyboard-today")
        assert ann.offers("not-together")


async def test_skip_ends_the_first_evening_as_well_as_a_number() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "agree", "Ann", "hour-now", "skip")
        assert ann.shows("skipped")
        assert ann.person.keyboard == ["Today", "Calm", "Break", "Help"]
        await ann.waits(days=1)
        assert ann.knocks == 1


async def test_not_now_keeps_nothing_and_leaves_the_way_open() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "not-now")
        assert ann.shows("declined")
        await ann.taps("begin", "agree")
        assert ann.shows("name")


async def test_who_never_agreed_is_forgotten_after_two_days_in_silence() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "not-now")
        before = ann.phone
        await ann.waits(days=3)
        assert ann.phone == before
        await ann.taps("begin")
        assert ann.shows("consent") or ann.shows("intro")


async def test_who_can_read_what_is_said_before_anything_is_kept() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("who-reads")
        assert ann.shows("privacy-short")
        await ann.taps("begin", "agree")
        assert ann.shows("name")


async def test_start_again_half_way_goes_on_where_it_was() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins()
        await ann.opens()
        assert ann.shows("name")
        await ann.taps("Ann")
        await ann.opens()
        assert ann.shows("hour")
        await ann.taps("hour-now")
        await ann.opens()
        assert ann.offers("not-together")
        assert len(ann.residue) == 1
        await ann.taps("3", "enough")
        await ann.opens()
        assert ann.shows("today-done")
        assert len(ann.phone) - len(ann.residue) == 1


async def test_words_before_consent_are_not_kept_and_lead_to_the_beginning() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.opens()
        await ann.says("He did it again")
        assert [text for text in ann.phone if "quiet notebook" in text] == ann.phone
        assert ann.offers("begin")
        await ann.taps("begin", "agree", "Ann", "hour-now", "5", "enough")
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_words_in_the_middle_of_it_are_kept_and_the_question_stays() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("begin", "agree", "Ann")
        await ann.says("He did it again")
        assert ann.shows("kept-note")
        assert ann.shows("hour")
        await ann.taps("hour-now", "5", "enough")
        await ann.says("/notes")
        assert ann.shows("He did it again")


@pytest.mark.parametrize("command", ["/today", "/week", "/settings", "/leave", "/frobnicate"])
async def test_every_command_before_consent_leads_to_the_beginning(command: str) -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.opens()
        await ann.says(command)
        assert ann.offers("begin")
        assert len(ann.phone) == 1


async def test_help_and_hide_before_consent_lead_back_to_the_beginning() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.begins("keyboard-help", "country-IE")
        assert ann.shows("116 123")
        await ann.taps("help-button-hide")
        assert ann.phone != []
        await ann.taps("begin", "agree")


async def test_blocking_and_coming_back_finds_everything_as_it_was() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("A word of mine")
        ann.person.blocks()
        await here.settle()
        await ann.waits(days=3)
        await ann.opens()
        assert ann.person.keyboard == ["Today", "Calm", "Break", "Help"]
        assert ann.offers("not-together")
        await ann.taps("6")
        await ann.says("/notes")
        assert ann.shows("A word of mine")
        await ann.waits(days=1)
        assert ann.knocks == 1
