"""What a measure is: the same work done in several ways in turns, with what ours is to reach."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One turn's figure, and the milliseconds of this process's own time that each piece took."""

    value: float
    cpu: float | None = None


@dataclass(frozen=True)
class Way:
    """One way to do the work; `run` does it once."""

    name: str
    run: Callable[[], Awaitable[Figure]]


@dataclass(frozen=True)
class Aim:
    """What ours is to reach: in the unit itself, or as a multiple of the way with this number."""

    value: float
    of: int = 0
    said: str = ""  # how else to say it


@dataclass(frozen=True)
class Measure:
    """The same work in several ways, ours first. A note says what a way does not do."""

    what: str
    unit: str
    ways: tuple[Way, ...]
    aims: tuple[Aim, ...] = ()
    more_is_better: bool = True
    note: str = ""
    turns: int | None = None  # where it takes long: fewer turns than the others


@dataclass
class Result:
    """What came of a measure: for each way a figure for each turn."""

    measure: Measure
    turns: list[list[Figure]] = field(default_factory=list)  # by turn, then by way

    def figures(self, way: int) -> list[float]:
        """Return the figures of one way."""
        return [turn[way].value for turn in self.turns]

    def median(self, way: int = 0) -> float:
        """Return the figure in the middle."""
        return statistics.median(self.figures(way))

    def cpu(self, way: int) -> float | None:
        """Return the milliseconds each took of this process, in the middle."""
        known = [turn[way].cpu for turn in self.turns]
        return statistics.median([each for each in known if each is not None]) if None not in known else None

    def ratios(self, way: int) -> list[float]:
        """Return ours as a multiple of another way, turn by turn."""
        return [turn[0].value / turn[way].value if turn[way].value else float("inf") for turn in self.turns]

    def share(self, aim: Aim) -> float:
        """Return how much of an aim is reached: 1 or more is all of it."""
        wanted = aim.value * (statistics.median(self.figures(aim.of)) if aim.of else 1.0)
        ours = statistics.median(self.ratios(aim.of)) if aim.of else self.median()
        asked = aim.value
        if not self.measure.more_is_better:
            ours, asked = asked, ours
        return ours / asked if asked and wanted else float("inf")

    def hardest(self) -> Aim | None:
        """Return the aim of which least is reached."""
        return min(self.measure.aims, key=self.share, default=None)


async def measured(measure: Measure, turns: int) -> Result:
    """Measure in turns: A B C A B C …"""
    result = Result(measure)
    for _ in range(min(turns, measure.turns or turns)):
        result.turns.append([await way.run() for way in measure.ways])
    return result


async def rate(amount: int, work: Awaitable[object]) -> Figure:
    """Return how much is done in a second, and what each took of this process."""
    began, used = time.perf_counter(), time.process_time()
    await work
    return per_second(amount, time.perf_counter() - began, time.process_time() - used)


def per_second(amount: int, seconds: float, cpu: float | None = None) -> Figure:
    """Return a rate as a figure."""
    return Figure(amount / seconds, None if cpu is None else cpu * 1000 / amount)


def quantile(values: list[float], share: float) -> float:
    """Return the value below which this share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def machine() -> str:
    """Name what this runs on, and what else it is doing."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else "an unknown processor"
    load = os.getloadavg()[0]
    python = platform.python_version()
    return f"{model}, {os.cpu_count()} cores, Python {python}, load {load:.1f} at the start"


def number(value: float) -> str:
    """Return a figure in as many digits as it deserves."""
    if value >= 100:
        return f"{value:,.0f}"
    said = f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return said.removesuffix(".00").removesuffix(".0")


def spread(values: list[float]) -> str:
    """Return the median, and from where to where they went."""
    middle = number(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} ({number(min(values))} to {number(max(values))})"
