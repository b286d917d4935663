"""The desire cycle: five points of a week, each 0 to 4 or none, and a wheel of them for one's own eyes."""

from __future__ import annotations

import json

from bot.domain.checkin import Entry, Kind
from bot.domain.cycle import MOST, NONE, POINTS, goes_on, marks_of, read_marks
from bot.domain.people import Person
from bot.domain.say import Button, Fade, Picture, Refusal, Say, Value, Word, button, line, say, turns
from bot.services.crossings import half_of, writer
from bot.services.day.asked import answered, new_entry, open_prompt, room
from bot.services.day.checkins import ask
from bot.services.day.practices import part
from bot.services.day.today import ending
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World


@part(Kind.CYCLE)
async def cycle(person: Person, world: World) -> Say:
    """Begin with the first of the five points."""
    prompt = await ask(person, world, Kind.CYCLE)
    past = [button("cycle-past", "wheel")] if await _wheels(world) else []
    return _point("", prompt.id, past)


def _point(given: str, about: str, past: list[Button]) -> Say:
    """Return one point's question; each button carries what was said to the points before."""
    numbers = [button("number", "cycle", f"{given}{n}", n=n) for n in range(MOST + 1)]
    rest = [button("cycle-none", "cycle", f"{given}{NONE}"), button("skip", "skip", Kind.CYCLE)]
    first = [] if given else [line("cycle-intro")]
    return say(
        *first,
        line(f"item-cycle-{POINTS[len(given)]}"),
        line("cycle-scale", n=len(given) + 1),
        rows=[numbers, rest, past],
        about=about,
    )


@action("cycle")
async def next_point(request: Request, world: World) -> Reply:
    """Take the answer to one point; after the fifth, all five are kept."""
    prompt, given = await open_prompt(request, world, Kind.CYCLE), request.argument
    if not given or not goes_on(given):
        raise Refusal("moved-on")
    if len(given) < len(POINTS):
        return [_point(given, prompt.id, [])]
    await room(world)
    marks = marks_of(given)
    write = writer(world.words, request.person)
    said = write(line("cycle-words", **_said(marks)))
    entry = new_entry(request.person, world, prompt, words=said, marks=marks)
    await world.mine.put(entry)
    await answered(prompt, world)
    rows = [[button("cycle-wheel", "wheel")], *ending()]
    return [say("cycle-kept", rows=rows, fades=Fade.SAVED)]


def _said(marks: tuple[str, ...]) -> dict[str, Value]:
    return {point: Word("cycle-word-none") if n is None else n for point, n in read_marks(marks).items()}


async def _wheels(world: World) -> list[Entry]:
    """Return the weeks that have a wheel, the newest first."""
    return [each for each in reversed(await world.mine.all(Entry)) if each.kind is Kind.CYCLE and each.marks]


@action("wheel")
async def wheel(request: Request, world: World) -> Reply:
    """Show one's own wheel of a week; older ones turn."""
    kept = await _wheels(world)
    if not kept:
        raise Refusal("moved-on")
    at = min(int(request.argument), len(kept) - 1) if request.argument.isdecimal() else 0
    write, entry = writer(world.words, request.person), kept[at]
    values = read_marks(entry.marks)
    data = {
        "title": write(line("cycle-title")),
        "note": write(line("cycle-note")),
        "spokes": [
            {
                "name": write(line(f"point-{point}")),
                "value": values.get(point),
                "none": write(line("cycle-word-none")),
            }
            for point in POINTS
        ],
        "alt": write(line("cycle-alt", said=write(line("cycle-words", **_said(entry.marks))))),
    }
    picture = Picture("wheel", json.dumps(data, sort_keys=True))
    last = len(kept) - 1
    turning = turns("wheel", min(at + 1, last), max(at - 1, 0)) if last else []
    rows = [turning, [button("back", "practice"), button("put-away", "enough")]]
    page = [line("cycle-page")] if await half_of(world.mine) else []
    return [say(line("cycle-caption", day=entry.at), *page, rows=rows, picture=picture, fades=Fade.READ)]
