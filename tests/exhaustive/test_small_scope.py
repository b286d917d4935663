"""Every history of a few steps over the rules of gate and crossing: nothing passes but what may."""

from __future__ import annotations

import os

import pytest

from bot.domain import crossing, gate
from tests.exhaustive.faults import FAULTS
from tests.exhaustive.search import Broken, Search

ORDINARY = 3


def test_every_history_of_a_few_steps_keeps_every_promise(capsys: pytest.CaptureFixture[str]) -> None:
    found = Search().all(ORDINARY)
    with capsys.disabled():
        print(f"\nup to {ORDINARY} steps: {found}")
    assert found.pairs > 1000


@pytest.mark.parametrize("name", list(FAULTS)[:: 1 if os.environ.get("BUDGET") else 3])
def test_a_fault_in_one_line_of_the_rules_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    holder, attribute, make = FAULTS[name]
    wrong = make(getattr(holder, attribute))
    monkeypatch.setattr(holder, attribute, wrong)
    if holder is gate and attribute == "verdict":
        monkeypatch.setattr(crossing, attribute, wrong)
    with pytest.raises(Broken):
        Search().all(ORDINARY)
