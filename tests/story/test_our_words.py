"""Our words now: cards answered alone, what both said yes to from T1 on, and how a yes ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.checkin import Entry, Kind, Prompt, State
from bot.domain.ourwords import YES_FOR, OurWords, Shown
from bot.domain.people import Half
from tests.story.shelves import rows
from tests.town import SUNDAY, Resident, town

WEEK = timedelta(weeks=1)
HAND, STOP = "Hand in hand, as long as we both like it.", "“Too much” means stop."


async def says(who: Resident, card: str, answer: str) -> None:
    """Answer one card, found by its short name among all of them."""
    await who.says("/practice")
    await who.taps("practice-words", "words-ours", "words-every")
    while not who.offers(card):
        await who.taps("turn-on")
    await who.taps(card, answer)
    assert who.shows("words-saved")


async def reads(who: Resident) -> None:
    """Open the knock of T1, past the closed sentence of this week and of one that was not opened."""
    await who.taps("knock-open")
    await who.past_notices()
    while who.shows("week-private"):
        await who.taps("fine", "go-on")


async def list_of(who: Resident) -> None:
    """Open what both say yes to."""
    await who.says("/practice")
    await who.taps("practice-words", "words-ours")


async def test_only_what_both_say_yes_to_is_shown_and_only_from_t1_on() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await says(ann, "short-words-hand", "answer-yes")
        await says(ben, "short-words-hand", "answer-yes")
        await says(ann, "short-words-stop", "answer-yes")
        await says(ben, "short-words-stop", "answer-maybe")
        for who in (ann, ben):
            await list_of(who)
            assert who.shows("words-nothing"), "nothing is told at the second yes"
        await here.until(SUNDAY)
        for who in (ann, ben):
            assert who.knocks == 1
            await reads(who)
            assert who.shows("words-changed", "words-ours-now", HAND)
            assert not who.shows(STOP)
            await who.taps("close")
            await list_of(who)
            assert who.shows(HAND)
            assert not who.shows("words-changed")


async def test_what_is_shown_fades_after_four_weeks_unless_both_say_yes_anew() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for who in (ann, ben):
            await says(who, "short-words-hand", "answer-yes")
            await says(who, "short-words-lean", "answer-yes")
        await here.until(SUNDAY + 2 * WEEK)
        for who in (ann, ben):
            await says(who, "short-words-lean", "answer-yes")
        await here.until(SUNDAY + 4 * WEEK + timedelta(hours=1))
        for who in (ann, ben):
            await list_of(who)
            assert not who.shows(HAND)
            assert who.shows("We sit so close that our arms touch.")
        await here.until(SUNDAY + 7 * WEEK + timedelta(hours=1))
        await list_of(ann)
        assert ann.shows("words-nothing")


@pytest.mark.parametrize("way", ["answer-not-now", "words-take-back"])
async def test_a_yes_taken_back_ends_it_for_both_at_the_next_t1(way: str) -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for who in (ann, ben):
            await says(who, "short-words-hand", "answer-yes")
        await here.until(SUNDAY + timedelta(hours=1))
        if way == "words-take-back":
            await list_of(ben)
            await ben.taps("words-take-back")
            assert ben.shows("words-saved")
        else:
            await says(ben, "short-words-hand", way)
        for who in (ann, ben):
            await list_of(who)
            assert who.shows(HAND), "nobody who looks on can tell that it was taken back"
        await here.until(SUNDAY + WEEK)
        for who in (ann, ben):
            await reads(who)
            assert who.shows("words-changed", "words-nothing")
            assert not who.shows(HAND)


async def test_a_held_persons_yes_is_none_and_looks_like_any() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ben.says("/safety")
        await ben.taps("hold-set", "fine")
        for who in (ann, ben):
            await says(who, "short-words-hand", "answer-yes")
        await here.until(SUNDAY)
        for who in (ann, ben):
            await reads(who)
            assert who.shows("all-now") or not who.shows("words-changed")
            await list_of(who)
            assert who.shows("words-nothing")


async def test_the_first_card_says_that_touch_can_rest_and_no_later_one_does() -> None:
    async with town() as here:
        ann, _ben = await here.couple()
        await ann.says("/practice")
        await ann.taps("practice-words")
        assert ann.shows("words-rest", "words-how", "Sunday, 16:00", "words-card")
        await ann.taps("answer-maybe", "words-ours", "words-another")
        assert ann.shows("words-card")
        assert not ann.shows("words-rest")
        prompts = [each for each in await rows(ann, Prompt) if each.kind is Kind.WORDS]
        assert sorted(each.state for each in prompts) == [State.ANSWERED, State.OPEN]


@pytest.mark.parametrize("answer", ["answer-yes", "answer-maybe", "answer-not-now", "skip"])
async def test_what_remains_tells_nothing_of_the_answer(answer: str) -> None:
    async with town() as here:
        ann, _ben = await here.couple()
        await ann.says("/practice")
        await ann.taps("practice-words", answer)
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")
        await ann.waits(hours=9)
        assert ann.keeps_only("Monday")


async def test_someone_alone_answers_for_themselves_and_starts_anew_when_they_link() -> None:
    async with town() as here:
        ann, ben = await here.settled("Ann", "hurt", "London"), await here.settled("Ben", "broke", "London")
        for who in (ann, ben):
            await who.says("/practice")
            await who.taps("practice-words")
            assert who.shows("words-rest", "words-how-alone")
            assert not who.offers("words-ours")
            await who.taps("words-every")
            await who.taps("short-words-stop", "answer-yes")
            assert who.shows("words-saved-alone")
        await here.passes(hours=1)
        await ann.link(ben)
        await here.until(SUNDAY + timedelta(hours=1))
        await list_of(ann)
        assert ann.shows("words-nothing")


async def test_words_typed_to_a_card_become_a_note_and_answer_nothing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/practice")
        await ann.taps("practice-words")
        await ann.says("Yes, but only in the kitchen")
        assert ann.shows("kept-note")
        assert {each.kind for each in await rows(ann, Entry)} == {Kind.SAFETY, Kind.NOTE}


@pytest.mark.parametrize(("early", "stands"), [(timedelta(0), False), (timedelta(minutes=1), True)])
async def test_a_word_is_gone_after_four_weeks_wherever_t1_lies_by_then(
    early: timedelta, stands: bool
) -> None:
    async with town() as here:
        ann, _ben = await here.couple()
        since = here.clock.now() - YES_FOR + early
        (half,) = await rows(ann, Half)
        async with here.store.begin() as tx:
            await tx.of(half.owner).put(replace(half, words=OurWords((Shown("words-hand", since),))))
        await list_of(ann)
        assert ann.shows(HAND) is stands


async def test_leaving_ends_what_is_shown_in_the_ordinary_words() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for who in (ann, ben):
            await says(who, "short-words-hand", "answer-yes")
        await here.until(SUNDAY + timedelta(hours=1))
        await ben.says("/leave")
        await ben.taps("leave-quiet")
        await list_of(ann)
        assert ann.shows(HAND)
        await here.until(SUNDAY + WEEK)
        await reads(ann)
        assert ann.shows("words-changed", "words-nothing")
