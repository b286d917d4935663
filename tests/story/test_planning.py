"""What comes this week: seen beforehand, changed at will, and never too much."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.cards import Card, CardState
from bot.domain.people import Role
from bot.domain.programme import RULES
from bot.domain.stages import Stage
from tests.story.shelves import at_stage, rows
from tests.story.test_talks import agreed
from tests.town import Resident, town

TUESDAY = datetime(2026, 3, 3, 20, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)


async def evening(who: Resident, day: datetime, rating: str = "6") -> Resident:
    """Open this day's knock, and rate."""
    await who.town.until(day)
    await who.taps("knock-open")
    await who.taps(rating)
    await who.taps("go-on")
    return who


async def plans(who: Resident) -> Resident:
    """Look at what comes this week."""
    await who.says("/practice")
    await who.taps("plan")
    return who


FEAR, NOTHING, PAGE, TALK = "Name a fear", "nothing more", "your page", "a talk of yours"


async def test_a_week_is_seen_beforehand_and_a_day_of_it_left_empty() -> None:
    async with town() as here:
        ann = await plans(await here.settled("Ann"))
        assert ann.offers(f"Tue: {FEAR}") and ann.offers(f"Wed: {NOTHING}")
        await ann.taps(f"Tue: {FEAR}")
        await ann.taps("plan-nothing")
        assert ann.offers(f"Tue: {NOTHING}")
        await evening(ann, TUESDAY)
        assert ann.shows("today-done") or ann.shows("role-ask")


async def test_another_day_takes_what_was_put_there() -> None:
    async with town() as here:
        ann = await here.settled("Ann")
        for _ in range(12):  # the questions of the first days have their evenings before it
            await ann.waits(days=1)
            await ann.rates(6)
        await here.until(TUESDAY + timedelta(days=13))
        await plans(ann)
        await ann.taps(next(label for label in ann.labels if label.startswith("Wed: ")))
        await ann.taps("practice-fear")
        await evening(ann, WEDNESDAY + timedelta(days=14))
        assert ann.shows("type-or-tap"), "a fear is asked"


async def test_the_rating_alone_is_a_whole_day() -> None:
    async with town() as here:
        ann = await plans(await here.settled("Ann"))
        await ann.taps("plan-tiny")
        assert ann.shows("plan-small") and not ann.offers(f"Tue: {FEAR}")
        await evening(ann, TUESDAY)
        assert not ann.offers("skip")
        await plans(ann)
        await ann.taps("plan-fuller")
        assert ann.shows("plan-week")


async def test_a_week_that_began_with_the_rating_alone_is_planned_anew_for_who_wants_more() -> None:
    async with town() as here:
        ann = await plans(await here.settled("Ann"))
        await ann.taps("plan-tiny")
        await here.until(TUESDAY + timedelta(days=6))  # the Monday after
        await ann.taps("knock-open", "5")
        await plans(ann)
        await ann.taps("plan-fuller")
        assert ann.offers(f"Tue: {FEAR}")


async def test_what_is_never_to_come_by_itself_stays_under_practices() -> None:
    async with town() as here:
        ann = await plans(await here.settled("Ann"))
        await ann.taps("plan-parts")
        await ann.taps(f"✓ {FEAR}")
        assert ann.offers(f"✗ {FEAR}")
        await ann.taps("back")
        assert ann.offers(f"Tue: {NOTHING}")
        await ann.says("/practice")
        assert ann.offers("practice-fear")
        await plans(ann)
        await ann.taps("plan-parts")
        await ann.taps(f"✗ {FEAR}")
        assert ann.offers(f"✓ {FEAR}")


async def test_the_days_of_the_page_bring_nothing_more_and_say_so() -> None:
    async with town() as here:
        ann, _ = await here.couple("Ann", "Ben")
        await plans(ann)
        await ann.taps(f"Sat: {PAGE}")
        assert ann.shows("plan-page-day")


async def test_a_couple_whose_talks_have_every_day_for_a_fear_is_asked_on_the_days_before_them() -> None:
    async with town() as here:
        ann, _ = await agreed(here, "together-ritual", "Tue", "Thu", "together-hour-next", "19:00")
        await here.until(TUESDAY + timedelta(days=6))  # the first Monday on which it is so
        await plans(ann)
        assert ann.offers(f"Tue: {TALK}", f"Thu: {TALK}", f"Sat: {PAGE}", f"Wed: {FEAR}")


async def settled_in(who: Resident, day: datetime) -> Resident:
    """Answer what the first days ask, and let the days pass until this one."""
    await who.sets("hurt", "London")
    for _ in range(6):
        await who.waits(days=1)
        await who.rates(6)
    await who.town.until(day)
    return who


async def test_a_new_idea_that_found_no_room_on_its_day_comes_on_the_next() -> None:
    async with town() as here:
        ann = await settled_in(await here.settled("Ann"), datetime(2026, 3, 9, 20, 0, tzinfo=UTC))
        await plans(ann)
        assert ann.offers("Mon: Grief and rage page")
        await ann.waits(days=1)
        await plans(ann)
        assert ann.offers("Tue: Grief and rage page")
        await ann.taps("back", "close")
        await ann.rates(2)
        await evening(ann, datetime(2026, 3, 11, 20, 0, tzinfo=UTC))
        assert not ann.shows("grief-before"), "not on the day after a low rating"
        await evening(ann, datetime(2026, 3, 12, 20, 0, tzinfo=UTC))
        assert ann.shows("grief-before")


@pytest.mark.parametrize(
    ("role", "stage"), [("hurt", Stage.STEADY), ("broke", Stage.TOUCH), ("both", Stage.CHOOSE)]
)
async def test_all_practices_are_two_taps_away_on_screens_of_a_phone_s_height(
    role: str, stage: Stage
) -> None:
    async with town() as here:
        ann, ben = await here.couple()
        await ann.sets(role)
        await at_stage(stage, ann, ben)
        await ann.says("/practice")
        leaves = [await rows(ann, Card)]
        if ann.offers("practice-more"):
            await ann.taps("practice-more")
            leaves.append(await rows(ann, Card))
            await ann.taps("practice-own-words")
            assert ann.offers("practice-fear")
        assert len(leaves) == (1 if stage is Stage.STEADY else 2)
        for cards in leaves:
            assert all(len(card.screen.rows) <= 8 for card in cards if card.state is CardState.OPEN)
        suits = {kind for kind, rule in RULES.items() if rule.menu and rule.suits(Role(role), stage, True)}
        shown = [each for cards in leaves for card in cards for row in card.screen.rows for each in row]
        assert {each.value for each in shown if each.action == "practise"} == suits
