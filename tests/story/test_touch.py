"""The touch ladder: each chooses alone, and at the set minute both read the lower choice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.checkin import Kind, Prompt, State
from bot.domain.people import Half
from bot.domain.stages import Stage
from tests.story.shelves import at_stage, rows
from tests.town import SUNDAY, Resident, Town, town

EVENING = SUNDAY + timedelta(days=3, hours=3)  # Wednesday 19:00 in London
WEEK = timedelta(weeks=1)


async def on_the_ladder(here: Town) -> tuple[Resident, Resident]:
    """Return a couple in the stage of touch, on the Tuesday evening before."""
    ann, ben = await here.couple()
    await at_stage(Stage.TOUCH, ann, ben)
    await here.until(EVENING - timedelta(hours=23))
    for who in (ann, ben):
        await reads(who)
    return ann, ben


async def reads(who: Resident) -> None:
    """Read past what waits since the weekend."""
    await who.says("/today")
    while who.offers("fine"):
        await who.taps("fine")


async def chooses(who: Resident, step: int, rating: int | None = 7) -> None:
    """Rate, and choose a step."""
    await reads(who)
    if rating is not None:
        await who.rates(rating)
    await who.says("/practice")
    await who.taps("practice-touch", str(step))
    assert who.shows("touch-saved", "Wednesday, 19:00")


async def opens(who: Resident) -> None:
    """Open the knock of the set minute."""
    assert who.knocks == 1
    await who.taps("knock-open")


async def test_both_read_the_lower_choice_and_the_same_idea() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await chooses(ann, 6)
        await chooses(ben, 2)
        await here.until(EVENING - timedelta(minutes=1))
        assert not ann.shows("touch-step") and not ann.shows("touch-rest")
        await here.until(EVENING)
        seen = []
        for who in (ann, ben):
            await opens(who)
            assert who.shows("touch-step", "step 2", "Side by side, with space in between", "touch-stop")
            seen.append(who.last)
        assert seen[0] == seen[1]


@pytest.mark.parametrize(
    ("step", "rating"), [(0, 7), (6, None), (6, 3), (None, 7)], ids=["rest", "unrated", "low", "no choice"]
)
async def test_a_rest_of_one_is_a_rest_of_both_whatever_made_it(step: int | None, rating: int | None) -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await chooses(ann, 6)
        if step is not None:
            await chooses(ben, step, rating)
        await here.until(EVENING)
        for who in (ann, ben):
            await opens(who)
            assert who.shows("touch-rest")
            assert not who.shows("touch-step")


async def test_a_held_person_chooses_like_anyone_and_it_rests() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await ben.says("/safety")
        await ben.taps("hold-set", "fine")
        await chooses(ann, 6)
        await chooses(ben, 6)
        await here.until(EVENING)
        for who in (ann, ben):
            await opens(who)
            assert who.shows("touch-rest")


@pytest.mark.parametrize(("floor", "rests"), [("8", True), ("7", False), ("0", False)])
async def test_the_floor_is_each_ones_own_and_is_never_shown(floor: str, rests: bool) -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await ann.says("/practice")
        await ann.taps("practice-touch", "touch-floor", floor)
        assert ann.shows("saved")
        await ann.taps("back", "touch-floor")
        assert ann.shows("touch-floor-ask")
        await chooses(ann, 5)
        await chooses(ben, 5, rating=4)
        await here.until(EVENING)
        await opens(ben)
        assert ben.shows("touch-rest") is rests


async def test_not_together_is_a_rest_too() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await chooses(ann, 5)
        await reads(ben)
        await ben.says("/today")
        await ben.taps("not-together")
        await chooses(ben, 5, rating=None)
        await here.until(EVENING)
        await opens(ann)
        assert ann.shows("touch-rest")


async def test_a_choice_can_change_until_the_minute_and_is_asked_afresh_after_it() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await chooses(ann, 9)
        await ann.taps("touch-again", "3")
        prompts = [each for each in await rows(ann, Prompt) if each.kind is Kind.TOUCH]
        assert {each.state for each in prompts} == {State.ANSWERED}
        await chooses(ben, 9)
        await here.until(EVENING)
        await opens(ben)
        assert ben.shows("step 3")
        await here.until(EVENING + WEEK - timedelta(hours=2))
        for who in (ann, ben):
            await reads(who)
            await who.rates(8)
        await here.until(EVENING + WEEK)
        for who in (ann, ben):
            await opens(who)
            assert who.shows("touch-rest"), "last week's choice is over"


async def test_the_next_evening_is_planned_whenever_the_next_t1_is() -> None:
    async with town() as here:
        ann, _ben = await on_the_ladder(here)
        await here.until(EVENING)
        (half,) = await rows(ann, Half)
        async with here.store.begin() as tx:
            assert await tx.of(half.owner).planned("touch", "") == EVENING + WEEK


async def test_a_week_later_there_is_another_idea() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        ideas = set()
        for week in range(2):
            await here.until(EVENING + week * WEEK - timedelta(hours=2))
            for who in (ann, ben):
                await chooses(who, 4)
            await here.until(EVENING + week * WEEK)
            await opens(ann)
            ideas.add(ann.last)
        assert len(ideas) == 2


async def test_the_minute_knocks_in_every_case_and_whose_hour_is_later_has_no_other_knock_that_day() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await here.until(EVENING)
        for who in (ann, ben):
            await opens(who)
            assert who.shows("touch-rest")
            await who.taps("fine", "enough")
        await here.until(EVENING + timedelta(hours=4))
        assert ann.knocks == ben.knocks == 0
        await here.until(EVENING + timedelta(hours=26))
        assert ann.knocks == ben.knocks == 1


async def test_what_the_evening_brought_is_not_shown_the_day_after() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await chooses(ann, 4)
        await chooses(ben, 4)
        await here.until(EVENING + timedelta(hours=6))
        await ann.says("/today")
        assert not ann.shows("touch-step")


@pytest.mark.parametrize("taps", [("0",), ("10",), ("skip",)])
async def test_what_remains_tells_nothing_of_the_choice(taps: tuple[str, ...]) -> None:
    async with town() as here:
        ann, _ben = await on_the_ladder(here)
        await ann.says("/practice")
        await ann.taps("practice-touch", *taps)
        await ann.waits(seconds=61)
        assert ann.keeps_only("Tuesday")


async def test_a_choice_that_was_not_made_ends_with_the_day_and_typed_words_are_none() -> None:
    async with town() as here:
        ann, _ben = await on_the_ladder(here)
        await ann.says("/practice")
        await ann.taps("practice-touch")
        assert ann.shows("touch-how", "touch-steps", "In one room, each with something to do")
        await ann.says("four")
        assert ann.shows("kept-note")
        await ann.waits(hours=10)
        (prompt,) = [each for each in await rows(ann, Prompt) if each.kind is Kind.TOUCH]
        assert prompt.state is State.EXPIRED
        assert [each.touch for each in await rows(ann, Half)] == [None]


async def test_there_is_no_ladder_before_its_stage_nor_for_someone_alone() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await here.until(EVENING + timedelta(hours=1))
        assert not ann.shows("touch-rest")
        await ann.says("/practice")
        assert not ann.offers("practice-touch")
        sol = await here.settled("Sol")
        await at_stage(Stage.TOUCH, sol)
        await sol.says("/practice")
        assert not sol.offers("practice-touch")
        await at_stage(Stage.TOUCH, ann, ben)
        await ann.says("/practice")
        await ann.taps("practice-more")
        assert ann.offers("practice-touch")


async def test_a_couple_that_steps_back_is_told_nothing_more() -> None:
    async with town() as here:
        ann, ben = await on_the_ladder(here)
        await chooses(ann, 4)
        await chooses(ben, 4)
        await ann.waits(minutes=11)
        await at_stage(Stage.STEADY, ann, ben)
        await here.until(EVENING)
        assert ann.knocks == ben.knocks == 0
        await ann.says("/today")
        assert not ann.shows("touch-step")
