"""What a week brings: never too much, one new idea at a time, and nobody's but one's own doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from random import Random
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import planner, programme
from bot.domain.checkin import Kind
from bot.domain.people import Role
from bot.domain.planner import ANYWHERE, DAYS, MOST, NOTHING, Past, Plan, View, fresh, planned
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


@given(VIEWS, SEEDS)
def test_what_is_new_finds_a_day_where_parts_with_days_of_their_own_leave_one(view: View, seed: int) -> None:
    new, keeping = fresh(view), [kind for kind, rule in RULES.items() if rule.days]
    if new and not view.tiny and len(view.free - {*view.fear_days}) > len(keeping):
        assert new[0] in planned(view, Random(seed))


@given(VIEWS, SEEDS, st.sampled_from(DAYS), st.frozensets(st.sampled_from(list(RULES)), max_size=3))
def test_a_day_that_passed_never_makes_a_week_fuller(
    view: View, seed: int, today: int, met: frozenset[Kind]
) -> None:
    plan = week_of(view, seed)
    now = plan.carried(today, view.free, met)
    assert sum(map(bool, now.days)) <= sum(map(bool, plan.days))
    changed = [day for day in DAYS if now.days[day] != plan.days[day]]
    assert all(now.days[day] == NOTHING for day in changed if day < today)
    assert all(day in view.free for day in changed if day >= today)
    assert not changed or not met & {*plan.fresh}, "something new came already"
    new = {kind for kind in now.choices(today, met) if kind in plan.fresh}
    assert not (new - {*plan.days} and met & {*plan.fresh})


def week_of(view: View, seed: int) -> Plan:
    days, new = planned(view, Random(seed)), tuple(fresh(view))
    return Plan(id="plan", owner="ann", at=datetime(2026, 3, 2, tzinfo=UTC), week="", days=days, fresh=new)


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


def test_whoever_left_no_day_for_a_fear_is_asked_for_none() -> None:
    assert planned(view(fear_days=()), Random(1)) == ("words", *[NOTHING] * 6)


def test_a_day_that_belongs_to_the_page_brings_nothing_more() -> None:
    assert planned(view(free=frozenset(range(5))), Random(1)) == ("words", "fear", "", "fear", "", "", "")


def test_where_talks_and_the_page_have_every_day_for_a_fear_it_comes_on_the_free_days_before_them() -> None:
    ritual = {"free": frozenset({0, 2, 4}), "couple": True}
    assert planned(view(**ritual), Random(1)) == ("words", "", "fear", "", "fear", "", "")
    assert planned(view(**ritual, fear_days=(1,)), Random(1))[0] == "fear", "one was chosen, and one comes"
    assert "fear" not in planned(view(**ritual, fear_days=()), Random(1))
    one_left = planned(view(free=frozenset({0, 2, 3, 4}), couple=True), Random(1))
    assert [day for day in DAYS if one_left[day] == "fear"] == [3], "one that is left stays as it was chosen"


@pytest.mark.parametrize("role", Role)
def test_a_fear_that_made_way_for_talks_leaves_its_place_to_something_new_alone(role: Role) -> None:
    known, ritual = {kind: Past(7) for kind in RULES}, frozenset({0, 2, 4})
    there = view(role=role, stage=Stage.TOUCH, couple=True, week=9, past=known, free=ritual)
    assert Kind.FEAR in planned(there, Random(1))
    met: dict[Kind, Past] = {kind: past for kind, past in known.items() if kind != Kind.DANCE}
    assert Kind.DANCE in planned(replace(there, past=met), Random(1))


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


@pytest.mark.usefixtures("more")
def test_what_comes_seldom_does_not_push_aside_what_is_to_come_often(monkeypatch: pytest.MonkeyPatch) -> None:
    often, *others = [kind for kind in programme.RULES if programme.RULES[kind].since]
    rules = {kind: Rule(every=28, since=1) for kind in others} | {often: Rule(every=7, since=1)}
    monkeypatch.setattr(planner, "RULES", MappingProxyType(rules))
    past = {kind: Past(30) for kind in others} | {often: Past(14)}
    assert often in planned(view(week=20, past=past), Random(3))


def test_what_a_stage_opens_comes_before_what_was_always_open() -> None:
    past = {kind: Past(1) for kind in RULES if kind not in (Kind.TURN, Kind.DANCE, Kind.TOUCH)}
    there = view(role=Role.BROKE, stage=Stage.TOUCH, couple=True, week=9, past=past)
    assert fresh(there) == [Kind.TOUCH, Kind.DANCE, Kind.TURN]


def test_what_keeps_to_a_day_that_is_taken_comes_on_the_nearest_free_one_before_it() -> None:
    past = {kind: Past(1) for kind in RULES if kind is not Kind.TOUCH}
    for free, day in (({0, 1, 2}, 1), ({0, 2, 3}, 0), ({2, 3, 6}, 6), ({2, 3}, 3), ({2}, 2)):
        there = view(stage=Stage.TOUCH, couple=True, week=9, past=past, free=frozenset(free))
        assert fresh(there) == [Kind.TOUCH]
        assert planned(there, Random(1)).index(Kind.TOUCH) == day
    nowhere = view(stage=Stage.TOUCH, couple=True, week=9, past=past, free=frozenset())
    assert not fresh(nowhere)


def test_wherever_talks_and_pages_fall_touch_and_ones_own_part_come_in_every_week_with_two_free_days() -> (
    None
):
    past = {kind: Past(7) for kind in RULES}
    for many in range(2, 8):
        for free in combinations(DAYS, many):
            there = view(
                role=Role.BROKE, stage=Stage.TOUCH, couple=True, week=9, past=past, free=frozenset(free)
            )
            assert {Kind.TOUCH, Kind.OWN} <= {*planned(there, Random(1))}, free


def test_a_new_idea_whose_day_passed_comes_the_next_day_and_what_is_light_where_it_is_too_heavy() -> None:
    plan = week_of(view(week=3), 1)
    assert plan.days[0] == plan.fresh[0] == Kind.GRIEF
    assert plan.choices(1, ()) == [*plan.fresh, Kind.FEAR]
    assert plan.carried(1, frozenset(range(5)), ()).days[:2] == (NOTHING, Kind.GRIEF)
    assert plan.choices(1, {Kind.GRIEF}) == [Kind.FEAR]
    assert Kind.STAGE in plan.fresh and not RULES[Kind.STAGE].heavy


def test_what_was_changed_by_hand_stays_where_it_was_put() -> None:
    plan = week_of(view(week=3), 1).with_day(4, Kind.FEAR)
    assert plan.carried(2, frozenset(range(5)), ()) == plan
    assert plan.choices(2, ()) == [Kind(each) for each in plan.days[2:3] if each]


def lived(
    role: Role, stages: Sequence[Stage], chance: Random, comes: float = 1.0, low: float = 0.0
) -> tuple[dict[Kind, int], list[bool]]:
    """Live twelve weeks: return when each part came last, and of weeks with something new whether it came."""
    last: dict[Kind, int] = {}
    brought, was_low = [], False
    for week in range(12):
        past = {kind: Past(week * 7 - day) for kind, day in last.items()}
        there = view(
            role=role, stage=stages[week], couple=True, week=week, past=past, free=frozenset(range(5))
        )
        plan, met = week_of(there, chance.randrange(1000)), set[Kind]()
        for day in range(5):
            opened, is_low = chance.random() < comes, chance.random() < low
            if opened and not is_low:
                came = [kind for kind in plan.choices(day, met) if not (was_low and RULES[kind].heavy)]
                met.update(came[:1])
                last.update(dict.fromkeys(came[:1], week * 7 + day))
            was_low = opened and is_low
        if plan.fresh:
            brought.append(len(met & {*plan.fresh}) == 1)
        assert len(met & {*plan.fresh}) <= 1
    return last, brought


MOVING = (
    *[Stage.STEADY] * 3,
    *[Stage.NAME] * 2,
    *[Stage.WITNESS] * 3,
    *[Stage.TOUCH] * 2,
    *[Stage.CHOOSE] * 2,
)


@pytest.mark.parametrize("role", Role)
def test_in_twelve_weeks_everything_is_met_and_something_new_in_each_that_has_it(role: Role) -> None:
    last, brought = lived(role, MOVING, Random(1))
    allowed = {kind for kind, rule in RULES.items() if rule.every and role in rule.roles}
    assert {*last} == allowed
    assert all(brought)


@pytest.mark.parametrize("role", Role)
def test_whoever_misses_days_and_has_low_ones_still_meets_something_new_in_nearly_every_week(
    role: Role,
) -> None:
    chance, brought, missed = Random(f"twelve {role}"), [], []
    for _ in range(40):
        last, weeks = lived(role, MOVING, chance, comes=0.8, low=0.15)
        brought += weeks
        missed.append(len({kind for kind, rule in RULES.items() if role in rule.roles} - {*last}))
    assert sum(brought) > 0.9 * len(brought)
    assert sum(missed) < 1.0 * len(missed)


def test_whoever_broke_trust_is_asked_for_their_own_part_in_every_week() -> None:
    for week in range(1, 20):
        past = {kind: Past(3 + week % 5) for kind in RULES}
        there = view(role=Role.BROKE, stage=Stage.WITNESS, couple=True, week=week, past=past)
        assert Kind.OWN in planned(there, Random(week))
