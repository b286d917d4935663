"""What two people set together: each chooses alone, and it changes at T1 if both chose the same."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain import talks
from bot.domain.people import Half
from bot.domain.rhythm import Times, city_name, find_zone, zone_of
from bot.domain.say import Button, Fade, Line, Refusal, Say, Value, Word, button, line, say
from bot.domain.talks import Habit, Sort
from bot.domain.terms import (
    CLOSES,
    KEEPS,
    OPENS,
    Topic,
    Wish,
    current,
    fits,
    habits,
    read_times,
    with_wish,
    without_wish,
)
from bot.services.arriving.windows import clock_time
from bot.services.crossings import closes_next, half_of
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World

WEEKS = (1, 2, 4, 8, 12, 26, 52)


async def linked_half(world: World) -> Half:
    """Return one's own half. Raises Refusal for who is not linked."""
    half = await half_of(world.mine)
    if half is None:
        raise Refusal("moved-on")
    return half


@action("together")
async def together(request: Request, world: World) -> Reply:
    """Show what is set, one's own wishes, and when and how it changes."""
    half = await half_of(world.mine)
    if half is None:
        rows = [[button("back", "settings"), button("close", "enough")]]
        return [say("together-alone", rows=rows, fades=Fade.READ)]
    return [await _shown(half, world)]


async def _shown(half: Half, world: World) -> Say:
    drops = [[button(f"together-drop-{each.topic}", "together-drop", each.topic)] for each in half.wishes]
    return say(
        _times_line("together-now", half.times, city=city_name(half.zone), weeks=half.keep),
        *(_talk_line("now", sort, habit) for sort, habit in habits(half).items()),
        *(_wish_line(each) for each in half.wishes),
        line("together-how", closes=await closes_next(half, world)),
        line("together-limit"),
        rows=[
            [button("together-times", "together-times")],
            [button("together-zone", "together-zone"), button("together-keep", "together-keep")],
            [button("together-ritual", "together-ritual"), button("together-talk", "together-talk")],
            *drops,
            [button("back", "settings"), button("close", "enough")],
        ],
        fades=Fade.READ,
    )


def _times_line(key: str, times: Times, **more: str | int) -> Line:
    return line(
        key,
        opens_day=_weekday(times.opens_day),
        opens=clock_time(times.opens),
        closes_day=_weekday(times.closes_day),
        closes=clock_time(times.closes),
        **more,
    )


def _weekday(day: int) -> Word:
    return Word(f"weekday-{day}")


def _wish_line(wish: Wish) -> Line:
    if wish.topic is Topic.ZONE:
        return line("together-wish-zone", city=city_name(wish.value))
    if wish.topic is Topic.KEEP:
        return line("together-wish-keep", weeks=int(wish.value))
    if wish.topic in (Topic.RITUAL, Topic.TALK):
        habit = talks.read(Sort(wish.topic), wish.value)
        return (
            _talk_line("wish", Sort(wish.topic), habit)
            if habit
            else line(f"together-wish-{wish.topic}-never")
        )
    return _times_line("together-wish-times", read_times(wish.value) or Times())


def _talk_line(what: str, sort: Sort, habit: Habit) -> Line:
    """Return when a talk is, or is wished for: as many days as it has."""
    days = [_weekday(day) for day in habit.days]
    one, two, three = (days + days[-1:] * 2)[:3]
    values: dict[str, Value] = {"count": len(days), "one": one, "two": two, "three": three}
    return Line(f"together-{what}-{sort}", {**values, "time": clock_time(habit.hour * 60)})


async def wished(half: Half, topic: Topic, value: str, at: datetime, world: World) -> Reply:
    """Keep a wish, sealed until T1; the words are the same for every wish."""
    rows = [[button("back", "together"), button("close", "enough")]]
    if value == current(half, topic):
        await world.mine.put(without_wish(half, topic))
        return [say("together-same", rows=rows, fades=Fade.SAVED)]
    await world.mine.put(with_wish(half, Wish(topic, value, at)))
    return [say("together-saved", rows=rows, fades=Fade.SAVED, closes=await closes_next(half, world))]


@action("together-drop")
async def drop(request: Request, world: World) -> Reply:
    """Withdraw one's own wish."""
    half = without_wish(await linked_half(world), request.argument)
    await world.mine.put(half)
    return [await _shown(half, world)]


# ---------------------------------------------------------------------- the two times


@action("together-times")
async def times(request: Request, world: World) -> Reply:
    """Day and hour of T0, then of T1: the value is what was chosen so far."""
    half, given = await linked_half(world), request.argument
    if read_times(given):
        return await wished(half, Topic.TIMES, given, request.at, world)
    if given and not _prefix(given):
        raise Refusal("moved-on")
    asked = {0: _opens_days, 1: _opens_hours, 3: _closes_days, 4: _closes_hours}[len(given)]
    key, each, wide = asked(given)
    rows = [each[start : start + wide] for start in range(0, len(each), wide)]
    return [say(key, rows=[*rows, [button("back", "together")]], fades=Fade.READ)]


def _prefix(given: str) -> bool:
    """Whether some week begins like this."""
    return len(given) in (1, 3, 4) and any(each.startswith(given) for each in _EVERY)


def _step(given: str, size: int) -> list[str]:
    """Return what can be chosen next, in order."""
    return sorted({each[: len(given) + size] for each in _EVERY if each.startswith(given)})


def _opens_days(given: str) -> tuple[str, list[Button], int]:
    return "together-opens-day", _days(_step(given, 1)), 4


