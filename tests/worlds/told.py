"""The smallest pair of histories that tells each planted leak, kept so that the ordinary run need not search.

`python -m tests.worlds.told [names]` searches all of them anew (or these), and writes told.json.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tests.worlds.bases import Beginning, Part
from tests.worlds.histories import pair
from tests.worlds.leaks import LEAKS
from tests.worlds.pairs import Interference, compare, compared
from tests.worlds.people import HIDDEN
from tests.worlds.planting import Leak, planted
from tests.worlds.sessions import DAY, HOUR, WEEK, History, Pair, Session
from tests.worlds.stories import smallest
from tests.worlds.world import run

FILE = Path(__file__).with_name("told.json")
ORDINARY = 480
"""A leak that so many pairs do not tell is not told."""

Kept = dict[str, dict[str, Any]]


def kept() -> Kept:
    """Return, by the name of a leak, after how many pairs it was told, and the smallest that tells it."""
    return dict(json.loads(FILE.read_text(encoding="utf-8"))) if FILE.exists() else {}


def write(found: Kept) -> None:
    """Keep these, a session a line so that a change of one can be read."""
    order = [leak.what for leak in LEAKS if leak.what in found]
    parts = []
    for what in order:
        told = dict(found[what])
        fields = ",\n".join(
            f"    {json.dumps(name)}: {_sessions(value) if name in ('one', 'two') else json.dumps(value)}"
            for name, value in told.items()
        )
        parts.append(f"  {json.dumps(what)}: {{\n{fields}\n  }}")
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _sessions(rows: list[list[Any]]) -> str:
    return "[\n" + ",\n".join(f"      {json.dumps(row)}" for row in rows) + "\n    ]" if rows else "[]"


def data(told: Pair) -> dict[str, Any]:
    """Return a pair as plain data."""
    return {
        "observer": told.observer,
        "lasts": told.one.lasts,
        "begun": [_begun(told.one.beginning), _begun(told.two.beginning)],
        "one": [list(asdict(each).values()) for each in told.one.sessions],
        "two": [list(asdict(each).values()) for each in told.two.sessions],
    }


def _begun(beginning: Beginning) -> dict[str, Any]:
    plain, usual = asdict(beginning), asdict(Beginning())
    return {name: value for name, value in plain.items() if name == "kind" or value != usual[name]}


def of(found: dict[str, Any]) -> Pair:
    """Return the pair that was kept as this.

    Raises ValueError if it differs in more than what its observer must not see.
    """
    one, two = (
        History(_beginning(begun), tuple(Session(*row) for row in found[name]), found["lasts"])
        for begun, name in zip(found["begun"], ("one", "two"), strict=True)
    )
    hidden = HIDDEN[found["observer"]]
    seen = [[each for each in life.sessions if each.who not in hidden] for life in (one, two)]
    if seen[0] != seen[1]:
        raise ValueError("the observer themselves lives otherwise in the second history")
    return Pair(found["observer"], one, two, ("kept",))


def _beginning(begun: dict[str, Any]) -> Beginning:
    parts: dict[str, Part] = {}
    for name in begun.keys() - {"kind"}:
        given: dict[str, Any] = begun[name]
        lists = {key: tuple(each) for key, each in given.items() if isinstance(each, list)}
        parts[name] = Part(**{**given, **lists})
    return Beginning(begun["kind"], **parts)


def tells(told: Pair) -> Interference | None:
    """Return what the observer can tell apart, if anything."""
    try:
        compare(told)
    except Interference as found:
        return found
    return None


def searched(leak: Leak, seed: object) -> tuple[int, Pair, Interference] | None:
    """Return after how many pairs a planted leak is told, the pair that told it, and what it tells."""
    for number in range(ORDINARY):
        drawn = pair(f"{seed} {number}", leak.observers, leak.kinds)
        found = tells(drawn)
        if found:
            return number + 1, drawn, found
    return None


def found_anew(leak: Leak, seed: object) -> dict[str, Any] | None:
    """Search a leak, and return what is to be kept of it."""
    with planted(leak):
        told = searched(leak, seed)
        if told is None:
            return None
        after, drawn, found = told
        least, _ = run(smallest(drawn, found, compared))
        return {"after": after, **data(shortest(least))}


def shortest(told: Pair) -> Pair:
    """Return the pair as soon over as it still tells the leak that is planted."""
    last = max((each.at for each in told.sessions), default=0)
    for more in (HOUR, 6 * HOUR, DAY, 2 * DAY, 4 * DAY, WEEK, 2 * WEEK):
        one, two = (replace(each, lasts=last + more) for each in (told.one, told.two))
        sooner = replace(told, one=one, two=two)
        if sooner.one.lasts < told.one.lasts and tells(sooner):
            return sooner
    return told


def main(names: list[str], say: Callable[[str], object] = print) -> int:
    """Search these leaks anew, or all; returns how many were not told."""
    untold = 0
    for leak in LEAKS:
        if names and leak.what not in names:
            continue
        anew = found_anew(leak, "ordinary")
        untold += anew is None
        say(f"{leak.what}: told after {anew['after']} pairs" if anew else f"{leak.what}: not told")
        now = {name: each for name, each in kept().items() if name != leak.what}
        write({**now, leak.what: anew} if anew else now)
    return untold


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
