"""A therapist who is nobody's any more: every screen and every old button reads only the ordinary words."""

from __future__ import annotations

import pytest

from bot.domain.page import Copy
from bot.domain.people import Client, Person
from tests.worlds.bases import Beginning, base
from tests.worlds.people import ANN, BEN, TESS, act, offered, reach
from tests.worlds.world import World, run

ENDS: dict[str, tuple[tuple[int, tuple[str, ...]], ...]] = {
    "one partner ends it": ((ANN, ("/therapist", "tap care-end", "tap care-end-go")),),
    "the other partner ends it": ((BEN, ("/therapist", "tap care-end", "tap care-end-go")),),
    "the therapist ends it": ((TESS, ("/therapist", "tap client-more", "tap client-end", "tap client-end")),),
    "one leaves quietly": ((BEN, ("/leave", "tap leave-go quiet")),),
    "one deletes everything": ((ANN, ("/delete", "tap delete-yes")),),
}
COMMANDS = ("/therapist", "/today", "/week", "/start", "/notes", "/history", "/more", "/invite", "/settings")


def of_a_page(world: World) -> list[str]:
    """Return what of the couple's page is to be seen on the therapist's phone."""
    return [text for text, _, _ in world.phones[TESS].visible() if " of 10" in text or "typical day" in text]


async def reading() -> World:
    """Return a world in which Tess has the couple's page open."""
    world = await base(Beginning("care-shared"))
    await world.passes(days=4)  # past the weekly hour
    await reach(world, TESS, "client")
    assert of_a_page(world)
    return world


@pytest.mark.parametrize("end", ENDS)
def test_nothing_stale_is_left_on_any_screen_behind_any_button(end: str) -> None:
    async def story() -> None:
        world = await reading()
        for who, doings in ENDS[end]:
            await act(world, who, *doings)
        assert of_a_page(world) == [], "what was open is gone from the chat"
        tess = next(id for id in world.people() if world.docs(Person, id)[0].chat == TESS)
        assert world.docs(Copy, tess) == []
        assert not any(each.joined for each in world.docs(Client, tess))
        once = {
            each.data.partition(".")[0] + each.data.rpartition(".")[2]: each
            for each in world.phones[TESS].ever
        }
        for each in once.values():
            here = world.fork()
            await here.feed(here.tapped(here.phones[TESS], each.message, each.data))
            assert of_a_page(here) == [], each
        for command in COMMANDS:
            here = world.fork()
            await act(here, TESS, command)
            assert of_a_page(here) == [], command
            for button in here.phones[TESS].buttons():
                if "://" not in button.data:
                    there = here.fork()
                    await there.feed(there.tapped(there.phones[TESS], button.message, button.data))
                    assert of_a_page(there) == [], (command, button)

    run(story())


def test_the_list_reads_for_a_former_couple_as_for_one_that_kept_it() -> None:
    async def story() -> None:
        shown = []
        for doings in ((), ("/therapist", "tap care-end", "tap care-end-go")):
            world = await base(Beginning("care"))
            if doings:
                await act(world, ANN, *doings)
            await world.passes(days=9)
            await act(world, TESS, "/therapist")
            shown.append(world.phones[TESS].visible()[-1:])
            assert not offered(world, TESS, "client ")
        assert shown[0] == shown[1]

    run(story())
