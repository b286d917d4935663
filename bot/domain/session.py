"""The page of a couple for their therapist: what both released, put in order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.page import Copy, LineKind, Part, asked_as, ratings

OWN_PLACES = frozenset({LineKind.RATING, LineKind.SESSION, LineKind.QUESTION})
"""Lines that have a place of their own on the page; all others follow as they were written."""


@dataclass(frozen=True)
class Said:
    """One released line, and the week of its page. Without a part it is the text of a whole page."""

    week: str
    words: str
    part: Part | None = None


@dataclass(frozen=True)
class Side:
    """What one of the two released."""

    name: str
    role: str  # in which these numbers were given; empty where no page says one
    values: tuple[int | None, ...]  # this one's released medians, week by week: none where none went out
    bring: tuple[Said, ...] = ()
    question: Said | None = None
    lines: tuple[Said, ...] = ()
    wheel: Said | None = None  # the newest of the lines with five points


@dataclass(frozen=True)
class Session:
    """One page: the week, the weeks before it that both released, and the two, apart."""

    week: str
    fresh: tuple[str, ...]  # the weeks whose lines are on this page
    weeks: tuple[str, ...]  # every released week up to this one, the oldest first
    sides: tuple[
        Side, ...
    ]  # in the order of the therapist's page; one alone where nothing of the other may show
    practised: tuple[str, ...] = ()  # what both name as done this week
    stage: str = ""  # where both say that they are

    @property
    def title(self) -> str:
        """The couple's own label: the names that they gave."""
        return " & ".join(each.name for each in self.sides)


def of_link(copies: Iterable[Copy], proposal: str) -> list[Copy]:
    """Return the weeks that went to a therapist by this link, the oldest first, without what was taken back.

    Each of the three has the same ones: the therapist's own, and each partner's copies of the same weeks.
    """
    found = [each for each in copies if proposal and link_of(each) == proposal and not each.taken]
    return sorted(found, key=lambda each: each.at)


def up_to(copies: Iterable[Copy], proposal: str, week: str) -> list[Copy]:
    """Return the weeks that the page of this one draws on, and itself, even where it was taken back since."""
    given = list(copies)
    last = [each for each in given if each.week == week and link_of(each) == proposal]
    return [*(each for each in of_link(given, proposal) if each.week < week), *last[-1:]]


def link_of(copy: Copy) -> str:
    """Return by which link a therapist has the week of this copy; empty where none has."""
    return copy.care or (copy.source if copy.clinical else "")


def session(copies: Sequence[Copy], since: str = "") -> Session:
    """Return the page of the last of these weeks (oldest first), with the lines of all weeks from `since` on.

    The lines of the newest week come first. It is the same for whoever holds the copies.
    """
    last = copies[-1]
    fresh = [each for each in copies if since and since <= each.week] or [last]
    one, two = (_side(copies, fresh, who) for who in (0, 1))
    marks = [[each.marks for each in _parts(last, who) if each.kind is LineKind.PRACTISED] for who in (0, 1)]
    mine, theirs = (set(sum(each, ())) for each in marks)
    named = [mark for mark in sum(marks[0], ()) if mark in mine & theirs]
    stages = [[each.marks for each in _parts(last, who) if each.kind is LineKind.STAGE] for who in (0, 1)]
    agreed = stages[0] and stages[0] == stages[1] and stages[0][0]
    return Session(
        week=last.week,
        fresh=tuple(each.week for each in fresh),
        weeks=tuple(each.week for each in copies),
        sides=(one, two),
        practised=tuple(named),
        stage=agreed[0] if agreed else "",
    )


def _at(copy: Copy, who: int) -> int:
    """Return where in a copy the one stands who is first (0) or second (1) on the therapist's page."""
    return 1 - who if copy.second else who


def _parts(copy: Copy, who: int) -> tuple[Part, ...]:
    return copy.parts[_at(copy, who)] if copy.parts else ()


def _side(copies: Sequence[Copy], fresh: Sequence[Copy], who: int) -> Side:
    last = copies[-1]
    said = [each for copy in reversed(fresh) for each in _said(copy, who)]
    questions = [each for each in said if each.part and each.part.kind is LineKind.QUESTION]
    wheels = [each for each in said if each.part and each.part.kind is LineKind.CYCLE and each.part.marks]
    question = questions[0] if questions else None
    places = [_at(copy, who) for copy in copies]
    return Side(
        name=last.names[_at(last, who)],
        role=asked_as(copies, places),
        values=ratings(copies, places),
        bring=tuple(each for each in said if each.part and each.part.kind is LineKind.SESSION),
        question=question,
        lines=tuple(
            each
            for each in said
            if each.part is None
            or each.part.kind not in OWN_PLACES
            or (each.part.kind is LineKind.QUESTION and each is not question)
        ),
        wheel=wheels[0] if wheels else None,
    )


def _said(copy: Copy, who: int) -> list[Said]:
    """Return the lines of one page; of a plain one its sentence, and of one without parts its whole text."""
    parts = _parts(copy, who)
    if parts:
        return [Said(copy.week, each.words, each) for each in parts]
    return [Said(copy.week, text) for text in copy.pages[_at(copy, who)].split("\n\n")]
