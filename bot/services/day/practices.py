"""The parts of the programme: which of them a day brings, and all of them at one's own initiative."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.checkin import Kind
from bot.domain.people import Person, Role
from bot.domain.programme import RULES
from bot.domain.say import Button, Refusal, Say, button, raw, say, side_by_side
from bot.services.crossings import half_of
from bot.services.day.stages import stage_of
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World

Begin = Callable[[Person, World], Awaitable[Say]]

A_LEAF = 10
"""Parts on one screen at most: with the ways on from there, eight rows are what a phone shows at once."""
OWN = frozenset({Kind.FEAR, Kind.OWN, Kind.GRIEF, Kind.QUESTION, Kind.TRUTH, Kind.TURN, Kind.CYCLE})
"""What is put into one's own words, or looked at alone: the first of two leaves."""
TOGETHER = "more"

PARTS: dict[Kind, Begin] = {}


def part(kind: Kind) -> Callable[[Begin], Begin]:
    """Name how a part of the programme begins: its first screen, whether a day brings it or a tap."""

    def add(begin: Begin) -> Begin:
        if kind in PARTS:
            raise ValueError(f"part {kind!r} is taken")
        PARTS[kind] = begin
        return begin

    return add


async def suited(person: Person, world: World) -> list[Kind]:
    """Return the parts that are for this person now, in the order of the programme."""
    role, couple = person.role or Role.UNSAID, await half_of(world.mine) is not None
    stage = await stage_of(person, world)
    return [kind for kind, rule in RULES.items() if rule.suits(role, stage, couple)]


@action("practice", "practice")
async def practice(request: Request, world: World) -> Reply:
    """What can be done at one's own initiative; in two leaves, where it is much."""
    there = [kind for kind in await suited(request.person, world) if RULES[kind].menu]
    turning: list[list[Button]] = []
    if len(there) > A_LEAF:
        own = request.argument != TOGETHER
        there = [kind for kind in there if (kind in OWN) is own]
        turning = [
            [
                button("practice-more", "practice", TOGETHER)
                if own
                else button("practice-own-words", "practice")
            ]
        ]
    each = [button(f"practice-{kind}", "practise", kind) for kind in there]
    rows = side_by_side(each)
    rows += turning
    talks = [button("talks-menu", "talks")] if await half_of(world.mine) else []
    rows += [[*talks, button("shelf-menu", "shelf")]]
    rows += [[button("plan", "plan"), raw("calm-offer", "calm")]]
    rows += [[button("back", "more"), button("close", "enough")]]
    return [say("practice-title", rows=rows)]


@action("practise")
async def practise(request: Request, world: World) -> Reply:
    """Begin one thing now."""
    for kind in await suited(request.person, world):
        if kind == request.argument and RULES[kind].menu:
            return [await PARTS[kind](request.person, world)]
    raise Refusal("moved-on")
