"""The long run over boundaries: a weekend for each of them, until all are done or the time is over."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.faults.runs import Figures, Share, run
from tests.faults.test_boundaries import never, one_by_one
from tests.faults.weekend import Weekend, until_friday


@run("weekends")
async def weekends(share: Share) -> Figures:
    """Die at each boundary of a weekend in turn: in memory, then on SQLite."""
    figures: Figures = Counter(dict.fromkeys(("schedules", "kills", "lost", "doubled"), 0))
    prepared = share.folder / "friday"
    prepared.mkdir()
    for folder in (None, prepared):
        await _one_store(share, folder, figures)
    return figures


async def _one_store(share: Share, prepared: Path | None, figures: Figures) -> None:
    friday, where = await until_friday(prepared), "SQLite" if prepared else "memory"
    whole = Weekend(friday, share.folder / f"{where} whole", never)
    await whole.play()
    for number, at in enumerate(one_by_one(whole.steps)):
        if share.left() < 0:
            figures[f"schedules left out on {where}"] += sum(map(len, whole.steps)) - number
            return
        weekend = Weekend(friday, share.folder / f"{where} {number}", at)
        found = await weekend.play()
        figures.update(
            {
                "schedules": 1,
                "kills": len(weekend.deaths),
                "lost": len(found.lost),
                "doubled": len(found.doubled),
                "spare knocks": found.spare_knocks,
            }
        )
