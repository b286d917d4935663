"""Where a person's clock stands: by the hour it shows, or by city."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.knocks import room_for
from bot.domain.people import Person
from bot.domain.rhythm import city_name, find_zone, offset_from_clock, zone_of, zones_at
from bot.domain.say import Button, Refusal, Say, button, say
from bot.services.day.today import after_setting, plan_caseload, plan_knock
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World


def zone_screen() -> Say:
    """Ask the local time; typed words search by city."""
    hours = [button("clock-hour", "zone-hour", str(h), hour=f"{h:02d}") for h in range(24)]
    rows = [hours[i : i + 6] for i in range(0, 24, 6)]
    return say("zone-ask", rows=[*rows, [button("later", "set-skip")]], awaits="zone-city", about="zone")


def place_screen(offset: int, now: datetime) -> Say:
    """Ask the place alone: what the clock shows is known since the first evening."""
    local = now.astimezone(zone_of("", offset))
    fits = zones_at(local.hour * 60 + local.minute, now)[:8]
    rows = [[_zone_button(zone, now)] for zone in fits]
    return say("zone-place", rows=[*rows, [button("later", "set-skip")]], awaits="zone-city", about="zone")


@action("zone-hour")
async def zone_hour(request: Request, world: World) -> Reply:
    """Offer the places whose clock fits the hour that was tapped."""
    if not request.argument.isdigit() or int(request.argument) > 23:
        raise Refusal("moved-on")
    hour, minute = int(request.argument), int(request.argument) * 60 + request.at.minute
    # Only the hour was asked: clocks that differ by quarters of an hour fit as well.
    shown = [hour * 60 + (request.at.minute + part) % 60 for part in (0, 30, 45, 15)]
    fits = list(dict.fromkeys(zone for each in shown for zone in zones_at(each, request.at)))[:8]
    offset = offset_from_clock(minute, request.at)
    rows = [[_zone_button(zone, request.at)] for zone in fits]
    rows.append([button("zone-none", "zone-offset", str(offset))])
    return [say("zone-which", rows=rows, awaits="zone-city", about=_about(request))]


def _about(request: Request) -> str:
    """Return what the question before was about, so that the way back stays the same."""
    return request.card.screen.about if request.card else "zone"


def _zone_button(zone: str, now: datetime) -> Button:
    shown = now.astimezone(zone_of(zone))
    return button("zone-name", "zone", zone, city=city_name(zone), time=f"{shown:%H:%M}")


@action("zone-city")
async def zone_city(request: Request, world: World) -> Reply:
    """Search by city."""
    found = find_zone(request.argument)[:8]
    if not found:
        raise Refusal("zone-unknown")
    return [
        say(
            "zone-which",
            rows=[[_zone_button(zone, request.at)] for zone in found],
            awaits="zone-city",
            about=_about(request),
        )
    ]


@action("zone")
async def zone(request: Request, world: World) -> Reply:
    """Keep the zone, and move the knock with it."""
    if zone_of(request.argument) is UTC and request.argument not in ("UTC", "Etc/UTC"):
        raise Refusal("zone-unknown")
    return await _zoned(request, world, replace(request.person, zone=request.argument, offset=None))


@action("zone-offset")
async def zone_offset(request: Request, world: World) -> Reply:
    """None of the places: keep the offset alone."""
    try:
        offset = int(request.argument)
    except ValueError:
        raise Refusal("moved-on") from None
    east = max(-720, min(840, offset))
    return await _zoned(request, world, replace(request.person, zone="", offset=east))


async def _zoned(request: Request, world: World, person: Person) -> Reply:
    before = await world.me()
    if before.knock_minute is not None and not before.zone and before.offset is None:
        # "About now" was kept by the clock of UTC, for want of a better one: it stays the same instant
        wall = world.now.replace(hour=before.knock_minute // 60, minute=before.knock_minute % 60)
        local = wall.astimezone(zone_of(person.zone, person.offset))
        minute = local.hour * 60 + local.minute
        start, end = room_for(minute, minute, person.quiet_from, person.quiet_to)
        person = replace(person, knock_minute=minute, quiet_from=start, quiet_to=end)
    await world.mine.put(person)
    await plan_knock(person, world)
    await plan_caseload(person, world)
    return [await after_setting(request, person, world)]
