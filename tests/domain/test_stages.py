"""From one stage to another: on takes two, back takes one, and careful touch has its time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.crossing import Stand, stage_after
from bot.domain.gate import LATE
from bot.domain.library import STAGES
from bot.domain.stages import KEPT, MEETS, Said, Stage, Step, moved, touch_from

T1 = datetime(2026, 3, 8, 16, tzinfo=UTC)
BEFORE, SECOND = T1 - timedelta(hours=30), timedelta(seconds=1)

STANDS = st.builds(
    Stand,
    st.none()
    | st.builds(Said, st.sampled_from(Step), st.sampled_from([BEFORE, T1 - SECOND, T1, T1 + SECOND])),
    st.booleans(),
)


def stand(step: Step | None, plain: bool = False, at: datetime = BEFORE) -> Stand:
    return Stand(Said(step, at) if step else None, plain)


def after(stage: Stage, mine: Stand, theirs: Stand | None, touch: bool = True) -> Stage:
    return stage_after(stage, mine, theirs, T1, T1, touch)


@given(stage=st.sampled_from(Stage), mine=STANDS, theirs=STANDS | st.none(), touch=st.booleans())
def test_what_two_say_moves_them_by_the_rule_and_never_otherwise(
    stage: Stage, mine: Stand, theirs: Stand | None, touch: bool
) -> None:
    found = after(stage, mine, theirs, touch)
    stands = [mine, *([theirs] if theirs else [])]
    said = [each.said.step for each in stands if each.said and each.said.at < T1]
    ready = [each for each in stands if each.step(T1) is Step.READY]
    order = list(Stage)
    if Step.STEADY in said:
        assert found is Stage.STEADY
    elif Step.BACK in said:
        assert found is order[max(0, order.index(stage) - 1)]
    elif len(ready) == 2 and stage is not Stage.CHOOSE and (touch or stage is not Stage.WITNESS):
        assert found is order[order.index(stage) + 1]
    else:
        assert found is stage
    assert all(not each.plain for each in ready)
    if theirs:
        assert after(stage, theirs, mine, touch) is found, "it does not matter who is asked first"


def test_every_pair_of_steps_has_one_meaning() -> None:
    assert set(MEETS) == {frozenset({one, two}) for one, two in product({*KEPT, Step.ENOUGH}, repeat=2)}


@pytest.mark.parametrize("step", sorted(set(Step) - KEPT))
def test_a_no_is_no_step_at_all(step: Step) -> None:
    assert step in (Step.ENOUGH, Step.NOT_YET)


def test_a_ready_under_a_hold_or_plain_pages_does_not_count_but_a_step_back_does() -> None:
    ready, held = stand(Step.READY), stand(Step.READY, plain=True)
    assert after(Stage.STEADY, ready, ready) is Stage.NAME
    assert after(Stage.STEADY, ready, held) is Stage.STEADY
    assert after(Stage.WITNESS, ready, stand(Step.BACK, plain=True)) is Stage.NAME


def test_a_gate_that_is_late_moves_nobody_on() -> None:
    ready = stand(Step.READY)
    late = T1 + LATE + SECOND
    assert stage_after(Stage.STEADY, ready, ready, T1, late, True) is Stage.STEADY


@pytest.mark.parametrize(
    ("found_out", "linked", "first"),
    [
        ("2026-05", date(2026, 6, 20), date(2026, 9, 1)),
        ("2025-11", date(2026, 6, 20), date(2026, 3, 1)),
        ("", date(2026, 3, 2), date(2026, 6, 2)),
        ("", date(2025, 11, 30), date(2026, 3, 1)),
        ("", date(2026, 10, 31), date(2027, 1, 31)),
    ],
)
def test_touch_waits_three_months_from_the_discovery_or_from_linking(
    found_out: str, linked: date, first: date
) -> None:
    assert touch_from(found_out, linked) == first


@given(day=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_three_months_are_never_short(day: date) -> None:
    assert timedelta(days=89) <= touch_from("", day) - day <= timedelta(days=93)
    assert timedelta(days=89) <= touch_from(f"{day:%Y-%m}", day) - day <= timedelta(days=124)


def test_the_first_stage_has_none_before_and_the_last_none_after() -> None:
    assert tuple(Stage) == STAGES
    assert moved(Stage.STEADY, Step.BACK, True) is Stage.STEADY
    assert moved(Stage.CHOOSE, Step.READY, True) is Stage.CHOOSE
