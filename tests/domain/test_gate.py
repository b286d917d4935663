"""The gate, and what goes out through it, over every small case there is."""

from __future__ import annotations

import ast
import inspect
from datetime import UTC, datetime, timedelta
from itertools import product

from bot.domain import crossing
from bot.domain.crossing import Sealed
from bot.domain.gate import LATE, Side, Verdict, verdict
from bot.domain.page import Audience

CLOSES = datetime(2026, 3, 8, 16, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TIMES = (CLOSES - SECOND, CLOSES, CLOSES + SECOND, CLOSES + LATE, CLOSES + LATE + SECOND)

YES, NO, CHANGED = Side("a", "a"), Side("", "a"), Side("a", "b")
SIDES = (None, YES, NO, CHANGED, Side("", ""), Side("b", "b"))


def is_yes(side: Side | None) -> bool:
    return side is not None and side.said != "" and side.said == side.stands


def test_a_gate_opens_exactly_when_two_yeses_stand_in_its_time() -> None:
    for mine, theirs, now in product(SIDES, SIDES, TIMES):
        in_time = CLOSES <= now <= CLOSES + LATE
        opens = verdict(mine, theirs, CLOSES, now) is Verdict.OPEN
        assert opens == (in_time and is_yes(mine) and is_yes(theirs)), (mine, theirs, now)


def test_a_gate_is_the_same_from_both_sides() -> None:
    for mine, theirs, now in product(SIDES, SIDES, TIMES):
        assert verdict(mine, theirs, CLOSES, now) is verdict(theirs, mine, CLOSES, now)


def test_a_gate_waits_before_its_instant_and_moves_when_it_was_missed() -> None:
    for mine, theirs in product(SIDES, SIDES):
        assert verdict(mine, theirs, CLOSES, TIMES[0]) is Verdict.WAIT
        assert verdict(mine, theirs, CLOSES, TIMES[-1]) is Verdict.MOVE


def test_an_absent_side_and_a_no_are_the_same() -> None:
    for other, now in product(SIDES, TIMES):
        found = {verdict(none, other, CLOSES, now) for none in (None, NO, CHANGED, Side("", ""))}
        assert len(found) == 1


def sealed(person: str, choice: Audience, therapist: str, gate: Side, value: int | None = 5) -> Sealed:
    name, _, proposal = therapist.partition(" by ")
    return Sealed(
        person=person,
        half=f"half of {person}",
        name=person.title(),
        choice=choice,
        therapist=name,
        proposal=proposal,
        gate=gate,
        text=f"{person} says",
        value=value,
    )


JOINED = ("tess by one link", "tess by another", "tom by a third")


def everything(person: str) -> list[Sealed | None]:
    gates = (YES, NO, CHANGED)
    return [None, *(sealed(person, *each) for each in product(Audience, ("", *JOINED), gates))]


def test_something_goes_out_exactly_when_two_yeses_to_those_bytes_stand() -> None:
    for mine, theirs, now in product(everything("ann"), everything("ben"), TIMES):
        out = crossing.release(mine, theirs, "2026-03-08", CLOSES, now)
        in_time = CLOSES <= now <= CLOSES + LATE
        both = bool(mine and theirs and is_yes(mine.gate) and is_yes(theirs.gate))
        assert (out is not None) == (in_time and both)


def test_a_therapist_is_sent_only_what_both_named_them_for() -> None:
    for mine, theirs in product(everything("ann"), everything("ben")):
        out = crossing.release(mine, theirs, "2026-03-08", CLOSES, CLOSES)
        if out is None:
            continue
        assert mine and theirs
        both = mine.choice is Audience.BOTH and theirs.choice is Audience.BOTH
        same = (mine.therapist, mine.proposal) == (theirs.therapist, theirs.proposal)
        assert (out.therapist, out.proposal) == (
            (mine.therapist, mine.proposal) if both and same else ("", "")
        )


def test_each_reader_gets_their_own_page_first_and_the_others_byte_for_byte() -> None:
    ann, ben = (sealed(name, Audience.BOTH, JOINED[0], YES, n) for n, name in enumerate(("ann", "ben")))
    out = crossing.release(ann, ben, "2026-03-08", CLOSES, CLOSES)
    assert out is not None
    for_ann, for_ben = out.copy_for(ann, "1"), out.copy_for(ben, "2")
    assert for_ann.pages == ("ann says", "ben says") and for_ben.pages == ("ben says", "ann says")
    assert for_ann.values == (0, 1) and for_ben.values == (1, 0)
    assert (for_ann.owner, for_ben.owner) == ("ann", "ben")


def test_the_order_of_a_therapists_copy_tells_nothing() -> None:
    ann, ben = (sealed(name, Audience.BOTH, JOINED[0], YES) for name in ("ann", "ben"))
    found = [crossing.release(*sides, "2026-03-08", CLOSES, CLOSES) for sides in ((ann, ben), (ben, ann))]
    copies = [out.copy_for_therapist("id") for out in found if out]
    assert len(copies) == 2 and copies[0] == copies[1]


def test_a_page_can_be_taken_back_for_exactly_two_days() -> None:
    limit = CLOSES + timedelta(hours=48)
    assert crossing.can_take_back(CLOSES, limit - SECOND)
    assert not crossing.can_take_back(CLOSES, limit)


def test_two_are_linked_and_a_therapist_joined_only_when_all_said_so() -> None:
    for answers in product((False, True), repeat=3):
        assert crossing.linked(*answers) == all(answers)
    for mine, theirs in product((False, True), repeat=2):
        assert crossing.joined(mine, theirs) == (mine and theirs)


def test_what_crosses_is_worked_out_by_pure_functions_alone() -> None:
    for module in (crossing, inspect.getmodule(verdict)):
        assert module is not None
        tree = ast.parse(inspect.getsource(module))
        for node in ast.walk(tree):
            assert not isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.Global | ast.Nonlocal)
            if isinstance(node, ast.ImportFrom | ast.Import):
                name = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
                allowed = ("__future__", "collections.abc", "dataclasses", "datetime", "enum")
                assert name in allowed or (name or "").startswith("bot.domain."), name
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                written = [each for each in targets if not isinstance(each, ast.Name | ast.Tuple)]
                assert not written, "a pure function changes nothing that it was given"
