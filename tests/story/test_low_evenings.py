"""Evening after evening with a low rating: nobody stays a stranger, and no task comes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.services.day.checkins import LOW_WORDS
from tests.town import Resident, town

EVENINGS = 34
ABOUT_ONESELF = ("role-ask", "zone-ask", "good-moment", "country-ask", "quiet-ask")


async def asked_after(who: Resident, rating: int = 2) -> str:
    """Open the day's knock, rate, go on, and return what is asked then."""
    await who.taps("knock-open", str(rating), "go-on")
    return who.last


def said(who: Resident) -> str:
    """Return which words a low rating has on the screen."""
    (found,) = [key for key in LOW_WORDS if who.shows(key)]
    return found


async def test_someone_low_for_weeks_is_asked_about_themselves_and_given_no_task() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        asked, words = [], []
        for _ in range(EVENINGS):
            await ann.waits(days=1)
            await ann.taps("knock-open", "2")
            words.append(said(ann))
            assert ann.offers("calm-offer", "feelings", "go-on", "enough")
            await ann.taps("go-on")
            asked.append(next((key for key in ABOUT_ONESELF if ann.shows(key)), "today-done"))
            assert ann.shows(asked[-1]), ann.screen
            if asked[-1] != "today-done":
                await ann.taps("later")
                assert ann.shows("waits-there")
                await ann.taps("go-on")
                assert ann.shows("today-done"), "one a day"
        assert asked[: len(ABOUT_ONESELF)] == list(ABOUT_ONESELF)
        assert {*asked[len(ABOUT_ONESELF) :]} <= {"today-done", "good-moment"}, "each of them once"
        assert words[0] == LOW_WORDS[0]
        assert {*words[: len(LOW_WORDS)]} == {*LOW_WORDS}, "each before one comes again"
        assert all(one != two for one, two in pairwise(words))


async def test_a_better_evening_still_offers_to_ask_a_partner_in() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for _ in range(6):
            await ann.waits(days=1)
            await asked_after(ann)
            assert not ann.shows("invite-ask")
        await ann.waits(days=3)  # Wednesday: no day for a fear
        await asked_after(ann, 6)
        assert ann.shows("invite-ask")


@pytest.mark.parametrize("days", [1, 2])
async def test_today_says_that_nothing_waits_only_where_nothing_does(days: int) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.waits(days=days)
        await ann.taps("knock-open", "2", "enough", "keyboard-today")
        assert ann.shows("role-ask")
        assert not ann.shows("today-done")


async def test_the_first_low_rating_is_not_called_another_one() -> None:
    async with town() as here:
        for number, name in enumerate(("Ann", "Ben", "Cem")):
            who = here.someone(name)
            await who.begins("begin", "agree", name, "hour-now", str(number))
            assert said(who) == LOW_WORDS[0]
            await who.taps("enough-tonight")
            await who.waits(days=1)
            await who.taps("knock-open", "2")
            assert said(who) != LOW_WORDS[0]


async def test_where_a_fear_was_looked_at_before_a_low_rating_that_was_the_day_s_small_thing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.waits(days=1)
        await ann.says("/practice")
        await ann.taps("practice-fear", "skip", "keyboard-today", "2", "go-on")
        assert ann.shows("today-done")
