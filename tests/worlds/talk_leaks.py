"""Planted leaks of the talks: a turn that waits for the other, their role while one listens, no knock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.domain.checkin import Kind, Prompt, State
from bot.domain.page import WeekPage
from bot.domain.people import Person, Role
from bot.domain.say import Say, line
from bot.services.day import today
from bot.services.flow.actions import Due
from bot.services.ports import World
from bot.services.programme import talks
from tests.worlds.planting import Leak, on_name, on_tick, other, saying

Goes = Callable[[], Awaitable[None]]
TALKING = ("talking",)


async def no_knock_where_the_other_wants_none(due: Due, world: World, goes: Goes) -> None:
    found = await other(world)
    if not (found and found[1] and found[1].talks_off):
        await goes()


async def no_turn_once_the_other_put_it_away(due: Due, world: World, goes: Goes) -> None:
    found = await other(world)
    theirs = await found[2].all(Prompt) if found else []
    if not any(each.kind in (Kind.RITUAL, Kind.TALK) and each.state is State.SKIPPED for each in theirs):
        await goes()


def role_of_who_speaks(known: Any) -> Any:
    """The one who listens reads whether the other is asked for something good."""

    async def screen(person: Person, prompt: Prompt, world: World) -> Say | None:
        said: Say | None = await known(person, prompt, world)
        found = await other(world)
        hurt = found and found[1] and found[1].role is not Role.BROKE
        return saying(said, line("talk-mine-any")) if said and hurt else said

    return screen


def shared_where_the_other_wants_knocks(known: Any) -> Any:
    """The page's knock waits for a talk's only if the other wants to be knocked at for talks, too."""

    async def talk_knocks(person: Person, world: World, *given: Any) -> datetime | None:
        found = await other(world)
        if found and found[1] and found[1].talks_off:
            return None
        at: datetime | None = await known(person, world, *given)
        return at

    return talk_knocks


async def no_reminder_once_the_other_looked(due: Due, world: World, goes: Goes) -> None:
    found = await other(world)
    theirs = await found[2].all(WeekPage) if found else []
    if not any(page.looked and not page.decided for page in theirs):
        await goes()


TALK_LEAKS: tuple[Leak, ...] = (
    Leak(
        "one knock for talk and page where the other wants such knocks",
        on_name(today, "_talk_knocks", shared_where_the_other_wants_knocks),
        kinds=("talk-page",),
    ),
    Leak(
        "no knock for a talk where the other wants none",
        on_tick("talk", no_knock_where_the_other_wants_none),
        kinds=TALKING,
    ),
    Leak(
        "no turn of a talk once the other put it away",
        on_tick("talk-turn", no_turn_once_the_other_put_it_away),
        kinds=TALKING,
    ),
    Leak(
        "no reminder of a page once the other looked",
        on_tick("remind", no_reminder_once_the_other_looked),
        kinds=("talk-page",),
    ),
    Leak("the other's role in a turn", on_name(talks, "_screen", role_of_who_speaks), kinds=TALKING),
)
