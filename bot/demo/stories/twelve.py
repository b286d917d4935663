"""Twelve weeks on the page, step by step; evenings of which nothing is told go by quickly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from bot.demo.long import alone, couple
from bot.demo.long.cast import Cast, Week, live_day
from bot.demo.story import Story
from bot.demo.telling import Act, Step, Tale, quickly, said, step

_casts: WeakKeyDictionary[Story, Cast] = WeakKeyDictionary()
"""Who lives in a story that is being told."""


def _begun(begins: Callable[[Story], Cast]) -> Act:
    async def act(story: Story) -> None:
        _casts[story] = begins(story)

    return act


def _days(week: Week, number: int, days: Sequence[date]) -> Act:
    async def act(story: Story) -> None:
        cast = _casts[story]
        cast.week, cast.codes = number, week.evenings
        for day in days:
            await live_day(cast, week, day, said)

    return act


def _told(name: str, start: datetime, begins: Callable[[Story], Cast], weeks: Sequence[Week]) -> list[Step]:
    """Return a step for each day on which something happens, and a quick one for those before it."""
    steps = [quickly(f"{name}-title", _begun(begins))]
    for number, week in enumerate(weeks):
        quiet: list[date] = []
        for weekday in range(7):
            day = start.date() + timedelta(weeks=number, days=weekday)
            if weekday not in week.scenes and weekday not in week.late:
                quiet.append(day)
                continue
            if quiet:
                steps.append(quickly(f"{name}-{number + 1}", _days(week, number, quiet)))
            steps.append(step(f"{name}-{number + 1}-{weekday + 1}", _days(week, number, [day])))
            quiet = []
        if quiet:
            steps.append(quickly(f"{name}-{number + 1}", _days(week, number, quiet)))
    return steps


TWELVE_WEEKS = Tale(
    "twelve-weeks",
    (*_told("couple", couple.START, couple.begins, couple.WEEKS), step("twelve-end")),
    couple.START,
)

TWELVE_ALONE = Tale(
    "twelve-alone",
    (*_told("alone", alone.START, alone.begins, alone.WEEKS), step("twelve-alone-end")),
    alone.START,
)
