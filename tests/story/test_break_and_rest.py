"""A break: one line with a time goes to both. A rest: nothing knocks, and nobody is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.town import SATURDAY, SUNDAY, shapes, town

EVENING = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


async def test_both_read_the_time_and_nothing_else() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ann.taps("keyboard-break", "30 min")
        assert ann.shows("pause-own", "20:30", "Ben")
        assert ben.shows("pause-theirs", "20:30")
        assert not any("Ann" in text for text in ben.phone if shapes()["pause-theirs"].search(text))
        assert ben.offers("calm-offer", "pause-longer")
        await here.passes(minutes=30)
        for who in (ann, ben):
            assert who.shows("pause-over", "20:30")
            assert not who.shows("pause-theirs")
            assert who.offers("calm-offer", "pause-longer")


async def test_the_other_can_make_it_longer_without_a_reason() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ann.taps("keyboard-break", "30 min")
        await ben.taps("pause-longer")
        assert ben.shows("pause-running", "20:30")
        assert not ben.offers("20 min")
        await ben.taps("60 min")
        assert ann.shows("pause-theirs", "21:00")
        await here.passes(minutes=59)
        assert not ann.shows("pause-over")
        await here.passes(minutes=1)
        assert ann.shows("pause-over", "21:00")
        assert ben.shows("pause-over", "21:00")


async def test_nobody_can_make_a_break_shorter() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ann.taps("keyboard-break")
        asked = ann.person.phone[-1]
        twenty = asked.data[0][0]
        await ann.taps("60 min")
        await ben.taps("pause-longer")
        assert not ben.offers("20 min")
        await ben.taps("2 h")
        assert twenty
        await ann.person.taps_data(asked.id, twenty)
        await here.settle()
        await here.passes(minutes=119)
        assert not ann.shows("pause-over")
        assert not ben.shows("pause-over")


async def test_who_had_blocked_the_bot_cannot_make_it_shorter_either() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        ben.person.blocks()
        await here.settle()
        await ann.taps("keyboard-break", "60 min")
        ben.person.unblocks()
        await here.settle()
        await ben.says("/break")
        assert ben.shows("pause-running", "21:00")
        assert not ben.offers("30 min"), "what is offered them is what is offered whoever read of it"
        await here.passes(minutes=60)
        assert ann.shows("pause-over", "21:00")
        assert ben.shows("pause-over", "21:00")


async def test_a_break_from_before_the_link_gets_no_shorter_by_one_of_the_other() -> None:
    async with town() as here:
        ann = await here.settled("Ann", "hurt", "London")
        ben = await here.settled("Ben", "broke", "London")
        await ann.taps("keyboard-break", "60 min")
        await ann.link(ben)
        await ben.taps("keyboard-break", "20 min")
        assert ann.shows("pause-theirs", "21:00")


async def test_even_a_whole_day_only_grows() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ann.taps("keyboard-break", "pause-more", "24 h")
        await ben.taps("pause-longer")
        assert ben.shows("pause-running")
        await ben.taps("close")
        await here.passes(hours=24)
        assert ann.shows("pause-over")
        assert ben.shows("pause-over")


async def test_longer_has_a_way_back() -> None:
    async with town() as here:
        ann, _ = await here.couple()
        await ann.taps("keyboard-break", "pause-more", "back", "20 min")
        assert ann.shows("pause-own", "20:20")


async def test_alone_a_break_is_one_s_own() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.taps("keyboard-break", "45 min")
        assert ann.shows("pause-alone", "20:45")
        await ann.waits(minutes=45)
        assert ann.shows("pause-over", "20:45")


async def test_after_a_quiet_leaving_the_caller_sees_the_same() -> None:
    screens = []
    for gone in (False, True):
        async with town() as here:
            ann, ben = await here.couple()
            if gone:
                await ben.says("/leave")
                await ben.taps("leave-quiet")
            await ann.taps("keyboard-break", "30 min")
            screens.append(ann.screen)
            assert ben.shows("pause-theirs") is not gone
            await here.passes(minutes=30)
            screens.append(ann.screen)
    assert screens[:2] == screens[2:]


async def test_a_break_works_while_one_rests_and_while_something_else_is_open() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ben.says("/rest")
        await ben.taps("rest-open")
        await ann.says("/settings")
        await ann.taps("keyboard-break", "20 min")
        assert ben.shows("pause-theirs")
        assert not ann.shows("settings-title")


@pytest.mark.parametrize(("label", "days"), [("3 days", 3), ("7 days", 7)])
async def test_a_rest_knocks_at_nothing_until_it_is_over(label: str, days: int) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/rest")
        await ann.taps(label)
        assert ann.shows("rest-begun-until")
        await ann.says("/rest")
        assert ann.shows("resting-until")
        await ann.waits(days=days, seconds=-1)
        assert ann.knocks == 0
        await ann.waits(seconds=1)
        await ann.waits(days=1)
        assert ann.knocks == 1


async def test_a_rest_ends_whenever_one_likes() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await ann.says("/rest")
        await ann.taps("rest-open")
        assert ann.shows("rest-begun")
        await ann.waits(days=40)
        assert ann.residue == []
        await ann.taps("keyboard-today")
        assert ann.offers("not-together")  # all else still works
        await ann.says("/rest")
        assert ann.shows("resting")
        await ann.taps("rest-end")
        await ann.waits(days=1)
        assert ann.knocks == 1


async def test_who_rests_finds_the_week_when_they_come_back() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ann.says("/rest")
        await ann.taps("rest-open")
        await here.week(ben)
        assert ann.knocks == 0
        assert here.clock.now() == SATURDAY + timedelta(hours=30) == SUNDAY
        await ann.taps("keyboard-today")
        await ann.past_notices()
        assert ann.shows("week-private")
        await ben.reads()
        assert ben.shows("week-private")
