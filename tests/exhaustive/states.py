"""What the rows of two partners and a therapist are at one moment, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain import page
from bot.domain.page import Copy, WeekPage
from bot.domain.people import Care, CareState
from bot.domain.say import Line
from tests.exhaustive.reference import Kept, Rules, but

A, B, T = "a", "b", "t"
OTHER = {A: B, B: A}
OPENS = datetime(2026, 3, 7, 10, tzinfo=UTC)
OPEN_FOR, WEEK = timedelta(hours=30), timedelta(days=7)
PROPOSED_FOR, RENEWED_FOR = timedelta(days=2), timedelta(days=90)
LONG = timedelta(days=91)


@dataclass(frozen=True, eq=False)
class Partner(Kept):
    """One partner's own rows."""

    id: str
    linked: bool = False
    agreed: bool = False
    told: bool = False  # the other left, and chose to say so from T1 on
    closed_weeks: int = 0
    held: bool = False
    plain: bool = False  # the plain page, until it is changed
    page: WeekPage | None = None
    copies: tuple[Copy, ...] = ()
    care: Care | None = None
    proposed: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Therapist(Kept):
    """The therapist's own rows."""

    client: str = ""  # "", opened, joined, over
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True, eq=False)
class State(Kept):
    """Everything at an instant; `rules` is what the short reference says beside it."""

    a: Partner
    b: Partner
    t: Therapist
    rules: Rules
    now: datetime = OPENS - timedelta(days=1)
    week: int = 0  # of the last preview
    closes: datetime | None = None  # T1, while it is to come

    def of(self, who: str) -> Partner:
        return self.a if who == A else self.b

    def having(self, *changed: Partner | Therapist) -> State:
        state = self
        for each in changed:
            if isinstance(each, Therapist):
                state = but(state, t=each)
            else:
                state = but(state, a=each) if each.id == A else but(state, b=each)
        return state


def write(line: Line) -> str:
    """Put a line of a page into words."""
    return f"{line.key} {line.values.get('words', '')}".strip()


def half_id(who: str) -> str:
    return f"half-{who}"


def words(mine: Partner) -> str:
    """Return the exact bytes of a page."""
    assert mine.page
    return page.body(mine.page, write)


def open_page(state: State, who: str) -> WeekPage | None:
    mine = state.of(who)
    return mine.page if mine.linked and mine.page and not mine.page.decided else None


def joined(state: State, who: str) -> Care | None:
    care = state.of(who).care
    return care if care and care.state is CareState.JOINED and state.now < care.expires else None


Step = Callable[[State, str], State | None]
"""What becomes of a state; nothing where the step is not offered."""
