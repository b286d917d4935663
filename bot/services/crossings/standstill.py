"""The map of a couple's standstill: made at T1, where both said yes to what each had marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import crossing
from bot.domain.gate import LATE
from bot.domain.people import Half, Person
from bot.domain.safety import stands_plain
from bot.services.crossings.release import drained
from bot.services.crossings.sides import partner
from bot.services.ports import World


async def settle_map(person: Person, half: Half, closes: datetime, world: World) -> Half:
    """Make the map of both at T1 where two yeses stand. Returns one's own half as it is from now on.

    A yes is for one T1 alone; without one's own nothing of the other's is looked at.
    """
    if half.dance and world.now >= half.dance.until:
        half = replace(half, dance=None)
        await world.mine.put(half)
    mine = half.sheet
    if world.now - closes > LATE or mine is None or mine.at >= closes:
        return half
    if stands_plain(person):
        half = replace(half, sheet=None)
        await world.mine.put(half)
        return half
    other = await partner(half, world)
    await drained(person, other, closes, world)
    theirs = other.half.sheet if other and not stands_plain(other.person) else None
    both = crossing.dance(mine, theirs, closes, world.now)
    if both and other:
        await other.mine.put(replace(other.half, sheet=None, dance=both[1]))
    half = replace(half, sheet=None, dance=both[0] if both else half.dance)
    await world.mine.put(half)
    return half
