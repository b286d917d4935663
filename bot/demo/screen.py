"""How a story looks in a terminal, and as plain lines where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from rich.console import Console, Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.demo.remains import Written
from bot.demo.story import Moment, Story
from bot.demo.texts import LONDON, text
from bot.simulator import Bubble
from bot.simulator.phone import draw

ACCENT, WARM, QUIET = "cyan", "bold", "dim"
WIDE = 112  # from here on three phones stand side by side
NARROW = 70  # two stand side by side
BROADEST, TALLEST = 46, 54
LONGEST_DAY = 28
PROSE = 92  # longer lines are hard to read
HEAD = 3  # the lines of a phone above its chat
MARGIN = (0, 2, 0, 2)
WEEKS = {0: "Week one", 7: "Week two", 14: "Week three", 21: "The morning after"}


class Screen:
    """The terminal, or the lines of a log."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._progress: Progress | None = None
        self._task = TaskID(0)
        self._first: date | None = None

    def _say(self, *parts: RenderableType) -> None:
        for part in parts:
            self.console.print(Padding(part, MARGIN))

    # ------------------------------------------------------------------ while it plays

    def opening(self) -> None:
        """Say what is going to be seen."""
        self.console.print()
        self._say(
            Text("Evenkeel", style=f"bold {ACCENT}"),
            Text("Ana was hurt. Jon broke trust. Dr Low is their therapist."),
            Text("The people are invented. The bot is real, on a small Telegram of its own.", style=QUIET),
        )

    @contextmanager
    def telling(self, story: Story, total: int) -> Iterator[None]:
        """Show a bar while the story plays, where there is a terminal to show it on."""
        columns = (
            TextColumn("  {task.description}", style=QUIET),
            BarColumn(bar_width=24, complete_style=ACCENT, finished_style=ACCENT),
        )
        hidden = not self.console.is_terminal
        with Progress(*columns, console=self.console, transient=True, disable=hidden) as bar:
            self._progress, self._task = bar, bar.add_task(" " * LONGEST_DAY, total=total)
            story.on_time = self._time
            yield
        self._progress = None

    def _time(self, now: datetime) -> None:
        if self._progress:
            self._progress.update(self._task, description=f"{now:%A %-d %B, %H:%M}".ljust(LONGEST_DAY))

    def day(self, day: date, caption: str) -> None:
        """Say which day it is, and what it brings."""
        self._first = self._first or day
        if heading := WEEKS.get((day - self._first).days):
            self.console.print()
            self._say(Text(heading, style=WARM))
        row = Table.grid(padding=(0, 2))
        row.add_column(width=12, style=QUIET, no_wrap=True)
        row.add_column()
        row.add_row(f"{day:%a %-d %B}", Text(caption))
        self._say(row)
        if self._progress:
            self._progress.advance(self._task)

    # ------------------------------------------------------------------ the phones

    def moments(self, moments: list[Moment]) -> None:
        """Show the moments that were kept, phones side by side."""
        for moment in moments:
            self.console.print()
            self._say(Rule(Text(f"{moment.at:%A %-d %B, %H:%M}", style=QUIET), style=QUIET))
            words = Text.assemble((moment.title, f"bold {ACCENT}"), "\n", moment.caption)
            self._say(_side_by_side(moment, words, self.console.width - 2 * MARGIN[3]))

    # ------------------------------------------------------------------ the end

    def ending(self, story: Story, written: Written, seconds: float) -> None:
        """Say what was held, and where to look."""
        self.console.print()
        self._say(Rule(style=QUIET))
        kept = sum(not each.readers for each in story.secrets)
        words = Text.assemble(
            ("All went as told. ", f"bold {ACCENT}"),
            f"Between Ana and Jon one page went out, and one to Dr Low. {kept} sentences never left"
            f" their writer’s phone. {story.checks:,} checks, {seconds:.0f} seconds.",
        )
        self._say(Constrain(words, PROSE))
        self._files(story, written)

    def deviation(self, story: Story, trouble: str, written: Written) -> None:
        """Say in one sentence what went differently."""
        self.console.print()
        words = Text.assemble((f"{story.now:%A %-d %B, %H:%M}. ", "bold yellow"), (trouble, "yellow"))
        self._say(Constrain(words, PROSE))
        self._files(story, written)

    def refused(self, error: OSError) -> None:
        """Say why nothing could be played here: a port is taken, a folder cannot be written."""
        self.console.print()
        self._say(Text(f"It could not begin: {error.strerror or error}.", style="yellow"))

    def _files(self, story: Story, written: Written) -> None:
        table = Table.grid(padding=(0, 2))
        table.add_column(style=ACCENT, no_wrap=True)
        table.add_column(style=QUIET)
        table.add_row(written.transcript, "who saw what, and when, on each phone")
        table.add_row("*.png", f"{len(written.pictures)} pictures: sent by the bot, and of these moments")
        for name in written.files:
            whose = "what Ana took along, to read" if name.endswith(".html") else "the same for programs"
            table.add_row(name, f"{whose}; nothing of Jon’s but his one page")
        table.add_row(written.figures, "what was counted")
        self.console.print()
        self._say(Text(f"In {story.folder}", style=WARM), table)
        self.console.print()

    def desk(self, url: str, seconds: float) -> None:
        """Say where the page is, and what it is."""
        self.console.print()
        self._say(
            Text.assemble(("Evenkeel", f"bold {ACCENT}"), (f"   ready after {seconds:.1f} s", QUIET)),
            Text(),
            Text(url, style=f"bold underline link {url}"),
            Text(),
            Text("Three phones, a clock to turn, and ready stories, with the real bot behind them."),
            Text("Nothing you type there leaves this machine. Ctrl-C ends it.", style=QUIET),
        )
        self.console.print()

    def serving(self, url: str) -> None:
        """Say where the local Telegram and its people can be reached."""
        ways = Table.grid(padding=(0, 2))
        ways.add_column(style=ACCENT, no_wrap=True)
        ways.add_column(style=QUIET)
        ways.add_row(f"{url}/lab", "people and their phones")
        ways.add_row(f"{url}/clock", "the clock, which now runs on by itself")
        self._say(Text.assemble(("Still running. ", f"bold {ACCENT}"), "Ctrl-C ends it."), ways)
        self.console.print()


