"""What comes this week: planned from one's own past, seen beforehand, and changed at will."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.checkin import Entry, Kind, Prompt, State
from bot.domain.people import Person, Role
from bot.domain.planner import DAYS, Past, Plan, View, fresh, monday_of, planned
from bot.domain.programme import RULES
from bot.domain.rhythm import next_weekday, zone_of
from bot.domain.say import Button, Fade, Refusal, Say, Word, button, say, side_by_side
from bot.domain.terms import coming_week, habits
from bot.services.crossings import half_of
from bot.services.day.checkins import LOW, has_more_today, is_therapist_only
from bot.services.day.practices import PARTS, suited
from bot.services.day.stages import stage_of
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.ports import World

DAY = timedelta(days=1)
LOOK_BACK = timedelta(weeks=12)


async def plan_of(person: Person, world: World) -> Plan:
    """Return what this week of theirs brings, as it stands today."""
    plan, today = await _plan_kept(person, world), cards.today_of(person, world.now)
    free = frozenset(DAYS) - await busy_days(person, world)
    return plan.carried(today.weekday(), free, await _met_since(monday_of(today), world))


async def _plan_kept(person: Person, world: World) -> Plan:
    """Return the plan of this week as it is kept; the first look at it makes it."""
    monday = monday_of(cards.today_of(person, world.now))
    for plan in await world.mine.all(Plan):
        if plan.week == monday.isoformat():
            return plan
        await world.mine.drop(Plan, plan.id)
    view = await _view(person, world, monday)
    plan = Plan(
        id=world.chance.token(),
        owner=person.id,
        at=world.now,
        week=monday.isoformat(),
        days=planned(view, world.chance),
        fresh=tuple(fresh(view)),
    )
    await world.mine.put(plan)
    return plan


async def _met_since(monday: date, world: World) -> set[Kind]:
    """Return the parts that came in this week."""
    prompts = await world.mine.all(Prompt, since=world.now - 8 * DAY)
    return {each.kind for each in prompts if each.day >= monday.isoformat()}


async def busy_days(person: Person, world: World) -> frozenset[int]:
    """Return the weekdays whose one small thing is the week's page, or a talk that both agreed on."""
    return await page_days(person, world) | await talk_days(person, world)


async def page_days(person: Person, world: World) -> frozenset[int]:
    """Return the weekdays on which the week opens and closes."""
    half = await half_of(world.mine)
    if half is None:
        return frozenset()
    week = coming_week(half, world.now)
    return frozenset(cards.today_of(person, at).weekday() for at in (week.opens, week.closes))


async def talk_days(person: Person, world: World) -> frozenset[int]:
    """Return the weekdays whose one small thing is a talk that both agreed on."""
    half = await half_of(world.mine)
    if half is None or person.talks_off:
        return frozenset()
    zone, agreed_on = zone_of(half.zone), habits(half).values()
    starts = [next_weekday(day, each.hour * 60, zone, world.now) for each in agreed_on for day in each.days]
    return frozenset(cards.today_of(person, at).weekday() for at in starts)


async def _view(person: Person, world: World, monday: date) -> View:
    began = cards.today_of(person, person.started or world.now)
    return View(
        role=person.role or Role.UNSAID,
        stage=await stage_of(person, world),
        couple=await half_of(world.mine) is not None,
        week=(monday - monday_of(began)).days // 7,
        free=frozenset(DAYS) - await busy_days(person, world),
        fear_days=person.fear_days,
        past=await _past(monday, world),
        left_out=frozenset(person.left_out),
        tiny=person.tiny,
    )


async def _past(monday: date, world: World) -> dict[Kind, Past]:
    """Return how it went with each part so far."""
    found: dict[Kind, Past] = {}
    for prompt in await world.mine.all(Prompt, since=world.now - LOOK_BACK):
        if prompt.kind in RULES:
            skips = found[prompt.kind].skips + 1 if prompt.kind in found else 1
            ago = (monday - date.fromisoformat(prompt.day)).days
            found[prompt.kind] = Past(ago, skips if prompt.state is State.SKIPPED else 0)
    return found


async def has_room(person: Person, world: World) -> bool:
    """Whether this day may bring one small thing beside the rating: nothing came yet, and it was not low."""
    if is_therapist_only(person) or person.tiny or await has_more_today(person, world):
        return False
    today = cards.today_of(person, world.now)
    return person.set_up_on != today.isoformat() and today.weekday() not in await busy_days(person, world)


