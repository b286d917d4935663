"""Histories of two partners and a therapist, and what a history becomes when one of them lives otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.worlds.bases import Beginning, Part
from tests.worlds.generators import COUPLE, DOINGS, OFTEN, RITUALS, THERAPIST
from tests.worlds.people import ANN, BEN, OTHERS, TESS, Step

HOUR, DAY, WEEK = 3600, 24 * 3600, 7 * 24 * 3600

BEGUN = {
    "rated": timedelta(days=3, hours=2),
    "care": timedelta(days=3, hours=2),
    "shared": timedelta(days=5, hours=22),
    "care-shared": timedelta(days=5, hours=22),
    "closed": timedelta(days=17),
    "alone": timedelta(hours=1),
}
"""How long after the first Monday evening a history goes on from its beginning."""

T1 = {kind: (6 * DAY - 4 * HOUR - int(begun.total_seconds())) % WEEK for kind, begun in BEGUN.items()}
"""Seconds from there to the next Sunday, 16:00 in London (in winter)."""


@dataclass(frozen=True)
class Session:
    """Someone takes up their phone and does one thing."""

    who: int
    at: int
    gap: int
    doing: str
    pick: int

    def steps(self) -> list[Step]:
        found = []
        for n, each in enumerate(DOINGS[self.doing]):
            kind, _, what = each.partition(" ")
            do, what = ("command", each) if each.startswith("/") else (kind, what)
            found.append(Step(self.at + n * self.gap, self.who, do, what, self.pick))
        return found


@dataclass(frozen=True)
class History:
    """All that people do, over some weeks."""

    beginning: Beginning
    sessions: tuple[Session, ...]
    lasts: int

    def steps(self) -> list[Step]:
        """Return every step in order; what two do at the same second is ordered by who they are."""
        whole = [step for session in self.sessions for step in session.steps() if 0 < step.at < self.lasts]
        return sorted(dict.fromkeys(whole), key=lambda step: (step.at, step.who))


@dataclass(frozen=True)
class Pair:
    """Two histories that differ only in what the observer must not see."""

    observer: int
    one: History
    two: History

    def __repr__(self) -> str:
        return f"<{len(self.one.sessions)} and {len(self.two.sessions)} sessions, told above>"


@st.composite
def instants(draw: DrawFn, kind: str, weeks: int) -> int:
    """Draw when someone takes up their phone: mostly when something is on."""
    week = draw(st.integers(0, weeks - 1)) * WEEK + T1[kind]
    anchor = draw(st.sampled_from(("any", "any", "day", "T0", "open", "close", "T1", "T1", "back")))
    minutes = draw(st.integers(1, 59)) * 60 + draw(st.integers(0, 59))
    match anchor:
        case "T0":
            return week - 30 * HOUR + minutes
        case "open":
            return week - draw(st.integers(1, 28)) * HOUR + minutes
        case "close":
            return week - minutes
        case "T1":
            return week + minutes
        case "back":
            return week + draw(st.sampled_from((1, 5, 20, 47, 48))) * HOUR + minutes
        case "day":
            return week - draw(st.integers(0, 6)) * DAY + 4 * HOUR + minutes
    return draw(st.integers(60, weeks * WEEK - 1))


@st.composite
def sessions(draw: DrawFn, who: int, kind: str, weeks: int, doings: tuple[str, ...]) -> Session:
    """Draw one thing that someone does."""
    doing = draw(st.sampled_from(OFTEN if who != TESS and draw(st.booleans()) else doings))
    at = draw(instants(kind, weeks))
    gap = draw(st.sampled_from((2, 7, 45, 130, 900)))
    return Session(who, at, gap, doing, draw(st.integers(0, 11)))


@st.composite
def weeks_of(draw: DrawFn, who: int, kind: str, weeks: int) -> tuple[Session, ...]:
    """Draw what one partner does over the weeks."""
    doings = COUPLE if kind != "alone" else (*COUPLE, *(("confirm", "screens", "agree", "follow") * 12))
    found = draw(st.lists(sessions(who, kind, weeks, doings), min_size=2, max_size=12))
    for week in range(weeks):
        ritual = draw(st.sampled_from(RITUALS))
        if ritual:
            at = week * WEEK + T1[kind] - draw(st.integers(60, 29 * HOUR))
            found.append(Session(who, at, 3, ritual, draw(st.integers(0, 3))))
        if draw(st.booleans()):
            at = week * WEEK + T1[kind] + draw(st.integers(60, 2 * DAY))
            found.append(Session(who, at, 3, draw(st.sampled_from(("read", "reread", "open"))), 0))
    return tuple(found)


@st.composite
def changed(draw: DrawFn, was: tuple[Session, ...], who: int, kind: str, weeks: int) -> tuple[Session, ...]:
    """Draw another life of someone: things dropped, moved, done otherwise, and others besides."""
    if draw(st.integers(0, 9)) == 9:
        return ()
    found = []
    for each in was:
        change = draw(st.sampled_from(("keep", "keep", "keep", "drop", "move", "pick", "other")))
        if change == "move":
            found.append(replace(each, at=max(60, each.at + draw(st.integers(-6 * HOUR, 6 * HOUR)))))
        elif change == "pick":
            found.append(replace(each, pick=draw(st.integers(0, 11))))
        elif change == "other":
            found.append(replace(each, doing=draw(st.sampled_from(COUPLE))))
        elif change == "keep":
            found.append(each)
    return (*found, *draw(st.lists(sessions(who, kind, weeks, COUPLE), max_size=6)))


parts: SearchStrategy[Part] = st.builds(
    Part,
    role=st.sampled_from(("hurt", "broke", "both")),
    safe=st.sampled_from((("y", "n", "n", "n"), ("n", "y", "n", "s"), ("s", "s", "y", "y"))),
    ratings=st.sampled_from(((4, 6, 7), (0, 1), (9, 9, 10))),
    language=st.sampled_from(("en", "de")),
)


@st.composite
def histories(draw: DrawFn, kinds: tuple[str, ...]) -> History:
    """Draw a whole history."""
    kind = draw(st.sampled_from(kinds))
    weeks = draw(st.sampled_from((1, 1, 2, 3) if kind != "closed" else (1, 2)))
    drawn = [draw(weeks_of(who, kind, weeks)) for who in (ANN, BEN)]
    if kind.startswith("care"):
        each = sessions(TESS, kind, weeks, THERAPIST)
        drawn.append(tuple(draw(st.lists(each, min_size=1, max_size=5))))
    beginning = Beginning(kind)
    return History(beginning, tuple(each for some in drawn for each in some), weeks * WEEK + 2 * DAY)


@st.composite
def pairs(draw: DrawFn, observers: tuple[int, ...], kinds: tuple[str, ...]) -> Pair:
    """Draw a history, and one in which only what the observer must not see was changed."""
    observer = draw(st.sampled_from(observers))
    one = draw(histories(kinds))
    hidden = (ANN, BEN) if observer == TESS else (OTHERS[observer],)
    kind, weeks = one.beginning.kind, one.lasts // WEEK
    kept = tuple(each for each in one.sessions if each.who not in hidden)
    for who in hidden:
        was = tuple(each for each in one.sessions if each.who == who)
        kept += draw(changed(was, who, kind, weeks)) if draw(st.integers(0, 3)) or len(hidden) == 1 else was
    beginning = one.beginning
    if not kind.endswith("shared") and draw(st.integers(0, 4)) == 4:  # what was released may differ
        for who in hidden:
            part = draw(parts)
            beginning = replace(beginning, ann=part) if who == ANN else replace(beginning, ben=part)
    return Pair(observer, one, replace(one, beginning=beginning, sessions=kept))