def _side_by_side(moment: Moment, words: Text, width: int) -> RenderableType:
    """Return three phones abreast; or two columns, the caption in the shorter one; or one by one."""
    abreast = 3 if width >= WIDE else 2 if width >= NARROW else 1
    each = min(BROADEST, (width - 2 * (abreast - 1)) // abreast)
    phones = [_lines(*phone, each) for phone in moment.phones]
    if abreast == 1:
        return Group(words, *map(_phone, phones))
    grid = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(abreast):
        grid.add_column(width=each)
    if abreast == 3:
        tallest = max(map(len, phones))
        grid.add_row(*(_phone(_as_tall(lines, tallest, each)) for lines in phones))
        return Group(words, Text(), grid)
    columns: list[list[RenderableType]] = [[], []]
    heights = [0, 0]
    for lines in sorted(phones, key=len, reverse=True):
        place = heights.index(min(heights))
        columns[place].append(_phone(lines))
        heights[place] += len(lines)
    columns[heights.index(min(heights))].append(Padding(words, (1, 1)))
    grid.add_row(*(Group(*column) for column in columns))
    return grid


def _lines(name: str, bubbles: list[Bubble], keyboard: list[list[str]], width: int) -> list[str]:
    """Return a phone as lines, scrolled to its newest messages as a real one would be."""
    standing = text("standing")
    shown = [replace(bubble, edited=False) for bubble in bubbles if bubble.words != standing]
    lines = draw(name, shown, keyboard, width, LONDON).split("\n")
    head, chat = lines[:HEAD], lines[HEAD:]
    cut = max(0, len(chat) - TALLEST)
    begins = (number for number in range(cut, len(chat)) if cut and re.match(r"│ +╭", chat[number]))
    return [*head, *chat[next(begins, cut) :]]


def _as_tall(lines: list[str], tallest: int, width: int) -> list[str]:
    """Return a phone as tall as the tallest beside it; its chat hangs at the bottom."""
    blank = f"│{' ' * (width - 2)}│"
    return [*lines[:HEAD], *[blank] * (tallest - len(lines)), *lines[HEAD:]]


def _phone(lines: list[str]) -> Text:
    return Text("\n").join(_styled(line, first=number == 1) for number, line in enumerate(lines))


def _styled(line: str, first: bool) -> Text:
    shown = Text(line, no_wrap=True)
    if first:
        shown.stylize("bold")
    shown.highlight_regex(r"[╭╮╰╯│├┤─]+", QUIET)
    shown.highlight_regex(r"(?<=─ )\d\d:\d\d(?= ╯)", QUIET)
    shown.highlight_regex(r"\[[^\]]*\]", ACCENT)
    return shown
