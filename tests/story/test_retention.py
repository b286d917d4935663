"""What is kept, goes: one's own answers after one's own time, a page that went out after the couple's."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.checkin import Entry, Prompt
from bot.domain.page import Copy, WeekPage
from bot.domain.people import Doc
from tests.story.test_release import shared
from tests.story.test_therapist import joined, page
from tests.town import SATURDAY, START, SUNDAY, Resident, Town, town

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WORDS = "a canary sang at four"


def rows(here: Town, *kinds: type[Doc]) -> list[Doc]:
    """Return everybody's rows of these kinds."""
    docs = here.store.docs  # type: ignore[attr-defined]
    return [doc for kind in kinds for each in docs.get(kind, {}).values() for doc in each.values()]


async def keeps(who: Resident, weeks: int) -> None:
    await who.says("/settings")
    await who.taps("set-keep")
    await who.says(str(weeks))
    assert who.shows("saved")


async def resting(here: Town) -> Resident:
    """Return someone who wrote a note on the first evening, and comes by themselves from then on."""
    ann = await here.settled("Ann", zone="London")
    await ann.says("/settings")
    await ann.taps("set-hour", "hour-myself")
    await ann.says(WORDS)
    return ann


@pytest.mark.parametrize("kind", ["memory", "sqlite"])
async def test_answers_go_after_half_a_year_by_themselves(kind: str, tmp_path: Path) -> None:
    async with town(tmp_path if kind == "sqlite" else None) as here:
        ann = await resting(here)
        await here.until(START + 10 * WEEK)
        await ann.says("a later word")
        await here.until(START + 26 * WEEK - timedelta(hours=1))
        await ann.says("/notes")
        assert ann.shows("a later word")
        await ann.taps("turn-on")
        assert ann.shows(WORDS)
        await here.until(START + 26 * WEEK + 2 * DAY)
        await ann.says("/notes")
        assert ann.shows("a later word") and not ann.offers("turn-on")
        if kind == "memory":
            assert [each.at for each in rows(here, Entry, Prompt)] == [START + 10 * WEEK]
        await here.until(START + 36 * WEEK + 2 * DAY)
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_fewer_weeks_take_effect_at_once_and_one_s_own_line_goes_on() -> None:
    async with town() as here:
        ann = await resting(here)
        for n in range(3):
            await here.until(START + 5 * WEEK + n * DAY)
            await ann.rates(6)
        await keeps(ann, 4)
        await ann.says("/notes")
        assert ann.shows("notes-none")
        assert len(rows(here, Entry)) == 3
        await ann.says("/history")
        assert ann.shows("history-caption")
        await ann.says("/settings")
        await ann.taps("set-keep")
        assert ann.shows("keep-now", "Now: 4 weeks.")


async def test_more_weeks_keep_what_is_still_there() -> None:
    async with town() as here:
        ann = await resting(here)
        await keeps(ann, 104)
        await here.until(START + 103 * WEEK)
        await ann.says("/notes")
        assert ann.shows(WORDS)
        await here.until(START + 104 * WEEK + 2 * DAY)
        assert rows(here, Entry, Prompt) == []


async def test_a_number_that_cannot_be_is_asked_anew() -> None:
    async with town() as here:
        ann = await here.settled("Ann", zone="London")
        await ann.says("/settings")
        await ann.taps("set-keep")
        for odd in ("3", "105", "²", "-9", "all"):
            await ann.says(odd)
            assert ann.shows("keep-odd")
        await ann.taps("26 weeks")
        assert ann.shows("saved")


async def test_what_came_due_while_the_bot_was_away_goes_when_it_is_back() -> None:
    async with town() as here:
        ann = await resting(here)
        here.clock.turn(START + 60 * WEEK)
        await here.settle()
        assert rows(here, Entry, Prompt) == []
        await ann.says("/notes")
        assert ann.shows("notes-none")


async def test_one_who_keeps_less_takes_nothing_from_the_other() -> None:
    async with town() as here:
        ann, ben = await shared(here)
        await here.until(SUNDAY + 5 * WEEK)
        await ben.says("/notes")
        before = ben.last
        await keeps(ann, 4)
        await ben.says("/notes")
        assert ben.last == before
        await ann.says("/week")
        assert ann.offers("week-of"), "a page that went out is the couple's to set"


async def test_a_page_that_was_kept_goes_with_one_s_own_answers() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await here.until(SATURDAY)
        await page(ann, WORDS, "choose-keep")
        await here.until(SUNDAY + 5 * WEEK)
        await keeps(ann, 4)
        assert not any(WORDS in str(each) for each in rows(here, WeekPage, Entry))


async def test_a_page_that_went_out_is_over_for_reader_writer_and_therapist() -> None:
    async with town() as here:
        ann, ben, _low = await joined(here)
        await here.until(SATURDAY)
        for who in (ann, ben):
            await page(who, WORDS, "choose-both")
        await here.until(SUNDAY + DAY)
        released = [each for each in rows(here, WeekPage) if each.released]  # type: ignore[attr-defined]
        assert len(released) == 2
        assert len(rows(here, Copy)) == 3
        await here.until(SUNDAY + 12 * WEEK + timedelta(hours=1))
        assert rows(here, Copy) == []
        assert not any(WORDS in str(each) for each in rows(here, WeekPage))


@pytest.mark.parametrize("picture", [False, True])
async def test_whoever_reads_it_at_that_minute_sees_it_end(picture: bool) -> None:
    async with town() as here:
        ann, _ = await shared(here)
        await here.until(SUNDAY + 12 * WEEK - timedelta(minutes=5))
        await ann.says("/week")
        await ann.taps("week-of", *(["joint-picture"] if picture else []))
        assert ann.shows("picture-joint-caption" if picture else "I lied")
        await here.until(SUNDAY + 12 * WEEK)
        assert ann.shows("copy-expired", "It went out 12 weeks ago")
        assert not ann.shows("I lied") and not ann.shows("picture-joint-caption")
        assert all(bubble.kind == "text" for bubble in ann.person.phone)


async def test_a_stale_button_to_a_page_that_expired_says_so() -> None:
    async with town() as here:
        ann, _ = await shared(here)
        await here.until(SUNDAY + 12 * WEEK - timedelta(minutes=5))
        await ann.says("/week")
        here.clock.turn(SUNDAY + 12 * WEEK)
        await ann.taps("week-of")
        assert ann.shows("copy-gone")
