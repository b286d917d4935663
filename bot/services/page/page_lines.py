"""What one's own page of a week draws on: the lines that its writer can put on it or leave off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.cards import derived
from bot.domain.checkin import Entry, Kind, Prompt, State, median_of
from bot.domain.page import LONGEST, WRITTEN, LineKind, PageLine, WeekPage
from bot.domain.people import Half, Person, Role
from bot.domain.say import Button, Word, button, line
from bot.services.crossings import writer
from bot.services.own.notes import to_this_role
from bot.services.page.hints import points_to_help
from bot.services.ports import World

MOST = 20  # written lines to choose from; a keyboard holds no more than a hundred buttons
ON_PAGE = {
    Kind.FEAR: LineKind.FEAR,
    Kind.OWN: LineKind.OWN,
    Kind.SEEN: LineKind.SEEN,
    Kind.SAYBACK: LineKind.SAYBACK,
    Kind.CYCLE: LineKind.CYCLE,
    Kind.BRING: LineKind.SESSION,
}
"""What may become a line; nothing else ever does."""
PLACED = {"page": LineKind.QUESTION, "session": LineKind.SESSION}
"""Where a question goes that its writer put on the page, a night after it was asked."""
PUT_ON = "put-on"
"""Marks an entry that was written for the page and weighs much: its writer was asked, and said yes."""
PRACTISED = (Kind.RITUAL, Kind.TALK, Kind.SAYBACK, Kind.PLAY)
"""What two do with each other and one's own side knows of, when it was gone through to its end."""
PUT = (LineKind.SAYBACK, *PLACED.values())
"""What was put on the page on purpose: it starts switched on."""


def drawn_lines(entries: Sequence[Entry], person: Person, world: World) -> list[PageLine]:
    """Return what the page may say: the median is on; what was written is off until its writer says so."""
    lines = []
    off = world.facts.library.off_page()
    entries = [each for each in entries if each.item not in off]
    role = person.role or Role.UNSAID
    middle = median_of(to_this_role(entries, role, world.facts.library))
    if middle is not None:
        lines.append(PageLine(world.chance.token(), LineKind.RATING, str(middle), True, role))
    written = [
        (each, kind)
        for each in entries
        if each.words and (kind := _line_of(each)) and _may_be_read(each, person, world)
    ]
    for each, kind in written[-MOST:]:
        words = " ".join(each.words.split())[:LONGEST]
        marks = each.marks if kind is LineKind.CYCLE else ()
        on = kind in PUT and (PUT_ON in each.marks or not points_to_help(each.words, person, world.facts))
        lines.append(PageLine(world.chance.token(), kind, words, on, marks=marks))
    return lines


def session_lines(
    person: Person, half: Half, week: str, entries: Sequence[Entry], prompts: Sequence[Prompt], world: World
) -> list[PageLine]:
    """Return what a page can say for a session, of one's own side alone: off until its writer says so.

    Their ids are drawn from nothing, so that what else is drawn is the same with a therapist and without.
    """
    write = writer(world.words, person)
    done = {each.kind for each in prompts if each.state is State.ANSWERED} | {each.kind for each in entries}
    named = tuple(str(kind) for kind in PRACTISED if kind in done)
    words = ", ".join(write(line(f"practised-{name}")) for name in named)
    stage = write(line(f"session-stage-{half.stage}"))
    lines = [PageLine(derived(half.id, week, "at"), LineKind.STAGE, stage, False, marks=(str(half.stage),))]
    if named:
        lines.append(PageLine(derived(half.id, week, "did"), LineKind.PRACTISED, words, False, marks=named))
    return lines


def _may_be_read(entry: Entry, person: Person, world: World) -> bool:
    """Whether words may wait on a page. What weighs much was kept with the promise to show it to no one.

    A question put on the page a night later waits there, too: off, and asked about before it goes on.
    """
    placed = entry.kind is Kind.QUESTION or PUT_ON in entry.marks
    return placed or not points_to_help(entry.words, person, world.facts)


def _line_of(entry: Entry) -> LineKind | None:
    """Return which line of the page this entry may become, if any."""
    if entry.kind is Kind.QUESTION:
        return PLACED.get(entry.marks[-1]) if entry.marks else None
    return ON_PAGE.get(entry.kind)


def switches(page: WeekPage) -> list[list[Button]]:
    """Return a switch for each line of a page, the way to reword it, and what can still be added."""
    rows = []
    for each in page.lines:
        state = "on" if each.on else "off"
        what = Word("switch-rating") if each.kind is LineKind.RATING else _short(each)
        switch = button(f"switch-{state}", "switch", each.id, what=what)
        rows.append(
            [switch] if each.kind is LineKind.RATING else [switch, button("soften", "soften", each.id)]
        )
    missing = [kind for kind in WRITTEN if kind not in {each.kind for each in page.lines}]
    return [*rows, *([button(f"add-{kind}", "add-line", kind)] for kind in missing)]


def _short(each: PageLine) -> str:
    return each.words if len(each.words) <= 22 else each.words[:21].rstrip() + "…"
