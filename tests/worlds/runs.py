"""The long runs of the two-run tests: where they are registered, and what must never be found in any."""

from __future__ import annotations

from tests.longruns import Figures, Share, Suite

NEVER = (
    "differences", "links", "lost", "doubled", "opened", "canaries", "leaked", "wrong", "left behind",
    "untold", "cells lost", "actions never done", "instants that never came", "things never mutated",
)  # fmt: skip
"""What must stay at nothing; everything else is only counted."""

MODULES = (
    "tests.worlds.long_pairs",
    "tests.worlds.long_residue",
    "tests.worlds.long_watched",
    "tests.abuse.long_codes",
    "tests.data.long_rotation",
    "tests.worlds.long_release",
    "tests.worlds.long_care",
    "tests.exhaustive.long_scope",
)
"""Whoever has a long form names its module here, and decorates it with `@run`."""

SUITE = Suite("tests.worlds", MODULES, NEVER)

run = SUITE.run

__all__ = ["NEVER", "SUITE", "Figures", "Share", "run"]
