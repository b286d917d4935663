"""The long form of the link to a therapist: steps drawn by chance, each compared with the short reference."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from random import Random

from tests.worlds.care_rules import COUPLE
from tests.worlds.people import ANN, BEN, TESS
from tests.worlds.runs import Figures, Share, run
from tests.worlds.test_care_machine import FAR, HAPPENED, CareMachine

STEPS = 16
"""In one story, some months long."""

Move = Callable[[CareMachine, Random, int], None]

MOVES: dict[str, Move] = {
    "proposes": lambda here, lot, who: here.proposes(who),
    "opens": lambda here, lot, who: here.opens(who, lot.choice((0, 0, 0, 1, 2))),
    "answers": lambda here, lot, who: here.answers(who, lot.choice(("yes", "yes", "yes", "no", "later"))),
    "both answer": lambda here, lot, who: here.both_answer(who),
    "ends": lambda here, lot, who: here.ends(who),
    "Tess ends": lambda here, lot, who: here.tess_ends(),
    "Tess deletes everything": lambda here, lot, who: here.tess_deletes_everything(),
    "leaves": lambda here, lot, who: here.leaves(who, lot.choice(("quiet", "now", "sunday", "delete"))),
    "wants": lambda here, lot, who: here.wants_it_to_go_on(who, lot.choice(("yes", "yes", "no"))),
    "both want": lambda here, lot, who: here.both_want_it_to_go_on(),
    "both choose both": lambda here, lot, who: here.both_choose_both(),
    "time passes": lambda here, lot, who: here.time_passes(lot.randint(1, 40)),
    "weeks pass": lambda here, lot, who: here.weeks_pass(lot.choice((1, 1, 2, 11))),
    "reads": lambda here, lot, who: here.reads_the_news(lot.choice((ANN, BEN, TESS))),
}
"""What a step may be: the same rules that the ordinary run draws from."""

SELDOM = {"Tess deletes everything", "leaves", "Tess ends"}
"""What ends nearly everything, and is drawn a quarter as often."""


def months(seed: str) -> None:
    """Let a couple and a therapist live through some months; after every step the rules are asked."""
    lot, here, told = Random(seed), CareMachine(), []
    names = [name for name in MOVES for _ in range(1 if name in SELDOM else 4)]
    try:
        here.begins(lot.choice(COUPLE), lot.choice(FAR))
        for _ in range(STEPS):
            here.holds()
            told.append(lot.choice(names))
            MOVES[told[-1]](here, lot, lot.choice(COUPLE))
        here.holds()
    except AssertionError as found:
        raise AssertionError(f"Story {seed!r} ({', '.join(told)}): {found}") from None
    here.teardown()


def stories(share: Share) -> Figures:
    """Live through story after story until the time is over."""
    HAPPENED.clear()
    for number in count():
        if share.left() < 0:
            break
        months(f"{share.seed} {number}")
    return Figures({"differences": 0, "steps with a therapist": number * STEPS, **HAPPENED})


@run("care")
async def care(share: Share) -> Figures:
    """A therapist is linked just as long as the rules say, step by step."""
    return await asyncio.to_thread(stories, share)  # its steps have an event loop of their own
