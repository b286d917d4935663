"""Figures, each measured against something else in the same run, in turns: `python -m tests.bench`.

ROUNDS=n says how often each is measured.
"""

from __future__ import annotations

import asyncio
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.measures import pairs

ROUNDS = int(os.environ.get("ROUNDS", "5"))


def machine() -> str:
    """Name what this ran on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else "an unknown processor"
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} cores, load {load:.1f}, Python {platform.python_version()}"


def spread(figures: list[float]) -> str:
    """Return the median, and from where to where the figures went."""
    return f"{statistics.median(figures):,.0f} ({min(figures):,.0f} to {max(figures):,.0f})"


async def main() -> None:
    """Measure each pair in turns, A B A B, and print the table."""
    screen, began = Console(width=120), time.perf_counter()
    table = Table(
        title=f"A second; medians of {ROUNDS}, in brackets the lowest and the highest", show_lines=True
    )
    for heading in ("what", "ours", "compared with", "ratio"):
        table.add_column(heading)
    with tempfile.TemporaryDirectory() as folder:
        async for pair in pairs(Path(folder)):
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(await pair.ours())
                theirs.append(await pair.theirs())
            ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
            ratio = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
            table.add_row(pair.what, spread(ours), f"{spread(theirs)}\n{pair.compared_with}", ratio)
            screen.print(f"{time.perf_counter() - began:4.0f} s: {pair.what}", highlight=False)
    screen.print(table)
    screen.print(machine(), highlight=False)


asyncio.run(main())
