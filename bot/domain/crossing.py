"""Everything that passes from one person to another, each as a pure function of both sides.

Nothing else passes. What each function may look at is what its arguments carry, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.gate import Side, Verdict, verdict
from bot.domain.ourwords import YES_FOR, Shown
from bot.domain.page import KEPT_FOR, TAKE_BACK, Audience, Copy, Part
from bot.domain.people import Half
from bot.domain.stages import KEPT, MEETS, STAY, Said, Stage, Step, moved
from bot.domain.standstill import Dance, Sheet
from bot.domain.terms import Wish

DAY = timedelta(days=1)  # of two T1 four weeks apart, one may be an hour early

CLOSED_WEEKS = 3
"""After so many ordinary closed weeks in a row each is asked whether to go on alone."""
BETWEEN_ASKING = timedelta(days=7)


@dataclass(frozen=True)
class Sealed:
    """What one side puts before the gate of the week."""

    person: str
    half: str
    name: str  # the name this person gave
    choice: Audience
    therapist: str  # the joined therapist this side named in its yes; empty: none
    proposal: str  # by which link that therapist is joined
    gate: Side
    text: str
    value: int | None
    says_back: bool = False  # a line of this page says one of the other's back
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Release:
    """What goes out: a joint summary to both, and perhaps a page to their therapist."""

    first: Sealed
    second: Sealed
    week: str
    closes: datetime
    therapist: str = ""
    proposal: str = ""
    kept: timedelta = KEPT_FOR

    def copy_for(self, reader: Sealed, id: str) -> Copy:
        """Return a partner's own copy: their page first, then the other's, byte for byte."""
        other = self.second if reader is self.first else self.first
        return Copy(
            id=id,
            owner=reader.person,
            at=self.closes,
            week=self.week,
            purpose=Audience.PARTNER,
            source=reader.half,
            pages=(reader.text, other.text),
            names=(reader.name, other.name),
            values=(reader.value, other.value),
            expires=self.closes + self.kept,
            said_back=other.says_back,
            parts=(reader.parts, other.parts),
            care=self.proposal if self.therapist else "",
            second=bool(self.therapist) and reader.person > other.person,
        )

    def copy_for_therapist(self, id: str) -> Copy:
        """Return the therapist's copy: both pages, in an order that tells nothing, whatever the names."""
        one, two = sorted((self.first, self.second), key=lambda each: each.person)
        return Copy(
            id=id,
            owner=self.therapist,
            at=self.closes,
            week=self.week,
            purpose=Audience.BOTH,
            source=self.proposal,
            pages=(one.text, two.text),
            names=(one.name, two.name),
            values=(one.value, two.value),
            expires=self.closes + self.kept,
            clinical=True,
            parts=(one.parts, two.parts),
            care=self.proposal,
        )


def release(
    mine: Sealed | None,
    theirs: Sealed | None,
    week: str,
    closes: datetime,
    now: datetime,
    kept: timedelta = KEPT_FOR,
) -> Release | None:
    """Return what goes out at T1: something exactly when two yeses to those exact bytes stand."""
    sides = (mine.gate if mine else None, theirs.gate if theirs else None)
    if verdict(*sides, closes, now) is not Verdict.OPEN or mine is None or theirs is None:
        return None
    both = mine.choice is Audience.BOTH and theirs.choice is Audience.BOTH
    same = mine.therapist == theirs.therapist and mine.proposal == theirs.proposal
    if both and same and mine.therapist:
        return Release(mine, theirs, week, closes, mine.therapist, mine.proposal, kept)
    return Release(mine, theirs, week, closes, kept=kept)


def agreed(
    mine: tuple[Wish, ...], theirs: tuple[Wish, ...], closes: datetime, now: datetime
) -> tuple[Wish, ...]:
    """Return what both, by T1, wished to change in the same way: all that a wish ever shows."""
    found = []
    for wish in mine:
        same = [each for each in theirs if each.topic is wish.topic and each.at < closes]
        sides = Side(wish.value, wish.value), Side(same[0].value, wish.value) if same else None
        if wish.at < closes and verdict(*sides, closes, now) is Verdict.OPEN:
            found.append(wish)
    return tuple(found)


