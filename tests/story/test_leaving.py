"""Leaving: nobody's permission, at once, and as quietly as the leaver wants."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.town import SATURDAY, SUNDAY, Resident, Town, town


async def leaves(who: Resident, how: str) -> None:
    await who.says("/leave")
    await who.taps(f"leave-{how}")


async def everything(who: Resident) -> list[str]:
    """Return what every screen says that speaks of the other."""
    seen = [who.screen]
    for command in ("/invite", "/week", "/settings", "/therapist", "/leave", "/privacy", "/today"):
        await who.says(command)
        seen.append(who.screen)
    return seen


async def weeks_of_ben(here: Town, how: str) -> list[str]:
    """Let Ann leave in this way (or stay and keep her page); return all that Ben sees for two weeks."""
    ann, ben = await here.couple()
    await here.until(SATURDAY.replace(day=5))
    if how:
        await leaves(ann, how)
    seen = await everything(ben)
    for hours in (36, 30, 7 * 24):
        await here.passes(hours=hours)
        if ben.offers("knock-open"):
            await ben.taps("knock-open")
        seen += await everything(ben)
    return seen


async def test_leaving_quietly_changes_nothing_on_the_other_phone() -> None:
    async with town() as here:
        stayed = await weeks_of_ben(here, "")
    async with town() as here:
        left = await weeks_of_ben(here, "quiet")
    assert left == stayed


async def test_the_leaver_keeps_what_is_theirs_and_is_free() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("A word of mine")
        await leaves(ann, "quiet")
        assert ann.shows("left-done")
        await ann.says("/notes")
        assert ann.shows("A word of mine")
        await ann.says("/week")
        assert ann.shows("week-alone")
        await ann.says("/leave")
        assert ann.shows("leave-alone")
        cleo = await here.settled("Cleo")
        await cleo.opens(await ann.invites())
        assert cleo.shows("guest-waits", "Ann")


async def test_staying_is_one_tap() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.says("/leave")
        await ann.taps("stay")
        await ann.says("/invite")
        assert ann.shows("invite-linked", "Ben")


async def test_leaving_can_be_told_at_once() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ben.rates(6)
        await leaves(ann, "now")
        assert ben.knocks == 1
        await ben.taps("knock-open")
        assert ben.shows("notice-left", "Ann")
        await ben.taps("fine")
        await ben.says("/invite")
        assert ben.shows("invite-what")
        await here.until(SUNDAY)
        assert not ben.shows("notice-left")


async def test_leaving_can_be_told_on_sunday() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await leaves(ann, "sunday")
        await here.until(SATURDAY)
        await ben.says("/invite")
        assert ben.shows("invite-linked", "Ann")
        await here.until(SUNDAY)
        await ben.taps("knock-open")
        while ben.offers("fine") and not ben.shows("notice-left"):
            await ben.taps("fine")
        assert ben.shows("notice-left", "Ann")
        await ben.taps("fine")
        await ben.says("/week")
        assert ben.shows("week-alone")


async def test_a_notice_nobody_opened_is_not_said_twice() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await leaves(ann, "sunday")
        await here.until(SUNDAY)
        await here.passes(days=14)
        await ben.says("/today")
        while ben.offers("fine") and not ben.shows("notice-left"):
            await ben.taps("fine")
        await ben.taps("fine")
        assert not ben.shows("notice-left")


@pytest.mark.parametrize("answer", ["go-on-stay", "go-on-alone"])
async def test_after_three_closed_weeks_each_is_asked_whether_to_go_on(answer: str) -> None:
    async with town() as here:
        ann, ben = await here.couple()
        for n in range(3):
            await here.until(SUNDAY + timedelta(days=7 * n))
            for who in (ann, ben):
                await who.taps("knock-open")
                while not who.shows("week-private"):
                    await who.taps("fine")
                await who.taps("fine")
                assert not who.shows("go-on-ask")  # the day's rating comes first
        await ann.rates(6)
        await ann.says("/today")
        assert ann.shows("go-on-ask")
        await ann.taps(answer)
        await ann.says("/invite")
        assert ann.shows("invite-linked" if answer == "go-on-stay" else "invite-what")
        await ann.says("/today")
        assert not ann.shows("go-on-ask")


async def evening(who: Resident) -> None:
    """Answer whatever comes on an evening, up to its last question."""
    for _ in range(9):
        await who.says("/today")
        if who.shows("today-done") or who.shows("go-on-ask"):
            return
        ways = ("fine", "6", "skip", "later", "choose-keep", "Leave it as it is")
        await who.taps(next((each for each in ways if who.offers(each)), who.screen))
    raise AssertionError(who.screen)


async def asked_alone(here: Town) -> Resident:
    """Return somebody who is asked whether to go on alone, on the evening of a third closed week."""
    ann, _ = await here.couple()
    await here.until(SUNDAY + timedelta(days=14, hours=3))
    await evening(ann)
    assert ann.shows("go-on-ask")
    return ann


async def test_whether_to_go_on_alone_waits_unanswered_for_a_week_and_on_its_day_stays_in_reach() -> None:
    async with town() as here:
        ann = await asked_alone(here)
        await ann.says("/week")
        await evening(ann)
        assert ann.shows("go-on-ask"), "it is its day"
        for _ in range(6):
            await ann.waits(days=1)
            await evening(ann)
            assert not ann.shows("go-on-ask")
        await ann.waits(days=1)
        await evening(ann)
        assert ann.shows("go-on-ask")


async def test_whether_to_go_on_alone_can_be_answered_another_time_and_comes_after_one_more_closed_week() -> (
    None
):
    async with town() as here:
        ann = await asked_alone(here)
        await ann.taps("later")
        assert ann.shows("waits-there")
        await ann.says("/more")
        await ann.taps("menu-leave")
        assert ann.offers("leave-quiet"), "meanwhile it is there"
        for _ in range(7):
            await evening(ann)
            assert not ann.shows("go-on-ask")
            await ann.waits(days=1)
        await evening(ann)
        assert ann.shows("go-on-ask")
