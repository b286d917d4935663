"""Histories of two partners and a therapist, and what a history becomes when one of them lives otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.worlds.bases import BEGUN, Beginning, Part
from tests.worlds.generators import (
    AGAIN,
    ASKING,
    CLINICAL,
    CLOSED,
    COUPLE,
    ENDS,
    LINKING,
    OFTEN,
    QUIET,
    RARE,
    RITUALS,
    STRANGER,
    THERAPIST,
)
from tests.worlds.people import ANN, BEN, HIDDEN, SOL, TESS
from tests.worlds.sessions import DAY, HOUR, WEEK, History, Pair, Session

T1 = {kind: (6 * DAY - 4 * HOUR - int(begun.total_seconds())) % WEEK for kind, begun in BEGUN.items()}
"""Seconds from there to the next Sunday, 16:00 in London (in winter)."""


CARED = ("care", "care-shared", "renewal", "care-again", "care-offered")


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
    known = {TESS: THERAPIST, SOL: STRANGER}
    rare = known.get(who, COUPLE)
    often = known.get(who, (*frame.often, *LINKING[frame.kind == "alone"]))
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
    if lot.random() < 0.08:
        found += over_night(lot, frame, who)
    if frame.kind == "talking":
        found += talking(lot, who)
    if frame.kind == "talk-page":
        found += talk_and_page(lot, who, frame.weeks)
    if frame.kind == "closed" and lot.random() < 0.3:
        found.append(Session(who, T1[frame.kind] + lot.randint(60, 2 * DAY), 3, "go-on", lot.randint(6, 9)))
    if lot.random() < 0.3:
        found.append(Session(who, instant(lot, frame), 3, lot.choice(RARE), lot.randrange(4)))
    if frame.kind == "touch":
        found += [each for week in range(frame.weeks) for each in evening(lot, frame, who, week)]
    if frame.kind == "handed":
        found += [
            Session(who, lot.randint(60, 4 * DAY), 3, lot.choice(ASKING), lot.randrange(3)) for _ in range(3)
        ]
    if frame.kind == "proposed":  # made anew, and whether its digits stand still
        found += [Session(who, lot.randint(60, DAY), 3, "propose", 0) for _ in range(lot.choice((0, 0, 1)))]
        found += [Session(who, lot.randint(6 * DAY, 12 * DAY), 3, "therapist", 0) for _ in range(2)]
    if frame.kind == "care-offered":
        found += another_therapist(lot, who)
    if frame.kind == "renewal":
        found += [Session(who, lot.randint(60, 60 * HOUR), 3, "renew", lot.randrange(3)) for _ in range(2)]
    return tuple(found)


def over_night(lot: Random, frame: Frame, who: int) -> list[Session]:
    """Draw a question that waits a night, is sorted then, and goes from the list."""
    at = lot.randint(60, (frame.weeks - 1) * WEEK + 3 * DAY)
    later = ((doing, n * DAY + lot.randint(60, DAY)) for n, doing in enumerate(("sort", "question-list"), 1))
    return [
        Session(who, at + after, 3, doing, lot.randrange(3)) for doing, after in (("question", 0), *later)
    ]


def another_therapist(lot: Random, who: int) -> list[Session]:
    """Draw who ends a therapist's link, asks for one anew or not, and goes on to what is offered then."""
    found, at = [], lot.randint(60, 5 * DAY)
    if lot.random() < 0.8:
        found.append(Session(who, at, 3, lot.choice(("care-end", "end-and-ask")), 0))
    for doing, share in (("ask-for", 0.3), ("through", 0.7), ("through", 0.5), ("asked", 0.3)):
        if lot.random() < share:
            found.append(Session(who, at + lot.randint(60, 2 * DAY), 3, doing, lot.randrange(3)))
    return found


def talking(lot: Random, who: int) -> list[Session]:
    """Draw who comes to their talks, an hour after the history begins and on the evenings after."""
    found = []
    for day in range(4):
        at = HOUR + day * DAY
        if lot.random() < 0.8:
            found.append(Session(who, at + lot.randint(3, 300), 3, "talk-along", 0))
        if lot.random() < 0.4:
            found.append(Session(who, at + lot.randint(300, 900), 3, "talk-away", 0))
    return found


def talk_and_page(lot: Random, who: int, weeks: int) -> list[Session]:
    """Draw what somebody does on the days on which a page opens at ten and a talk comes at two."""
    found = []
    for week in range(weeks):
        ten = week * WEEK + T1["talk-page"] - 30 * HOUR
        for doing, after, share in (
            ("week", lot.randint(60, 4 * HOUR), 0.3),
            ("talk-along", 4 * HOUR + lot.randint(3, 300), 0.4),
            ("later", 4 * HOUR + lot.randint(3, 300), 0.2),
            ("week", lot.randint(4 * HOUR, 10 * HOUR), 0.3),
        ):
            if lot.random() < share:
                found.append(Session(who, ten + after, 3, doing, 0))
    return found


