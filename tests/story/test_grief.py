"""The grief and rage page: as many messages as one wants, nobody else's, and perhaps one line to be seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.story.shelves import linked_long_ago
from tests.town import Resident, town

TUESDAY = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)


async def opened(who: Resident) -> Resident:
    await who.says("/practice")
    await who.taps("practice-grief")
    return who


async def writes(who: Resident, *messages: str) -> Resident:
    await opened(who)
    await who.taps("grief-begin")
    for each in messages:
        await who.waits(seconds=5)
        await who.says(each)
    return who


@pytest.mark.parametrize(("role", "there"), [("both", True), ("broke", False)])
async def test_the_page_is_for_who_was_hurt(role: str, there: bool) -> None:
    async with town() as here:
        ann = await here.settled("Ann", role)
        await ann.says("/practice")
        assert ann.offers("practice-grief") is there


async def test_something_for_the_body_comes_before_and_after() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann", "hurt"))
        assert ann.shows("grief-before")
        assert ann.offers("grief-begin", "grief-calm", "skip")
        await ann.taps("grief-begin")
        assert ann.shows("grief-how")
        await ann.says("I threw the cup.")
        await ann.taps("grief-stop")
        assert ann.shows("grief-after")
        assert any(ann.shows(f"ease-{name}") for name in ("feet", "water", "window", "hands", "walk", "warm"))
        assert ann.offers("calm-offer", "enough")


async def test_every_message_is_kept_and_leaves_the_chat() -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"), "first", "second", "third")
        assert ann.shows("grief-kept")
        assert ann.typed == ["third"]
        await ann.waits(seconds=61)
        assert ann.typed == []
        assert ann.shows("grief-open")
        await ann.says("fourth")
        await ann.taps("grief-stop")
        assert ann.typed == []
        await ann.taps("enough")
        assert ann.keeps_only("Monday")
        await ann.says("/notes")
        kept = []
        for _ in range(4):
            assert ann.shows("note-grief")
            kept.append(ann.last.rpartition("\n")[2])
            await ann.taps("turn-on")
        assert kept == ["fourth", "third", "second", "first"]


async def test_words_typed_without_a_tap_begin_the_page() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann", "hurt"))
        await ann.says("all of it")
        assert ann.shows("grief-kept")


async def test_a_message_just_sent_can_be_mended() -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"), "I am tierd")
        await ann.edits(ann.person.phone[-1].id, "I am tired")
        assert ann.shows("edit-taken")
        await ann.says("/notes")
        assert ann.shows("I am tired")


async def test_after_twenty_minutes_it_is_said_kindly_and_nothing_is_cut_off() -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"), "still")
        await ann.waits(minutes=19)
        assert not ann.shows("grief-over")
        await ann.waits(minutes=2)
        assert ann.shows("grief-over")
        await ann.waits(minutes=30)
        await ann.says("one thought more")
        assert ann.shows("grief-kept-over")
        await ann.waits(minutes=2)
        assert ann.shows("grief-over")
        await ann.taps("grief-stop")
        assert ann.shows("grief-after")
        await ann.says("/notes")
        assert ann.shows("one thought more")


async def test_who_sits_before_the_empty_page_for_long_is_told_too() -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"))
        await ann.waits(minutes=21)
        assert ann.shows("grief-over")
        await ann.taps("grief-stop")
        assert ann.shows("skipped")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")


async def test_a_page_that_was_left_closes_after_an_hour() -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"), "and then")
        await ann.waits(minutes=50)
        await ann.says("one line more")
        await ann.waits(minutes=50)
        assert ann.offers("grief-stop", "calm-offer", "keyboard-help")
        await ann.waits(minutes=15)
        assert ann.keeps_only("Monday")


async def test_a_minute_later_the_page_looks_the_same_whatever_was_written() -> None:
    seen = []
    for words in ("one word", "I want to die", "long " * 700):
        async with town() as here:
            ann = await writes(await here.settled("Ann", "hurt"), words)
            await ann.waits(seconds=61)
            seen.append((ann.phone, ann.labels))
    assert seen[0] == seen[1] == seen[2]


async def test_heavy_words_point_to_people_and_the_page_stays_open() -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"), "I don’t want to be here any more")
        assert ann.shows("heavy-words")
        assert ann.offers("keyboard-help", "calm-offer", "grief-go-on", "grief-stop")
        await ann.says("and it is not over")
        assert ann.shows("grief-kept")
        await ann.says("I want to die")
        await ann.taps("grief-go-on")
        assert ann.shows("grief-open")
        assert ann.typed == []
        await ann.taps("keyboard-help")
        assert ann.shows("help-root")


async def test_who_lets_words_stay_in_the_chat_keeps_them_there() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt")
        await ann.says("/settings")
        await ann.taps("set-clearing", "clearing-0")
        await writes(ann, "first", "second")
        await ann.waits(minutes=5)
        assert ann.typed == ["first", "second"]


async def test_it_can_be_skipped_and_comes_with_calm() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann", "hurt"))
        await ann.taps("skip")
        assert ann.shows("skipped")
        await opened(ann)
        await ann.taps("grief-calm")
        assert ann.shows("calm-root")


@pytest.mark.parametrize("what", ["voice", "sticker"])
async def test_what_is_no_words_is_asked_for_in_words(what: str) -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"))
        await ann.sends(what)
        assert ann.shows("cannot-read")
        await ann.says("in words")
        assert ann.shows("grief-kept")


async def test_alone_nothing_is_asked_for_anybody_s_page() -> None:
    async with town() as here:
        ann = await writes(await here.settled("Ann", "hurt"), "mine")
        await ann.taps("grief-stop")
        assert not ann.offers("grief-line")


async def test_a_day_of_the_week_can_bring_it() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt")
        await ann.says("/practice")
        await ann.taps("plan", "Tue: Name a fear", "practice-grief")
        await here.until(TUESDAY)
        await ann.taps("knock-open", "6", "go-on")
        assert ann.shows("grief-before")
        await ann.taps("grief-begin")
        await here.until(TUESDAY.replace(day=4, hour=4, minute=1))
        assert ann.keeps_only("Tuesday")


# ---------------------------------------------------------------------- one line to be seen


async def with_line(who: Resident, line: str) -> Resident:
    await linked_long_ago(who)
    await writes(who, "I hate that I still love you")
    await who.taps("grief-stop", "grief-line")
    await who.says(line)
    return who


async def test_in_a_couple_s_first_two_weeks_no_line_is_asked_for() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        for line in (False, True):
            await writes(ann, "mine")
            await ann.taps("grief-stop")
            assert ann.offers("grief-line") is line
            assert ann.shows("grief-line-ask") is line
            await ann.taps("enough")
            await ann.waits(days=14)


async def test_one_line_can_be_written_anew_and_waits_switched_off() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await with_line(ann, "I miss the quiet between us.")
        assert ann.shows("grief-line-kept")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")
        await here.until(datetime(2026, 3, 7, 11, 0, tzinfo=UTC))
        await ann.says("/week")
        await ann.taps("page-lines")
        assert ann.offers("○ I miss the quiet betw…")
        assert not ann.shows("page-line-seen")
        assert not any("still love" in each for each in (*ann.labels, *ann.phone))
        await ann.taps("○ I miss the quiet betw…")
        assert ann.shows("page-line-seen")
        await ann.taps("choose-partner")
        await ben.shares()
        await here.until(datetime(2026, 3, 8, 16, 1, tzinfo=UTC))
        await ben.taps("knock-open")
        assert ben.shows("I miss the quiet between us.")
        assert not ben.shows("still love")


async def test_a_line_with_a_hard_start_meets_another_way_and_can_be_written_again() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await with_line(ann, "You never looked at me")
        assert ann.shows("hint-fear-hurt")
        await ann.taps("grief-line-anew")
        await ann.says("When you look away, I feel gone.")
        assert ann.shows("grief-line-kept")
        assert not ann.shows("hint-fear-hurt")
        await ann.says("/notes")
        assert ann.shows("note-seen", "When you look away")
        await ann.taps("turn-on")
        assert ann.shows("note-grief")


async def test_a_line_that_is_too_long_is_said_kindly() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await with_line(ann, "so long " * 80)
        assert ann.shows("too-long-line")
        await ann.says("shorter")
        assert ann.shows("grief-line-kept")


async def test_a_line_can_point_to_people_too() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await with_line(ann, "I want to die")
        assert ann.shows("heavy-words")


async def test_who_is_held_is_asked_in_the_same_words() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/safety")
        await ann.taps("hold-set")
        await with_line(ann, "mine")
        assert ann.shows("grief-line-kept")


# ---------------------------------------------------------------------- poured out, straight from Calm


@pytest.mark.parametrize("role", ["hurt", "broke", ""])
async def test_calm_leads_to_pouring_it_out_for_everyone(role: str) -> None:
    async with town() as here:
        ann = await here.settled("Ann", role)
        await ann.taps("keyboard-calm", "calm-button-picture", "calm-button-done", "calm-button-same")
        assert ann.offers("calm-button-people", "calm-button-pour", "calm-button-sit")
        await ann.taps("calm-button-pour")
        assert ann.shows("pour-how")
        assert not ann.shows("calm-picture-same")
        await ann.says("It is the sound of the key.")
        await ann.taps("grief-stop")
        assert ann.shows("grief-after")
        await ann.taps("enough")
        assert ann.keeps_only("Monday")
        await ann.says("/notes")
        assert ann.shows("note-grief", "the sound of the key")


async def test_pouring_out_can_be_stopped_before_a_word_and_begun_again() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for _ in range(2):
            await ann.taps("keyboard-calm", "calm-button-racing", "calm-button-done", "calm-button-more")
            await ann.taps("calm-button-pour", "grief-stop")
            assert ann.shows("skipped")
        await ann.taps("keyboard-calm", "calm-button-racing", "calm-button-done", "calm-button-more")
        await ann.taps("calm-button-pour")
        await ann.says("now")
        await ann.taps("grief-stop")
        assert ann.shows("grief-after")
