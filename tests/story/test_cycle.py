"""The desire cycle: five taps, a wheel for one's own eyes, and a line that is off until it is switched on."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from bot.domain.cards import Card
from bot.domain.checkin import Entry, Kind, Prompt, State
from bot.domain.people import Person
from bot.domain.stages import Stage
from tests.story.shelves import at_stage, rows
from tests.town import SATURDAY, SUNDAY, Resident, town


async def gives(who: Resident, *points: str) -> None:
    """Answer the points of this week."""
    await who.says("/practice")
    await who.taps("practice-cycle", *points)


async def wheels(who: Resident) -> list[Entry]:
    return [each for each in await rows(who, Entry) if each.kind is Kind.CYCLE]


async def test_five_taps_keep_a_week_and_draw_its_wheel() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.WITNESS, ann)
        await gives(ann)
        assert ann.shows("cycle-intro", "item-cycle-safety", "1 of 5")
        for tap, asked in (("3", "risk"), ("cycle-none", "engage"), ("2", "pleasure"), ("4", "bond")):
            await ann.taps(tap)
            assert ann.shows(f"item-cycle-{asked}")
            assert not ann.shows("cycle-intro")
        assert await wheels(ann) == []
        await ann.taps("0")
        assert ann.shows("cycle-kept")
        (prompt,) = [each for each in await rows(ann, Prompt) if each.kind is Kind.CYCLE]
        assert prompt.state is State.ANSWERED
        (entry,) = await wheels(ann)
        assert entry.marks == ("safety-3", "risk-x", "engage-2", "pleasure-4", "bond-0")
        assert entry.words == "Safe 3, dared none, there 2, warm 4, close 0"
        await ann.taps("cycle-wheel")
        assert ann.shows("cycle-caption")
        assert not ann.shows("cycle-page"), "alone there is no page"
        assert ann.person.phone[-1].kind == "photo"
        (drawn,) = [
            json.loads(each.screen.picture.data) for each in await rows(ann, Card) if each.screen.picture
        ]
        assert [each["value"] for each in drawn["spokes"]] == [3, None, 2, 4, 0]
        assert "Safe 3, dared none, there 2, warm 4, close 0" in drawn["alt"]
        await ann.waits(minutes=11)
        assert len(ann.residue) == 1


async def test_older_wheels_turn_and_the_notes_hold_them_in_words() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.TOUCH, ann)
        for n in ("1", "2"):
            await gives(ann, *(n,) * 5)
            await ann.taps("enough")
            await ann.waits(days=7)
        await gives(ann, "cycle-past")
        shown = []
        for turn in ("turn-back", "turn-back", "turn-on"):
            card = next(each for each in await rows(ann, Card) if each.screen.picture)
            assert card.screen.picture
            shown.append(json.loads(card.screen.picture.data)["spokes"][0]["value"])
            await ann.taps(turn)
        assert shown == [2, 1, 1]
        await ann.says("/notes")
        assert ann.shows("note-cycle", "Safe 2, dared 2")


@pytest.mark.parametrize("taps", [("4",) * 5, ("0",) * 5, ("cycle-none",) * 5, ("2", "skip"), ("skip",)])
async def test_what_remains_tells_nothing_of_the_points(taps: tuple[str, ...]) -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.TOUCH, ann)
        await gives(ann, *taps)
        await ann.waits(seconds=61)
        assert ann.keeps_only("Monday")


async def test_a_week_half_given_is_not_kept_and_ends_with_the_day() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.TOUCH, ann)
        await gives(ann, "2", "2")
        await ann.says("three")
        assert ann.shows("kept-note"), "words that nobody asked for are a note"
        await gives(ann)
        assert ann.shows("item-cycle-safety"), "it begins anew"
        await ann.waits(hours=9)
        assert await wheels(ann) == []
        (prompt,) = [each for each in await rows(ann, Prompt) if each.kind is Kind.CYCLE]
        assert prompt.state is State.EXPIRED


async def test_the_points_stand_on_ones_page_only_once_they_are_switched_on() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await at_stage(Stage.WITNESS, ann, ben)
        await gives(ann, "3", "1", "2", "4", "2")
        await ann.taps("cycle-wheel")
        assert ann.shows("cycle-page")
        await here.until(SATURDAY + timedelta(hours=1))
        await ann.says("/week")
        assert not ann.shows("page-line-cycle")
        await ann.taps("page-lines")
        assert ann.offers("switch-off")
        await ann.taps("switch-off")
        assert ann.shows("page-line-cycle", "Safe 3, dared 1, there 2, warm 4, close 2")
        await ann.taps("choose-partner")
        await ben.shares()
        await here.until(SUNDAY)
        await ben.reads()
        assert ben.shows("Safe 3, dared 1, there 2, warm 4, close 2")


async def test_a_held_persons_wheel_is_theirs_alone() -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await at_stage(Stage.WITNESS, ann, ben)
        await ann.says("/safety")
        await ann.taps("hold-set", "fine")
        await gives(ann, "3", "1", "2", "4", "2")
        assert ann.shows("cycle-kept")
        await here.until(SATURDAY + timedelta(hours=1))
        await ann.says("/week")
        assert ann.shows("page-plain")
        assert not ann.offers("page-lines")
        assert [each.held_since is not None for each in await rows(ann, Person)] == [True]


async def test_the_cycle_waits_for_the_third_stage() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        await at_stage(Stage.NAME, ann)
        await ann.says("/practice")
        assert not ann.offers("practice-cycle")
