"""A look into somebody's own rows, and a way to the later stages, which take months to reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from bot.domain.people import Doc, Half, Person, telegram_locator
from bot.domain.stages import Stage
from tests.town import Resident

D = TypeVar("D", bound=Doc)


async def rows(who: Resident, kind: type[D]) -> list[D]:
    """Return what is kept of somebody, of one kind."""
    async with who.town.store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(who.person.id))
        return await tx.of(found[0]).all(kind) if found else []


async def at_stage(stage: Stage, *residents: Resident) -> None:
    """Let people be in a stage, as if both had been ready for it."""
    for who in residents:
        async with who.town.store.begin() as tx:
            owner, id = await tx.locate(Person, telegram_locator(who.person.id)) or ("", "")
            mine = tx.of(owner)
            person = await mine.get(Person, id)
            assert person
            await mine.put(replace(person, stage=stage))
            for half in await mine.all(Half):
                await mine.put(replace(half, stage=stage))


async def linked_long_ago(*residents: Resident) -> None:
    """Let people be linked for three weeks longer than they are."""
    for who in residents:
        async with who.town.store.begin() as tx:
            owner, _ = await tx.locate(Person, telegram_locator(who.person.id)) or ("", "")
            for half in await tx.of(owner).all(Half):
                await tx.of(owner).put(replace(half, at=half.at - timedelta(weeks=3)))
