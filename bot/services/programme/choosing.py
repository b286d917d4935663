"""Choosing: stay, part or not yet; and a small page for whoever thinks of parting, at every stage."""

from __future__ import annotations

from bot.domain.checkin import Kind
from bot.domain.people import Person
from bot.domain.say import Fade, Line, Refusal, Say, button, raw, say
from bot.services.crossings import half_of
from bot.services.day.checkins import ask, prompt_screen
from bot.services.day.practices import part
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World

LEAVES = ("care", "young", "people", "safe")
"""What can be read there, each on a screen of its own."""


@part(Kind.CHOOSE)
async def choose(person: Person, world: World) -> Say:
    """One question of the last stage; every answer to it is whole."""
    return prompt_screen(await ask(person, world, Kind.CHOOSE), world)


def parting_screen(*below: Line) -> Say:
    """Return the small page, and below its words what coming to it did: what is looked at is not kept."""
    rows = [[button(f"parting-{leaf}", "parting", leaf)] for leaf in LEAVES]
    rows += [[raw("keyboard-help", "help"), raw("calm-offer", "calm")], [button("close", "enough")]]
    return say("parting", *below, rows=rows, fades=Fade.READ)


@action("parting")
async def parting(request: Request, world: World) -> Reply:
    """Read one of its leaves, or go back to them."""
    leaf = request.argument
    if not leaf:
        return [parting_screen()]
    if leaf not in LEAVES:
        raise Refusal("moved-on")
    held = leaf == "safe" and await half_of(world.mine) is not None  # alone there is no page to keep plain
    more = [[button("menu-safety", "safety")]] if held else []
    rows = [*more, [raw("keyboard-help", "help")], [button("back", "parting"), button("close", "enough")]]
    lines = [f"apart-{leaf}", *(["apart-safe-hold"] if held else [])]
    return [say(*lines, rows=rows, fades=Fade.READ)]