@behind(60)
async def second(person: Person, world: World) -> Say | None:
    """At most one more small thing a day; after a low rating none, and on the day after it nothing heavy."""
    if not await has_room(person, world):
        return None
    today = cards.today_of(person, world.now)
    choices = await _choices(person, world)
    if any(RULES[kind].heavy for kind in choices) and await _was_low(today - DAY, world):
        choices = [kind for kind in choices if not RULES[kind].heavy]
    return await PARTS[choices[0]](await world.me(), world) if choices else None


async def _choices(person: Person, world: World) -> list[Kind]:
    """Return what may come today, what comes rather first."""
    plan, today = await _plan_kept(person, world), cards.today_of(person, world.now)
    suits = await suited(person, world)
    met = await _met_since(monday_of(today), world)
    return [kind for kind in plan.choices(today.weekday(), met) if kind in suits]


async def _was_low(day: date, world: World) -> bool:
    entries = await world.mine.all(Entry, since=world.now - 3 * DAY)
    ratings = [e.value for e in entries if e.day == day.isoformat() and e.kind is Kind.SAFETY]
    return any(value is not None and value <= LOW for value in ratings)


# ---------------------------------------------------------------------- seen and changed


@action("plan")
async def show(request: Request, world: World) -> Reply:
    """What comes on each day that is left of this week, and the ways to change it."""
    person = request.person
    plan = await plan_of(person, world)
    taken = dict.fromkeys(await talk_days(person, world), "plan-talk")
    taken |= dict.fromkeys(await page_days(person, world), "plan-page")
    days = range(cards.today_of(person, world.now).weekday(), 7)
    rows = [[_day_button(day, plan, taken)] for day in days] if not person.tiny else []
    rows += [
        [button("plan-fuller" if person.tiny else "plan-tiny", "plan-tiny")],
        [button("plan-parts", "plan-parts")],
        [button("back", "practice"), button("close", "enough")],
    ]
    return [say("plan-small" if person.tiny else "plan-week", rows=rows, fades=Fade.READ)]


def _day_button(day: int, plan: Plan, taken: Mapping[int, str]) -> Button:
    kind = plan.on(day)
    what = taken.get(day) or (f"practice-{kind}" if kind else "plan-nothing")
    return button("plan-day", "plan-day", str(day), day=Word(f"weekday-{day}"), what=Word(what))


@action("plan-day")
async def choose_day(request: Request, world: World) -> Reply:
    """What one day may bring instead."""
    day = _day(request.argument)
    if day in await busy_days(request.person, world):
        raise Refusal("plan-page-day")
    each = [
        button(f"practice-{kind}", "plan-put", f"{day}{kind}")
        for kind in await suited(request.person, world)
        if RULES[kind].menu
    ]
    rows = side_by_side(each)
    rows += [[button("plan-nothing", "plan-put", str(day)), button("back", "plan")]]
    return [say("plan-instead", rows=rows, fades=Fade.READ, day=Word(f"weekday-{day}"))]


@action("plan-put")
async def put(request: Request, world: World) -> Reply:
    """Put something else on a day, or nothing."""
    day, given = _day(request.argument[:1]), request.argument[1:]
    if given and given not in await suited(request.person, world):
        raise Refusal("moved-on")
    plan = await plan_of(request.person, world)
    await world.mine.put(plan.with_day(day, Kind(given) if given else None))
    return await show(request, world)


def _day(given: str) -> int:
    if given not in {str(day) for day in DAYS}:
        raise Refusal("moved-on")
    return int(given)


@action("plan-tiny")
async def tiny(request: Request, world: World) -> Reply:
    """The rating alone, or more than it."""
    person = replace(request.person, tiny=not request.person.tiny)
    await world.mine.put(person)
    plan = await _plan_kept(person, world)
    if not person.tiny and not any(plan.days):  # it was made when the rating was all
        await world.mine.drop(Plan, plan.id)
    return await show(replace(request, person=person), world)


@action("plan-parts")
async def parts(request: Request, world: World) -> Reply:
    """Which parts ever come by themselves; a tap turns one on or off."""
    person, given = request.person, request.argument
    there = [kind for kind in await suited(person, world) if RULES[kind].every]
    if given and given not in there:
        raise Refusal("moved-on")
    if given:
        left = set(person.left_out) ^ {given}
        person = replace(person, left_out=tuple(sorted(left)))
        await world.mine.put(person)
        if given in left:
            await world.mine.put((await plan_of(person, world)).without(given))
    each = [
        button(
            "part-off" if kind in person.left_out else "part-on",
            "plan-parts",
            kind,
            what=Word(f"practice-{kind}"),
        )
        for kind in there
    ]
    return [say("plan-which", rows=[*side_by_side(each), [button("back", "plan")]], fades=Fade.READ)]
