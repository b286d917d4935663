"""The desk beside the phones: the clock with all that happens on the way, troubles, and stories."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.desk import Desk
from bot.demo.live import START, LiveTown
from bot.demo.stories import STORIES
from bot.demo.telling import said
from bot.demo.texts import plain, text
from bot.simulator import Person
from tests.demo.conftest import Opened

DAY = timedelta(days=1)


@asynccontextmanager
async def beside(opened: Opened, step: float = 0.0) -> AsyncIterator[tuple[LiveTown, Desk]]:
    """A town with a desk at work."""
    async with opened() as town:
        desk = town.telegram.desk = Desk(town, step)
        running = asyncio.create_task(desk.run())
        try:
            yield town, desk
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def soon(so: Callable[[], Any]) -> None:
    """Wait until something is so."""
    for _ in range(2000):
        if so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came")


async def over(desk: Desk) -> None:
    """Wait until nothing goes on."""
    await soon(lambda: not desk.busy)


def switch(desk: Desk, name: str) -> bool | None:
    """Return how a switch stands."""
    return next(each.on for each in desk.controls() if each.name == name)


def enabled(desk: Desk) -> set[str]:
    """Return what can be pressed."""
    return {each.name for each in desk.controls() if each.enabled}


async def first_evening(town: LiveTown, who: Person) -> None:
    """Go through a first evening by hand."""
    await who.starts()
    for label in (text("begin"), text("agree"), who.name, text("hour-now"), "4"):
        await town.settle()
        await who.taps(label)
    await town.settle()


def shows(who: Person, key: str) -> bool:
    """Whether a text stands on the phone."""
    return any(plain(text(key)) in plain(bubble.words) for bubble in who.phone)


# ---------------------------------------------------------------------- the clock


async def test_a_turn_lets_happen_what_comes_due_on_the_way(opened: Opened) -> None:
    async with beside(opened) as (town, desk):
        ana = town.person("Ana")
        await first_evening(town, ana)
        assert shows(ana, "kept-first")
        await desk.turn(START + 2 * DAY)
        assert town.clock.now() == START + 2 * DAY
        knocks = [
            post for post in ana.chat.chronicle if plain(text("knock")) in post.text and not post.deleted
        ]
        assert {post.at.date() for post in knocks} >= {(START + DAY).date()}
        assert not shows(ana, "kept-first")
        with pytest.raises(ValueError, match="turned back"):
            await desk.turn(START)


async def test_to_the_next_knock_stops_at_the_moment_of_the_knock(opened: Opened) -> None:
    async with beside(opened) as (town, desk):
        await first_evening(town, town.person("Ana"))
        await desk.press("next-knock")
        await over(desk)
        assert shows(town.person("Ana"), "knock")
        assert START + DAY - timedelta(hours=1) < town.clock.now() < START + DAY + timedelta(hours=1)
        assert desk.state()["caption"] == said("told-arrived", now=town.clock.now())


async def test_without_a_couple_the_week_s_page_is_not_waited_for(opened: Opened) -> None:
    async with beside(opened) as (town, desk):
        await desk.press("week-page")
        await over(desk)
        assert (town.clock.now(), desk.state()["caption"]) == (START, said("told-no-couple"))


async def test_a_turn_of_weeks_can_be_stopped_on_the_way(opened: Opened) -> None:
    async with beside(opened) as (town, desk):
        await first_evening(town, town.person("Ana"))
        turning = asyncio.create_task(desk.turn(START + 300 * DAY))
        await soon(lambda: town.clock.now() > START + 3 * DAY)
        assert desk.state()["busy"] and "halt" in enabled(desk)
        await desk.press("halt")
        await turning
        assert START + 3 * DAY < town.clock.now() < START + 300 * DAY
        assert not desk.busy and "halt" not in enabled(desk)


# ---------------------------------------------------------------------- troubles


async def test_a_bot_stopped_dead_loses_nothing(opened: Opened) -> None:
    async with beside(opened) as (town, desk):
        ana = town.person("Ana")
        await ana.starts()
        await town.settle()
        await ana.taps(text("begin"))
        await desk.press("bot")  # in the middle of what the tap began
        assert switch(desk, "bot") is True and town.life is None
        await desk.press("bot")
        await town.settle()
        assert switch(desk, "bot") is False and town.lives == 2
        await ana.taps(text("agree"))
        await town.settle()
        assert shows(ana, "name")
        assert town.troubles == []


async def test_what_telegram_refuses_for_a_while_comes_when_it_is_well_again(opened: Opened) -> None:
    async with beside(opened) as (town, desk):
        ana = town.person("Ana")
        await desk.press("down")
        assert switch(desk, "down") is True
        await ana.starts()
        await asyncio.sleep(0.1)
        assert [bubble for bubble in ana.phone if not bubble.mine] == []
        await desk.press("down")
        await town.settle()
        assert any(text("begin") in bubble.labels for bubble in ana.phone)


# ---------------------------------------------------------------------- stories


async def test_a_story_is_stopped_anywhere_and_taken_over_by_hand(opened: Opened) -> None:
    async with beside(opened, step=0.05) as (town, desk):
        await desk.press("story-first-evening")
        ana = town.person("Ana")
        await soon(
            lambda: (
                text("agree") in [label for bubble in ana.phone for label in bubble.labels]
                or shows(ana, "name")
            )
        )
        assert desk.state()["story"] == "first-evening"
        await desk.press("pause")
        paused = desk.state()["caption"]
        assert switch(desk, "pause") is True
        await asyncio.sleep(0.3)
        assert desk.state()["caption"] == paused
        await desk.press("stop")
        assert desk.state()["story"] is None and desk.state()["caption"] == said("told-stopped")
        before = [bubble.words for bubble in ana.phone]
        await town.settle()
        assert [bubble.words for bubble in ana.phone] == before != []
        if not shows(ana, "name"):
            await ana.taps(text("agree"))
            await town.settle()
        assert shows(ana, "name")


async def test_a_story_begins_in_a_fresh_town_whatever_was_before(opened: Opened) -> None:
    async with beside(opened) as (town, desk):
        await first_evening(town, town.person("Ana"))
        await town.person("Jon").starts()
        await desk.turn(START + DAY)
        await desk.press("bot")
        await desk.press("down")
        await desk.press("story-first-evening")
        await over(desk)
        assert desk.state()["caption"] == said("told-over")
        assert town.person("Jon").phone == [] and not town.person("Jon").chat.started
        assert town.clock.now() < START + DAY


async def test_a_hand_that_reaches_in_ends_the_story_and_keeps_what_is_there(opened: Opened) -> None:
    async with beside(opened, step=0.2) as (town, desk):
        await desk.press("story-first-evening")
        ana = town.person("Ana")
        await soon(lambda: text("begin") in [label for bubble in ana.phone for label in bubble.labels])
        await ana.taps(text("begin"))
        await over(desk)
        assert desk.state()["caption"] == said("told-taken")
        assert ana.phone


async def test_speed_goes_up_and_down_between_its_bounds(opened: Opened) -> None:
    async with beside(opened) as (_, desk):
        for _ in range(5):
            await desk.press("faster")
        assert "faster" not in enabled(desk) and "slower" in enabled(desk)
        for _ in range(5):
            await desk.press("slower")
        assert "slower" not in enabled(desk) and "faster" in enabled(desk)


# ---------------------------------------------------------------------- the contract


async def test_every_control_has_a_name_of_its_own_and_words_and_an_unknown_one_is_refused(
    opened: Opened,
) -> None:
    async with beside(opened) as (town, desk):
        controls = desk.controls()
        assert len({each.name for each in controls}) == len(controls)
        assert all(each.label and each.group in ("clock", "trouble", "stories", "views") for each in controls)
        assert {f"story-{tale.name}" for tale in STORIES} <= {each.name for each in controls}
        with pytest.raises(ValueError, match="nothing called"):
            await desk.press("no-such-thing")
        assert desk.page("no-such-view") == {}
        assert desk.state()["people"] == [person.id for person in town.people]
