"""When things are due, in people's own time zones. All instants are UTC; wishes are local."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from bot.domain.places import ALIASES, COMMON, SPELLED, ZONES

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
NEW_DAY = 4 * 60
"""A person's day runs from four in the morning: what is written after midnight belongs to the evening."""

LIKELY = 20  # minutes that a clock read aloud may be off

_zones: dict[str, tzinfo | None] = {}  # ZoneInfo itself keeps only eight at hand, and reads the rest anew


def zone_of(zone: str, offset: int | None = None) -> tzinfo:
    """Return the zone of an IANA name or of "+05:30"; else that of the offset in minutes; else UTC."""
    if zone not in _zones:
        if len(_zones) > 5000:
            _zones.clear()
        _zones[zone] = _named(zone)
    known = _zones[zone]
    if known is not None:
        return known
    if offset is None or not -24 * 60 < offset < 24 * 60:
        return UTC
    return timezone(timedelta(minutes=offset))


def _named(zone: str) -> tzinfo | None:
    fixed = re.fullmatch(r"([+-])(\d\d?):?(\d\d)", zone, re.ASCII)
    if fixed and (minutes := int(fixed[2]) * 60 + int(fixed[3])) < 24 * 60:
        return timezone(timedelta(minutes=minutes if fixed[1] == "+" else -minutes))
    if not re.fullmatch(r"[A-Za-z][\w+/-]*", zone, re.ASCII):
        return None
    try:
        return ZoneInfo(zone)
    except (ValueError, KeyError, OSError):  # OSError: "America" is a folder
        return None


@lru_cache(maxsize=4096)  # many people share an hour and a zone
def at_local(day: date, minute: int, zone: tzinfo) -> datetime:
    """Return the instant at which a local clock shows this minute of this day.

    A time that does not exist becomes the first instant after the gap; one that exists twice is the first.
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    # In a gap the first reading overshoots its end, and the second one falls short of it.
    late, early = instant, wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    summer = late.astimezone(zone).utcoffset()
    while late - early > SECOND:
        middle = early + (late - early) // SECOND // 2 * SECOND
        if middle.astimezone(zone).utcoffset() == summer:
            late = middle
        else:
            early = middle
    return late


def _exists(day: date, zone: tzinfo) -> bool:
    """Whether the day took place: Samoa had no 30 December 2011."""
    return local_day(at_local(day, 0, zone), zone) == day


def wishes(minute: int, zone: tzinfo, after: datetime) -> Iterator[tuple[date, datetime]]:
    """Yield this wish of every local day, with the day, in order from the first strictly after an instant."""
    # A wish in a gap over midnight comes true only on the next day, so look at the day before as well.
    day = local_day(after, zone) - DAY
    while True:
        instant = at_local(day, minute, zone)
        if instant > after and (local_day(instant, zone) == day or _exists(day, zone)):
            yield day, instant
        day += DAY


def next_local_time(minute: int, zone: tzinfo, after: datetime) -> datetime:
    """Return the first instant strictly after `after` that is this wish; every local day has one."""
    return next(wishes(minute, zone, after))[1]


def next_weekday(day: int, minute: int, zone: tzinfo, after: datetime) -> datetime:
    """Return the first instant strictly after `after` that is this wish on this weekday; Monday is 0."""
    return next(instant for date, instant in wishes(minute, zone, after) if date.weekday() == day)


def local_day(now: datetime, zone: tzinfo) -> date:
    """Return the day that a local calendar shows."""
    return now.astimezone(zone).date()


def diary_day(now: datetime, zone: tzinfo) -> date:
    """Return the day that an instant belongs to for a person: days run from 04:00 to 04:00."""
    day = local_day(now, zone)
    while now < at_local(day, NEW_DAY, zone) or not _exists(day, zone):
        day -= DAY
    return day


def end_of_day(now: datetime, zone: tzinfo) -> datetime:
    """Return the next 04:00 strictly after now, where a person's day ends."""
    return next_local_time(NEW_DAY, zone, now)


def out_of_quiet(at: datetime, quiet_from: int, quiet_to: int, zone: tzinfo) -> datetime:
    """Return an instant itself, or the end of the quiet hours that it falls into; equal bounds are none."""
    while _quiet(at, quiet_from, quiet_to, zone):
        at = _first_showing(quiet_to, zone, at)
    return at


def _quiet(at: datetime, quiet_from: int, quiet_to: int, zone: tzinfo) -> bool:
    wall = at.astimezone(zone)
    minute = wall.hour * 60 + wall.minute
    if quiet_from <= quiet_to:
        return quiet_from <= minute < quiet_to
    return minute >= quiet_from or minute < quiet_to


