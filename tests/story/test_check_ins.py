"""A day: a knock, a rating, perhaps one thing more; and Not now, a reminder, an end of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.library import Library
from bot.services.day.checkins import LOW_WORDS
from tests.town import Resident, town

TUESDAY = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)


async def opened(who: Resident, day: datetime = TUESDAY) -> Resident:
    """Wait for this day's knock, and open it."""
    await who.town.until(day)
    await who.taps("knock-open")
    return who


@pytest.mark.parametrize("answer", ["7", "0", "10", "not-together", "skip"])
async def test_the_rating_takes_a_button(answer: str) -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps(answer)
        assert not ann.offers("not-together")


async def test_the_rating_takes_a_typed_number() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says(" 7 ")
        assert ann.shows("kept")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")


@pytest.mark.parametrize("typed", ["11", "-1", "7.5", "٣", "100", "7/8"])
async def test_what_is_no_number_is_asked_for_again(typed: str) -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says(typed)
        assert ann.shows("a-number-please")
        await ann.taps("6")
        assert ann.shows("kept")


@pytest.mark.parametrize("typed", ["eleven", "7 or 8", "😀", "It was a long day, and I am tired"])
async def test_words_typed_to_a_rating_become_a_note_and_go_while_the_question_stays(typed: str) -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says(typed)
        assert ann.shows("kept-note-number")
        await ann.waits(seconds=61)
        assert typed not in str([each.text for each in ann.person.phone])
        assert not ann.shows("kept-note-number"), "nothing is left of what was said about them"
        await ann.taps("6")
        assert ann.shows("kept")
        await ann.says("/notes")
        assert ann.shows(typed)


async def test_words_typed_to_a_rating_can_still_be_edited_into_the_answer() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says("seven")
        assert ann.offers("keyboard-help", "calm-offer")
        await ann.edits(ann.person.phone[-1].id, "say seven")
        assert ann.shows("edit-taken")
        await ann.edits(ann.person.phone[-1].id, "7")
        assert ann.shows("kept")
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_a_number_that_does_not_fit_goes_from_the_chat_too() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says("77")
        await ann.waits(seconds=61)
        assert "77" not in [each.text for each in ann.person.phone]
        assert not ann.shows("a-number-please")
        await ann.taps("6")
        assert ann.shows("kept")


async def test_heavy_words_typed_to_a_rating_point_to_help() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says("I want to die")
        assert ann.shows("heavy-words")
        assert ann.offers("calm-offer")
        await ann.waits(seconds=61)
        assert not ann.shows("heavy-words")
        assert not ann.offers("calm-offer"), "a minute later it looks as after any other words"
        await ann.taps("6")
        assert ann.shows("kept")


async def test_an_edit_of_what_was_no_number_becomes_the_answer() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says("77")
        await ann.edits(ann.person.phone[-1].id, "7")
        assert ann.shows("kept")


async def test_an_edit_of_a_typed_number_replaces_it() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.says("9")
        await ann.edits(ann.person.phone[-1].id, "eight")
        assert ann.shows("a-number-please")
        await ann.edits(ann.person.phone[-1].id, "8")
        assert ann.shows("edit-taken")


@pytest.mark.parametrize("number", ["0", "3"])
async def test_a_low_rating_leads_to_calm_and_to_no_task(number: str) -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps(number)
        assert ann.shows("kept-low")
        assert not ann.shows("type-or-tap")
        await ann.taps("calm-offer", "calm-button-racing", "calm-button-done", "calm-button-less")
        assert ann.shows("calm-racing-less")


async def test_not_together_is_no_low_rating() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps("not-together")
        assert not any(ann.shows(each) for each in LOW_WORDS)


async def test_a_fear_can_be_tapped_and_shaped() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps("5", "go-on")
        opener = ann.labels[-5]
        await ann.taps(opener)
        assert ann.shows("fear-shape")
        assert ann.shows(opener)
        await ann.says("When you are late I feel sick. It would help if you wrote.")
        assert ann.shows("kept") and not ann.shows("kept-words"), "alone, there is no page"
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")
        await ann.says("/notes")
        assert ann.shows("When you are late I feel sick")


async def test_a_fear_can_just_be_noted() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps("5", "go-on")
        opener = ann.labels[-5]
        await ann.taps(opener, "just-note")
        assert ann.shows("kept")
        await ann.says("/notes")
        assert ann.shows(opener)


