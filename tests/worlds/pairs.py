"""Two runs: a history, and another that differs in what must stay hidden; the observer's chat of both."""

from __future__ import annotations

from tests.worlds.histories import family
from tests.worlds.lives import Both, both, played
from tests.worlds.sessions import Pair
from tests.worlds.stories import Interference, smallest, story
from tests.worlds.tallies import Tally, counting
from tests.worlds.world import run

__all__ = ["Interference", "Tally", "both", "compare", "counting", "look_through", "run_pairs"]

MANY = 6
"""So many histories are compared with each first one, which is run once."""


def compare(pair: Pair, tally: Tally | None = None) -> None:
    """Run both, and raise Interference where the observer could tell them apart."""
    run(compared(pair, tally))


async def compared(pair: Pair, tally: Tally | None = None) -> None:
    """Run both, and raise Interference where the observer could tell them apart."""
    held(await both(pair), tally)


def held(lived: Both, tally: Tally | None = None) -> None:
    """Compare the observer's chat of both."""
    if tally is not None:
        tally.note(lived)
    for chat in (lived.pair.observer, -lived.pair.observer):  # their group, too
        one, two = lived.calls(chat)
        if one != two:
            raise Interference(story(lived))


async def look_through(
    name: str, observers: tuple[int, ...], kinds: tuple[str, ...], many: int, tally: Tally
) -> None:
    """Compare so many histories with one; the first that can be told apart is made small, and told."""
    pairs = family(name, observers, kinds, many)
    before = tally.pairs
    try:
        async for lived in played(pairs):
            held(lived, tally)
    except AssertionError as found:
        number = max(0, tally.pairs - before - isinstance(found, Interference))
        _, told = await smallest(pairs[number], found, compared)
        raise type(found)(f"Pair {number} of {name!r}:\n{told}") from None


def run_pairs(
    name: str, count: int, observers: tuple[int, ...], kinds: tuple[str, ...], many: int = MANY
) -> Tally:
    """Run so many pairs, several for each first history."""
    tally = Tally()
    with counting(tally):
        for number in range(0, count, many):
            run(look_through(f"{name} {number}", observers, kinds, min(many, count - number), tally))
    return tally
