"""Leaks that were looked for last: a link that waits for the end of a first evening."""

from __future__ import annotations

from typing import Any

from bot.domain.people import Invitation, InviteState, Person, invitation_locator
from bot.domain.say import Say, line
from bot.services.ports import World
from tests.worlds.planting import Leak, on_behind, saying


def tells_whether_it_stands(look: Any) -> Any:
    """A link that waits for the end of a first evening tells before it is opened whether it stands."""

    async def behind(person: Person, world: World) -> Say | None:
        said: Say | None = await look(person, world)
        if said is None or look.__name__ != "parked":
            return said
        found = await world.across.locate(Invitation, invitation_locator(person.parked))
        there = await world.across.of(found[0]).get(Invitation, found[1]) if found else None
        return said if there and there.state is InviteState.OPEN else saying(said, line("saved"))

    return behind


LATEST: tuple[Leak, ...] = (
    Leak("a link that waits tells whether it stands", on_behind(tells_whether_it_stands), kinds=("alone",)),
)
