"""Where a person is in the programme: by the couple's stage, or alone by their own."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.stages import Stage
from bot.services.crossings import half_of
from bot.services.ports import World


async def stage_of(person: Person, world: World) -> Stage:
    """Return the stage that words and parts are chosen by. One's own rows alone say so."""
    half = await half_of(world.mine)
    return half.stage if half else person.stage
