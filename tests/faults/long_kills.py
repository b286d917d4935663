"""The long runs with real kills: of the program on SQLite and on PostgreSQL, and of PostgreSQL itself."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

from tests import postgres
from tests.faults import cluster
from tests.faults.findings import Findings
from tests.faults.killing import hooked, hunted, lived
from tests.faults.runs import Figures, Share, run

LAST = 40.0  # seconds kept for the hour that is under way when the time is over
WAYS = {"polling": 0.5, "webhook": 0.25, "postgresql": 0.25}
"""How the program is run while it is killed, and the part of the time that each has."""


def until_over(share: Share, part: float) -> Callable[[], bool]:
    """Return what says to go on for this part of the time: one day at the least."""
    end, passed = (share.seconds - LAST) * part, iter([True])
    return lambda: share.seconds - share.left() < end or next(passed, False)


def figures(found: Findings, way: str, whole: Figures) -> None:
    """Add what was found, and say each thing that is wrong."""
    for what, many in (("lost", found.lost), ("doubled", found.doubled), ("left over", found.left)):
        for each in many:
            print(f"{way}: {what}: {each}", file=sys.stderr, flush=True)
    whole.update(found.total())


@run("sigkill")
async def sigkill(share: Share) -> Figures:
    """Kill one program with SIGKILL while people live on, one way of running it after another."""
    whole, part = Counter[str](), 0.0
    for way, of_all in WAYS.items():
        part += of_all
        settings = hooked() if way == "webhook" else None
        place = share.folder / way
        place.mkdir()
        goes_on, seed = until_over(share, part), f"{share.seed} {way}"
        if way == "postgresql":
            with postgres.own_server("-c", "fsync=off") as server:
                urls = await postgres.create(server.address), await postgres.create(server.address)
                async with hunted(place, seed, urls) as (home, hunter):
                    figures(await lived(home, hunter, goes_on), way, whole)
        else:
            async with hunted(place, seed, settings=settings) as (home, hunter):
                figures(await lived(home, hunter, goes_on), way, whole)
    return whole


@run("postgres-kills")
async def postgres_kills(share: Share) -> Figures:
    """Kill PostgreSQL under four processes, and these too: behind a webhook, then while one polls."""
    whole = Counter[str]()
    for polls, part in ((False, 0.5), (True, 1.0)):
        place = share.folder / ("polling" if polls else "webhook")
        place.mkdir()
        async with cluster.clustered(place, f"{share.seed} {place.name}", polls=polls) as (home, four, _):
            found = await cluster.lived(home, four, until_over(share, part))
            figures(found, f"four processes, {place.name}", whole)
    return whole
