"""Where things stand: each says it alone; two who are ready move on, one who steps back moves both."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.town import START, SUNDAY, Resident, Town, town

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
READY = {"steady": "where-ready-steady", "name": "where-ready-name", "witness": "where-ready-witness"}


async def stands(who: Resident) -> None:
    """Open where things stand, at one's own initiative."""
    await who.says("/practice")
    await who.taps("practice-stage")


async def says(who: Resident, label: str) -> None:
    """Say it, and be told no more than that it is saved."""
    await stands(who)
    await who.taps(label)
    assert who.shows("choice-saved")


async def stage_is(who: Resident, stage: str) -> bool:
    """Whether this is the stage that somebody is shown."""
    await stands(who)
    return who.shows(f"both-at-{stage}")


async def both_ready(here: Town, week: int, *labels: str, couple: tuple[Resident, Resident]) -> None:
    """Let both be ready, and T1 pass."""
    for who in couple:
        await says(who, labels[0])
    await here.until(SUNDAY + week * WEEK + HOUR)


async def test_two_who_are_ready_move_on_at_t1_and_both_read_the_same() -> None:
    async with town() as here:
        ann, ben = couple = await here.couple()
        for who in couple:
            await says(who, "where-ready-steady")
            assert await stage_is(who, "steady"), "nothing moves before T1"
        await here.until(SUNDAY)
        for who in couple:
            await who.taps("knock-open")
            while not who.shows("notice-stage-name-now"):
                await who.taps("fine")
            await who.taps("fine")
            assert not who.shows("notice-stage-name-now"), "it is said once"
        assert await stage_is(ann, "name")
        assert await stage_is(ben, "name")


@pytest.mark.parametrize("ben_says", ["", "where-enough-steady", "where-not-yet", "where-parting", "later"])
async def test_one_ready_alone_moves_nothing_and_shows_nothing(ben_says: str) -> None:
    async def sunday(says_it: bool) -> list[str]:
        async with town() as here:
            ann, ben = await here.couple()
            await says(ann, "where-ready-steady")
            if says_it and ben_says == "later":
                await says(ben, "where-ready-steady")
                await says(ben, "where-not-yet")
            elif says_it and ben_says:
                await stands(ben)
                await ben.taps(ben_says)
            await here.until(SUNDAY + HOUR)
            await ann.taps("knock-open")
            seen = [ann.screen]
            assert await stage_is(ann, "steady")
            return [*seen, ann.screen]

    assert await sunday(True) == await sunday(False)


async def test_a_ready_is_for_one_sunday_alone() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await says(ann, "where-ready-steady")
        await here.until(SUNDAY + HOUR)
        await says(ben, "where-ready-steady")
        await here.until(SUNDAY + WEEK + HOUR)
        assert await stage_is(ann, "steady")


async def test_one_who_steps_back_moves_both_and_one_can_go_straight_to_steady_ground() -> None:
    async with town() as here:
        ann, ben = couple = await here.couple()
        for week, stage in enumerate(("steady", "name")):
            await both_ready(here, week, READY[stage], couple=couple)
        assert await stage_is(ann, "witness")
        assert ann.offers("where-step-back", "where-step-steady")
        await says(ann, "where-ready-witness")
        await says(ben, "where-step-back")
        await here.until(SUNDAY + 2 * WEEK)
        await ann.reads()
        assert await stage_is(ann, "name")
        assert await stage_is(ben, "name")
        assert not ann.offers("where-step-back"), "one step back is steady ground here"
        await says(ann, "where-step-steady")
        await here.until(SUNDAY + 3 * WEEK)
        await ben.taps("knock-open")
        assert ben.shows("notice-stage-steady-now")
        assert await stage_is(ann, "steady")


async def test_careful_touch_waits_for_its_time() -> None:
    async with town() as here:
        ann, _ = couple = await here.couple()  # not sure when it was found out, linked on 2 March
        for week, stage in enumerate(("steady", "name", "witness")):
            await both_ready(here, week, READY[stage], couple=couple)
        assert await stage_is(ann, "witness")
        assert ann.shows("where-touch-from", "2 June")
        await here.until(SUNDAY + 12 * WEEK + HOUR)  # 31 May: the next T1 is after that day
        await stands(ann)
        assert not ann.shows("where-touch-from")
        await both_ready(here, 13, READY["witness"], couple=couple)
        assert await stage_is(ann, "touch")


