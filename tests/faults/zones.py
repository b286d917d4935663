"""Every zone, every clock change, several times of day: one knock a day, at the instant found by counting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.knocks import Wish, day_of, next_knock
from tests.faults.runs import Figures, Share, run

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
ORDINARY = (8 * 60, 20 * 60 + 30)

Walls = dict[datetime, datetime]  # what the clock on the wall shows, and the first instant at which it does


def changes(zone: tzinfo, since: datetime = SINCE, until: datetime = UNTIL) -> Iterator[datetime]:
    """Yield the first minute after each change of a zone's clock, found by looking at every day."""
    here, before = since, since.astimezone(zone).utcoffset()
    while here < until:
        there = here + DAY
        after = there.astimezone(zone).utcoffset()
        if after != before:
            minutes = (here + n * MINUTE for n in range(1441))
            yield next(at for at in minutes if at.astimezone(zone).utcoffset() == after)
        here, before = there, after


def walls_around(moment: datetime, zone: tzinfo) -> Walls:
    """Look at the clock on the wall in every minute of some days around an instant."""
    walls: Walls = {}
    for n in range(-3 * 1440, 3 * 1440):
        at = moment + n * MINUTE
        walls.setdefault(at.astimezone(zone).replace(tzinfo=None), at)
    return walls


def counted(walls: Walls, minute: int, since: date) -> list[datetime]:
    """Return one instant for each of five days: the first that shows this time, or else the next shown."""
    found = []
    for day in range(5):
        wish = datetime(since.year, since.month, since.day) + day * DAY + minute * MINUTE  # noqa: DTZ001
        while wish not in walls:
            wish += MINUTE
        found.append(walls[wish])
    return found


def times_of_day(moment: datetime, zone: tzinfo) -> list[int]:
    """Return minutes of the day: within what is skipped or comes twice, at its edges, and ordinary ones."""
    edges = [(moment + step * MINUTE).astimezone(zone) for step in (-1, 0)]
    before, after = (each.hour * 60 + each.minute for each in edges)
    middle = before + ((after - before + 720) % 1440 - 720) // 2
    return [
        each % 1440 for each in (before, before + 1, middle, after - 1, after, *ORDINARY, 0, 239, 240, 1439)
    ]


def wrong_around(moment: datetime, zone: tzinfo, times: list[int]) -> list[int]:
    """Return the times of day at which knocks around a change are not those that were counted."""
    walls, wrong = walls_around(moment, zone), []
    for minute in times:
        wanted = counted(walls, minute, moment.astimezone(zone).date() - 2 * DAY)
        wish = Wish(minute, minute, 0, 0, zone)
        at, done, last, came = wanted[0] - MINUTE, "", None, []
        for _ in wanted:
            at = last = next_knock(wish, at, 0.0, done, last)
            done = day_of(wish, at)
            came.append(at)
        if came != wanted:
            wrong.append(minute)
    return wrong


@run("zones")
async def zones(share: Share) -> Figures:
    """Go through every zone by its name, in an order of chance, for as long as there is time."""
    names = sorted(available_timezones())
    Random(share.seed).shuffle(names)
    figures = Figures(zones=0, changes=0, wishes=0, wrong=0)
    for name in names:
        if share.left() < 1:
            break
        zone = ZoneInfo(name)
        moments = list(changes(zone)) or [datetime(2026, 3, 29, 1, tzinfo=UTC)]
        figures["zones"] += 1
        for moment in moments:
            times = times_of_day(moment, zone)
            figures["changes"] += 1
            figures["wishes"] += len(times)
            for minute in wrong_around(moment, zone, times):
                figures["wrong"] += 1
                print(f"    {name} around {moment}: {minute // 60:02d}:{minute % 60:02d}")
    return figures
