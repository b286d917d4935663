"""The lower of two choices: decided at the set minute, for both at once."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import crossing
from bot.domain.checkin import Entry, Kind
from bot.domain.gate import LATE
from bot.domain.people import Half, Person
from bot.domain.rhythm import zone_of
from bot.domain.safety import stands_plain
from bot.domain.touch import REST, Evening, Near, Told, own_step, rated_from
from bot.services.crossings.release import drained
from bot.services.crossings.sides import partner
from bot.services.ports import Mine, World


async def settle_touch(person: Person, half: Half, evening: Evening, world: World) -> None:
    """Tell both the lower of their two choices; where one's own is a rest, the other's is not looked at."""
    if half.evening and half.evening.key == evening.key:
        return
    late = world.now - evening.at > LATE
    mine = REST if late else await _step(person, half, evening, world.mine)
    other = await partner(half, world)
    await drained(person, other if mine else None, evening.at, world)
    theirs = await _step(other.person, other.half, evening, other.mine) if other and mine else REST
    told = Told(evening.key, evening.at, crossing.lower(mine, theirs))
    await world.mine.put(replace(half, evening=told))
    if other and not (other.half.evening and other.half.evening.key == evening.key):
        await other.mine.put(replace(other.half, evening=told))


async def _step(person: Person, half: Half, evening: Evening, rows: Mine) -> int:
    since = rated_from(evening, zone_of(person.zone, person.offset))
    entries = await rows.all(Entry, since=since)
    near = [Near(each.at, each.value) for each in entries if each.kind is Kind.SAFETY]
    return own_step(half.touch, evening, since, near, person.touch_floor, stands_plain(person))
