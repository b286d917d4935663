"""What the runs lean on: every action has someone who does it, and nobody looks across but one place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import bot.services
from bot.services.actions import ACTIONS
from tests.worlds.bases import KINDS
from tests.worlds.generators import COUPLE, DOINGS, REACHES, THERAPIST
from tests.worlds.pairs import run_pairs
from tests.worlds.people import ANN

SERVICES = Path(bot.services.__file__).parent


def test_every_action_has_something_that_people_do() -> None:
    missing = set(ACTIONS) - set(REACHES)
    assert not missing, f"no history can use {sorted(missing)}: add it to tests/worlds/generators.py"
    assert set(REACHES) <= set(ACTIONS), f"no such action: {sorted(set(REACHES) - set(ACTIONS))}"


def test_everything_that_people_do_is_drawn() -> None:
    assert set(REACHES.values()) <= set(DOINGS)
    assert set(COUPLE) | set(THERAPIST) == set(DOINGS)


@pytest.mark.timeout(120)
def test_nearly_every_action_occurs_in_a_few_pairs() -> None:
    tally = run_pairs("every action", 40, (ANN,), KINDS, many=2)
    never = [name for name in ACTIONS if not tally.actions[name]]
    assert len(never) <= len(ACTIONS) // 3, never


def test_only_the_crossings_look_across() -> None:
    looks = set()
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "across":
                looks.add(path.relative_to(SERVICES).parts[0])
    assert looks <= {"crossings"}, f"the handle over both sides is used in {sorted(looks)}"


def test_nobody_else_is_handed_a_whole_transaction() -> None:
    made = {"conversation.py", "delivery.py", "ports.py"}  # begin it, and hand out one person's rows
    for path in sorted(SERVICES.rglob("*.py")):
        name = path.relative_to(SERVICES).parts[0]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert name in made or "Transaction" not in names, path
