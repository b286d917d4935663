"""Our standstill: each marks what they do when fear comes up; two yeses make one map of the dance."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.domain.checkin import Entry, Kind
from bot.domain.people import Half, Person
from bot.domain.say import Fade, Line, Picture, Refusal, Say, button, line, raw, say, side_by_side
from bot.domain.standstill import MOST, Sheet, toggled
from bot.services.crossings import closes_next, half_of, writer
from bot.services.day.asked import done, new_entry, put_prompt
from bot.services.day.practices import part
from bot.services.day.today import after
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.ports import World

ITEM = "dance-"


@part(Kind.DANCE)
async def standstill(person: Person, world: World) -> Say:
    """The twelve moves, to be marked; what one marked last is marked already."""
    await put_prompt(person, world, Kind.DANCE)
    return await _sheet(person, world)


async def _marked(world: World) -> Entry | None:
    return next((each for each in reversed(await world.mine.all(Entry)) if each.kind is Kind.DANCE), None)


async def _sheet(person: Person, world: World) -> Say:
    half, entry = await half_of(world.mine), await _marked(world)
    marks = entry.marks if entry else ()
    write = writer(world.words, person)
    each = [
        button(
            "part-on" if move in marks else "dance-off", "dance", move, what=write(line(f"item-{ITEM}{move}"))
        )
        for move in _moves(world)
    ]
    rows = side_by_side(each)
    if half:
        rows += [[button("dance-both", "dance-yes"), button("dance-own", "dance-keep")]]
        closes = await closes_next(half, world)
        lines = [line("dance-ask", most=MOST), line("dance-how", closes=closes), line("dance-limit")]
    else:
        rows += [[button("dance-own", "dance-keep")]]
        lines = [line("dance-ask", most=MOST)]
    # always there: whether a map stands must not show over a shoulder before it is opened
    rows += [[button("dance-map", "dance-map")]] if half else []
    return say(*lines, rows=[*rows, [button("skip", "skip", Kind.DANCE)]], fades=Fade.READ)


def _moves(world: World) -> list[str]:
    items = [item for item in world.facts.library.items if item.kind == Kind.DANCE]
    return [item.id.removeprefix(ITEM) for item in items]


@action("dance")
async def mark(request: Request, world: World) -> Reply:
    """Mark a move, or no longer. Other marks than those of a yes take that yes back."""
    entry, move = await _marked(world), request.argument
    marks = toggled(entry.marks if entry else (), move)
    if move not in _moves(world):
        raise Refusal("moved-on")
    if marks is None:
        raise Refusal("dance-most", most=MOST)
    if entry is None or entry.day != cards.today_of(request.person, world.now).isoformat():
        entry = new_entry(request.person, world, Kind.DANCE)
    await world.mine.put(replace(entry, marks=marks))
    await _withdrawn(world)
    return [await _sheet(request.person, world)]


async def _withdrawn(world: World) -> Half | None:
    half = await half_of(world.mine)
    if half and half.sheet:
        half = replace(half, sheet=None)
        await world.mine.put(half)
    return half


@action("dance-yes")
async def both(request: Request, world: World) -> Reply:
    """Say yes to the map with what is marked; sealed until T1."""
    half, entry = await half_of(world.mine), await _marked(world)
    if half is None:
        raise Refusal("moved-on")
    if entry is None or not entry.marks:
        raise Refusal("dance-none")
    await world.mine.put(replace(half, sheet=Sheet(entry.marks, request.at)))
    return [await _saved(request, half, world)]


@action("dance-keep")
async def keep(request: Request, world: World) -> Reply:
    """Keep what is marked for oneself."""
    return [await _saved(request, await _withdrawn(world), world)]


async def _saved(request: Request, half: Half | None, world: World) -> Say:
    await done(request.person, world, Kind.DANCE)
    kept = line("choice-saved", until=await closes_next(half, world)) if half else line("saved")
    return await after(await world.me(), world, kept)


# ---------------------------------------------------------------------- the map


@behind(22)
async def to_see(person: Person, world: World) -> Say | None:
    """A map that T1 made, once."""
    half = await half_of(world.mine)
    if half is None or half.dance is None or half.dance.seen or world.now >= half.dance.until:
        return None
    await world.mine.put(replace(half, dance=replace(half.dance, seen=True)))
    return await _map(person, half, world)


@action("dance-map")
async def show(request: Request, world: World) -> Reply:
    """The map again, or that there is none."""
    half = await half_of(world.mine)
    if half is None:
        raise Refusal("moved-on")
    return [await _map(request.person, half, world)]


async def _map(person: Person, half: Half, world: World) -> Say:
    ends = [raw("calm-offer", "calm"), button("put-away", "enough")]
    if half.dance is None or world.now >= half.dance.until:
        return say("dance-no-map", rows=[[button("back", "practise", Kind.DANCE)], ends], fades=Fade.READ)
    mine, theirs = _in_words(half, person, world)
    return say(
        "dance-title",
        line("dance-mine", moves=mine),
        line("dance-theirs", name=half.name, moves=theirs),
        "dance-round",
        line("dance-until", until=half.dance.until),
        rows=[[button("dance-picture", "dance-picture"), button("dance-anew", "practise", Kind.DANCE)], ends],
        fades=Fade.READ,
    )


def _in_words(half: Half, person: Person, world: World) -> tuple[str, str]:
    if half.dance is None:
        raise Refusal("moved-on")
    write = writer(world.words, person)
    known = _moves(world)
    sides = [
        " · ".join(write(Line(f"item-{ITEM}{move}")) for move in moves if move in known)
        for moves in (half.dance.mine, half.dance.theirs)
    ]
    return sides[0], sides[1]


@action("dance-picture")
async def picture(request: Request, world: World) -> Reply:
    """The map as a picture."""
    half, write = await half_of(world.mine), writer(world.words, request.person)
    if half is None or half.dance is None or world.now >= half.dance.until:
        raise Refusal("moved-on")
    mine, theirs = _in_words(half, request.person, world)
    data = {
        "title": write(line("dance-title")),
        "panels": [{"name": write(line("dance-me")), "what": mine}, {"name": half.name, "what": theirs}],
        "alt": write(line("dance-alt", name=half.name, mine=mine, theirs=theirs)),
    }
    rows = [[button("back", "dance-map"), button("put-away", "enough")]]
    return [
        say(
            "dance-caption",
            rows=rows,
            picture=Picture("dance", json.dumps(data, sort_keys=True)),
            fades=Fade.READ,
        )
    ]
