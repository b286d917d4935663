"""Settings, and the same questions one small thing a day over the first days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.domain.people import Person, Role
from bot.domain.say import Button, Line, Refusal, Say, Word, button, line, say, side_by_side
from bot.services.arriving.places import place_screen, zone_screen
from bot.services.arriving.start import hour_rows, name_screen
from bot.services.arriving.windows import clock_time
from bot.services.crossings import half_of
from bot.services.day.checkins import did_more_today, is_low_today, is_therapist_only
from bot.services.day.today import SETTINGS, after, after_setting, plan_knock
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.own.plain import plain_screen
from bot.services.own.retention import keep_screen
from bot.services.ports import World

COUNTRIES = ("US", "CA", "GB", "IE", "DE", "AT", "CH", "ES", "FR", "BR", "PT", "AU", "NZ", "XX")
CLEARING = (15, 60, 600, 0)
QUIET = {"early": (21 * 60, 7 * 60), "usual": (22 * 60, 7 * 60), "late": (0, 9 * 60), "none": (0, 0)}


def role_screen() -> Say:
    """Ask where this person stands."""
    roles = [[button(f"role-{role}", "role", role)] for role in Role]
    return say("role-ask", rows=[*roles, [skip_button()]])


def skip_button() -> Button:
    """Return the button that leaves a question for later."""
    return button("later", "set-skip")


def country_screen() -> Say:
    """Ask the country, for help lines; never guessed."""
    each = [button(f"country-{code}", "country", code) for code in COUNTRIES]
    return say("country-ask", rows=[*side_by_side(each), [skip_button()]])


def quiet_screen() -> Say:
    """Ask the hours in which nothing ever knocks."""
    each = [button(f"quiet-{name}", "quiet", name) for name in QUIET]
    return say("quiet-ask", rows=[each[:2], each[2:], [skip_button()]])


def invite_screen() -> Say:
    """Tell once that a partner can be invited; a person alone is whole."""
    rows = [[button("invite-yes", "invite"), button("invite-alone", "set-skip", "invite")]]
    return say("invite-ask", rows=rows)


def safety_screen() -> Say:
    """Offer the private questions, when the moment is good."""
    return say("good-moment", rows=[[button("yes", "screen", "s"), button("later", "set-skip", "safety")]])


ASKED: tuple[tuple[str, Callable[[], Say], Callable[[Person], bool]], ...] = (
    ("role", role_screen, lambda person: person.role is not None),
    ("zone", zone_screen, lambda person: person.zone != ""),
    ("safety", safety_screen, lambda person: person.screened_at is not None),
    ("invite", invite_screen, lambda person: False),
    ("country", country_screen, lambda person: person.country != ""),
    ("quiet", quiet_screen, lambda person: False),
)
"""What is asked over the first days: its name, its screen, and whether it is known already."""


@behind(50)
async def one_small_thing(person: Person, world: World) -> Say | None:
    """One question of the set-up a day, each put once; its like stays under *Settings*.

    It comes after a low rating too, and then also on a day for a fear, since no fear is asked; but to ask a
    partner in is a step to take, and waits for a better day.
    """
    today = cards.today_of(person, world.now)
    if person.started is None or person.set_up_on == today.isoformat():
        return None
    low = await is_low_today(person, world)
    if today.weekday() in person.fear_days and (not low or await did_more_today(person, world)):
        return None
    for name, screen, known in ASKED:
        if name in person.asked or known(person):
            continue
        if name == "invite" and (low or await half_of(world.mine)):
            continue
        me = await world.me()
        await world.mine.put(replace(me, asked=(*me.asked, name), set_up_on=today.isoformat()))
        if name == "zone" and person.offset is not None:
            return place_screen(person.offset, world.now)
        return screen()
    return None


async def _saved(request: Request, world: World, person: Person) -> Reply:
    await world.mine.put(person)
    return [await after_setting(request, person, world)]


@action("set-skip")
async def skip(request: Request, world: World) -> Reply:
    """Skip a question; it stays under *More*. The value says where, if not in *Settings*."""
    where = request.argument if request.argument in ("invite", "safety") else "settings"
    return [await after(request.person, world, line("waits-there", where=Word(f"menu-{where}")))]


@action("role")
async def role(request: Request, world: World) -> Reply:
    """Keep the role; wording and rating follow it."""
    if request.argument not in set(Role):
        raise Refusal("moved-on")
    return await _saved(request, world, replace(request.person, role=Role(request.argument)))


@action("country")
async def country(request: Request, world: World) -> Reply:
    """Keep the country whose help lines to show first."""
    if request.argument not in COUNTRIES:
        raise Refusal("moved-on")
    return await _saved(request, world, replace(request.person, country=request.argument))


@action("quiet")
async def quiet(request: Request, world: World) -> Reply:
    """Keep the quiet hours."""
    if request.argument not in QUIET:
        raise Refusal("moved-on")
    start, end = QUIET[request.argument]
    person = replace(request.person, quiet_from=start, quiet_to=end)
    await world.mine.put(person)
    await plan_knock(person, world)
    return [await after_setting(request, person, world)]


# ---------------------------------------------------------------------- settings

OF_A_DAY = ("hour", "role", "days")
"""What means nothing to a therapist who has no day here."""
EACH = ("name", "hour", "zone", "role", "country", "quiet", "days", "remind", "clearing", "page", "keep")


@action("settings", "settings")
async def settings(request: Request, world: World) -> Reply:
    """Everything that can be set, one tap each."""
    linked = await half_of(world.mine) is not None
    left_out = (() if linked else ("page",)) + (OF_A_DAY if is_therapist_only(request.person) else ())
    each = [button(f"set-{name}", "set", name) for name in EACH if name not in left_out]
    if linked:
        each.append(button("set-together", "together"))
    rows = side_by_side(each)
    return [say("settings-title", rows=[*rows, [button("back", "more"), button("close", "enough")]])]


@action("set")
async def set_one(request: Request, world: World) -> Reply:
    """Open one setting."""
    person = request.person
    screens: dict[str, Callable[[], Say]] = {
        "name": lambda: name_screen(request.called),
        "hour": lambda: _hours(person),
        "zone": zone_screen,
        "role": role_screen,
        "country": country_screen,
        "quiet": lambda: replace(quiet_screen(), lines=(line("quiet-ask"), _quiet_now(person))),
        "days": lambda: _days(person),
        "remind": lambda: _choice("remind", ("on", "off"), "on" if person.reminder else "off"),
        "page": plain_screen,
        "keep": lambda: keep_screen(person),
        "clearing": lambda: _choice("clearing", tuple(map(str, CLEARING)), str(person.clear_seconds)),
    }
    if request.argument not in screens:
        raise Refusal("moved-on")
    return [_as_setting(screens[request.argument]())]


def _as_setting(screen: Say) -> Say:
    """Return a question as it stands under *Settings*: with the way back instead of *Skip*."""
    rows = [row for row in screen.rows if not any(each.action in ("set-skip", "settings") for each in row)]
    return replace(screen, rows=(*rows, (button("back", "settings"),)), about=SETTINGS)


def _choice(name: str, values: tuple[str, ...], chosen: str) -> Say:
    now = line("now", what=Word(f"{name}-{chosen}"))
    return say(f"{name}-ask", now, rows=[[button(f"{name}-{value}", name, value)] for value in values])


def _hours(person: Person) -> Say:
    """Ask when the knock suits, with what is chosen now; a window is offered to those who know the bot."""
    first, last = person.knock_minute, person.knock_until
    if first is None:
        now = line("now", what=Word("hour-myself"))
    elif last is None:
        now = line("now", what=clock_time(first))
    else:
        now = line("now-window", since=clock_time(first), until=clock_time(last))
    return say("hour", now, rows=[*hour_rows(), [button("hour-window", "window")]])


def _quiet_now(person: Person) -> Line:
    first, last = person.quiet_from, person.quiet_to
    if first == last:
        return line("now", what=Word("quiet-none"))
    return line("now-quiet", since=clock_time(first), until=clock_time(last))


def _days(person: Person) -> Say:
    each = [
        button("day-on" if day in person.fear_days else "day-off", "days", str(day), day=_weekday(day))
        for day in range(7)
    ]
    return say("days-ask", rows=[each[:4], each[4:], [button("back", "settings")]])


def _weekday(day: int) -> Word:
    return Word(f"weekday-{day}")


@action("days")
async def days(request: Request, world: World) -> Reply:
    """Switch one weekday of naming a fear."""
    if request.argument not in tuple("0123456"):
        raise Refusal("moved-on")
    day, person = int(request.argument), request.person
    chosen = set(person.fear_days) ^ {day}
    person = replace(person, fear_days=tuple(sorted(chosen)))
    await world.mine.put(person)
    return [_days(person)]


@action("remind")
async def remind(request: Request, world: World) -> Reply:
    """Turn the one reminder on or off."""
    return await _saved(request, world, replace(request.person, reminder=request.argument == "on"))


@action("clearing")
async def clearing(request: Request, world: World) -> Reply:
    """Choose how soon messages clear; 0 is never."""
    if request.argument not in set(map(str, CLEARING)):
        raise Refusal("moved-on")
    return await _saved(request, world, replace(request.person, clear_seconds=int(request.argument)))
