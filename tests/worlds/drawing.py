"""Pairs of histories that Hypothesis draws, and makes small itself where they can be told apart."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

from tests.worlds.histories import drawn
from tests.worlds.pairs import Tally, compare
from tests.worlds.sessions import Pair
from tests.worlds.stories import Interference

SELDOM = 64
"""One session of so many is left out of both histories; every other one, too, while a pair is made small."""

NUMBERS = 10_000
"""So many pairs there are of each name; the fewer, the sooner Hypothesis has looked for a lower one."""


@st.composite
def pairs(draw: st.DrawFn, name: str, observers: tuple[int, ...], kinds: tuple[str, ...]) -> Pair:
    """Draw the number of a pair, and which sessions are left out of both of its histories.

    The number and what is left out are drawn in two ways, and each in one draw: where two draws are of one
    way, Hypothesis tries every example five times more with the one put in the other's place.
    """
    whole = drawn(Random(f"{name} {draw(st.integers(0, NUMBERS - 1))}"), observers, kinds)
    left = draw(st.randoms(use_true_random=False))
    return whole.without([each for each in whole.sessions if not left.randrange(SELDOM)])


def each_drawn(
    name: str, count: int, observers: tuple[int, ...], kinds: tuple[str, ...], does: Callable[[Pair], None]
) -> None:
    """Do something with so many pairs; what fails is done again, smaller and smaller."""

    def each(pair: Pair) -> None:
        does(pair)

    drawing = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    seed(name)(drawing(given(pairs(name, observers, kinds))(each)))()


def compare_drawn(
    name: str, count: int, observers: tuple[int, ...], kinds: tuple[str, ...], tally: Tally
) -> None:
    """Compare so many pairs; raises Interference with the story of the smallest that can be told apart."""
    found: dict[Pair, Interference | None] = {}  # many ways of drawing come to the same pair

    def look(pair: Pair) -> None:
        if pair not in found:
            found[pair] = _difference(pair, tally)
        if told := found[pair]:
            raise Interference(str(told))

    try:
        each_drawn(name, count, observers, kinds, look)
    except Interference as told:
        raise Interference(f"Hypothesis, seeded with {name!r}:\n{told}") from None


def _difference(pair: Pair, tally: Tally) -> Interference | None:
    try:
        compare(pair, tally)
    except Interference as found:
        return found
    return None
