"""Two partners and a therapist as rows alone, and what each step makes of them by the rules of the domain.

It does with the pure functions of `gate`, `crossing` and `page` what the services do with them, and no more.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain import crossing, gate, page
from bot.domain.page import Audience, LineKind, PageLine, WeekPage
from bot.domain.people import Care, CareState
from tests.exhaustive.reference import Rules, but
from tests.exhaustive.states import (
    LONG,
    OPEN_FOR,
    OPENS,
    OTHER,
    PROPOSED_FOR,
    RENEWED_FOR,
    WEEK,
    A,
    B,
    Partner,
    State,
    Step,
    T,
    Therapist,
    half_id,
    joined,
    open_page,
    words,
    write,
)

# ---------------------------------------------------------------------- linking and leaving


def agrees(state: State, who: str) -> State | None:
    mine, other = state.of(who), state.of(OTHER[who])
    if mine.linked or mine.agreed or mine.notices:
        return None
    mine = but(mine, agreed=True)
    if not crossing.linked(True, mine.agreed, other.agreed):
        return state.having(mine)
    both = (but(each, linked=True, agreed=False, closed_weeks=0) for each in (mine, other))
    return but(state.having(*both), rules=state.rules.linked())


def leaves(how: str) -> Step:
    def step(state: State, who: str) -> State | None:
        mine, other = state.of(who), state.of(OTHER[who])
        if not mine.linked:
            return None
        if other.linked and how == "now":
            state = state.having(but(other, notices=(*other.notices, "left")))
        if other.linked and how == "sunday":
            state = state.having(but(other, told=True))
        state = _closes_client(state) if mine.care else state
        gone = but(mine, linked=False, agreed=True, told=False, closed_weeks=0, page=None, care=None)
        return but(state.having(gone), rules=state.rules.left(who))

    return step


# ---------------------------------------------------------------------- the week


def chooses(audience: Audience) -> Step:
    def step(state: State, who: str) -> State | None:
        mine, own, care = state.of(who), open_page(state, who), joined(state, who)
        if own is None or state.now >= own.closes or (audience is Audience.BOTH and care is None):
            return None
        to = [OTHER[who], *([care.therapist] if care and audience is Audience.BOTH else [])]
        text = words(mine)
        chosen = page.chosen(own, audience, text, to)
        return but(state.having(but(mine, page=chosen)), rules=state.rules.said(who, str(audience), text))

    return step


def changes(state: State, who: str) -> State | None:
    own = open_page(state, who)
    if own is None or own.plain:
        return None
    other = "two" if own.lines[0].words == "one" else "one"
    changed = page.changed(own, [but(own.lines[0], words=other)])
    return but(state.having(but(state.of(who), page=changed)), rules=state.rules.unsaid(who))


def goes_plain(state: State, who: str) -> State | None:
    mine, own = state.of(who), open_page(state, who)
    if not mine.linked:
        return None
    if own is None:
        return None if mine.plain else state.having(but(mine, plain=True))
    plain = but(mine, plain=True, page=page.made_plain(own))
    return but(state.having(plain), rules=state.rules.unsaid(who))


def holds(state: State, who: str) -> State | None:
    mine, own = state.of(who), open_page(state, who)
    if mine.held:
        return None
    held = but(mine, held=True, page=page.held(own, write) if own else mine.page)
    return but(state.having(held), rules=state.rules.held(who) if own else state.rules)


def takes_back(state: State, who: str) -> State | None:
    mine, other = state.of(who), state.of(OTHER[who])
    if not mine.copies or not crossing.can_take_back(mine.copies[-1].at, state.now):
        return None
    week = mine.copies[-1].week
    others = tuple(each for each in other.copies if each.week != week)
    theirs = tuple(each for each in state.t.copies if each.week != week or each.opened)
    therapist = but(state.t, copies=theirs) if joined(state, who) else state.t
    read = any(each.opened for each in state.t.copies if each.week == week)
    return but(
        state.having(but(other, copies=others), therapist),
        rules=state.rules.taken_back(OTHER[who], read, state.now),
    )


# ---------------------------------------------------------------------- the therapist


def proposes(state: State, who: str) -> State | None:
    mine = state.of(who)
    if not mine.linked or mine.care or mine.proposed:
        return None
    care = Care(
        id=f"care-{who}", owner=who, at=OPENS, half=half_id(who), proposal="proposal", mark="", mine=True,
        expires=state.now + PROPOSED_FOR,
    )  # fmt: skip
    return state.having(but(mine, care=care, proposed=True))


def opens(state: State, _: str) -> State | None:
    care, other = state.a.care, state.b
    if care is None or care.therapist or state.now >= care.expires:
        return None
    filled = but(care, therapist=T)
    seat = but(filled, id="care-b", owner=B, half=half_id(B), mine=False)
    seats = [but(other, care=seat)] if other.linked else []
    return state.having(but(state.a, care=filled), *seats, Therapist("opened", state.t.copies))


def confirms(state: State, who: str) -> State | None:
    mine, other = state.of(who), state.of(OTHER[who])
    care, theirs = mine.care, other.care
    if not care or not care.therapist or care.state is not CareState.PROPOSED or state.now >= care.expires:
        return None
    said = theirs is not None and theirs.state is CareState.CONFIRMED
    if not (theirs and other.linked and crossing.joined(True, said)):
        return state.having(but(mine, care=but(care, state=CareState.CONFIRMED)))
    until = state.now + RENEWED_FOR
    both = (
        but(each, care=but(seat, state=CareState.JOINED, expires=until))
        for each, seat in ((mine, care), (other, theirs))
    )
    return but(state.having(*both, but(state.t, client="joined")), rules=state.rules.joined(until))


def wants_more(state: State, who: str) -> State | None:
    care = joined(state, who)
    if care is None or care.renew:
        return None
    more = but(state.of(who), care=but(care, renew=True))
    return but(state.having(more), rules=state.rules.wants_more(who))


def ends_care(state: State, who: str) -> State | None:
    mine, other = state.of(who), state.of(OTHER[who])
    if not mine.care:
        return None
    if other.linked and other.care and other.care.state is CareState.JOINED:
        state = state.having(but(other, care=but(other.care, ends=state.now)))
    return _closes_client(state.having(but(mine, care=None)))


def _closes_client(state: State) -> State:
    if state.t.client in ("opened", "joined"):
        return but(state.having(Therapist("over")), rules=state.rules.care_over())
    return state


def therapist_ends(state: State, _: str) -> State | None:
    if not state.t.client or state.t.client == "gone":
        return None
    for who in (A, B):
        care = state.of(who).care
        if care and care.state is CareState.JOINED:
            state = state.having(but(state.of(who), care=but(care, ends=state.now)))
    return but(state.having(Therapist("gone")), rules=state.rules.care_over())


def reads(state: State, _: str) -> State | None:
    if all(each.opened for each in state.t.copies):
        return None
    return state.having(but(state.t, copies=tuple(but(each, opened=True) for each in state.t.copies)))


# ---------------------------------------------------------------------- time


def t0(state: State, _: str) -> State | None:
    if state.closes:
        return None
    week = state.week + 1
    at = max(state.now, OPENS) + (WEEK if state.week else timedelta(0))
    state = but(state, now=at, week=week, closes=at + OPEN_FOR, rules=state.rules.previewed(at))
    for who in (A, B):
        mine = state.of(who)
        if not mine.linked:
            continue
        lines = (PageLine("line", LineKind.UNDERSTAND, "one", True),)
        own = WeekPage(
            id="page", owner=who, at=at, week=f"2026-{week:02d}", half=half_id(who), closes=at + OPEN_FOR,
            lines=lines, plain=mine.held or mine.plain,
        )  # fmt: skip
        state = state.having(but(mine, page=own))
    return state


def t1(late: timedelta, first: str = A) -> Step:
    def step(state: State, _: str) -> State | None:
        if state.closes is None:
            return None
        moved = late > gate.LATE
        now, closes = state.closes + late, state.closes + gate.MOVED if moved else None
        state = but(state, now=now, closes=closes, rules=state.rules.at_t1(late, now))
        for who in (first, OTHER[first]):
            state = _decides(state, who)
        for who in (first, OTHER[first]) if not moved else ():
            state = _ordinary_news(state, who)
        return state

    return step


def _sealed(state: State, who: str) -> crossing.Sealed | None:
    mine, own = state.of(who), open_page(state, who)
    if own is None:
        return None
    care = joined(state, who)
    stands = care if care and not care.ends else None
    named = stands if stands and own.choice is Audience.BOTH and stands.therapist in own.recipients else None
    text = words(mine)
    return crossing.Sealed(
        person=who, half=half_id(who), name=who.upper(), choice=own.choice,
        therapist=named.therapist if named else "", proposal=named.proposal if named else "",
        gate=page.side(own, text), text=text, value=page.released_value(own),
    )  # fmt: skip


def _decides(state: State, who: str) -> State:
    own = open_page(state, who)
    if own is None:
        return state
    mine, theirs = _sealed(state, who), _sealed(state, OTHER[who])
    assert mine
    if gate.verdict(mine.gate, None, own.closes, state.now) is gate.Verdict.MOVE:
        return state.having(but(state.of(who), page=but(own, closes=own.closes + gate.MOVED)))
    out = crossing.release(mine, theirs, own.week, own.closes, state.now)
    if out is None:
        closed = but(own, decided=True)
        return state.having(but(state.of(who), page=closed, closed_weeks=state.of(who).closed_weeks + 1))
    for reader in (out.first, out.second):
        had = state.of(reader.person)
        assert had.page
        done = but(had.page, decided=True, released=True)
        copies = (*had.copies, out.copy_for(reader, "copy"))
        state = state.having(but(had, page=done, copies=copies, closed_weeks=0))
    if out.therapist and state.t.client == "joined":
        state = state.having(but(state.t, copies=(*state.t.copies, out.copy_for_therapist("page"))))
    return state


def _ordinary_news(state: State, who: str) -> State:
    mine = state.of(who)
    if not mine.linked:
        return state
    if mine.told:
        mine = but(mine, told=False, notices=(*mine.notices, "left"))
    care = mine.care
    if care and (care.ends or (care.state is CareState.JOINED and state.now >= care.expires)):
        mine = but(mine, care=None, notices=(*mine.notices, "care ended"))
    state = state.having(mine)
    other = state.of(OTHER[who])
    care, theirs = mine.care, other.care
    if not (care and theirs and other.linked) or care.ends or theirs.ends:
        return state
    if crossing.joined(care.renew, theirs.renew):
        until = care.expires + RENEWED_FOR
        for each, seat in ((mine, care), (other, theirs)):
            renewed = but(seat, renew=False, expires=until)
            state = state.having(but(each, care=renewed, notices=(*each.notices, "care renewed")))
    return state


def much_later(span: timedelta) -> Step:
    def step(state: State, _: str) -> State | None:
        if state.closes:
            return None
        now = state.now + span
        state = but(state, now=now, rules=state.rules.later(now))
        for who in (A, B):
            mine = state.of(who)
            proposed = mine.care and mine.care.state is not CareState.JOINED
            lapsed = mine.care is not None and proposed and now >= mine.care.expires
            copies = tuple(each for each in mine.copies if now < each.expires)
            state = state.having(but(mine, copies=copies, care=None if lapsed else mine.care))
        copies = tuple(each for each in state.t.copies if now < each.expires)
        return state.having(but(state.t, copies=copies))

    return step


PARTNER: dict[str, Step] = {
    "agrees": agrees,
    "leaves quietly": leaves("quiet"),
    "leaves, told now": leaves("now"),
    "leaves, told at T1": leaves("sunday"),
    "keeps it": chooses(Audience.KEEP),
    "shares": chooses(Audience.PARTNER),
    "shares with both": chooses(Audience.BOTH),
    "changes a line": changes,
    "goes plain": goes_plain,
    "sets a hold": holds,
    "takes it back": takes_back,
    "confirms the digits": confirms,
    "wants more of the therapist": wants_more,
    "ends the therapist": ends_care,
}
STEPS: dict[str, tuple[str, Step]] = {
    **{f"{who} {name}": (who, step) for who in (A, B) for name, step in PARTNER.items()},
    "a proposes a therapist": (A, proposes),
    "t opens the link": (T, opens),
    "t reads": (T, reads),
    "t ends it": (T, therapist_ends),
    "T0": ("", t0),
    "T1": ("", t1(timedelta(0))),
    "T1, eleven minutes late": ("", t1(timedelta(minutes=11))),
    "two days": ("", much_later(timedelta(days=2))),
    "thirteen weeks": ("", much_later(LONG)),
}
"""Everything that can happen, and who does it; nobody: time."""


def after(*names: str) -> State:
    """Return the state after these steps, from nothing."""
    state = State(Partner(A), Partner(B), Therapist(), Rules())
    for name in names:
        who, step = STEPS[name]
        done = step(state, who)
        assert done is not None, name
        state = done
    return state


LINKED = ("a agrees", "b agrees")
CARED = (
    *LINKED,
    "a proposes a therapist",
    "t opens the link",
    "a confirms the digits",
    "b confirms the digits",
)
BEGINNINGS: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "linked": LINKED,
    "a therapist proposed": (*LINKED, "a proposes a therapist", "t opens the link"),
    "a therapist joined": CARED,
    "a week open": (*CARED, "T0"),
    "both said yes": (*CARED, "T0", "a shares with both", "b shares with both"),
    "a week released": (*CARED, "T0", "a shares with both", "b shares with both", "T1"),
}
"""From where all that can follow is looked at: six steps from nothing end before much can happen."""
