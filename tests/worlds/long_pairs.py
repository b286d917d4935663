"""The long form of the two runs: pair after pair for as long as there is time."""

from __future__ import annotations

import asyncio
import gc
from itertools import count

from tests.worlds.bases import LONG_KINDS
from tests.worlds.drawing import compare_drawn
from tests.worlds.pairs import Tally, counting, look_through
from tests.worlds.people import ANN, BEN, SOL, TESS
from tests.worlds.runs import Figures, Share, run

CLINICAL = ("care", "care-shared", "proposed", "renewal", "handed", "care-again", "care-offered")
UNLINKED = ("rated", "shared", "closed", "alone", "proposed", "care")
MANY = 8
EXAMPLES = 30
"""Drawn by Hypothesis before the next seed."""

WATCHED = (((ANN, BEN), LONG_KINDS), ((ANN, BEN), LONG_KINDS), ((TESS,), CLINICAL), ((SOL,), UNLINKED))
"""Who watches what, seed by seed, where Hypothesis draws."""


async def pairs(share: Share, observers: tuple[int, ...], kinds: tuple[str, ...], whole: bool) -> Figures:
    """Compare pairs until the time is over; raises, with its story, what can be told apart."""
    gc.set_threshold(100_000, 20, 50)  # a history leaves nothing in circles, and thousands of rows
    tally = Tally()
    with counting(tally):
        for number in count():
            if share.left() < 0:
                break
            await look_through(f"{share.seed} {number}", observers, kinds, MANY, tally)
    print(f"{share.seed}: {tally.in_full()}", flush=True)
    return tally.figures(whole)


@run("partner")
async def partner(share: Share) -> Figures:
    """What one partner keeps changes nothing that the other sees."""
    return await pairs(share, (ANN, BEN), LONG_KINDS, whole=True)


@run("therapist")
async def therapist(share: Share) -> Figures:
    """What a couple keeps changes nothing that their therapist sees."""
    return await pairs(share, (TESS,), CLINICAL, whole=False)


@run("stranger")
async def stranger(share: Share) -> Figures:
    """What linked people do changes nothing that someone sees who is not linked, whatever they try."""
    return await pairs(share, (SOL,), UNLINKED, whole=False)


def by_hypothesis(share: Share) -> Figures:
    """Compare what Hypothesis draws, seed after seed, until the time is over."""
    gc.set_threshold(100_000, 20, 50)
    tally = Tally()
    with counting(tally):
        for number in count():
            if share.left() < 0:
                break
            observers, kinds = WATCHED[number % len(WATCHED)]
            compare_drawn(f"{share.seed} {number}", EXAMPLES, observers, kinds, tally)
    print(f"{share.seed}: {tally.in_full()}", flush=True)
    return tally.figures()


@run("drawn")
async def drawn(share: Share) -> Figures:
    """What people keep shows to nobody else in pairs that Hypothesis draws, either."""
    return await asyncio.to_thread(by_hypothesis, share)  # each pair has an event loop of its own
