"""A window instead of an hour: each day a moment within it is drawn anew."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.knocks import LONGEST, MINUTES, WINDOWS, is_window
from bot.domain.say import Button, Refusal, Say, button, say
from bot.services.arriving.start import hour
from bot.services.day.today import SETTINGS
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World

TIME = re.compile(r"(?<!\d)(\d{1,2})(?:[:.h](\d\d))?(?!\d)", re.ASCII)


def clock_time(minute: int) -> str:
    """Return how a clock shows a minute of the day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def value_of(first: int, last: int) -> str:
    """Return how a button carries a window."""
    return f"{first}~{last}"


def _window(first: int, last: int) -> Button:
    times = {"since": clock_time(first), "until": clock_time(last)}
    return button("window-of", "hour", value_of(first, last), **times)


def _asked(key: str, *rows: list[Button]) -> Say:
    return say(key, rows=[*rows, [button("back", "settings")]], awaits="window-typed", about=SETTINGS)


@action("window")
async def window(request: Request, world: World) -> Reply:
    """Offer some windows, and others by their first and last hour."""
    if request.argument == "own":
        hours = [button("clock-hour", "window", str(h), hour=f"{h:02d}") for h in range(24)]
        return [_asked("window-since", *(hours[n : n + 6] for n in range(0, 24, 6)))]
    if not request.argument:
        ready = [[_window(*each)] for each in WINDOWS]
        return [_asked("window-ask", *ready, [button("window-own", "window", "own")])]
    if not request.argument.isdecimal() or int(request.argument) > 23:
        raise Refusal("moved-on")
    first = int(request.argument) * 60
    ends = [(first + span) % MINUTES for span in range(60, LONGEST + 1, 60)]
    fits = [
        button("clock-time", "hour", value_of(first, last), time=clock_time(last))
        for last in ends
        if is_window(first, last)
    ]
    return [_asked("window-until", *(fits[n : n + 4] for n in range(0, len(fits), 4)))]


@action("window-typed")
async def typed(request: Request, world: World) -> Reply:
    """Both hours, typed."""
    times = [_minute(*found) for found in TIME.findall(request.argument)]
    first, last = times if len(times) == 2 else (-1, -1)
    if not is_window(first, last):
        raise Refusal("window-odd")
    return await hour(replace(request, argument=value_of(first, last)), world)


def _minute(hours: str, minutes: str) -> int:
    shown = int(hours) * 60 + int(minutes or 0)
    return shown if int(minutes or 0) < 60 and shown < MINUTES else -1
