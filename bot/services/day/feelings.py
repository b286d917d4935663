"""A word for it: a few feelings to tap beside a rating, for one's own eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.checkin import FEELINGS, Entry, Kind
from bot.domain.say import Fade, Refusal, Say, Word, button, say, side_by_side
from bot.services.day.today import ending
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World


@action("feelings")
async def feelings(request: Request, world: World) -> Reply:
    """The words beside today's rating; a tap puts one there, or takes it away."""
    entry = await _of_today(request, world)
    if request.argument:
        if request.argument not in FEELINGS:
            raise Refusal("moved-on")
        chosen = set(entry.marks) ^ {request.argument}
        entry = replace(entry, marks=tuple(each for each in FEELINGS if each in chosen))
        await world.mine.put(entry)
    return [_screen(entry)]


async def _of_today(request: Request, world: World) -> Entry:
    """Return today's rating, the last one if there are several."""
    day = cards.today_of(request.person, world.now).isoformat()
    entries = await world.mine.all(Entry, since=world.now - timedelta(days=2))
    found = [each for each in entries if each.kind is Kind.SAFETY and each.day == day]
    if not found:
        raise Refusal("moved-on")
    return found[-1]


def _screen(entry: Entry) -> Say:
    each = [
        button(
            "felt-on" if name in entry.marks else "felt-off",
            "feelings",
            name,
            what=Word(f"feeling-{name}"),
        )
        for name in FEELINGS
    ]
    rows = side_by_side(each, 3)
    return say("feelings-ask", rows=[*rows, *ending()], fades=Fade.SAVED)
