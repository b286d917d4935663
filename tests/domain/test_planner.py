"""What a week brings: never too much, one new idea at a time, and nobody's but one's own doing."""

from __future__ import annotations

from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import planner, programme
from bot.domain.checkin import Kind
from bot.domain.people import Role
from bot.domain.planner import ANYWHERE, DAYS, MOST, NOTHING, Past, View, planned
from bot.domain.programme import RULES, Rule
from bot.domain.stages import Stage

VIEWS = st.builds(
    View,
    role=st.sampled_from(Role),
    stage=st.sampled_from(Stage),
    couple=st.booleans(),
    week=st.integers(0, 60),
    free=st.frozensets(st.sampled_from(DAYS)),
    fear_days=st.lists(st.sampled_from(DAYS), unique=True).map(lambda days: tuple(sorted(days))),
    past=st.dictionaries(st.sampled_from(list(Kind)), st.builds(Past, st.integers(0, 90), st.integers(0, 9))),
    left_out=st.frozensets(st.sampled_from(list(Kind))),
    tiny=st.booleans(),
)
SEEDS = st.integers(0, 1000)


@given(VIEWS, SEEDS)
def test_a_week_is_never_too_much_and_only_of_what_suits(view: View, seed: int) -> None:
    days = planned(view, Random(seed))
    came = [Kind(each) for each in days if each]
    assert len(days) == 7 and len(came) <= MOST
    assert all(day in view.free for day, each in enumerate(days) if each)
    assert all(RULES[kind].every and RULES[kind].suits(view.role, view.stage, view.couple) for kind in came)
    assert not view.left_out & {*came}
    assert not (view.tiny and came)
    new = {kind for kind in came if kind not in view.past and RULES[kind].since}
    assert len(new) <= 1, "one new idea a week"


@given(VIEWS, SEEDS)
def test_the_same_past_and_the_same_chance_bring_the_same_week(view: View, seed: int) -> None:
    assert planned(view, Random(seed)) == planned(view, Random(seed))


def view(**given: object) -> View:
    whole: dict[str, object] = {
        "role": Role.HURT, "stage": Stage.STEADY, "couple": False, "week": 0, "free": frozenset(DAYS),
        "fear_days": (1, 3, 5),
    }  # fmt: skip
    return View(**whole | given)  # type: ignore[arg-type]


def test_a_first_week_is_fears_on_the_days_chosen_a_card_and_ones_own_part_for_who_broke_trust() -> None:
    assert planned(view(), Random(1)) == ("words", "fear", "", "fear", "", "fear", "")
    broke = planned(view(role=Role.BROKE), Random(1))
    assert broke == ("words", "fear", "", "fear", "own", "fear", "")


def test_a_day_that_belongs_to_the_page_brings_nothing_more() -> None:
    assert planned(view(free=frozenset(range(5))), Random(1)) == ("words", "fear", "", "fear", "", "", "")


@pytest.fixture
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five parts that keep to no day, each from a week of its own on."""
    names = list(Kind)[2:7]
    more = {kind: Rule(every=7, since=week + 1) for week, kind in enumerate(names)}
    first = {Kind.FEAR: RULES[Kind.FEAR], Kind.OWN: RULES[Kind.OWN]}
    rules = MappingProxyType(first | more)
    monkeypatch.setattr(programme, "RULES", rules)
    monkeypatch.setattr(planner, "RULES", rules)


@pytest.mark.usefixtures("more")
def test_what_has_waited_longest_comes_and_a_day_for_a_fear_stays() -> None:
    kinds = [kind for kind in programme.RULES if programme.RULES[kind].since]
    past = {kind: Past(ago=7 + number) for number, kind in enumerate(kinds)}
    came = planned(view(week=20, past=past), Random(3))
    assert {*came} - {NOTHING, "fear"} == {*kinds[-ANYWHERE:]}
    assert "fear" in came


@pytest.mark.usefixtures("more")
def test_what_was_skipped_again_and_again_comes_half_as_often() -> None:
    kind = next(kind for kind in programme.RULES if programme.RULES[kind].since)
    others = {each: Past(0) for each in programme.RULES if each is not kind}
    often = planned(view(week=20, past=others | {kind: Past(5)}), Random(3))
    tired = planned(view(week=20, past=others | {kind: Past(5, skips=3)}), Random(3))
    assert kind in often and kind not in tired
    assert kind in planned(view(week=20, past=others | {kind: Past(8, skips=3)}), Random(3))
