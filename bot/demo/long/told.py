"""Tells the long stories to their ends: in the terminal, and as pages to read."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from rich.console import Console
from rich.text import Text

from bot.demo.light import opened_light
from bot.demo.long import alone, couple
from bot.demo.long.cast import Cast, Week, live
from bot.demo.long.page import markdown
from bot.demo.long.screen import show
from bot.demo.long.transcript import Chapter, chapters
from bot.demo.story import Deviation, Story
from bot.demo.telling import said


@dataclass(frozen=True)
class Tale:
    """A long story: when it begins, who is in it, its weeks, and what it has to have shown at its end."""

    name: str
    start: datetime
    begins: Callable[[Story], Cast]
    weeks: Sequence[Week]
    ends: Callable[[Cast], None]


TALES: Mapping[str, Tale] = MappingProxyType(
    {
        each.name: each
        for each in (
            Tale("couple", couple.START, couple.begins, couple.WEEKS, couple.ends),
            Tale("alone", alone.START, alone.begins, alone.WEEKS, alone.ends),
        )
    }
)


@dataclass(frozen=True)
class Told:
    """A story that was told, or broken off with one sentence of trouble."""

    story: Story
    chapters: list[Chapter]
    page: str
    trouble: str


async def tell(
    name: str,
    weeks: int = 12,
    seed: str = "demo",
) -> Told:
    """Tell a long story, the first `weeks` of it; another seed brings other parts on other days."""
    tale = TALES[name]
    async with opened_light(tale.start, seed) as here:
        story = Story(here, Path())
        trouble = await _lived(story, tale, weeks)
        found = chapters(story.sights)
        page = markdown(said(f"{name}-title"), said(f"{name}-opening"), found)
    return Told(story, found, page, trouble)


async def _lived(story: Story, tale: Tale, weeks: int) -> str:
    try:
        cast = tale.begins(story)
        await live(cast, tale.weeks[:weeks], said)
        if weeks >= len(tale.weeks):
            tale.ends(cast)
    except Deviation as deviation:
        return f"{story.now:%A %-d %B, %H:%M}: {deviation}"
    return ""


async def tell_all(pages: Path | None, *, console: Console) -> int:
    """Tell both; return 0 if all went as told, else 1. With `pages` they are written there, one file each."""
    for name in TALES:
        began = time.monotonic()
        with console.status(said(f"{name}-title")):
            told = await tell(name)
        show(console, said(f"{name}-title"), said(f"{name}-opening"), told.chapters)
        console.print()
        if told.trouble:
            console.print(Text(told.trouble, style="yellow"))
            return 1
        if pages is not None:
            _write(pages / f"{name}.md", told.page)
        where = f" {pages / name}.md" if pages is not None else ""
        ended = (
            f"All went as told. {told.story.checks:,} checks, {time.monotonic() - began:.0f} seconds.{where}"
        )
        console.print(Text(ended, style="dim"))
    return 0


def _write(path: Path, page: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
