"""Long runs: each by a name, with a share of the time, repeated by a seed, and counted in one line."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import logging
import os
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import structlog

WORKERS = 2

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


@dataclass
class Suite:
    """Runs that belong together. A figure of `never` above nothing fails the whole."""

    package: str
    modules: tuple[str, ...]  # where runs are registered
    never: tuple[str, ...]
    runs: dict[str, Run] = field(default_factory=dict)

    def run(self, name: str) -> Callable[[Run], Run]:
        """Register a run under a name. It returns its figures."""

        def register(function: Run) -> Run:
            self.runs[name] = function
            return function

        return register

    def known(self) -> dict[str, Run]:
        """Return every run there is."""
        for module in self.modules:
            importlib.import_module(module)
        return self.runs

    def told(self, figures: Figures) -> str:
        """Return figures as words."""
        return ", ".join(
            f"{count:,} {what}" for what, count in figures.items() if count or what in self.never
        )

    def main(self, about: str | None) -> int:
        """Play every run, two at a time, print each one's figures and then those of all; 0 if all holds."""
        asked, wanted = self._asked(about)
        workers = min(WORKERS, len(wanted))
        share = asked.budget * workers / len(wanted)
        print(f"{len(wanted)} runs, {share:.0f} s each, seed {asked.seed}", flush=True)
        whole, broken, began = Counter(dict.fromkeys(self.never[:2], 0)), [], time.monotonic()
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
            pending = {name: pool.submit(one, self.package, name, share, asked.seed) for name in wanted}
            for name, future in pending.items():
                try:
                    figures = future.result()
                except Exception as error:  # a run that breaks is a failure of its own; the others go on
                    broken.append(name)
                    print(f"  {name}: broke ({type(error).__name__}: {error})", flush=True)
                    continue
                print(f"  {name}: {self.told(figures)}", flush=True)
                whole.update(figures)
        failed = bool(broken) or any(whole[what] for what in self.never)
        end = f"; broke: {', '.join(broken)}" if broken else ""
        took = time.monotonic() - began
        print(f"{'FAILED' if failed else 'held'} in {took:.0f} s: {self.told(whole)}{end}", flush=True)
        return int(failed)

    def _asked(self, about: str | None) -> tuple[argparse.Namespace, list[str]]:
        names = list(self.known())
        parser = argparse.ArgumentParser(prog=self.package, description=about)
        parser.add_argument("--budget", type=float, default=600.0, help="seconds in all (%(default)s)")
        parser.add_argument("--seed", default=os.environ.get("SEED") or secrets.token_hex(4))
        parser.add_argument("--only", default="", help=f"some of: {', '.join(names)}")
        asked = parser.parse_args()
        wanted = [name for name in names if not asked.only or name in asked.only.split(",")]
        if not wanted:
            parser.error(f"--only names none of: {', '.join(names)}")
        return asked, wanted


def one(package: str, name: str, seconds: float, seed: str) -> Figures:
    """Do one run of a package's suite in a process of its own."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    suite: Suite = importlib.import_module(f"{package}.runs").SUITE
    with tempfile.TemporaryDirectory(prefix=f"{package.rpartition('.')[2]}-{name}-") as folder:
        Path(folder).chmod(0o755)  # a PostgreSQL in it runs as somebody else
        share = Share(seconds, f"{seed} {name}", Path(folder), time.monotonic())
        return asyncio.run(suite.known()[name](share))
