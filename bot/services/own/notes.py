"""One's own past: the line of ratings as a picture, and every word one kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.checkin import FEELINGS, Entry, Kind, last_values
from bot.domain.library import Library
from bot.domain.page import Write, leaves
from bot.domain.people import Role
from bot.domain.say import Fade, Line, Picture, button, line, say, turns
from bot.domain.trends import Statement, in_halves, own, weeks_a_point
from bot.services.crossings import writer
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World

DAY = timedelta(days=1)
NARROWEST, WIDEST = 28 * DAY, 84 * DAY
"""How many days a line shows: from the first answer on, but no fewer and no more than this."""
LATELY = 28 * DAY
OFTEN = 3


@action("history", "history")
async def history(request: Request, world: World) -> Reply:
    """One's own ratings for one's own eyes: their line, and what can honestly be said of it."""
    today = cards.today_of(request.person, world.now)
    role = request.person.role or Role.UNSAID
    entries = to_this_role(await world.mine.all(Entry), role, world.facts.library)
    values = {day: value for day, value in last_values(entries).items() if day <= today}
    since = first_shown(values, today)
    if sum(day >= since for day in values) < 2:
        return [say("history-few", rows=[[button("back", "more"), button("close", "enough")]])]
    write = writer(world.words, request.person)
    lines, picture = own_line(values, since, today, role, write)
    often = _often([each for each in entries if each.day > (today - LATELY).isoformat()])
    words = ", ".join(write(line(f"feeling-{name}")) for name in often)
    lines += [line("feelings-often", words=words)] if words else []
    rows = [[button("back", "more"), button("put-away", "enough")]]
    return [say(*lines, rows=rows, picture=picture, fades=Fade.READ)]


def first_shown(days: Iterable[date], today: date) -> date:
    """Return the day on which the line begins: the first answer's, within NARROWEST and WIDEST."""
    return max(today - WIDEST + DAY, min([today - NARROWEST + DAY, *days]))


def to_this_role(entries: Sequence[Entry], role: Role, library: Library) -> list[Entry]:
    """Return the ratings whose question was one for this role.

    Whoever changes their role is asked something else from then on: those numbers are another line.
    """
    asked = {item.id: item.roles for item in library.items}
    return [each for each in entries if each.kind is Kind.SAFETY and role in asked.get(each.item, {role})]


def own_line(
    values: Mapping[date, int], since: date, today: date, role: str, write: Write
) -> tuple[list[Line], Picture]:
    """Return what somebody's own answers say to them, in words, and their line from a day on as a picture."""
    said = own(values)
    lines = [line("history-caption"), *_in_words(said)]
    data = {
        "title": write(line(f"history-title-{role}")),
        "points": [[day.isoformat(), values[day]] for day in sorted(values) if day >= since],
        "from": since.isoformat(),
        "to": today.isoformat(),
        "low": write(line("history-low")),
        "high": write(line("history-high")),
        "parts": _parts(said, write),
        "note": write(line("history-shaded")) if said.lately else "",
        "alt": " ".join(map(write, [line("history-alt"), *lines])),
    }
    return lines, Picture("own-line", json.dumps(data, sort_keys=True))


def _in_words(said: Statement) -> list[Line]:
    """Return what can be said of somebody's own numbers, and no more."""
    if not (said.early and said.lately):
        return [line("history-not-yet", needed=said.needed)]
    early, lately = in_halves(said.early.median), in_halves(said.lately.median)
    if early == lately:
        return [line("history-same", middle=early, since=said.lately.first)]
    lines = [line("history-middles", early=early, lately=lately, since=said.lately.first)]
    pace = weeks_a_point(said)
    return [
        *lines,
        line(f"history-said-{said.kind}"),
        *([line("history-pace", weeks=pace)] if pace else []),
    ]


def _parts(said: Statement, write: Write) -> list[Mapping[str, object]]:
    """Return early and lately as a picture shows them: on their own days, each with its middle half."""
    return [
        {
            "from": part.first.isoformat(),
            "to": part.last.isoformat(),
            "low": part.low,
            "high": part.high,
            "median": part.median,
            "label": write(line(f"history-part-{name}", middle=in_halves(part.median))),
        }
        for name, part in (("early", said.early), ("lately", said.lately))
        if part
    ]


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
    asked = entry.kind is not Kind.SAFETY and entry.item in world.facts.library
    return [
        say(
            line(f"note-{kind}", day=entry.at),
            *([line(f"item-{entry.item}")] if asked else []),
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
