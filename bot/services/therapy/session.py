"""The page for a session, in words: as a message, and as what a sheet of paper is printed from."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from bot.domain import trends
from bot.domain.cycle import POINTS, read_marks
from bot.domain.page import Copy, LineKind, Write, leaves, units, worded
from bot.domain.people import Client, Role
from bot.domain.say import Line, Picture, Word, line
from bot.domain.session import Said, Session, Side, session, up_to

LEAF = 2600
"""Of one leaf of the message, in UTF-16 units: what Telegram takes, with room for what stands around it."""

FEW = "session-few"
"""What is said of one whose numbers are too few to speak of a change."""

PAGE, RECORD = "session", "record"
"""The two kinds of PDF: one page, or every page that is here."""
LONGEST_NAME = 40
"""So many letters of what a therapist calls a couple stand in a file's name."""


def file_of(proposal: str, week: str, since: str = "") -> str:
    """Return the form of a file: the page of a week, with all that was released since another."""
    return f"{PAGE} {proposal} {week} {since}"


def record_of(proposal: str, week: str) -> str:
    """Return the form of a file: every page up to a week, one side of paper each."""
    return f"{RECORD} {proposal} {week} "


def named(form: str, day: str, clients: Sequence[Client]) -> str:
    """Return what this form of a file is called: a therapist tells by it which couple it is of.

    It never carries the names that the two gave, only what the therapist calls them of their own accord.
    """
    kind, proposal, *_ = form.split(" ")
    who = next((each for each in clients if each.proposal == proposal and kind in (PAGE, RECORD)), None)
    if who is None:
        return f"evenkeel-{day}.pdf"
    plain = normalize("NFKD", who.renamed).encode("ascii", "ignore").decode()
    called = "-".join(re.findall("[A-Za-z0-9]+", plain))[:LONGEST_NAME]
    mark = sha256(f"{who.id} file".encode()).hexdigest()[:6]
    return "-".join(["evenkeel", day, *([called.strip("-")] if called else []), mark]) + ".pdf"


def printed(form: str, copies: Sequence[Copy], write: Write) -> Picture | None:
    """Return what this form of a file is printed from, by the copies that its reader has; or nothing."""
    kind, _, rest = form.partition(" ")
    if kind not in (PAGE, RECORD):
        return None
    proposal, week, since = rest.split(" ")
    weeks = up_to(copies, proposal, week)
    if not weeks:  # it went while the file was on its way
        gone = {"title": write(line("copy-gone")), "more": "", "sheets": []}
        return Picture("session", json.dumps(gone, sort_keys=True))
    pages = (
        [session(weeks, since)] if kind == PAGE else [session(weeks[:n]) for n in range(1, len(weeks) + 1)]
    )
    return paper(pages, write)


# ---------------------------------------------------------------------- as a message


def message(page: Session, write: Write) -> list[list[Line]]:
    """Return the leaves of the message: everything that is on the paper, and all that was cut there."""
    found: list[list[Line]] = [[]]
    sides = (part for side in page.sides for part in _blocks(page, side, write))
    for block in [_head(page, write), *_brings(page, write), *sides, _few_of_both(page)]:
        if found[-1] and sum(units(write(each)) for each in [*found[-1], *block]) > LEAF:
            found.append([])
        found[-1] += block
    return found


def _head(page: Session, write: Write) -> list[Line]:
    """Return what comes first: the weeks, and what both say."""
    nobody = not any(side.bring for side in page.sides)
    return [_weeks(page), *_both(page, write), *([line("session-bring-none")] if nobody else [])]


def _brings(page: Session, write: Write) -> list[list[Line]]:
    """Return what each would like to bring, in parts that fit a message; of several weeks with its day."""
    several = len(page.fresh) > 1
    found = []
    for side in page.sides:
        said = [_dated(each.week, each.words, write) if several else each.words for each in side.bring]
        whole = said[0] if len(said) == 1 else "".join(f"\n{each}" for each in said)
        parts = leaves(whole, LEAF - 400) if said else []
        found += [[line("session-brings", name=side.name, words=part)] for part in parts]
    return found


def _weeks(page: Session) -> Line:
    return line("session-week", week=date.fromisoformat(page.week), count=len(page.fresh))


def _both(page: Session, write: Write) -> list[Line]:
    """Return what both of them say, each on their own page."""
    said = []
    if page.stage:
        said.append(line("session-both-at", stage=Word(f"session-stage-{page.stage}")))
    if page.practised:
        names = ", ".join(write(line(f"practised-{name}")) for name in page.practised)
        said.append(line("session-both-did", what=names))
    return said


def _blocks(page: Session, side: Side, write: Write) -> list[list[Line]]:
    """Return one of the two, in parts that fit a message: the name and the number, then their lines."""
    several = len(page.fresh) > 1
    said = ([side.question] if side.question else []) + list(side.lines)
    whole = "\n\n".join(_whole(each, several, write) for each in said)
    quoted = [line("page-quoted", text=part) for part in leaves(whole, LEAF - 400)] if whole else []
    change = [] if _few_of_both(page) else [_change(page, side)]
    head = [line("client-name", name=side.name), _rating(side), *change]
    return [[*head, *quoted[:1]], *([each] for each in quoted[1:])]


