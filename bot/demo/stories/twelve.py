"""Twelve weeks on the page, step by step; evenings of which nothing is told go by quickly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from bot.demo.long import alone, couple
from bot.demo.long.cast import Cast, Week, live_day
from bot.demo.story import Story
from bot.demo.telling import ANA, JON, LOW, Act, Step, Tale, Who, at, quickly, said, step
from bot.domain.say import line

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


def _picks_first(who: Who, action: str) -> Act:
    """Tap the first button that does this, whatever it is about."""

    async def act(story: Story) -> None:
        resident = story.people[who.name]
        values = [value for name, value in resident.offered() if name == action]
        story.expect(bool(values), f"{who.name} finds no button for “{action}”.")
        await resident.picks(action, values[0])

    return act


_LOOKING_BACK = (
    at("21:10", days=1),
    LOW.types("/therapist"),
    LOW.taps(line("client-manage", couple="Ana & Jon"), "session-since"),
    _picks_first(LOW, "client"),
    JON.types("/week"),
    _picks_first(JON, "shared"),
    ANA.types("/history"),
)

TWELVE_WEEKS = Tale(
    "twelve-weeks",
    (*_told("couple", couple.START, couple.begins, couple.WEEKS), step("twelve-end", *_LOOKING_BACK)),
    couple.START,
)

TWELVE_ALONE = Tale(
    "twelve-alone",
    (
        *_told("alone", alone.START, alone.begins, alone.WEEKS),
        step("twelve-alone-end", at("21:10", days=1), Who(alone.MARA).types("/history")),
    ),
    alone.START,
)
