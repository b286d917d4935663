"""The long runs of the crash suite: each by a name, with a share of the time, repeated by a seed, counted."""

from __future__ import annotations

import asyncio
import importlib
import logging
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

MODULES: tuple[str, ...] = (
    "tests.faults.crowds",
    "tests.faults.long_boundaries",
    "tests.faults.long_kills",
    "tests.faults.test_clocks",
    "tests.faults.test_mutants",
    "tests.faults.test_repeats",
    "tests.faults.storms",
    "tests.faults.zones",
)
"""Where runs are registered; each module decorates its own with `@run`."""

NEVER = ("lost", "doubled", "crashes", "leaked", "late", "wrong", "left over")
"""What must stay at nothing; everything else is only counted."""

Figures = Counter[str]


@dataclass(frozen=True)
class Share:
    """How long a run may take, what repeats it, and a folder of its own."""

    seconds: float
    seed: str
    folder: Path
    began: float

    def left(self) -> float:
        """Return the seconds that are left."""
        return self.began + self.seconds - time.monotonic()


Run = Callable[[Share], Coroutine[Any, Any, Figures]]
RUNS: dict[str, Run] = {}


def run(name: str) -> Callable[[Run], Run]:
    """Register a run under a name. It returns its figures; one of NEVER above nothing fails the whole."""

    def register(function: Run) -> Run:
        RUNS[name] = function
        return function

    return register


def known() -> dict[str, Run]:
    """Return every run there is."""
    for module in MODULES:
        importlib.import_module(module)
    return RUNS


def one(name: str, seconds: float, seed: str) -> Figures:
    """Do one run in a process of its own."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory(prefix=f"faults-{name}-") as folder:
        Path(folder).chmod(0o755)  # a PostgreSQL in it runs as somebody else
        share = Share(seconds, f"{seed} {name}", Path(folder), time.monotonic())
        return asyncio.run(known()[name](share))