def _whole(each: Said, several: bool, write: Write) -> str:
    words = write(worded(each.part)) if each.part else each.words
    return _dated(each.week, words, write) if several else words


def _dated(week: str, words: str, write: Write) -> str:
    return write(line("session-of", week=date.fromisoformat(week), words=words))


def _rating(side: Side) -> Line:
    value = side.values[-1]
    if value is None:
        return line("session-no-rating")
    return line(f"session-rating-{side.role or Role.UNSAID}", n=value)


def _change(page: Session, side: Side) -> Line:
    """Return what this one's released numbers can say of a change, and no more."""
    weeks = [date.fromisoformat(week) for week in page.weeks]
    found = trends.released(dict(zip(weeks, side.values, strict=True)))
    if found.early is None or found.lately is None:
        return line(FEW, least=trends.RELEASED.least, n=found.whole.n if found.whole else 0)
    early, lately = found.early, found.lately
    said = "same" if early.median == lately.median else found.kind
    return line(
        f"session-change-{said}",
        early=_short(early.median),
        then=early.n,
        lately=_short(lately.median),
        now=lately.n,
    )


def _few_of_both(page: Session) -> list[Line]:
    """Return that there are too few numbers once, under both, where it would be said word for word twice."""
    first, *rest = (_change(page, side) for side in page.sides)
    alike = bool(rest) and first.key == FEW and all(each == first for each in rest)
    return [replace(first, key="session-few-both")] if alike else []


def _short(number: float) -> str:
    return f"{number:g}"


# ---------------------------------------------------------------------- on paper


def paper(pages: Sequence[Session], write: Write) -> Picture:
    """Return what sheets of paper are printed from, one side for each page."""
    last = pages[-1]
    title = line("session-title", couple=last.title, week=date.fromisoformat(last.week))
    data = {
        "title": write(title if len(pages) == 1 else line("session-titles", couple=last.title)),
        "more": write(line("session-goes-on")),
        "sheets": [_sheet(page, write) for page in pages],
    }
    return Picture("session", json.dumps(data, sort_keys=True))


def _sheet(page: Session, write: Write) -> dict[str, Any]:
    return {
        "couple": page.title,
        "week": write(_weeks(page)),
        "both": [write(each) for each in _both(page, write)],
        "bring": write(line("session-bring")),
        "brings": [
            {"name": side.name, "said": [_line(page, each, write) for each in side.bring]}
            for side in page.sides
            if side.bring
        ],
        "nobody": write(line("session-bring-none")),
        "sides": [_column(page, side, write) for side in page.sides],
        "few": "".join(write(each) for each in _few_of_both(page)),
        "footer": write(line("client-footer")),
    }


def _line(page: Session, each: Said, write: Write) -> dict[str, str]:
    kind = each.part.kind if each.part else ""
    label = write(line(f"session-label-{kind}")) if kind else ""
    return {"label": label, "week": _day(page, each, write), "words": each.words}


def _day(page: Session, each: Said, write: Write) -> str:
    """Return the day of a line, where there are lines of several weeks on the page."""
    return write(line("session-day", week=date.fromisoformat(each.week))) if len(page.fresh) > 1 else ""


def _column(page: Session, side: Side, write: Write) -> dict[str, Any]:
    value = side.values[-1]
    known = [(week, each) for week, each in zip(page.weeks, side.values, strict=True) if each is not None]
    points = ", ".join(
        write(line("session-point", week=date.fromisoformat(week), n=each)) for week, each in known
    )
    alt = line("session-line-alt", name=side.name, points=points) if known else line("session-line-none")
    return {
        "name": side.name,
        "what": write(line(f"session-what-{side.role or Role.UNSAID}")),
        "value": "" if value is None else str(value),
        "number": write(_rating(side)),
        "of": write(line("session-of-ten")),
        "said": "" if _few_of_both(page) else write(_change(page, side)),
        "weeks": list(page.weeks),
        "values": list(side.values),
        "alt": write(alt),
        "question": [_line(page, side.question, write)] if side.question else [],
        "lines": [
            {**_line(page, each, write), "drawn": each is side.wheel}
            for each in side.lines
            if not _said_by_both(page, each)
        ],
        "wheel": _wheel(page, side, write),
    }


def _said_by_both(page: Session, each: Said) -> bool:
    """Whether what both say, at the head of the page, says it already."""
    if each.part is None or not each.part.marks or each.week != page.week:
        return False
    if each.part.kind is LineKind.STAGE:
        return each.part.marks == (page.stage,)
    return each.part.kind is LineKind.PRACTISED and set(each.part.marks) <= set(page.practised)


def _wheel(page: Session, side: Side, write: Write) -> dict[str, Any] | None:
    if side.wheel is None or side.wheel.part is None:
        return None
    values = read_marks(side.wheel.part.marks)
    none = write(line("cycle-word-none"))
    spokes = [
        {"name": write(line(f"point-{point}")), "value": values[point], "none": none}
        for point in POINTS
        if point in values
    ]
    said = ", ".join(f"{each['name']} {none if each['value'] is None else each['value']}" for each in spokes)
    return {
        "title": write(line("session-wheel")),
        "week": _day(page, side.wheel, write),
        "spokes": spokes,
        "note": write(line("cycle-note")),
        "alt": write(line("session-wheel-alt", name=side.name, said=said)),
    }
