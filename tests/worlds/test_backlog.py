"""What was sent in the last second and waits to be handled: it counts, and holds up nobody who said no."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, Step, act, work_out
from tests.worlds.world import MONDAY, World, run

CLOSES = MONDAY + timedelta(days=5, hours=20)
SHORTLY = timedelta(minutes=5)
SHARE = ("/week", "tap choose partner")
READY = ("/practice", "tap practise stage", "tap stage ready")
NO: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "keep": ("/week", "tap choose keep"),
    "plain for every week": ("/week", "tap plain-always", "tap enough"),
    "held": ("/safety", "tap hold-set", "tap enough"),
    "ready, and held": (*READY, "/safety", "tap hold-set", "tap enough"),
}
"""What leaves nothing of one's own that could meet something of the other's."""


async def closing(ann: tuple[str, ...], waits: str) -> World:
    """Return a world at T1, before anything is drained: Ben shares, and may have sent one thing more."""
    world = await base(Beginning("rated"))
    await world.until(CLOSES - SHORTLY)
    await act(world, BEN, *SHARE, "tap week")
    await act(world, ANN, *ann)
    await world.until(CLOSES - timedelta(seconds=1))
    if waits:
        do, _, what = waits.partition(" ")
        given = work_out(Step(0, BEN, do, what), world)
        assert given
        await world.intake.take(given.raw(world, world.phones[BEN]))
        await world.intake.close()
    world.clock.now = CLOSES
    while await world.talk.beat() or await world.delivery.drain():
        pass
    return world


@pytest.mark.parametrize("what", NO)
def test_whoever_said_no_waits_for_nothing_that_the_other_still_has_waiting(what: str) -> None:
    async def story() -> None:
        one, two = await closing(NO[what], ""), await closing(NO[what], "say one more thing of Ben's")
        knocked = [call for call in one.phones[ANN].calls if call.at == CLOSES]
        assert knocked, "T1 knocks in every case"
        assert one.phones[ANN].calls == two.phones[ANN].calls

    run(story())


def test_a_no_that_waits_at_t1_is_heard_before_anything_goes_out() -> None:
    async def story() -> None:
        for waits, released in (("", True), ("tap choose keep", False)):
            world = await closing(SHARE, waits)
            await world.until(CLOSES + timedelta(minutes=1))
            await act(world, ANN, "/today")
            shown = " ".join(text for text, _, _ in world.phones[ANN].visible())
            assert ("Two pages" in shown) is released

    run(story())