def _opens_hours(given: str) -> tuple[str, list[Button], int]:
    return "together-opens-hour", _hours(_step(given, 2)), 5


def _closes_days(given: str) -> tuple[str, list[Button], int]:
    first = int(given[0])
    days = sorted(_step(given, 1), key=lambda each: (int(each[3]) - first) % 7)
    return "together-closes-day", _days(days), 4


def _closes_hours(given: str) -> tuple[str, list[Button], int]:
    return "together-closes-hour", _hours(_step(given, 2)), 5


def _days(values: list[str]) -> list[Button]:
    return [button("weekday", "together-times", each, day=_weekday(int(each[-1]))) for each in values]


def _hours(values: list[str]) -> list[Button]:
    return [button("clock-time", "together-times", each, time=f"{each[-2:]}:00") for each in values]


_EVERY = [
    f"{first}{opens:02d}{(first + days) % 7}{closes:02d}"
    for first in range(7)
    for opens in OPENS
    for days in range(4)
    for closes in CLOSES
    if fits(Times(first, opens * 60, (first + days) % 7, closes * 60))
]


# ---------------------------------------------------------------------- the clock


@action("together-zone")
async def zone(request: Request, world: World) -> Reply:
    """The place whose clock the week follows."""
    half, given = await linked_half(world), request.argument
    if not given:
        own = request.person.zone
        mine = [[_zone_button(own, request.at)]] if own and own != half.zone else []
        rows = [*mine, [button("back", "together")]]
        return [say("together-zone-ask", rows=rows, awaits="together-city", fades=Fade.READ)]
    if zone_of(given) is UTC and given not in ("UTC", "Etc/UTC"):
        raise Refusal("zone-unknown")
    return await wished(half, Topic.ZONE, given, request.at, world)


@action("together-city")
async def city(request: Request, world: World) -> Reply:
    """Search by city."""
    await linked_half(world)
    found = find_zone(request.argument)[:8]
    if not found:
        raise Refusal("zone-unknown")
    rows = [*([_zone_button(each, request.at)] for each in found), [button("back", "together")]]
    return [say("zone-which", rows=rows, awaits="together-city", fades=Fade.READ)]


def _zone_button(name: str, now: datetime) -> Button:
    shown = now.astimezone(zone_of(name))
    return button("zone-name", "together-zone", name, city=city_name(name), time=f"{shown:%H:%M}")


# ---------------------------------------------------------------------- their talks


@action("together-ritual")
async def ritual(request: Request, world: World) -> Reply:
    """The days of the honesty ritual, then its hour."""
    return await _talk_hour(Sort.RITUAL, request, world)


@action("together-talk")
async def talk(request: Request, world: World) -> Reply:
    """The day of the weekly talk, then its hour."""
    return await _talk_hour(Sort.TALK, request, world)


async def _talk_hour(sort: Sort, request: Request, world: World) -> Reply:
    """The value is what was chosen so far: days, then "h", then the hour."""
    half, given, topic = await linked_half(world), request.argument, Topic(sort)
    if given == talks.OFF or talks.read(sort, given):
        return await wished(half, topic, given, request.at, world)
    days, hour, rest = given.partition("h")
    if rest or not _are_days(days, talks.SHAPES[sort].most) or (bool(hour) and not days):
        raise Refusal("moved-on")
    each = _talk_hours(sort, days) if hour else _talk_days(sort, days)
    rows = [each[start : start + 4] for start in range(0, len(each), 4)]
    ends = [button("back", "together")] if hour else [button("together-never", f"together-{sort}", talks.OFF)]
    if days and not hour:
        ends.append(button("together-hour-next", f"together-{sort}", f"{days}h"))
    key = f"together-{sort}-hour" if hour else f"together-{sort}-days"
    return [say(key, rows=[*rows, ends], fades=Fade.READ)]


def _are_days(given: str, most: int) -> bool:
    return len(given) <= most and set(given) <= set("0123456") and list(given) == sorted(set(given))


def _talk_days(sort: Sort, chosen: str) -> list[Button]:
    """Return the days to tap: one leads on at once, of several each can be taken back."""
    most, name = talks.SHAPES[sort].most, f"together-{sort}"
    if most == 1:
        return [button("weekday", name, f"{day}h", day=_weekday(day)) for day in range(7)]
    return [
        button("day-on" if str(day) in chosen else "day-off", name, turned, day=_weekday(day))
        for day in range(7)
        if len(turned := "".join(sorted(set(chosen) ^ {str(day)}))) <= most
    ]


def _talk_hours(sort: Sort, days: str) -> list[Button]:
    hours = [(f"{days}h{hour:02d}", hour) for hour in talks.SHAPES[sort].hours]
    return [
        button("clock-time", f"together-{sort}", value, time=clock_time(hour * 60)) for value, hour in hours
    ]


# ---------------------------------------------------------------------- how long


@action("together-keep")
async def keep(request: Request, world: World) -> Reply:
    """The weeks for which a page stays with its reader: tapped, or typed."""
    half, given = await linked_half(world), request.argument.strip()
    if not given:
        each = [button("together-weeks", "together-keep", str(weeks), weeks=weeks) for weeks in WEEKS]
        rows = [each[:4], each[4:], [button("back", "together")]]
        return [say("together-keep-ask", rows=rows, awaits="together-keep", fades=Fade.READ)]
    if not (given.isascii() and given.isdigit() and len(given) < 3 and int(given) in KEEPS):
        raise Refusal("together-odd")
    return await wished(half, Topic.KEEP, str(int(given)), request.at, world)