def _first_showing(minute: int, zone: tzinfo, after: datetime) -> datetime:
    """Like next_local_time, but a time that exists twice counts twice: it is quiet until the second."""
    once = next_local_time(minute, zone, after)
    wall = datetime.combine(local_day(after, zone), time(minute // 60, minute % 60), zone)
    again = wall.replace(fold=1).astimezone(UTC)
    shown = again.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)
    return again if shown and after < again < once else once


def catch_up(at: datetime, now: datetime, window: timedelta) -> bool:
    """Return whether something that was due at `at` is still in its window."""
    return now < at + window


@dataclass(frozen=True)
class Times:
    """When a couple's week opens (T0) and closes (T1), on the clock of their zone.

    Weekdays (Monday is 0) and minutes after midnight; by default Saturday 10:00 and Sunday 16:00.
    """

    opens_day: int = 5
    opens: int = 10 * 60
    closes_day: int = 6
    closes: int = 16 * 60

    @property
    def days(self) -> int:
        """From the day of T0 to the day of T1."""
        return (self.closes_day - self.opens_day) % 7

    @property
    def length(self) -> timedelta:
        """The hours in which a choice can be changed, as a clock counts them."""
        return self.days * DAY + timedelta(minutes=self.closes - self.opens)


WEEKEND = Times()


@dataclass(frozen=True)
class Week:
    """A couple's week: its key (the ISO date on which it closes), and when its choice opens and closes."""

    key: str
    opens: datetime  # T0
    closes: datetime  # T1


def week_of(instant: datetime, zone: tzinfo, times: Times = WEEKEND) -> Week:
    """Return the week whose choice is open, or else the next one: the first that closes after an instant."""
    days = (day for day, _ in wishes(times.closes, zone, instant) if day.weekday() == times.closes_day)
    return week_by_key(next(days).isoformat(), zone, times)


def next_week(after: datetime, zone: tzinfo, times: Times = WEEKEND) -> Week:
    """Return the first week that opens strictly after an instant."""
    days = (day for day, _ in wishes(times.opens, zone, after) if day.weekday() == times.opens_day)
    return week_by_key((next(days) + times.days * DAY).isoformat(), zone, times)


def week_by_key(key: str, zone: tzinfo, times: Times = WEEKEND) -> Week:
    """Return the week that closes on this day. Raises ValueError for a day on which no week closes."""
    last = date.fromisoformat(key)
    if last.weekday() != times.closes_day:
        raise ValueError(f"no week closes on {key}")
    opens = at_local(last - times.days * DAY, times.opens, zone)
    return Week(key, opens, at_local(last, times.closes, zone))


def week_anew(closed: datetime, now: datetime, zone: tzinfo, times: Times) -> Week:
    """Return the first week by new times: it has not opened yet, and closes nearest to seven days later.

    So from one T1 to the next it is never less than half a week, and never a week and a half.
    """
    first = next_week(now, zone, times)
    second = next_week(first.opens, zone, times)
    return min(first, second, key=lambda week: abs(week.closes - closed - 7 * DAY))


def zones_at(minute: int, now: datetime) -> list[str]:
    """Return common zones whose clock shows this minute of the day, or nearly, the likeliest first."""
    return [zone for zone in COMMON if abs(_difference(minute, now.astimezone(zone_of(zone)))) <= LIKELY]


def _difference(minute: int, wall: datetime) -> int:
    return (minute - wall.hour * 60 - wall.minute + 12 * 60) % (24 * 60) - 12 * 60


def offset_from_clock(minute: int, now: datetime) -> int:
    """Return the minutes east of UTC, to the quarter of an hour, of a clock that shows this minute now."""
    east = round(_difference(minute, now.astimezone(UTC)) / 15) * 15
    # Clocks east and west of the date line read alike; few live at -10:15 to -12:00, many at +12:00 and on.
    return east + 24 * 60 if east < -10 * 60 else east


def city_name(zone: str) -> str:
    """Return how people call the place of a zone."""
    if zone in SPELLED:
        return SPELLED[zone]
    if fixed := re.fullmatch(r"([+-])0?(\d\d?):?(\d\d)", zone):
        return f"UTC{fixed[1]}{fixed[2]}:{fixed[3]}"
    return zone.rpartition("/")[2].replace("_", " ") or "UTC"


def find_zone(text: str) -> list[str]:
    """Return the zones of the cities that begin with a text, the likeliest first, then of those with it."""
    wanted = _plain(text)
    found = _search(wanted) if wanted else []
    if not found and "," in text:  # "Springfield, Illinois"
        return find_zone(text.partition(",")[0])
    return found


def _search(wanted: str) -> list[str]:
    ranks: dict[str, tuple[int, int]] = {}
    for order, (zone, names) in enumerate(_names().items()):
        rank = min(_rank(wanted, name) for name in names)
        if rank < 3:
            ranks[zone] = (rank, order)
    return sorted(ranks, key=ranks.__getitem__)


def _rank(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if len(wanted) > 2 and wanted in name else 3


@cache
def _names() -> dict[str, list[str]]:
    """Every zone with the names that it is found by, the most common zones first."""
    zones = dict.fromkeys((*COMMON, *ZONES))
    return {
        zone: [
            _plain(name) for name in (city_name(zone), zone.rpartition("/")[2], zone, *ALIASES.get(zone, ()))
        ]
        for zone in zones
    }


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def _plain(text: str) -> str:
    """Return a text in small letters without their marks, its words apart by one space."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare.replace("'", "").replace("’", "")))