async def test_a_fear_can_be_typed_at_once_and_mended() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps("5", "go-on")
        await ann.says("That he lies agian")
        await ann.edits(ann.person.phone[-1].id, "That he lies again")
        assert ann.shows("edit-taken")
        await ann.says("/notes")
        assert ann.shows("That he lies again")


async def test_one_s_own_part_is_asked_in_words() -> None:
    async with town() as here:
        ben = await here.settled("Ben", "broke")
        await opened(ben, TUESDAY.replace(day=6))  # Friday
        await ben.taps("5", "go-on")
        if not ben.shows("type-it"):
            await ben.says("/practice")
            await ben.taps("practice-own")
        assert ben.shows("type-it")
        await ben.says("I said I was at work. You stopped trusting your own eyes.")
        assert ben.shows("kept")
        await ben.says("/notes")
        assert ben.shows("note-own")


async def test_who_was_hurt_is_never_asked_for_an_own_part() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt")
        await ann.says("/practice")
        assert not ann.offers("practice-own")


async def test_a_number_where_words_are_asked_is_kept_as_words() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps("5", "go-on")
        await ann.says("42")
        assert ann.shows("kept")
        await ann.says("/notes")
        assert ann.shows("42")


@pytest.mark.parametrize("words", ["I want to die", "He hit me again", "I don’t want to be here any more."])
async def test_words_that_weigh_much_point_to_people_and_ask_nothing_more(words: str) -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps("5", "go-on")
        await ann.says(words)
        assert ann.shows("heavy-words")
        assert ann.offers("keyboard-help", "calm-offer", "enough")
        await ann.taps("keyboard-help")
        assert ann.shows("help-root")
        assert ann.typed == []  # they do not wait beside it
        await ann.waits(minutes=11)
        assert ann.keeps_only("Tuesday")
        await ann.says("/notes")
        assert ann.shows(words)


async def test_not_now_can_mean_later_today() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await here.until(TUESDAY)
        await ann.taps("not-now", "later-today")
        assert ann.keeps_only("Tuesday")
        await ann.waits(hours=3)
        assert ann.knocks == 1
        await ann.taps("knock-open", "5")


async def test_later_today_says_so_when_the_rest_of_it_is_quiet() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await here.until(TUESDAY)
        await ann.waits(minutes=90)
        await ann.taps("not-now", "later-today")
        assert ann.shows("later-quiet")
        await ann.taps("fine", "keyboard-today")
        assert ann.offers("not-together")


async def test_not_now_can_mean_not_today() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await here.until(TUESDAY)
        await ann.taps("not-now", "not-today")
        assert ann.keeps_only("Tuesday")
        await ann.waits(hours=23)
        assert ann.knocks == 0
        await ann.waits(hours=1)
        assert ann.knocks == 1


async def test_a_knock_that_stays_closed_ends_with_the_day_like_any_other() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await here.until(TUESDAY.replace(day=4, hour=4))
        assert ann.keeps_only("Tuesday")


async def test_a_question_left_open_ends_with_the_day() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await here.until(TUESDAY.replace(day=4, hour=4))
        assert ann.keeps_only("Tuesday")
        await ann.says("7")  # nothing waits for a number any more: it is a note
        assert ann.shows("kept-note")


async def test_an_evening_after_midnight_still_belongs_to_the_day() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await here.until(TUESDAY.replace(day=4, hour=2))
        await ann.taps("knock-open", "5")
        await ann.says("Can't sleep for fear")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")


async def test_today_works_without_any_knock_and_each_question_comes_once() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await here.until(TUESDAY.replace(hour=9))
        await ann.taps("keyboard-today", "5", "go-on", "skip")
        await ann.taps("keyboard-today")
        assert ann.shows("today-done")
        await ann.taps("calm-button-more")
        assert ann.shows("more-title")


async def test_a_practice_asks_for_one_thing_now() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        await ann.taps("practice-fear")
        await ann.says("That it never ends")
        assert ann.shows("kept")
        await ann.taps("enough")
        assert ann.keeps_only("Monday")


async def test_a_question_that_the_library_no_longer_has_makes_room_for_another() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        await ann.taps("6", "go-on")
        facts = here.engine.conversation.facts
        asked = next(item for item in facts.library.items if ann.shows(f"item-{item.id}"))
        rest = Library(tuple(item for item in facts.library.items if item is not asked))
        here.engine.conversation.facts = replace(facts, library=rest)
        await ann.taps("item-" + asked.id + "-opener-1")
        assert ann.shows("moved-on")
        await ann.says("/today")
        assert ann.offers("skip") and not ann.shows(asked.key)