def ritual(lot: Random, frame: Frame, who: int, week: int) -> list[Session]:
    """Draw what someone does with their page of a week."""
    doing = lot.choice(frame.rituals)
    at = week * WEEK + T1[frame.kind] - lot.randint(60, 29 * HOUR)
    return [Session(who, at, 3, doing, lot.randrange(4))] if doing else []


def evening(lot: Random, frame: Frame, who: int, week: int) -> list[Session]:
    """Draw what someone does about one Wednesday: a rating, a choice, a look at what came of it, a card."""
    minute = week * WEEK + T1[frame.kind] + 3 * DAY + 3 * HOUR
    rated = Session(who, minute - lot.randint(60, 26 * HOUR), 3, "rate", lot.randrange(12))
    chosen = Session(
        who, minute - lot.randint(60, 40 * HOUR), 3, lot.choice(("touch", "touch-high")), lot.randrange(12)
    )
    card = Session(who, minute + lot.randint(DAY, 3 * DAY), 3, "card-yes", 0)
    more = Session(
        who,
        minute + lot.randint(DAY, 3 * DAY),
        3,
        lot.choice(("card-second", "card-second", "card", "cards-taken-back")),
        lot.randrange(3),
    )
    looked = Session(who, minute + lot.randint(60, 4 * HOUR), 3, "through", 0)
    after = Session(who, minute + 4 * DAY + lot.randint(0, DAY), 3, "card", lot.randrange(3))
    return [each for each in (rated, chosen, card, more, looked, after) if lot.random() < 0.85]


@dataclass(frozen=True)
class Change:
    """What became of a life, and in which ways it is another."""

    sessions: tuple[Session, ...]
    ways: tuple[str, ...] = ()


WAYS = (
    "drop",
    "move",
    "pick",
    "other",
    "twice",
    "silent",
    "another life",
    "more",
    "begun otherwise",
    "later on",
)
"""How a life is changed; every one of them occurs in a long run."""


def changed(
    lot: Random, frame: Frame, was: tuple[Session, ...], who: int, since: int = 0, seen: tuple[int, ...] = ()
) -> Change:
    """Draw another life of someone, the same before an instant: things dropped, moved, and others besides.

    `seen` are the instants at which the observer does something: what is new often comes shortly before.
    """
    kept = tuple(each for each in was if each.at < since)
    late = ("later on",) if since else ()
    if lot.random() < 0.1:
        return Change(kept, ("silent", *late))
    if lot.random() < 0.1:
        found = tuple(each for each in life(lot, frame, who) if each.at >= since)
        return Change((*kept, *found), ("another life", *late))
    done: list[Session] = []
    ways = [lot.choice(("keep", "keep", "keep", "drop", "move", "pick", "other", "twice")) for _ in was]
    for each, way in zip(was, ways, strict=True):
        if each.at >= since:
            done += _otherwise(lot, frame, each, way, since)
    more = [session(lot, frame, who) for _ in range(lot.randint(0, 5))]
    more = [_shortly_before(lot, each, seen) for each in more]
    more = [each for each in more if each.at >= since]
    used = {way for each, way in zip(was, ways, strict=True) if each.at >= since} - {"keep"}
    return Change((*kept, *done, *more), (*sorted(used), *(("more",) if more else ()), *late))


def quietly(
    lot: Random, frame: Frame, was: tuple[Session, ...], since: int, seen: tuple[int, ...]
) -> tuple[Session, ...]:
    """Draw another life of a therapist, as their couple lives on: another in what is done quietly alone."""
    if lot.random() < 0.4:
        return was
    kept = [each for each in was if each.at < since or each.doing not in QUIET or lot.random() < 0.5]
    more = [
        Session(TESS, instant(lot, frame), 3, lot.choice(QUIET), lot.randrange(12))
        for _ in range(lot.randint(0, 4))
    ]
    more = [_shortly_before(lot, each, seen) for each in more]
    return (*kept, *(each for each in more if each.at >= since))


def _shortly_before(lot: Random, each: Session, seen: tuple[int, ...]) -> Session:
    if not seen or lot.random() < 0.5:
        return each
    return replace(each, at=max(60, lot.choice(seen) - lot.choice((40, 400, 4 * HOUR)) * lot.randint(1, 3)))


def _otherwise(lot: Random, frame: Frame, each: Session, way: str, since: int) -> list[Session]:
    match way:
        case "move":
            return [replace(each, at=max(60, since, each.at + lot.randint(-6 * HOUR, 6 * HOUR)))]
        case "pick":
            return [replace(each, pick=lot.randrange(12))]
        case "other":
            return [replace(each, doing=lot.choice(frame.often))]
        case "twice":
            return [each, replace(each, at=each.at + lot.randint(60, HOUR))]
        case "drop":
            return []
    return [each]


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
    return family(seed, observers, kinds, 1)[0]


def family(seed: object, observers: tuple[int, ...], kinds: tuple[str, ...], many: int) -> list[Pair]:
    """Draw one history, and so many others that differ from it in what the observer must not see alone."""
    first = _first(Random(str(seed)), observers, kinds)
    return [_mutant(Random(f"{seed} mutant {n}"), n, *first) for n in range(many)]


