"""The long form of the link to a therapist: steps drawn by chance, each compared with the short reference."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from random import Random

from tests.worlds.care_rules import COUPLE
from tests.worlds.people import ANN, BEN, TESS
from tests.worlds.runs import Figures, Share, run
from tests.worlds.test_asking_machine import FAR as HANDED
from tests.worlds.test_asking_machine import AskingMachine
from tests.worlds.test_care_machine import FAR, HAPPENED, CareMachine

STEPS = 16
"""In one story, some months long."""

Move = Callable[[AskingMachine, Random, int], None]

MOVES: dict[str, Callable[[CareMachine, Random, int], None]] = {
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

ASKING: dict[str, Move] = {
    "asks": lambda here, lot, who: here.asks(who),
    "takes back": lambda here, lot, who: here.takes_back(who),
    "to the question": lambda here, lot, who: here.says_to_the_question(
        who, lot.choice(("yes", "yes", "yes", "no", "later"))
    ),
    "asks, is answered": lambda here, lot, who: here.asks_and_is_answered(who),
    "runs out": lambda here, lot, who: here.a_question_runs_out(lot.choice((True, False))),
    "follows": lambda here, lot, who: here.follows(who, lot.choice((0, 0, 0, 1))),
    "lets it go": lambda here, lot, who: here.lets_the_link_go(who),
    "Tess hands out": lambda here, lot, who: here.tess_hands_out(lot.choice(("", "", "new", "end"))),
}
"""What else a step may be where the therapist hands out a link."""

SELDOM = {"Tess deletes everything", "leaves", "Tess ends", "lets it go", "Tess hands out"}
"""What ends much, and is drawn a quarter as often."""


def machine(lot: Random) -> tuple[CareMachine, dict[str, Callable[[int], None]], Sequence[str]]:
    """Return one of the two machines, its steps, and how far a couple may have come at the beginning."""
    if lot.random() < 0.5:
        here = CareMachine()
        return here, {name: partial(move, here, lot) for name, move in MOVES.items()}, FAR
    asking, moves = AskingMachine(), {**MOVES, **ASKING}
    return asking, {name: partial(move, asking, lot) for name, move in moves.items()}, HANDED


def months(seed: str) -> None:
    """Let a couple and a therapist live through some months; after every step the rules are asked."""
    lot, told = Random(seed), []
    here, moves, far = machine(lot)
    names = [name for name in moves for _ in range(1 if name in SELDOM else 4)]
    try:
        here.begins(lot.choice(COUPLE), lot.choice(far))
        for _ in range(STEPS):
            here.holds()
            told.append(lot.choice(names))
            moves[told[-1]](lot.choice(COUPLE))
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
