"""The long form of the two runs: pair after pair for as long as there is time."""

from __future__ import annotations

from itertools import count

from tests.worlds.bases import KINDS
from tests.worlds.histories import pair
from tests.worlds.pairs import Tally, compared, counting, explained
from tests.worlds.people import ANN, BEN, TESS
from tests.worlds.runs import Figures, Share, run

CLINICAL = ("care", "care-shared", "proposed", "renewal")


async def pairs(share: Share, observers: tuple[int, ...], kinds: tuple[str, ...]) -> Figures:
    """Compare pairs until the time is over; raises, with its story, what can be told apart."""
    tally = Tally()
    with counting(tally):
        for number in count():
            if share.left() < 0:
                break
            drawn = pair(f"{share.seed} {number}", observers, kinds)
            try:
                await compared(drawn, tally)
            except AssertionError as found:
                raise await explained(f"{share.seed} {number}", drawn, found) from None
    return Figures(tally.figures())


@run("partner")
async def partner(share: Share) -> Figures:
    """What one partner keeps changes nothing that the other sees."""
    return await pairs(share, (ANN, BEN), KINDS)


@run("therapist")
async def therapist(share: Share) -> Figures:
    """What a couple keeps changes nothing that their therapist sees."""
    return await pairs(share, (TESS,), CLINICAL)
