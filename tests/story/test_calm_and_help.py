"""Calm and Help: there at every hour, in every branch, and gone again by themselves."""

from __future__ import annotations

import pytest

from bot.domain.calm import BRANCHES, FEELINGS
from tests.town import Resident, town


async def calm(who: Resident, branch: str) -> None:
    await who.taps("keyboard-calm", f"calm-button-{branch}")


@pytest.mark.parametrize("branch", BRANCHES)
async def test_every_branch_has_its_own_ways_and_comes_round(branch: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await calm(ann, branch)
        for n in range(1, BRANCHES[branch] + 1):
            assert ann.shows(f"calm-{branch}-{n}")
            await ann.taps("calm-button-another")
        assert ann.shows(f"calm-{branch}-1")


@pytest.mark.parametrize("branch", BRANCHES)
@pytest.mark.parametrize("feeling", FEELINGS)
async def test_less_the_same_and_more_are_each_accepted(branch: str, feeling: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await calm(ann, branch)
        await ann.taps("calm-button-done", f"calm-button-{feeling}")
        assert ann.shows(f"calm-{branch}-{feeling}")
        if feeling == "less":
            await ann.taps("calm-button-hide")
            assert not ann.shows(f"calm-{branch}-less")
            return
        await ann.taps("calm-button-sit")
        assert ann.shows(f"calm-{branch}-sit")
        assert ann.offers("calm-button-people", "calm-button-else", "calm-button-hide")
        await ann.taps("calm-button-people")
        assert ann.shows("help-root")


async def test_calm_leaves_an_open_question_where_it_is() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.waits(days=1)
        await ann.taps("knock-open", "keyboard-calm", "calm-button-racing")
        assert ann.offers("not-together")
        await ann.says("6")
        assert ann.shows("kept")


async def test_calm_and_help_clear_themselves_after_ten_idle_minutes() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await calm(ann, "sleep")
        await ann.waits(minutes=9)
        await ann.taps("calm-button-another")
        await ann.waits(minutes=9)
        assert ann.shows("calm-sleep-2")
        await ann.waits(minutes=2)
        assert ann.keeps_only("Monday")
        await ann.taps("keyboard-help", "United Kingdom")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")
        assert ann.person.keyboard[-1] == ann.label("keyboard-help")


async def test_help_asks_for_the_country_until_it_is_known() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.taps("keyboard-help")
        assert ann.shows("help-root")
        await ann.taps("Germany")
        assert ann.shows("0800 111 0 111")
        await ann.taps("help-button-countries", "help-button-elsewhere")
        assert ann.shows("help-elsewhere")
        await ann.taps("help-button-hide")
        assert ann.keeps_only("Monday")


async def test_help_shows_the_own_country_first_once_it_is_known() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        await ann.taps("set-country", "country-IE", "close")
        for _ in range(2):
            await ann.taps("keyboard-help")
            assert ann.shows("116 123")
            assert not ann.shows("help-root")
            await ann.taps("help-button-countries")  # and the others are one tap away
            assert ann.shows("help-root")
            await ann.taps("Spain")
            assert ann.shows("024")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")


async def test_elsewhere_is_a_country_too() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/settings")
        await ann.taps("set-country", "country-XX", "close", "keyboard-help")
        assert ann.shows("findahelpline.com")
        assert len(ann.residue) <= 2


async def test_help_on_the_line_of_the_day_goes_back_to_that_line() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.waits(days=1)
        await ann.taps("knock-open", "6")
        await ann.waits(seconds=61)
        message = ann.person.phone[-1].id
        data = ann.person.phone[-1].data[0][0]
        assert data == "help"
        await ann.person.taps_data(message, data)
        await here.settle()
        assert ann.shows("help-root")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Tuesday")


async def test_a_quiet_setting_sets_and_ends_a_hold_without_questions() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.taps("keyboard-help", "help-button-hold")
        assert ann.shows("safety-what")
        assert not ann.shows("help-root")  # no second screen is left beside it
        await ann.taps("hold-set")
        assert ann.shows("hold-told")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")
        await ann.says("/safety")
        before = ann.screen
        await ann.taps("hold-end")
        assert ann.shows("hold-ended-own")
        await ann.waits(minutes=11)
        await ann.says("/safety")
        assert len(ann.screen) == len(before)  # it never shows whether one is set


async def test_words_are_cleared_from_the_chat_when_help_opens_in_their_place() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("I want to die")
        assert ann.offers("keyboard-help", "calm-offer", "not-keep")
        message = ann.person.phone[-1].id
        await ann.person.taps_data(message, "help")
        await here.settle()
        assert ann.typed == []
        assert ann.shows("help-root")


@pytest.mark.parametrize("word", ["/calm", "/help", "Calm", "HELP", " help "])
async def test_a_typed_word_or_command_is_as_good_as_the_button(word: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says(word)
        assert ann.shows("calm-root" if "alm" in word else "help-root")
        assert ann.typed == []
        await ann.taps("keyboard-calm")
        assert ann.shows("calm-root")
        assert not ann.shows("help-root")  # one of them at a time


async def test_one_can_breathe_along_and_stop_at_any_time() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.taps("keyboard-calm", "calm-button-racing", "calm-button-along")
        assert ann.shows("calm-breath")
        await ann.taps("calm-button-stop")
        assert ann.shows("calm-after")