def words_now(
    mine: Mapping[str, datetime],
    theirs: Mapping[str, datetime],
    before: Sequence[Shown],
    closes: datetime,
) -> tuple[Shown, ...]:
    """Return the cards that both said yes to by T1, each with the T1 since which both read it.

    A yes counts for four weeks, and so does what came of two; two new ones begin them anew.
    """
    known, found = {each.item: each.at for each in before}, []
    for item in sorted(mine.keys() & theirs.keys()):
        said, since = min(mine[item], theirs[item]), known.get(item)
        if since and said < since and closes - since < YES_FOR - DAY:
            found.append(Shown(item, since))
        elif closes - said <= YES_FOR:
            found.append(Shown(item, closes))
    return tuple(found)


def lower(mine: int, theirs: int) -> int:
    """Return what both are told at the set minute: the lower of their two steps, rest (0) included."""
    return min(mine, theirs)


def leads(my_name: str, their_name: str, me: str, them: str) -> bool:
    """Whether one speaks first, of two who agree on a talk: by the names both know; ids where those are one.

    Exactly one of the two leads, and they take turns with it from one day to the next.
    """
    return (my_name, me) < (their_name, them)


@dataclass(frozen=True)
class Stand:
    """What one side says of the couple's stage; a *ready* counts as no while their pages are plain."""

    said: Said | None
    plain: bool

    def step(self, closes: datetime) -> Step:
        """Return the step that counts at T1: absent, too late, or *ready* under a hold, it is none."""
        if self.said is None or self.said.at >= closes or self.said.step not in KEPT:
            return STAY
        return STAY if self.plain and self.said.step is Step.READY else self.said.step


def stage_after(
    stage: Stage, mine: Stand, theirs: Stand | None, closes: datetime, now: datetime, touch: bool
) -> Stage:
    """Return the stage of both after T1: two readies move it on, either one's step back moves it back.

    `touch` says whether the time for that stage has come.
    """
    steps = mine.step(closes), theirs.step(closes) if theirs else STAY
    met = MEETS[frozenset(steps)]
    if met is Step.READY:
        sides = [Side(step, Step.READY) for step in steps]
        met = Step.READY if verdict(sides[0], sides[1], closes, now) is Verdict.OPEN else STAY
    return moved(stage, met, touch)


def dance(mine: Sheet, theirs: Sheet | None, closes: datetime, now: datetime) -> tuple[Dance, Dance] | None:
    """Return each one's copy of the map, where both said yes by T1 to what each had marked."""
    sides = [
        Side("map", "map") if sheet and sheet.moves and sheet.at < closes else None
        for sheet in (mine, theirs)
    ]
    if theirs is None or verdict(sides[0], sides[1], closes, now) is not Verdict.OPEN:
        return None
    return Dance(mine.moves, theirs.moves, closes), Dance(theirs.moves, mine.moves, closes)


def can_take_back(released_at: datetime, now: datetime) -> bool:
    """Whether a released page can still be taken back: its message can still be deleted."""
    return now - released_at < TAKE_BACK


def asks_to_go_on_alone(half: Half, today: date) -> bool:
    """Whether the ordinary question after closed weeks is due; the same whatever their causes.

    It comes on one day in seven at most, and stays there all that day.
    """
    asked = half.alone_asked
    rests = bool(asked) and timedelta(0) < today - date.fromisoformat(asked) < BETWEEN_ASKING
    return half.closed_weeks >= CLOSED_WEEKS and not rests


def put_off_going_alone(half: Half) -> Half:
    """Return the half of whoever wants to answer that later: it is asked anew after one more closed week."""
    return replace(half, closed_weeks=CLOSED_WEEKS - 1)


def back_at(now: datetime, minutes: int) -> datetime:
    """Return when a break ends: the one thing about it that both read."""
    return (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0)


def joined(mine_confirmed: bool, theirs_confirmed: bool) -> bool:
    """Whether a therapist is joined: both partners said yes to the same digits."""
    return mine_confirmed and theirs_confirmed


def linked(host_confirmed: bool, host_agreed: bool, guest_agreed: bool) -> bool:
    """Whether two people are linked: one confirmed the other, and both agreed to the linking page."""
    return host_confirmed and host_agreed and guest_agreed
