"""Histories of two partners and a therapist, and what a history becomes when one of them lives otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.worlds.bases import BEGUN, Beginning, Part
from tests.worlds.generators import CLINICAL, CLOSED, COUPLE, DOINGS, ENDS, LINKING, OFTEN, RITUALS, THERAPIST
from tests.worlds.people import ANN, BEN, OTHERS, TESS, Step

HOUR, DAY, WEEK = 3600, 24 * 3600, 7 * 24 * 3600

T1 = {kind: (6 * DAY - 4 * HOUR - int(begun.total_seconds())) % WEEK for kind, begun in BEGUN.items()}
"""Seconds from there to the next Sunday, 16:00 in London (in winter)."""


CARED = ("care", "care-shared", "renewal")


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

    @property
    def sessions(self) -> list[Session]:
        """Return all that anybody does in either."""
        return list(dict.fromkeys((*self.one.sessions, *self.two.sessions)))

    def without(self, gone: list[Session]) -> Pair:
        """Return the pair with less in both."""
        one, two = (
            replace(each, sessions=tuple(some for some in each.sessions if some not in gone))
            for each in (self.one, self.two)
        )
        return replace(self, one=one, two=two)


@dataclass(frozen=True)
class Frame:
    """What the histories of a pair have in common: how they begin, how long, what is done a lot."""

    kind: str
    weeks: int
    often: tuple[str, ...]
    rituals: tuple[str, ...]


def instant(lot: Random, frame: Frame) -> int:
    """Draw when someone takes up their phone: mostly when something is on."""
    week = lot.randrange(frame.weeks) * WEEK + T1[frame.kind]
    minutes = lot.randint(60, 3599)
    match lot.choice(("any", "any", "day", "T0", "open", "close", "T1", "T1", "back")):
        case "T0":
            return week - 30 * HOUR + minutes
        case "open":
            return week - lot.randint(1, 28) * HOUR + minutes
        case "close":
            return week - minutes
        case "T1":
            return week + minutes
        case "back":
            return week + lot.choice((1, 5, 20, 47, 48)) * HOUR + minutes
        case "day":
            return week - lot.randint(0, 6) * DAY + 4 * HOUR + minutes
    return lot.randint(60, frame.weeks * WEEK - 1)


def session(lot: Random, frame: Frame, who: int) -> Session:
    """Draw one thing that someone does."""
    rare = THERAPIST if who == TESS else COUPLE
    often = THERAPIST if who == TESS else (*frame.often, *LINKING[frame.kind == "alone"])
    doing = lot.choice(rare if lot.random() < 0.3 else often)
    return Session(who, instant(lot, frame), lot.choice((2, 7, 45, 130, 900)), doing, lot.randrange(12))


def life(lot: Random, frame: Frame, who: int) -> tuple[Session, ...]:
    """Draw what one partner does over the weeks."""
    found = [session(lot, frame, who) for _ in range(lot.randint(3, 12))]
    for week in range(frame.weeks):
        found += ritual(lot, frame, who, week)
        if lot.random() < 0.7:
            at = week * WEEK + T1[frame.kind] + lot.randint(60, 2 * DAY)
            found.append(Session(who, at, 3, lot.choice(("through", "through", "read", "reread")), 0))
        if lot.random() < 0.5:
            found.append(Session(who, week * WEEK + lot.randrange(WEEK), 20, "glances", 0))
    if frame.kind.endswith("shared") and lot.random() < 0.5:
        at = lot.choice((lot.randint(60, 44 * HOUR), lot.randint(47 * HOUR, 60 * HOUR)))
        found.append(Session(who, at, 3, "take-back", 0))
    if frame.kind == "renewal":
        found += [Session(who, lot.randint(60, 60 * HOUR), 3, "renew", lot.randrange(3)) for _ in range(2)]
    return tuple(found)


def ritual(lot: Random, frame: Frame, who: int, week: int) -> list[Session]:
    """Draw what someone does with their page of a week."""
    doing = lot.choice(frame.rituals)
    at = week * WEEK + T1[frame.kind] - lot.randint(60, 29 * HOUR)
    return [Session(who, at, 3, doing, lot.randrange(4))] if doing else []


def changed(lot: Random, frame: Frame, was: tuple[Session, ...], who: int) -> tuple[Session, ...]:
    """Draw another life of someone: things dropped, moved, done otherwise, and others besides."""
    if lot.random() < 0.1:
        return ()
    if lot.random() < 0.1:
        return life(lot, frame, who)
    found = []
    for each in was:
        match lot.choice(("keep", "keep", "keep", "drop", "move", "pick", "other")):
            case "move":
                found.append(replace(each, at=max(60, each.at + lot.randint(-6 * HOUR, 6 * HOUR))))
            case "pick":
                found.append(replace(each, pick=lot.randrange(12)))
            case "other":
                found.append(replace(each, doing=lot.choice(frame.often)))
            case "keep":
                found.append(each)
    return (*found, *(session(lot, frame, who) for _ in range(lot.randint(0, 5))))


def part(lot: Random) -> Part:
    """Draw what one partner did before."""
    return Part(
        role=lot.choice(("hurt", "broke", "both")),
        safe=lot.choice((("y", "n", "n", "n"), ("n", "y", "n", "s"), ("s", "s", "y", "y"))),
        ratings=lot.choice(((4, 6, 7), (0, 1), (9, 9, 10))),
        language=lot.choice(("en", "de")),
    )


def pair(seed: object, observers: tuple[int, ...], kinds: tuple[str, ...]) -> Pair:
    """Draw a history, and one in which only what the observer must not see was changed."""
    lot = Random(str(seed))
    kind = lot.choice(kinds)
    often = (*lot.sample(sorted(set(COUPLE) - set(ENDS)), 7), lot.choice(ENDS))
    weeks = lot.choice((1, 2) if kind in ("closed", "renewal") else (1, 2, 3))
    frame = Frame(
        kind, weeks, often + OFTEN, lot.choice((RITUALS, RITUALS, CLINICAL if kind in CARED else CLOSED))
    )
    lives = {who: life(lot, frame, who) for who in (ANN, BEN)}
    if kind in (*CARED, "proposed"):
        lives[TESS] = tuple(session(lot, frame, TESS) for _ in range(lot.randint(1, 5)))
        after = (week * WEEK + T1[kind] + lot.randint(HOUR, 4 * DAY) for week in range(weeks))
        lives[TESS] += tuple(Session(TESS, at, 3, "caseload", 0) for at in after)
    if kind == "proposed":
        lives[TESS] += (Session(TESS, lot.randint(DAY, 4 * DAY), 3, "terms", 2),)
    observer = lot.choice(observers)
    hidden = (ANN, BEN) if observer == TESS else (OTHERS[observer],)
    others = dict(lives)
    beginning = Beginning(kind)
    second = beginning
    for who in hidden:
        others[who] = changed(lot, frame, lives[who], who)
        if not kind.endswith("shared") and lot.random() < 0.15:  # what was released may differ
            second = replace(second, ann=part(lot)) if who == ANN else replace(second, ben=part(lot))
    lasts = frame.weeks * WEEK + 2 * DAY
    return Pair(observer, History(beginning, _all(lives), lasts), History(second, _all(others), lasts))


def _all(lives: dict[int, tuple[Session, ...]]) -> tuple[Session, ...]:
    return tuple(each for some in lives.values() for each in some)
