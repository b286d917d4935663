"""One's own past: the line of ratings as a picture, and every word one kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.checkin import FEELINGS, Entry, Kind, last_values
from bot.domain.page import leaves
from bot.domain.say import Fade, Picture, button, line, say, turns
from bot.services import cards
from bot.services.actions import Reply, Request, action
from bot.services.crossings import writer
from bot.services.ports import World

WEEKS = 4
OFTEN = 3


@action("history", "history")
async def history(request: Request, world: World) -> Reply:
    """One's own ratings of four weeks, for one's own eyes."""
    today = cards.today_of(request.person, world.now)
    first = today - timedelta(days=7 * WEEKS - 1)
    entries = await world.mine.all(Entry, since=world.now - timedelta(days=7 * WEEKS + 1))
    values = {day: value for day, value in last_values(entries).items() if day >= first}
    if len(values) < 2:
        return [say("history-few", rows=[[button("back", "more"), button("close", "enough")]])]
    write = writer(world.words, request.person)
    role = request.person.role or "unsaid"
    data = {
        "title": write(line(f"history-title-{role}")),
        "points": [[day.isoformat(), values[day]] for day in sorted(values)],
        "from": first.isoformat(),
        "to": today.isoformat(),
        "low": write(line("history-low")),
        "high": write(line("history-high")),
        "alt": write(line("history-alt", count=len(values))),
    }
    picture = Picture("own-line", json.dumps(data, sort_keys=True))
    rows = [[button("back", "more"), button("put-away", "enough")]]
    often = _often([each for each in entries if each.day >= first.isoformat()])
    words = ", ".join(write(line(f"feeling-{name}")) for name in often)
    lines = [line("history-caption"), *([line("feelings-often", words=words)] if words else [])]
    return [say(*lines, rows=rows, picture=picture, fades=Fade.READ)]


def _often(entries: Sequence[Entry]) -> list[str]:
    """Return the words that were tapped most beside a rating; those of equal number as they are listed."""
    counts = Counter(mark for each in entries if each.kind is Kind.SAFETY for mark in each.marks)
    named = [name for name in FEELINGS if counts[name]]
    return sorted(named, key=lambda name: -counts[name])[:OFTEN]


@action("notes", "notes")
async def notes(request: Request, world: World) -> Reply:
    """One's own words, the newest first, one at a time."""
    kept = [each for each in reversed(await world.mine.all(Entry)) if each.words]
    if not kept:
        return [say("notes-none", rows=[[button("back", "more"), button("close", "enough")]])]
    parts = [(entry, part) for entry in kept for part in leaves(entry.words)]
    at = int(request.argument) if request.argument.isdecimal() else 0
    at = max(0, min(at, len(parts) - 1))
    entry, part = parts[at]
    turn = turns("notes", (at - 1) % len(parts), (at + 1) % len(parts))
    rows = [
        turn if len(parts) > 1 else [],
        [button("note-drop", "note-drop", entry.id)],
        [button("back", "more"), button("put-away", "enough")],
    ]
    kind = Kind.NOTE if entry.kind is Kind.SAFETY else entry.kind
    return [
        say(
            line(f"note-{kind}", day=entry.at),
            line("page-quoted", text=part),
            rows=rows,
            fades=Fade.READ,
        )
    ]


@action("note-drop")
async def drop(request: Request, world: World) -> Reply:
    """Delete one entry for good."""
    await world.mine.drop(Entry, request.argument)
    return await notes(replace(request, argument=""), world)