def drawn(lot: Random, observers: tuple[int, ...], kinds: tuple[str, ...]) -> Pair:
    """Draw a pair as `pair` does, all of it from one stream of chance that is handed in."""
    first = _first(lot, observers, kinds)
    return _mutant(lot, lot.randrange(2), *first)


Lives = dict[int, tuple[Session, ...]]


def _first(lot: Random, observers: tuple[int, ...], kinds: tuple[str, ...]) -> tuple[Frame, Lives, Pair]:
    """Draw a history: its frame, what each lives, and the pair of it and itself."""
    kind = lot.choice(kinds)
    often = (*lot.sample(sorted(set(COUPLE) - set(ENDS)), 7), lot.choice(ENDS))
    if kind == "heard-shared":  # what can be done there alone
        often = ("standstill", "standstill-own", "heard", *often[3:])
    if kind in CARED:
        often = ("bring", "therapist", *often[2:])
    if kind in ("care-again", "care-offered"):  # and the files tell no more of it than the chat
        often = (*AGAIN, *often[5:])
    if kind == "talk-page":  # one knock serves the talk and the page, whatever the other wants or does
        often = ("talks-off", "talks", "talk-along", "later", *often[4:])
    if kind == "settled":  # evenings, low ones and others, and what comes after the rating
        often = ("rate-low", "read", "today", "rest", *often[4:])
    weeks = lot.choice((1, 2) if kind in ("closed", "renewal", "long-shared") else (1, 2, 3))
    frame = Frame(
        kind, weeks, often + OFTEN, lot.choice((*(RITUALS,) * 4, CLINICAL if kind in CARED else CLOSED))
    )
    lives: Lives = {who: life(lot, frame, who) for who in (ANN, BEN)}
    if kind in (*CARED, "proposed", "handed"):
        lives[TESS] = tuple(session(lot, frame, TESS) for _ in range(lot.randint(1, 5)))
        after = (week * WEEK + T1[kind] + lot.randint(HOUR, 4 * DAY) for week in range(weeks))
        lives[TESS] += tuple(Session(TESS, at, 3, "caseload", 0) for at in after)
    if kind == "care-shared" and lot.random() < 0.5:  # a file of theirs, before they have read the week
        lives[TESS] += (Session(TESS, lot.randint(60, 2 * DAY), 3, "export-kept", 0),)
    if kind == "care-again":
        lives[TESS] += (Session(TESS, lot.randint(60, DAY), 3, "hand", 0),)
        lives[TESS] += tuple(Session(TESS, lot.randint(60, 4 * DAY), 3, "terms", 2) for _ in range(2))
    if kind == "proposed":
        lives[TESS] += (Session(TESS, lot.randint(DAY, 4 * DAY), 3, "terms", 2),)
        if lot.random() < 0.4:  # before they agree, or instead
            lives[TESS] += (Session(TESS, lot.randint(60, DAY), 3, "terms-no", 2),)
    observer = lot.choice(observers)
    if observer == SOL:
        lives[SOL] = tuple(session(lot, frame, SOL) for _ in range(lot.randint(6, 16)))
    one = History(Beginning(kind), _all(lives), frame.weeks * WEEK + 2 * DAY)
    return frame, lives, Pair(observer, one, one)


def _mutant(lot: Random, number: int, frame: Frame, lives: Lives, same: Pair) -> Pair:
    """Return the pair with its second history changed: every other time only from some day on."""
    hidden = [who for who in HIDDEN[same.observer] if who in lives]
    others, second, ways = dict(lives), same.one.beginning, set()
    since = lot.randrange(DAY, same.one.lasts * 2 // 3) if number % 2 else 0
    seen = (
        tuple(each.at for each in lives[same.observer] if each.at >= since) if same.observer in lives else ()
    )
    for who in hidden:
        if who == TESS and same.observer in (ANN, BEN):
            others[who] = quietly(lot, frame, lives[who], since, seen)
            continue
        change = changed(lot, frame, lives[who], who, since, seen)
        others[who] = change.sessions
        ways |= {*change.ways}
        released = since or frame.kind.endswith("shared")  # then what was released would differ
        if who != TESS and not released and lot.random() < 0.15:
            second = replace(second, ann=part(lot)) if who == ANN else replace(second, ben=part(lot))
            ways.add("begun otherwise")
    if same.observer == TESS and frame.kind == "care-shared" and seen and lot.random() < 0.2:
        who, at = lot.choice((ANN, BEN)), lot.choice(seen) + lot.choice((40, 400, HOUR // 2))
        others[who] += (Session(who, at, 3, lot.choice(("take-back", "care-end")), 0),)
        ways.add("more")
    if lot.random() < 0.08:  # these show only where somebody looks before the next page
        who = lot.choice([each for each in hidden if each != TESS])
        at = max(60, since, instant(lot, frame))
        others[who] += (Session(who, at, 3, "leave" if lot.random() < 0.3 else "rename", 0),)
        ways.add("more")
    return Pair(same.observer, same.one, History(second, _all(others), same.one.lasts), tuple(sorted(ways)))


def _all(lives: dict[int, tuple[Session, ...]]) -> tuple[Session, ...]:
    return tuple(each for some in lives.values() for each in some)
