"""A long story as a page of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.demo.long.cast import ALOUD, TOLD
from bot.demo.long.transcript import SCREENS, Chapter, Day, Said

ESCAPED = re.compile(r"([*_`<>#\\])")


def markdown(title: str, opening: str, story: Sequence[Chapter]) -> str:
    """Return a story as a page to read."""
    parts = [f"# {title}", opening]
    for chapter in story:
        parts.append(f"## {chapter.title}")
        quiet: list[Day] = []
        for day in chapter.days:
            if day.scenes or day.caption:
                parts += _quietly(quiet)
                quiet = []
                parts += _page(day)
            elif day.numbers or day.closed:
                quiet.append(day)
        parts += _quietly(quiet)
    return "\n\n".join(parts) + "\n"


def _quietly(days: Sequence[Day]) -> list[str]:
    lines = [f"- {each.day:%A %-d %B}: {numbers_of(each)}" for each in days]
    return ["\n".join(lines)] if lines else []


def numbers_of(day: Day) -> str:
    """Return an evening without a story: the numbers, and knocks that stayed closed."""
    said = [f"{name} {number}" for name, number in day.numbers]
    said += [f"{name}’s knock stays closed" for name in day.closed]
    return ", ".join(said) + "."


def _page(day: Day) -> list[str]:
    parts = [f"### {day.day:%A %-d %B}"]
    if day.caption:
        parts.append(f"*{day.caption}*")
    for scene in day.scenes:
        if scene.said[0].what != ALOUD:
            parts.append(f"**{scene.name}’s phone, {scene.clock}**")
        parts += [_line(scene.name, each) for each in scene.said]
    if day.numbers or day.closed:
        parts.append(f"*Besides:* {numbers_of(day)}")
    return parts


def _line(name: str, said: Said) -> str:
    if said.what in SCREENS:
        lines = [ESCAPED.sub(r"\\\1", each) for each in said.words.split("\n")]
        lines += [buttons(said.buttons)] if said.buttons else []
        return "\n".join(f"> {each}".rstrip() + ("\\" if more else "") for each, more in _broken(lines))
    words = ESCAPED.sub(r"\\\1", said.words)
    if said.what == "number":
        return f"{name}: **{words}**"
    if said.what == TOLD:
        return f"*{words}*"
    if said.what == "tap":
        return f"{name}: **[{words}]**"
    if said.what == "aloud":
        return f"{name}, out loud: *“{words}”*"
    if said.what == "left":
        return f"… *{words}*"
    return f"{name}: “{words}”"


def _broken(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether the next one begins below it."""
    for number, each in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        yield each, bool(each.strip() and after.strip())


def buttons(labels: Sequence[str]) -> str:
    """Return buttons in a row; numbers by their first and last."""
    shown: list[str] = []
    for numbers, run in groupby(labels, key=str.isdigit):
        some = [f"[{each}]" for each in run]
        shown += [f"{some[0]} … {some[-1]}"] if numbers and len(some) > 3 else some
    return " ".join(shown)