@pytest.mark.parametrize("ends", ["hold", "plain"])
async def test_under_a_hold_or_plain_pages_a_ready_rests_and_looks_the_same(ends: str) -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await says(ann, "where-ready-steady")
        await says(ben, "where-ready-steady")
        saved = ben.last
        if ends == "hold":
            await ben.says("/safety")
            await ben.taps("hold-set")
        else:
            await ben.says("/week")
            await ben.taps("page-plain-always")
        await says(ben, "where-ready-steady")
        assert ben.last == saved
        await here.until(SUNDAY + HOUR)
        for who in (ann, ben):
            assert await stage_is(who, "steady")
        await says(ben, "where-ready-steady")
        await says(ann, "where-ready-steady")
        await here.until(SUNDAY + WEEK + HOUR)
        assert await stage_is(ann, "steady")


async def test_nothing_remains_of_what_was_said() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        for label in ("where-ready-steady", "where-not-yet", "where-enough-steady", "skip"):
            await stands(ann)
            await ann.taps(label)
            await ann.waits(seconds=61)
            assert ann.keeps_only("Monday")
        await stands(ann)
        await ann.taps("where-parting")
        await ann.waits(minutes=11)
        assert ann.keeps_only("Monday")


async def test_somebody_alone_moves_by_their_own_tap() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt", "London")
        for stage, then in pairwise(("steady", "name", "witness", "touch", "choose")):
            await stands(ann)
            assert ann.shows(f"own-at-{stage}", "where-how-own")
            await ann.taps("own-ready-witness" if stage == "witness" else f"where-ready-{stage}")
            assert ann.shows("saved", f"own-at-{then}"), "what it is about is said at once"
        await stands(ann)
        assert ann.shows("own-at-choose")
        assert not ann.offers("where-not-yet"), "there is nothing after it"
        await ann.taps("where-step-back")
        await stands(ann)
        await ann.taps("where-step-steady")
        await stands(ann)
        assert ann.shows("own-at-steady")


async def test_thinking_of_parting_opens_a_page_for_oneself_and_takes_a_ready_back() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await says(ben, "where-ready-steady")
        await says(ann, "where-ready-steady")
        await stands(ann)
        await ann.taps("where-parting")
        assert ann.shows("taken-with-parting")
        for leaf in ("care", "young", "people", "safe"):
            assert ann.shows("parting")
            await ann.taps(f"parting-{leaf}")
            assert ann.shows(f"apart-{leaf}")
            assert ann.offers("keyboard-help")
            await ann.taps("back")
        await ann.taps("close")
        await here.until(SUNDAY + HOUR)
        assert await stage_is(ben, "steady")


async def test_what_parting_takes_back_reads_the_same_where_nothing_was_said_and_is_not_said_alone() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        mara = await here.settled("Mara", "hurt", "London")
        await says(ann, "where-ready-steady")
        screens = []
        for who in (ann, ben, mara):
            await stands(who)
            await who.taps("where-parting")
            screens.append(who.last)
        assert screens[0] == screens[1]
        assert ann.shows("taken-with-parting")
        assert mara.shows("parting")
        assert not mara.shows("taken-with-parting")


async def test_the_last_stage_asks_to_choose_and_no_other_does() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt", "London")
        await ann.says("/practice")
        assert not ann.offers("practice-choose")
        for stage in ("steady", "name", "witness", "touch"):
            await stands(ann)
            await ann.taps("own-ready-witness" if stage == "witness" else f"where-ready-{stage}")
        await ann.says("/practice")
        await ann.taps("practice-choose")
        await ann.says("I want to wait for the summer.")
        assert ann.shows("kept-note")
        await ann.says("/notes")
        assert ann.shows("note-choose", "wait for the summer")


async def test_once_a_week_a_day_asks_where_things_stand_by_itself() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt", "London")
        found = 0
        for day in range(14, 35):
            await here.until(START + timedelta(days=day))
            await ann.says("/today")
            while ann.offers("not-together") or ann.offers("go-on") or ann.offers("skip"):
                found += ann.shows("where-how-own")
                await ann.taps(next(each for each in ("6", "go-on", "skip") if ann.offers(each)))
        assert 1 <= found <= 3


async def test_what_was_to_be_said_of_two_goes_when_one_leaves_and_their_own_stage_stays() -> None:
    async with town() as here:
        couple = await here.couple()
        await both_ready(here, 0, READY["steady"], couple=couple)
        ann, _ = couple
        await ann.says("/leave")
        await ann.taps("leave-quiet")
        await ann.says("/today")
        await ann.past_notices()
        assert not ann.shows("notice-stage-name-now")
        await stands(ann)
        assert ann.shows("own-at-name")
