"""Words for the page that weigh much, once the way to people was shown: they go on it, or stay off."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.checkin import Entry, Kind
from bot.domain.say import Refusal, line
from bot.services.day.today import after
from bot.services.flow.actions import Reply, Request, action
from bot.services.page.page_lines import PUT_ON
from bot.services.page.week import change_page, open_page
from bot.services.ports import World

KEPT = {Kind.BRING: "bring-kept", Kind.SAYBACK: "say-back-kept"}
"""What is written for the page before it opens, and what is said where it waits for it."""


@action("put-on")
async def put_on(request: Request, world: World) -> Reply:
    """Put it on the page after all: that is its writer's to say."""
    return await _decided(request, world, True)


@action("leave-off")
async def leave_off(request: Request, world: World) -> Reply:
    """Leave it off. What was written stays with its writer."""
    return await _decided(request, world, False)


async def _decided(request: Request, world: World, on: bool) -> Reply:
    where, _, id = request.card.screen.about.partition(" ") if request.card else ("", "", "")
    if where == "line":
        return await _line(request, world, id, on)
    entry = await world.mine.get(Entry, id) if where == "entry" else None
    if entry is None or entry.kind not in KEPT:
        raise Refusal("moved-on")
    await world.mine.put(replace(entry, marks=(PUT_ON,) if on else ()))
    said = line(KEPT[entry.kind] if on else "kept")
    return [await after(request.person, world, said, fixes=f"edit-words {entry.id}")]


async def _line(request: Request, world: World, id: str, on: bool) -> Reply:
    half, page = await open_page(world)
    if page.plain or all(each.id != id for each in page.lines):
        raise Refusal("moved-on")
    lines = [replace(each, on=on) if each.id == id else each for each in page.lines]
    return await change_page(request, half, page, lines, world)
