"""The release machine's long form: single steps drawn by chance, each compared with the short reference."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from random import Random

from tests.worlds.people import ANN, BEN
from tests.worlds.runs import Figures, Share, run
from tests.worlds.test_release_machine import COUNTED, ReleaseMachine

STEPS = 10
"""In one week, as many as the ordinary run has."""

FIRST = ("both", "both", "both", "both", "partner", "keep")

Possible = Callable[[ReleaseMachine], bool]
Move = Callable[[ReleaseMachine, Random, int], None]


def always(here: ReleaseMachine) -> bool:
    return True


def still_open(here: ReleaseMachine) -> bool:
    return not here.decided


def decided(here: ReleaseMachine) -> bool:
    return here.decided


MOVES: dict[str, tuple[Possible, Move]] = {
    "chooses": (always, lambda here, lot, who: here.chooses(who, lot.choice(("keep", "partner", "both")))),
    "says yes": (always, lambda here, lot, who: here.says_yes(who, lot.choice(("partner", "both")))),
    "both say yes": (
        still_open,
        lambda here, lot, who: here.both_say_yes_just_before_t1(lot.choice(("partner", "both"))),
    ),
    "writes": (always, lambda here, lot, who: here.writes(who, lot.choice(("one", "two & <three>")))),
    "switches": (always, lambda here, lot, who: here.switches(who)),
    "goes plain": (always, lambda here, lot, who: here.goes_plain(who)),
    "sets a hold": (always, lambda here, lot, who: here.sets_a_hold(who)),
    "leaves": (
        lambda here: here.steps_taken() > 5,
        lambda here, lot, who: here.leaves(who, lot.choice(("quiet", "now", "sunday"))),
    ),
    "ends the therapist": (
        lambda here: here.steps_taken() > 3,
        lambda here, lot, who: here.ends_the_therapist(who),
    ),
    "takes back": (decided, lambda here, lot, who: here.takes_back(who)),
    "time passes": (always, lambda here, lot, who: here.time_passes(lot.randint(1, 30))),
    "T1": (still_open, lambda here, lot, who: here.t1_comes(lot.choice((0, 5, 10, 11, 90)))),
}
"""What a step may be: the same rules that the ordinary run draws from, and when each can be."""


def a_week(seed: str) -> None:
    """Let two partners live through a week; after every step the rules are asked what may be out."""
    lot, here, told = Random(seed), ReleaseMachine(), []
    try:
        here.begins(lot.choice(FIRST), lot.choice(FIRST))
        for _ in range(STEPS):
            here.what_went_out_is_what_both_said_yes_to()
            name = lot.choice([name for name, (possible, _) in MOVES.items() if possible(here)])
            told.append(name)
            MOVES[name][1](here, lot, lot.choice((ANN, BEN)))
        here.what_went_out_is_what_both_said_yes_to()
        here.teardown()
    except AssertionError as found:
        raise AssertionError(f"Week {seed!r} ({', '.join(told)}): {found}") from None


def weeks(share: Share) -> Figures:
    """Live through week after week until the time is over."""
    COUNTED.clear()
    for number in count():
        if share.left() < 0:
            break
        a_week(f"{share.seed} {number}")
    return Figures({"differences": 0, "release steps": number * STEPS, **COUNTED})


@run("release")
async def release(share: Share) -> Figures:
    """What goes out is what the rules say, step by step."""
    return await asyncio.to_thread(weeks, share)  # its steps have an event loop of their own
