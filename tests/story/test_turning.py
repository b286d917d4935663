"""Turning away, in private; and after many silent days one question: shall we make this smaller?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.library import Item
from bot.domain.smaller import offers_less
from tests.domain.test_library import LIBRARY, TEXTS
from tests.town import Resident, town

MONDAY = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
DAY = timedelta(days=1)


async def opened(who: Resident) -> Resident:
    await who.says("/practice")
    await who.taps("practice-turn")
    return who


@pytest.mark.parametrize("role", ["hurt", "broke", ""])
async def test_turning_away_can_be_looked_at_by_everybody(role: str) -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann", role))
        assert ann.shows("type-or-tap")
        await ann.taps(ann.labels[-5])
        assert ann.shows("turn-shape")
        await ann.says("I was guarding the quiet")
        assert ann.shows("kept-note")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")
        await ann.says("/notes")
        assert ann.shows("note-turn", "I was guarding the quiet")


async def test_what_was_tapped_can_just_be_noted_mended_or_skipped() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        tapped, asked = ann.labels[-5], ann.last.partition("\n")[0]
        await ann.taps(tapped, "just-note")
        assert ann.shows("kept-note")
        await ann.says("/notes")
        assert ann.shows(tapped)
        assert ann.shows(asked), "a “Not this week” alone would answer nothing"
        await opened(ann)
        await ann.says("my prid")
        await ann.edits(ann.person.phone[-1].id, "my pride")
        assert ann.shows("edit-taken")
        await opened(ann)
        await ann.taps("skip")
        assert ann.shows("skipped")


async def test_whoever_says_that_there_was_nothing_is_not_asked_what_they_were_guarding() -> None:
    async with town() as here:
        ann = await opened(await here.settled("Ann"))
        none = ann.labels[-2]
        await ann.taps(none)
        assert ann.shows("kept-note") and not ann.shows("turn-shape")
        await ann.says("/notes")
        assert ann.shows("note-turn", none)


@pytest.mark.parametrize(
    "item", [each for each in LIBRARY.items if each.kind == "turn"], ids=lambda each: each.id
)
def test_the_last_beginning_says_that_there_was_nothing_or_it_is_not_known(item: Item) -> None:
    assert item.openers
    assert TEXTS[item.opener_keys[-1]] in (
        "There was none",
        "Not this week",
        "No such moment",
        "I don't know",
    )


async def test_turning_away_never_comes_on_a_page() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await opened(ann)
        await ann.says("I left the room")
        await here.until(datetime(2026, 3, 7, 11, 0, tzinfo=UTC))
        await ann.says("/week")
        assert not any("left the room" in each for each in (*ann.phone, *ann.labels))


# ---------------------------------------------------------------------- smaller

TODAY = date(2026, 3, 12)
WEEK = {TODAY - n * DAY for n in range(1, 8)}


@pytest.mark.parametrize(
    ("answered", "since", "offered", "expected"),
    [
        (set(), TODAY - 9 * DAY, None, True),
        (set(sorted(WEEK)[:2]), TODAY - 9 * DAY, None, True),
        (set(sorted(WEEK)[:3]), TODAY - 9 * DAY, None, False),
        (set(), TODAY - 5 * DAY, None, True),
        (set(), TODAY - 4 * DAY, None, False),
        (set(), TODAY - 90 * DAY, TODAY - 29 * DAY, False),
        (set(), TODAY - 90 * DAY, TODAY - 30 * DAY, True),
    ],
)
def test_less_is_offered_after_five_days_of_seven_and_once_a_month(
    answered: set[date], since: date, offered: date | None, expected: bool
) -> None:
    assert offers_less(TODAY, since, answered, offered) is expected


async def back_after(who: Resident, days: int) -> Resident:
    await who.town.until(MONDAY + days * DAY)
    await who.taps("knock-open", "6", "go-on")
    return who


async def test_who_was_away_for_long_is_asked_once_whether_to_make_it_smaller() -> None:
    async with town() as here:
        ann = await back_after(await here.settled("Ann"), 8)
        assert ann.shows("smaller-ask")
        await ann.taps("smaller-yes")
        assert ann.shows("smaller-yes-kept")
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")
        await back_after(ann, 10)
        assert ann.shows("today-done")
        await ann.says("/practice")
        await ann.taps("plan")
        assert ann.shows("plan-small")


async def test_it_stays_as_it_is_for_who_says_so_and_is_not_asked_again_soon() -> None:
    async with town() as here:
        ann = await back_after(await here.settled("Ann"), 8)
        await ann.taps("smaller-no")
        assert ann.shows("smaller-no-kept")
        await ann.taps("go-on")
        assert ann.shows("today-done")
        await back_after(ann, 18)
        assert not ann.shows("smaller-ask")


async def test_who_rested_missed_nothing() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/rest")
        await ann.taps("7 days")
        await back_after(ann, 8)
        assert not ann.shows("smaller-ask")


async def test_after_a_low_rating_it_is_not_asked() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await here.until(MONDAY + 8 * DAY)
        await ann.taps("knock-open", "1")
        await ann.says("/today")
        assert not ann.shows("smaller-ask")


async def test_who_comes_by_themselves_misses_nothing() -> None:
    async with town() as here:
        ann = here.someone("Ann")
        await ann.opens()
        await ann.taps("begin", "agree", "Ann", "hour-myself", "5", "enough-tonight")
        await here.until(MONDAY + 8 * DAY)
        await ann.says("/today")
        await ann.taps("6", "go-on")
        assert not ann.shows("smaller-ask")
