"""The search: every state that steps can lead to, each step from each, and what must hold of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.domain.people import CareState
from tests.exhaustive.machine import BEGINNINGS, STEPS, after, t1
from tests.exhaustive.reference import IN_TIME, but
from tests.exhaustive.states import OTHER, A, B, State, T


class Broken(AssertionError):
    """A rule does not hold, with the steps that show it."""


class Seen(NamedTuple):
    """What a step made of somebody's own rows, and how it came to that."""

    view: object
    state: State


@dataclass
class Search:
    """All of it, up to so many steps."""

    states: int = 0
    steps: int = 0
    histories: int = 0
    pairs: int = 0
    views: dict[object, Seen] = field(default_factory=dict)
    _from: dict[State, tuple[State, str] | None] = field(default_factory=dict)
    _next: dict[State, list[tuple[str, State]]] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"{self.histories:,} histories, {self.states:,} states, {self.steps:,} steps, "
            f"{len(self.views):,} views of one person, {self.pairs:,} held beside plain"
        )

    def all(self, depth: int) -> Search:
        """Look at every history of up to so many steps from each beginning."""
        for way in BEGINNINGS.values():
            start = after(*way)
            self._from, self._next = {start: None}, {}
            level = {start: 1}  # states, and how many histories lead there
            beside: set[tuple[State, State]] = set()  # the same with a hold and with the plain page
            for _ in range(depth):
                beside |= {pair for state in level for who in (A, B) for pair in _hold_and_plain(state, who)}
                level = self._one_more(level)
                self.pairs += len(beside)
                beside = {pair for one, two in beside for pair in self._beside(one, two)}
            self.states += len(self._from)
        return self

    def _one_more(self, level: dict[State, int]) -> dict[State, int]:
        """Take every step from every state. A state met before is looked at no second time, but counted."""
        found: dict[State, int] = {}
        for state, ways in level.items():
            for name, done in self._steps(state):
                found[done] = found.get(done, 0) + ways
                self._from.setdefault(done, (state, name))
        self.histories += sum(found.values())
        return found

    def _steps(self, state: State) -> list[tuple[str, State]]:
        if state not in self._next:
            self._next[state] = list(self._looked_at(state))
        return self._next[state]

    def _looked_at(self, state: State) -> Iterator[tuple[str, State]]:
        views = {observer: view(state, observer) for observer in (A, B, T)}
        for name, (who, step) in STEPS.items():
            done = step(state, who)
            self._interferes(state, name, who, done, views)
            if done is None:
                continue
            self.steps += 1
            self._is_out(done, name, state)
            if name == "T1" and state.closes and done != t1(done.now - state.closes, B)(state, ""):
                raise Broken(f"Who is decided first matters: {self._way(state, name)}")
            yield name, done

    def _way(self, state: State, *names: str) -> str:
        came = self._from.get(state)
        return self._way(came[0], came[1], *names) if came else ", ".join(names)

    # ------------------------------------------------------------------ what must hold

    def _is_out(self, state: State, name: str, before: State) -> None:
        """Release safety: everybody reads exactly what the rules say, and nothing else."""
        for who, copies in ((A, state.a.copies), (B, state.b.copies), (T, state.t.copies)):
            if [each.pages for each in copies] != state.rules.readable(who):
                raise Broken(
                    f"{who} reads {[each.pages for each in copies]}, and the rules say "
                    f"{state.rules.readable(who)}: {self._way(before, name)}"
                )

    def _interferes(
        self, state: State, name: str, who: str, done: State | None, views: dict[str, object]
    ) -> None:
        """Non-interference and the closed gate, for each observer, over all pairs of histories at once.

        What others do changes none of one's rows unless a value passes; what oneself or time does makes the
        same of the same rows wherever the same values pass.
        """
        for observer, before in views.items():
            if done is None and who != observer:
                continue
            now = view(done, observer) if done else None
            values = passed(state, name, who, done, observer) if done else ()
            if who and who != observer:
                if now != before and not values:
                    raise Broken(f"{observer} sees it, and nothing passed: {self._way(state, name)}")
                continue
            known = self.views.setdefault(
                (observer, name, before, state.now, state.week, state.closes, values), Seen(now, state)
            )
            if known.view != now:
                raise Broken(
                    f"{observer} can tell\n  {self._way(state, name)}\n"
                    f"from\n  {self._way(known.state, name)}:\n  {now}\n  {known.view}"
                )

    def _beside(self, one: State, two: State) -> Iterator[tuple[State, State]]:
        """Watched hold: do the same in both; every screen of both shows the same, as long as they differ."""
        for name, (who, step) in STEPS.items():
            if name.endswith(("sets a hold", "goes plain")):
                continue  # what they do in secret once more is another pair
            held, plain = step(one, who), step(two, who)
            if (held is None) != (plain is None):
                raise Broken(f"{name} is offered to one of two who look the same: {self._way(one)}")
            if held and plain and held != plain:
                for observer in (A, B, T):
                    if shown(held, observer) != shown(plain, observer):
                        raise Broken(f"A hold shows to {observer} after {name}: {held}\n  {plain}")
                yield held, plain


