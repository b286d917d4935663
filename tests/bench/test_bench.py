"""Each measure still runs, on a size so small that its figures mean nothing."""

import importlib
from pathlib import Path

from tests.bench.figures import Aim, Figure, Measure, Result, Way, measured
from tests.bench.ground import Ground
from tests.bench.report import draw, markdown

TINY = 0.002
FAMILIES = ("answers", "taps", "sends", "due", "retention")


async def test_every_way_of_every_measure_still_does_its_work(tmp_path: Path) -> None:
    async with Ground(tmp_path, TINY, kinds=("SQLite",)) as ground:
        for family in FAMILIES:
            async for measure in importlib.import_module(f"tests.bench.{family}").measures(ground):
                result = await measured(measure, turns=1)
                assert all(figure.value > 0 for figure in result.turns[0]), measure.what


def result(ours: list[float], theirs: list[float], *aims: Aim, more: bool = True) -> Result:
    """Return what came of a measure with these figures."""

    async def never() -> Figure:
        raise AssertionError

    measure = Measure("work", "a second", (Way("ours", never), Way("theirs", never)), aims, more)
    return Result(measure, [[Figure(a), Figure(b)] for a, b in zip(ours, theirs, strict=True)])


def test_an_aim_is_held_against_the_median_and_against_the_ratios_turn_by_turn() -> None:
    found = result([100, 300, 900], [50, 100, 100], Aim(150), Aim(4, of=1))
    assert [found.share(aim) for aim in found.measure.aims] == [2.0, 0.75]
    assert found.hardest() == Aim(4, of=1)


def test_the_table_says_what_was_reached_and_the_picture_is_one(tmp_path: Path) -> None:
    found = [("work", result([100], [50], Aim(150), Aim(2, of=1)))]
    table = markdown(found, 1, "a machine")
    assert "at least 150: 67% of it" in table
    assert "at least 2 × theirs: reached" in table
    draw(found, "a machine", tmp_path / "bench.png")
    assert (tmp_path / "bench.png").read_bytes().startswith(b"\x89PNG")


def test_where_less_is_better_half_of_what_is_allowed_is_twice_the_aim() -> None:
    found = result([10], [40], Aim(20), Aim(0.5, of=1), more=False)
    assert [found.share(aim) for aim in found.measure.aims] == [2.0, 2.0]
