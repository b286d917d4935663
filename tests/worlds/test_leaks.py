"""The two runs tell every leak that is planted, within the pairs of an ordinary run."""

from __future__ import annotations

import os

import pytest

from tests.worlds.histories import pair
from tests.worlds.leaks import LEAKS
from tests.worlds.pairs import Interference, compare
from tests.worlds.planting import Leak, planted
from tests.worlds.test_two_runs import SEED

ORDINARY = 480
LONG = bool(os.environ.get("BUDGET") or os.environ.get("SEED"))

TOLD_AFTER: dict[str, int] = {
    "an answer knocks at the other's": 4,
    "a count of the other's entries in a text": 4,
    "silent leaving changes /invite": 30,
    "reading a shared week again knocks": 3,
    "a new name before a page bears it": 125,
    "a preview that waits for the other's answers": 3,
    "the other's days in one's own chart": 4,
    "no knock when the other deleted all": 32,
    "closed weeks counted from the other": 35,
    "the closed sentence differs when held or left": 30,
    "one's preview shows that the other is held": 10,
    "the order of buttons by the other's day": 3,
    "the day's line goes when the other says enough": 6,
    "ids counted over everybody": 2,
    "one's own notes tell of the other's": 32,
    "the end of a page knocks where its writer goes on writing": 1,
    "what waits tells of the other's language": 10,
    "a stranger reads how many people there are": 87,
    "a receipt in the files tells that it was read": 416,
    "what the other wishes to change is shown": 161,
    "how many cards the other answered": 11,
    "the higher of two steps": 1,
    "no knock on an evening without the other's choice": 13,
    "what can be done tells that the other is ready": 17,
    "no knock for a talk where the other wants none": 30,
    "the other's role in a turn": 2,
    "the couple reads that a page was opened": 20,
    "a knock at the second yes": 3,
    "a quota that both use up": 60,
    "a break reads otherwise when the other rests": 28,
    "the other's role in what is offered": 32,
    "no knock when the other blocked the bot": 28,
    "a day that stays while the other writes": 3,
    "no reminder when the other answered": 3,
    "T1 a minute later when the other is held": 10,
    "the week by the other's own zone": 279,
    "one stream of chance for all": 2,
    "the therapist reads that someone kept it": 19,
    "an open screen is drawn again when the other writes": 8,
    "a screen stays a second longer when the other wrote": 1,
    "what was not released in the picture of both": 64,
    "a release at the second yes": 1,
    "a renewal tells that the other wants it": 2,
    "a dead code tells that there is another": 14,
    "the files carry a count of the other's": 78,
    "the monthly questions come when the other is held": 36,
    "the other said the same to this card": 18,
    "a card that only the other said yes to": 31,
    "that the other chose a step already": 13,
    "a rest that tells of the other's ratings": 1,
    "one ready is enough": 31,
    "no turn of a talk once the other put it away": 1,
    "before the yes, the therapist's page tells of the other": 12,
    "the therapist reads that one is held": 1,
    "the sheet tells of the other's yes to a map": 41,
    "one yes makes a map": 223,
    "the couple reads that the therapist is away": 6,
    "the couple reads what it is called": 45,
    "that the other keeps a line to bring": 37,
    "the therapist reads that their link was opened": 26,
    "a partner reads of the other's therapist's link": 2,
    "the therapist is told at the first yes": 3,
    "who asked for a therapist reads of the other's no": 2,
}
"""How many pairs of the ordinary seed it took when this was last looked for from the first pair on.

The ordinary run tries that pair first, which spares it the search; BUDGET=1 or a SEED searches anew.
"""

pytestmark = pytest.mark.timeout(300)


def needed(leak: Leak) -> int:
    """Return how many pairs of the ordinary run it takes to tell this leak."""
    with planted(leak):
        known: list[int] = [] if LONG else [TOLD_AFTER[str(leak.what)] - 1]
        for number in known + list(range(ORDINARY)):
            try:
                compare(pair(f"{SEED} {number}", leak.observers, leak.kinds))
            except Interference:
                return number + 1
    return 0


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: str(leak.what))
def test_a_planted_leak_is_told(leak: Leak, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = needed(leak)
    with capsys.disabled():
        print(f"\n{leak.what}: told after {pairs} pairs" if pairs else f"\n{leak.what}: not told")
    assert pairs
