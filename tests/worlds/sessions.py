"""What a history is made of: who takes up their phone when, and for what; and two that are compared."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.worlds.bases import Beginning
from tests.worlds.generators import DOINGS
from tests.worlds.people import Step

HOUR, DAY, WEEK = 3600, 24 * 3600, 7 * 24 * 3600


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
    ways: tuple[str, ...] = ()  # in which the second is another

    @property
    def sessions(self) -> list[Session]:
        """Return all that anybody does in either."""
        return list(dict.fromkeys((*self.one.sessions, *self.two.sessions)))

    def begun_alike(self) -> Pair:
        """Return the pair with both begun as the first is."""
        return replace(self, two=replace(self.two, beginning=self.one.beginning))

    def without(self, gone: list[Session]) -> Pair:
        """Return the pair with less in both."""
        one, two = (
            replace(each, sessions=tuple(some for some in each.sessions if some not in gone))
            for each in (self.one, self.two)
        )
        return replace(self, one=one, two=two)
