"""What one's own page of a week draws on: the lines that its writer can put on it or leave off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.checkin import Entry, Kind, median_of
from bot.domain.page import LONGEST, LineKind, PageLine
from bot.domain.people import Person, Role
from bot.services.ports import World

MOST = 20  # written lines to choose from; a keyboard holds no more than a hundred buttons
ON_PAGE = {
    Kind.FEAR: LineKind.FEAR,
    Kind.OWN: LineKind.OWN,
    Kind.SEEN: LineKind.SEEN,
    Kind.SAYBACK: LineKind.SAYBACK,
    Kind.CYCLE: LineKind.CYCLE,
}
"""What may become a line; nothing else ever does."""
PLACED = {"page": LineKind.QUESTION, "session": LineKind.SESSION}
"""Where a question goes that its writer put on the page, a night after it was asked."""
PUT = (LineKind.SAYBACK, *PLACED.values())
"""What was put on the page on purpose: it starts switched on."""


def drawn_lines(entries: Sequence[Entry], person: Person, world: World) -> list[PageLine]:
    """Return what the page may say: the median is on; what was written is off until its writer says so."""
    lines = []
    off = world.facts.library.off_page()
    entries = [each for each in entries if each.item not in off]
    middle = median_of(entries)
    if middle is not None:
        role = person.role or Role.UNSAID
        lines.append(PageLine(world.chance.token(), LineKind.RATING, str(middle), True, role))
    written = [(each.words, kind) for each in entries if each.words and (kind := _line_of(each))]
    for whole, kind in written[-MOST:]:
        words = " ".join(whole.split())[:LONGEST]
        lines.append(PageLine(world.chance.token(), kind, words, kind in PUT))
    return lines


def _line_of(entry: Entry) -> LineKind | None:
    """Return which line of the page this entry may become, if any."""
    if entry.kind is Kind.QUESTION:
        return PLACED.get(entry.marks[-1]) if entry.marks else None
    return ON_PAGE.get(entry.kind)
