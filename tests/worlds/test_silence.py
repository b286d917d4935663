"""Someone who left in silence, is silent, deleted everything or blocked the bot: the other's chat is one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services.flow.actions import COMMANDS
from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, Input, act
from tests.worlds.world import World, run

GONE: dict[str, tuple[str, ...]] = {
    "left": ("/leave", "tap leave-go quiet"),
    "deleted everything": ("/delete", "tap delete-yes"),
    "blocked the bot": ("block",),
}
MOMENTS = {
    "rated": (40,),  # hours later: between T0 and T1
    "care": (70,),  # after T1
    "shared": (1,),
    "closed": (3,),
}
DEEP = 2

Told = tuple[tuple[object, ...], ...]


async def silence(kind: str, hours: int, *does: str) -> World:
    """Return a world some hours after Ben did this, or nothing."""
    world = await base(Beginning(kind))
    begun = world.clock.now
    await act(world, BEN, *does)
    await world.until(begun + timedelta(minutes=2))
    await world.passes(hours=hours)
    return world


def view(world: World) -> Told:
    """Return all that Ann's chat ever showed, byte for byte, with its instants."""
    return tuple(tuple(call) for call in world.phones[ANN].calls)


def within_reach(world: World) -> list[Input]:
    """Return every button of the newest message."""
    seen = [each for each in world.phones[ANN].buttons() if "://" not in each.data]
    newest = max((each.message for each in seen), default=0)
    return [Input("tap", each.message, each.data) for each in seen if each.message == newest]


async def explore(world: World, others: dict[str, World], path: tuple[Input, ...], deep: int) -> int:
    """Do the same in all worlds, and from there whatever can be tapped; return how much was done."""
    done = 0
    typed = [Input("say", text=f"/{each}") for each in sorted(COMMANDS)]
    for given in within_reach(world) if path else typed:
        here = world.fork()
        await here.feed(given.raw(here, here.phones[ANN]))
        there = {what: other.fork() for what, other in others.items()}
        for what, other in there.items():
            await other.feed(given.raw(other, other.phones[ANN]))
            if view(other) != view(here):
                trail = " → ".join(each.text for each in (*path, given))
                raise AssertionError(f"Ben {what}, and after {trail} Ann's chat is another")
        done += 1
        if deep > 1 and given.text != "/start":
            done += await explore(here, there, (*path, given), deep - 1)
    return done


@pytest.mark.parametrize(("kind", "hours"), [(kind, hours) for kind in MOMENTS for hours in MOMENTS[kind]])
def test_nothing_in_reach_tells_whether_the_other_is_still_there(kind: str, hours: int) -> None:
    async def story() -> int:
        world = await silence(kind, hours)
        others = {what: await silence(kind, hours, *how) for what, how in GONE.items()}
        for what, other in others.items():
            assert view(other) == view(world), f"Ben {what}, and Ann was told"
        return await explore(world, others, (), DEEP)

    assert run(story()) > 60


def test_after_three_closed_weeks_the_question_comes_alike_in_all_cases() -> None:
    async def story() -> None:
        views = {}
        for what, how in {"silent": (), **GONE}.items():
            world = await silence("rated", 0, *how)
            await world.passes(weeks=3)
            for _ in range(8):
                await act(world, ANN, "/today")
                if any(each.data.startswith("go-on.") for each in world.phones[ANN].buttons()):
                    break
                way = next(
                    name
                    for name in ("noticed", "go-on-today", "skip", "set-skip", "smaller", "enough")
                    if any(each.data.split(".")[0] == name for each in world.phones[ANN].buttons())
                )
                await act(world, ANN, f"tap {way}")
            shown = [each.data.split(".")[0] for each in world.phones[ANN].buttons()]
            assert "go-on" in shown, (what, shown)
            views[what] = view(world)
        assert len(set(views.values())) == 1, [what for what in views if views[what] != views["silent"]]

    run(story())


def test_the_days_in_between_are_alike() -> None:
    async def story() -> None:
        views = set()
        for how in ((), *GONE.values()):
            world = await silence("care", 0, *how)
            for _ in range(6):
                await world.until(world.clock.now + timedelta(days=1))
                await act(world, ANN, "/today", "/week", "/therapist", "/invite", "/settings")
            views.add(view(world))
        assert len(views) == 1

    run(story())
