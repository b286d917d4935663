"""The private questions once a month: on a day nobody can foresee, instead of the day's other small thing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from unittest.mock import patch

import pytest

from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, NAMES, act, offered
from tests.worlds.test_watched import asked_all_but_ratings
from tests.worlds.watching import CHOSEN, HELD
from tests.worlds.world import MONDAY, World, run

EVENING = timedelta(hours=-2)


async def look(world: World, who: int = BEN, rating: int = 6) -> None:
    """Give the day's rating and go on to whatever is behind it."""
    await act(world, who, "/today")
    if offered(world, who, f"rate {rating}"):
        await act(world, who, f"tap rate {rating}", "tap open")


def asks(world: World, who: int = BEN) -> bool:
    return offered(world, who, "screen s")


SHORT = patch("bot.domain.safety.MONTH", range(6, 16))
"""A month of some days: what matters here is what comes once in it."""


async def months(*unseen: str, first: int = 9, last: int = 52, rating: int = 6) -> list[date]:
    """Return the days on which Ben is asked the private questions again, over some short months."""
    world, found = await asked_all_but_ratings(), []
    await act(world, BEN, *unseen)
    for day in range(first, last):
        at = MONDAY + timedelta(days=day) + EVENING
        if at.weekday() in (0, 2, 4):  # on the others a fear is asked, and weekends are for the page
            await world.until(at)
            await look(world, rating=rating)
            if asks(world):
                found.append(at.date())
                await act(world, BEN, "tap set-skip safety")
                await look(world)
                assert not asks(world), "put once"
    return found


def test_they_come_about_once_a_month_and_never_on_the_same_day_as_last_time() -> None:
    with SHORT:
        found = run(months(*CHOSEN))
    assert len(found) >= 3
    for one, two in pairwise(found):
        assert 6 <= (two - one).days <= 16 + 7
        assert one.weekday() != two.weekday()
        assert one.day != two.day


def test_whoever_is_low_every_evening_is_asked_again_as_well() -> None:
    with SHORT:
        assert len(run(months(*CHOSEN, rating=2))) >= 3


def test_a_held_person_is_asked_in_the_very_same_rhythm() -> None:
    with SHORT:
        held = run(months(*HELD, last=30))
        assert held
        assert held == run(months(*CHOSEN, last=30))


async def on_the_day(who: int) -> World:
    """Return a world on the evening of such a day, the rating given."""
    world = await base(Beginning("rated"))
    for day in range(4, 90):
        at = MONDAY + timedelta(days=day) + EVENING
        if day < 9 or at.weekday() in (0, 2, 4):
            await world.until(at)
            await look(world, who)
            if asks(world, who) and day > 9:
                return world
            for way in ("set-skip", "skip", "noticed", "open"):
                if offered(world, who, way):
                    await act(world, who, f"tap {way}")
    raise AssertionError("never asked again")


@pytest.mark.parametrize("who", [ANN, BEN], ids=NAMES.get)
def test_on_such_a_day_nothing_else_is_asked_and_nothing_remains_of_any_answer(who: int) -> None:
    async def story() -> None:
        with SHORT:
            world = await on_the_day(who)
        found = []
        for said in ("ynnn", "nyyn", "ysss", "nnny", ""):
            here = world.fork()
            if said:
                await act(here, who, "tap screen s", *(f"tap screen s{said[: n + 1]}" for n in range(4)))
            else:
                await act(here, who, "tap set-skip safety")
            await here.passes(seconds=61)
            found.append(here.phones[who].visible())
            await act(here, who, "/today")
            assert not offered(here, who, "skip"), "one thing more than the rating is enough"
        assert all(each == found[0] for each in found)

    run(story())


@pytest.mark.parametrize("who", [ANN, BEN], ids=NAMES.get)
def test_nothing_remains_of_what_was_done_behind_help(who: int) -> None:
    async def story() -> None:
        world = await base(Beginning("rated"))
        await act(world, who, "/help", "tap hold")
        found = []
        for done in (("hold-set",), ("hold-end",), ("enough",), ("hold-set", "enough"), ("more", "enough")):
            here = world.fork()
            await act(here, who, *(f"tap {each}" for each in done))
            await here.passes(seconds=61)
            found.append(here.phones[who].visible())
        assert all(each == found[0] for each in found)

    run(story())
