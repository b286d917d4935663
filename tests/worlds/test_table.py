"""What the runs lean on: every action has someone who does it, and nobody looks across but one place."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import bot.services
from bot.adapters.telegram.inbound import read
from bot.services.flow.actions import ACTIONS, COMMANDS, TICKS
from bot.services.flow.incoming import Sort
from tests.worlds.bases import KINDS, LONG_KINDS, Beginning, base
from tests.worlds.generators import AGAIN, COUPLE, DOINGS, QUIET, STRANGER, THERAPIST
from tests.worlds.histories import WAYS, family
from tests.worlds.lives import Run
from tests.worlds.mutations import NAMED, drawn
from tests.worlds.people import ANN, BEN, HIDDEN, SOL, TESS, Input
from tests.worlds.reaches import BRINGS, REACHES
from tests.worlds.tallies import Tally, counting
from tests.worlds.world import run

TAPS = ("tap", "any", "onward", "old", "forge", "foreign")

SERVICES = Path(bot.services.__file__).parent


def test_every_action_has_something_that_people_do() -> None:
    missing = set(ACTIONS) - set(REACHES)
    assert not missing, f"no history can use {sorted(missing)}: add it to generators.py and reaches.py"
    assert set(REACHES) <= set(ACTIONS), f"no such action: {sorted(set(REACHES) - set(ACTIONS))}"


def test_every_command_is_used() -> None:
    steps = [step for steps in DOINGS.values() for step in steps]
    given = {step.split()[0].removeprefix("/") for step in steps if step.startswith("/")}
    missing = set(COMMANDS) - given
    assert not missing, f"no history uses {sorted(missing)}: add it to generators.py and reaches.py"


def test_everything_that_time_does_has_something_that_brings_it() -> None:
    missing = set(TICKS) - set(BRINGS)
    assert not missing, f"no history can bring {sorted(missing)}: add it to generators.py and reaches.py"
    assert set(BRINGS) <= set(TICKS)
    assert {each for each in BRINGS.values() if each} <= {*DOINGS, *LONG_KINDS}


def test_every_kind_of_update_is_used() -> None:
    async def kinds() -> set[Sort]:
        world = await base(Beginning("rated"))
        phone, found = world.phones[ANN], set()
        for step in (each for steps in DOINGS.values() for each in steps):
            kind, _, what = ("say", "", step) if step[0] == "/" else step.partition(" ")
            given = Input("tap" if kind in TAPS else kind, 1, what or "x")
            came = None if kind == "code" else read({"update": given.raw(world, phone)})
            found |= {came.sort} if came else set()
        return found

    missing = set(Sort) - run(kinds())
    assert not missing, f"no history uses {sorted(missing)}"


PROMISED = (
    "answers", "skips", "silence", "drafts", "rests", "own zone", "language", "choices", "safety answers",
    "hold", "flood of messages", "blocking of the bot", "deletion of the account", "the number of anything",
)  # fmt: skip
"""What the promise of non-interference names, in its own words."""


def test_everything_that_the_promise_names_is_changed() -> None:
    assert set(PROMISED) <= set(NAMED)
    pairs = [pair for n in range(90) for pair in family(f"named {n}", (ANN, BEN), KINDS, 4)]
    often = Counter(name for pair in pairs for name in drawn(pair))
    assert all(often[name] >= 5 for name in NAMED), {name: often[name] for name in NAMED}


def test_a_life_is_changed_in_every_way() -> None:
    pairs = [pair for n in range(60) for pair in family(f"ways {n}", (ANN, BEN), KINDS, 4)]
    often = Counter(way for pair in pairs for way in pair.ways)
    assert all(often[way] >= 5 for way in WAYS), often


def test_only_the_hidden_part_is_changed() -> None:
    for n in range(60):
        for pair in family(f"hidden {n}", (ANN, BEN, TESS, SOL), KINDS, 4):
            changed = set(pair.one.sessions) ^ set(pair.two.sessions)
            differ = {each.who for each in changed}
            assert differ <= set(HIDDEN[pair.observer])
            assert pair.observer not in HIDDEN[pair.observer]
            if pair.observer in (ANN, BEN):
                assert {each.doing for each in changed if each.who == TESS} <= set(QUIET)


def test_everything_that_people_do_is_drawn() -> None:
    assert set(REACHES.values()) <= set(DOINGS)
    assert set(COUPLE) | set(AGAIN) | set(THERAPIST) | set(STRANGER) == set(DOINGS)


def test_nearly_every_action_occurs_in_a_few_histories() -> None:
    tally, never = Tally(), list(ACTIONS)
    with counting(tally):
        for n in range(40):
            pair = family(f"every action {n}", (ANN, TESS), KINDS, 1)[0]
            run(Run.whole(pair.one, pair.observer))
            never = [name for name in ACTIONS if not tally.actions[name]]
            if len(never) <= len(ACTIONS) // 3:
                break
    assert len(never) <= len(ACTIONS) // 3, never


def test_only_the_crossings_look_across() -> None:
    looks = set()
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "across":
                looks.add(path.relative_to(SERVICES).parts[0])
    assert looks <= {"crossings"}, f"the handle over both sides is used in {sorted(looks)}"


def test_nobody_else_is_handed_a_whole_transaction() -> None:
    made = {"conversation.py", "outcomes.py", "ports.py"}  # begin it, and hand out one person's rows
    for path in sorted(SERVICES.rglob("*.py")):
        name = path.name
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert name in made or "Transaction" not in names, path
