"""A hold that is watched for weeks: on no screen of either can it be told from a choice that anyone has."""

from __future__ import annotations

import os
from datetime import timedelta
from unittest.mock import patch

import pytest

from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, TESS, act, reach
from tests.worlds.watching import CHOSEN, GIVEN_AWAY, HELD, needed, told
from tests.worlds.world import MONDAY, World, run

SEED = os.environ.get("SEED", "evenkeel")
SHORT = patch("bot.domain.safety.MONTH", range(6, 16))
"""A month of a few days, so that what comes once in it comes within what an ordinary run can watch."""


def test_whoever_watches_both_for_weeks_cannot_tell_a_hold_from_a_choice_that_stands() -> None:
    with SHORT:
        assert not run(told(f"{SEED} watched", weeks=4)), f"SEED={SEED}"


@pytest.mark.parametrize("name", GIVEN_AWAY)
def test_what_would_give_a_hold_away_is_told(name: str) -> None:
    with SHORT:
        assert run(needed(name)), f"nobody noticed: {name}"


@pytest.mark.parametrize("unseen", [HELD, CHOSEN])
def test_either_stands_for_weeks_and_ends_after_one_by_either_word(unseen: tuple[str, ...]) -> None:
    async def plain(world: World, days: int) -> bool:
        here = world.fork()
        await here.until(MONDAY + timedelta(days=days, hours=15))
        await act(here, BEN, "/week")
        return any("I have no more to say this week" in text for text, _, _ in here.phones[BEN].visible())

    async def story() -> None:
        for end in (("/safety", "tap hold-end"), ("/settings", "tap set page", "tap plain-ends")):
            world = await base(Beginning("rated"))
            await act(world, BEN, *unseen)
            await act(world, BEN, *end)  # too early: what is younger than a week stays
            for week in range(3):
                assert await plain(world, 4 + 7 * week)
            await world.until(MONDAY + timedelta(days=12))
            await act(world, BEN, *end)
            for day in (13, 14, 15):  # without ratings one's own page, too, would have nothing to say
                await world.until(MONDAY + timedelta(days=day))
                await reach(world, BEN, "rate 6")
            assert not await plain(world, 18)

    run(story())


def test_the_therapists_copy_of_a_held_person_is_the_plain_page_too() -> None:
    async def story() -> None:
        for unseen, shows in ((HELD, 1), (("/today",), 2)):
            world = await base(Beginning("care"))
            await act(world, BEN, *unseen)
            await world.until(MONDAY + timedelta(days=4, hours=15))
            for who in (ANN, BEN):
                await act(world, who, "/week", "tap choose both")
            await world.passes(days=5)
            await reach(world, TESS, "client")
            page = world.phones[TESS].visible()[-1][0]
            assert page.count("on a typical day:") == shows
            assert ("I have no more to say this week" in page) is (shows == 1)

    run(story())


def test_a_break_works_whatever_is_held() -> None:
    async def story() -> None:
        lines = []
        for unseen in (HELD, CHOSEN, ("/today",)):
            world = await base(Beginning("rated"))
            await act(world, BEN, *unseen)
            await world.until(MONDAY + timedelta(days=3, hours=3))
            seen = len(world.phones[ANN].calls)
            await act(world, BEN, "/break", "tap pause-go 30")
            lines.append([(call.at, call.method) for call in world.phones[ANN].calls[seen:]])
        assert lines[0]
        assert lines[0] == lines[1] == lines[2]

    run(story())
