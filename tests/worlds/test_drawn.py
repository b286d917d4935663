"""The two runs of histories that Hypothesis draws: nothing shows there either; what does is made small."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from tests.worlds import drawing
from tests.worlds.bases import KINDS, LONG_KINDS
from tests.worlds.drawing import compare_drawn, each_drawn
from tests.worlds.leaks import LEAKS
from tests.worlds.pairs import Interference, Tally, counting
from tests.worlds.people import ANN, BEN, HIDDEN, SOL
from tests.worlds.planting import planted
from tests.worlds.sessions import Pair

BUDGET = int(os.environ.get("BUDGET", "1"))
SEED = os.environ.get("SEED", "ordinary")
"""With another they are other pairs; the same repeats them."""

EXAMPLES = 16

pytestmark = pytest.mark.timeout(600 + 60 * BUDGET)  # what fails is made small before it is told


def test_what_is_kept_changes_nothing_in_histories_that_hypothesis_draws(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tally = Tally()
    with counting(tally):
        for number in range(BUDGET):
            compare_drawn(f"{SEED} {number}", EXAMPLES, (ANN, BEN), KINDS, tally)
    with capsys.disabled():
        print(f"\ndrawn by Hypothesis, seed {SEED!r}: {tally}")
    assert tally.pairs > 0.8 * EXAMPLES * BUDGET  # the same pair is compared once
    assert tally.mattered > 0.6 * tally.pairs


def test_what_can_be_told_apart_is_made_as_small_as_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Pair] = []

    def told(pair: Pair, tally: Tally) -> None:
        if any(each.who == BEN and each.doing == "glances" for each in pair.two.sessions):
            shown.append(pair)
            raise Interference("Ann can tell these two histories apart")

    monkeypatch.setattr(drawing, "compare", told)
    with pytest.raises(Interference, match="Hypothesis, seeded with 'small':\nAnn can tell"):
        compare_drawn("small", 60, (ANN,), ("rated",), Tally())
    assert len(shown[0].sessions) > 10
    assert [(each.who, each.doing) for each in shown[-1].sessions] == [(BEN, "glances")]


@pytest.mark.skipif(BUDGET < 2, reason="ten seconds of making it small: only with a BUDGET")
def test_a_leak_is_told_by_what_hypothesis_draws_as_the_story_of_few_steps() -> None:
    (leak,) = (each for each in LEAKS if each.what == "a count of the other's entries in a text")
    rated = replace(leak, kinds=("rated",))
    with planted(rated), pytest.raises(Interference) as found:
        compare_drawn("b", 40, rated.observers, rated.kinds, Tally())
    told = str(found.value)
    assert "can tell these two histories apart (rated; " in told
    did = told.partition("in run 1, in run 2, or in both:\n")[2].partition("\n\n")[0].splitlines()
    assert 1 <= len(did) <= 15, told  # of some thirty sessions, of several steps each


def drawn_of(name: str, count: int) -> list[Pair]:
    found: list[Pair] = []
    each_drawn(name, count, (ANN, BEN, SOL), LONG_KINDS, found.append)
    return found


def test_a_seed_draws_the_same_pairs_again_and_nearly_each_is_another() -> None:
    once, other = drawn_of("once", 60), drawn_of("other", 60)
    assert once == drawn_of("once", 60)
    assert once != other
    firsts = {pair.one.sessions for pair in once}
    assert len(firsts) >= 45  # else Hypothesis takes what it has drawn again and again


def test_what_hypothesis_draws_differs_in_nothing_but_what_its_observer_must_not_see() -> None:
    for pair in drawn_of("ordinary", 60):
        hidden = HIDDEN[pair.observer]
        one, two = (
            [each for each in life.sessions if each.who not in hidden] for life in (pair.one, pair.two)
        )
        assert one == two
