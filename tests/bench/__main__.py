"""Figures, each beside another way to do the same, in turns, in one run: `python -m tests.bench --help`."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import logging
import tempfile
import time
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table

from tests.bench.figures import Result, machine, measured, number, spread
from tests.bench.ground import Ground

FAMILIES = (
    "answers",
    "taps",
    "sends",
    "knocks",
    "due",
    "people",
    "webhook",
    "pictures",
    "memory",
    "pairs",
    "waits",
    "retention",
)


def options() -> argparse.Namespace:
    """Read what is asked for."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of these, apart by commas: {', '.join(FAMILIES)}")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is measured (%(default)s)")
    parser.add_argument("--scale", type=float, default=1.0, help="how much of the work; 1 is all of it")
    parser.add_argument("--write", action="store_true", help="write the table and the picture into docs/")
    asked = parser.parse_args()
    asked.families = [each for each in FAMILIES if not asked.only or each in asked.only.split(",")]
    if set(filter(None, asked.only.split(","))) - set(FAMILIES):
        parser.error(f"--only takes some of: {', '.join(FAMILIES)}")
    return asked


async def results(families: list[str], turns: int, scale: float, screen: Console) -> list[tuple[str, Result]]:
    """Measure family after family; say each result as it comes."""
    found, began = [], time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="evenkeel-bench-") as folder:
        async with Ground(Path(folder), scale) as ground:
            for family in families:
                module = importlib.import_module(f"tests.bench.{family}")
                async for measure in module.measures(ground):
                    result = await measured(measure, turns)
                    found.append((family, result))
                    screen.print(f"{time.perf_counter() - began:4.0f} s  {said(result)}", highlight=False)
    return found


def said(result: Result) -> str:
    """Return a result in one line."""
    ways = [f"{way.name} {number(result.median(place))}" for place, way in enumerate(result.measure.ways)]
    aim = result.hardest()
    reached = "" if aim is None else f" — {result.share(aim):.0%} of the aim"
    return f"{result.measure.what}: {'; '.join(ways)} {result.measure.unit}{reached}"


def table(found: list[tuple[str, Result]], turns: int) -> Table:
    """Return all of it as a table for the screen."""
    made = Table(title=f"Medians of {turns} turns, in brackets the lowest and the highest", show_lines=True)
    for heading in ("what", "way", "figure", "own CPU, ms each", "ours as a multiple"):
        made.add_column(heading)
    for _, result in found:
        for place, way in enumerate(result.measure.ways):
            cpu = result.cpu(place)
            made.add_row(
                f"{result.measure.what}\n{result.measure.unit}" if place == 0 else "",
                way.name,
                spread(result.figures(place)),
                "" if cpu is None else f"{cpu:.2f}",
                spread(result.ratios(place)) if place else "",
            )
    return made


async def main() -> None:
    """Measure, show, and write if so asked."""
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asked, screen, where, began = options(), Console(width=140), machine(), time.perf_counter()
    screen.print(where, highlight=False)
    found = await results(asked.families, asked.rounds, asked.scale, screen)
    screen.print(table(found, asked.rounds))
    screen.print(f"{where}; {time.perf_counter() - began:.0f} s in all", highlight=False)
    if asked.write:
        from tests.bench.report import write

        write(found, asked.rounds, where)


if __name__ == "__main__":
    asyncio.run(main())