def _hold_and_plain(state: State, who: str) -> Iterator[tuple[State, State]]:
    """Return the two lives of someone that nobody may tell apart."""
    held, plain = (STEPS[f"{who} {name}"][1](state, who) for name in ("sets a hold", "goes plain"))
    if not held or not plain:
        return
    own = state.of(who).page if state.closes else None
    if own and not own.decided and own.choice != "keep":  # a hold keeps the choice; they chose it again
        again = {"partner": "shares", "both": "shares with both"}[own.choice]
        plain = STEPS[f"{who} {again}"][1](plain, who)
    if plain:
        yield held, plain


# ---------------------------------------------------------------------- what one sees, and what may pass


def view(state: State, observer: str) -> object:
    """Return one's own rows, without what waits to be said at T1."""
    if observer == T:
        return state.t
    mine = state.of(observer)
    if not mine.told and not (mine.care and mine.care.ends):
        return mine
    return but(mine, told=False, care=but(mine.care, ends=None) if mine.care else None)


def shown(state: State, observer: str) -> object:
    """Return what a screen can show of them: not whether a hold is set."""
    if observer == T:
        return state.t
    mine = state.of(observer)
    page = but(mine.page, lines=()) if mine.page and mine.page.plain else mine.page
    return but(mine, held=False, plain=False, page=page)


def passed(state: State, name: str, who: str, done: State, observer: str) -> tuple[object, ...]:
    """Return the values of the table of what is declassified that pass to the observer by this step."""
    if name.startswith("T1"):
        return _at_t1(state, done, observer)
    if observer == T:
        return _to_therapist(state, name, who, done)
    mine, other = state.of(observer), state.of(OTHER[observer])
    link = mine.linked and other.linked
    doing = name.partition(" ")[2]
    if doing == "agrees":
        return ("linked",) if mine.agreed or (who == observer and other.agreed) else ()
    if doing == "leaves, told now" and who != observer:
        return ("left",) if link else ()
    if doing == "takes it back" and who != observer:
        released = [each.at for each in state.rules.out]
        return ("taken back",) if released and state.now - max(released) < IN_TIME else ()
    if name == "t opens the link":
        return ("digits",) if done != state else ()
    if doing == "confirms the digits":
        theirs = state.of(OTHER[who]).care if state.of(OTHER[who]).linked else None
        said = theirs is not None and theirs.state is CareState.CONFIRMED
        return ("joined",) if said else ()
    return ()


def _to_therapist(state: State, name: str, who: str, done: State) -> tuple[object, ...]:
    doing = name.partition(" ")[2]
    if doing == "opens the link":
        return ("it stands",)
    if doing == "confirms the digits":
        return ("joined",) if done.rules.until and not state.rules.until else ()
    if doing.startswith("leaves") or doing == "ends the therapist":
        return ("over",) if who and state.of(who).care else ()
    if doing == "takes it back":
        return ("taken back",)
    return ()


def _at_t1(state: State, done: State, observer: str) -> tuple[object, ...]:
    fresh = [each for each in done.rules.out if each not in state.rules.out]
    clinical = any(each.reader == T for each in fresh)
    pages = tuple(each.pages for each in fresh if each.reader == observer)
    if observer == T:
        return pages
    mine, other = state.of(observer), state.of(OTHER[observer])
    ended = mine.care is not None and mine.care.ends is not None
    care, theirs = mine.care, other.care if other.linked else None
    renewed = bool(care and theirs and care.renew and theirs.renew and not theirs.ends)
    return (pages, clinical and bool(pages), mine.told, ended, renewed)
