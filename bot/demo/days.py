"""The calendar of the story: each day, what is told of it, and what happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

from bot.demo import along, held, weeks
from bot.demo import first_days as first
from bot.demo.story import Story

Scene = Callable[[Story], Awaitable[None]]

MONDAY = date(2026, 3, 16)
START = datetime(2026, 3, 16, 20, 30, tzinfo=UTC)  # on 29 March clocks in London go forward
PEOPLE = ("Ana", "Jon", "Dr Low")


TOLD: tuple[tuple[str, tuple[Scene, ...]], ...] = (
    ("Ana begins, alone. Five taps, and a two. Calm eases it.", (first.ana_begins,)),
    ("Ana puts a fear into words, and sends Jon a link.", (first.jon_is_asked,)),
    ("Alone, each answers the private questions. Then they link.", (first.linked,)),
    ("Ana proposes Dr Low. Six digits wait on three phones.", (first.dr_low_is_asked,)),
    ("The digits are read aloud. That evening Jon owns one thing.", (first.session,)),
    ("Jon strikes out an excuse. Each chooses: partner and Dr Low.", (weeks.pages_shared,)),
    ("At four: two pages, word for word. Jon says one line back.", (weeks.summary,)),
    ("At nine Dr Low reads what both chose to bring.", (weeks.dr_low_reads,)),
    ("An ordinary Tuesday. Both phones end it with the same line.", (weeks.ordinary_tuesday,)),
    ("Twenty to three: Calm, then Help. Jon’s phone stays dark.", (weeks.bad_night,)),
    ("Mid-quarrel, a break. Ana makes it longer; nobody asks why.", (weeks.quarrel,)),
    ("Jon owns another thing. His knock: from six to nine.", (weeks.next_day,)),
    ("Ana would share. Jon keeps his page. Their screens are alike.", (weeks.jon_keeps,)),
    ("Clocks go forward. At four, one constant sentence for both.", (weeks.clocks_change,)),
    ("Dr Low: nothing this week. Ana rests, and nobody is told.", (weeks.ana_rests,)),
    ("Ana’s phone is quiet. Jon’s is knocked at, and stays closed.", (weeks.quiet_day,)),
    ("The same, and that is allowed.", (weeks.quiet_day,)),
    ("Elsewhere Mia and Lou begin. She is afraid, and says so here.", (held.two_more, weeks.quiet_day)),
    ("Ana’s rest is over. The knock is back at its hour.", (weeks.ana_is_back,)),
    ("Jon opens nothing. Mia taps Share, under a plain page.", (held.held_page, weeks.jon_is_silent)),
    ("Lou reads one plain line. Ana, the constant sentence again.", (held.held_summary, weeks.silence)),
    ("Dr Low: nothing. Jon reads the same. Ana takes hers along.", (weeks.last_morning, along.takes_along)),
)
"""Each day from the first: its caption on the screen, and its scenes in order."""

WEEK = 8
"""How many days a quick telling has: the first week, and the morning after it."""

SUMMARIES = {
    "Ana": {date(2026, 3, 22)},
    "Jon": {date(2026, 3, 22)},
    "Mia": {date(2026, 4, 5)},
    "Lou": {date(2026, 4, 5)},
}
"""Who reads a joint summary, and on which days: nobody else, and on no other day."""

PAGES = {"Dr Low": {date(2026, 3, 23)}}
"""Who reads a therapist's page, and when."""

PRIVATE = {"Ana": {date(2026, 3, 29), date(2026, 4, 5)}, "Jon": {date(2026, 3, 29), date(2026, 4, 6)}}
"""Who reads the constant sentence, and when."""


WHAT = {
    "joint-intro": ("a joint summary", SUMMARIES),
    "client-footer": ("a therapist’s page", PAGES),
    "week-private": ("the constant sentence", PRIVATE),
}


def calendar(quick: bool) -> list[tuple[date, str, tuple[Scene, ...]]]:
    """Return the days to tell: all of them, or only the first week and the morning after it."""
    told = TOLD[:WEEK] if quick else TOLD
    return [(MONDAY + timedelta(days=number), *day) for number, day in enumerate(told)]


def at_the_end(story: Story) -> None:
    """Hold the whole story to what went out: to whom, on which days, and never besides."""
    for key, (what, told) in WHAT.items():
        for name in story.people:
            wanted = {day for day in told.get(name, ()) if day <= story.day}
            seen = story.days_with(name, key)
            story.expect(seen == wanted, f"{name} read {what} on {_list(seen)}, and not on {_list(wanted)}.")
    constant = {each.bubble.words for each in story.sights if story.says(each, "week-private")}
    story.expect(len(constant) <= 1, "The constant sentence was not the same on every phone.")


def _list(days: set[date]) -> str:
    return ", ".join(f"{day:%-d %B}" for day in sorted(days)) or "any day"
