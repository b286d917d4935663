"""A long story in a terminal, read as a chat: the bot on the left, its people on the right."""

from __future__ import annotations

from collections.abc import Sequence

from rich.align import Align
from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from bot.demo.long.cast import ALOUD, TOLD
from bot.demo.long.page import buttons, numbers_of
from bot.demo.long.transcript import SCREENS, Chapter, Day, Said, Scene
from bot.demo.screen import ACCENT, QUIET, WARM

WIDTH, CHAT = 92, 74


def show(console: Console, title: str, opening: str, story: Sequence[Chapter]) -> None:
    """Print a whole story."""
    _say(console, Rule(style=QUIET), Text(title, style=f"bold {ACCENT}"), Text(opening, style=QUIET))
    for chapter in story:
        _say(console, Text(), Text(chapter.title, style=f"bold {ACCENT}"))
        for day in chapter.days:
            if day.scenes or day.caption:
                _say(console, Text(), *_day(day))
            elif day.numbers or day.closed:
                _say(console, Text(f"{day.day:%a %-d %B}: {numbers_of(day)}", style=QUIET))


def _say(console: Console, *parts: RenderableType) -> None:
    for part in parts:
        console.print(Padding(Constrain(part, WIDTH), (0, 2)))


def _day(day: Day) -> list[RenderableType]:
    parts: list[RenderableType] = [
        Text.assemble((f"{day.day:%A %-d %B}", WARM), (f"   {day.caption}" if day.caption else "", "italic"))
    ]
    parts += [_scene(scene) for scene in day.scenes]
    if day.numbers or day.closed:
        parts.append(Text(f"Besides: {numbers_of(day)}", style=QUIET))
    return parts


def _scene(scene: Scene) -> RenderableType:
    lines: list[RenderableType] = []
    if scene.said[0].what != ALOUD:
        lines.append(Text(f"\n{scene.name}’s phone, {scene.clock}", style=QUIET))
    return Group(*lines, *(_said(scene.name, each) for each in scene.said))


def _said(name: str, said: Said) -> RenderableType:
    if said.what in SCREENS:
        row = [Text(buttons(said.buttons), style=ACCENT)] if said.buttons else []
        return Constrain(Padding(Group(Text(said.words), *row), (0, 0, 0, 2)), CHAT)
    if said.what == "left":
        return Text(f"… {said.words}", style=QUIET)
    if said.what == TOLD:
        return Text(said.words, style="italic")
    if said.what == ALOUD:
        return Align.right(Text(f"{name}, out loud: “{said.words}”", style=f"italic {WARM}"))
    words = f"“{said.words}”" if said.what == "typed" else f"[{said.words}]"
    return Align.right(Text(f"{name}: {words}", style=WARM))
