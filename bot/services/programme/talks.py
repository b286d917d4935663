"""The honesty ritual and the weekly talk: each is guided in their own chat, turn by turn, by the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import talks
from bot.domain.checkin import Event, Kind, Prompt, State
from bot.domain.people import Half, Person, Role
from bot.domain.rhythm import local_day, zone_of
from bot.domain.say import Button, Fade, Line, Say, button, line, raw, say
from bot.domain.stages import Stage
from bot.domain.talks import Habit, Sort, Topic, Turn, Who
from bot.domain.terms import habits, page_waits
from bot.services import crossings
from bot.services.crossings import half_of
from bot.services.day.stages import stage_of
from bot.services.day.today import missed_knock, talk_knock
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request, action, behind, tick
from bot.services.page.reading import shared_copies
from bot.services.ports import World

LATE = timedelta(minutes=5)
"""A talk whose beginning was missed by more than this, since the bot was away, does not knock any more.

The day that had made way for it still does.
"""
TALKS = (Kind.RITUAL, Kind.TALK)
FIXED = (Topic.QUESTION, Topic.WEEK)
"""Topics whose words are the same each time."""
EARLY = (Stage.STEADY, Stage.NAME)
"""Stages in which nobody who may be hurt is asked for something good about the other."""


# ---------------------------------------------------------------------- time


@tick("talk")
async def begins(due: Due, world: World) -> None:
    """The agreed hour: both are knocked at alike, each by their own clockwork; nobody looks at the other."""
    half = await half_of(world.mine)
    if half is None:
        return
    await crossings.plan_talks(half, world.mine, max(due.at, world.now))
    sort, person = Sort(due.ref), due.person
    if sort not in habits(half) or person.talks_off:
        return
    if world.now - due.at > LATE:
        await missed_knock(person, world, due.at)
        return
    prompt = Prompt(
        id=world.chance.token(),
        owner=person.id,
        at=due.at,
        kind=Kind(sort),
        item="",
        day=cards.today_of(person, due.at).isoformat(),
    )
    await world.mine.put(prompt)
    await talk_knock(person, world)


@tick("talk-turn")
async def turns_over(due: Due, world: World) -> None:
    """The next turn: the screen that shows this talk is edited; any other screen is left alone."""
    card, prompt = await cards.live(world.mine), await world.mine.get(Prompt, due.ref)
    if (
        card is None
        or prompt is None
        or prompt.state is not State.OPEN
        or card.screen.about != _about(prompt)
    ):
        return
    screen = await _screen(due.person, prompt, world)
    if screen is None:  # it is over, or they are not linked any more: the bot was away meanwhile
        await cards.tidy(card, world.mine, world.now)
    else:
        await cards.show(due.person, world, screen, card)


# ---------------------------------------------------------------------- what is on the screen


@behind(15)
async def going_on(person: Person, world: World) -> Say | None:
    """The turn of a talk that goes on now, until it is put away."""
    for prompt in await world.mine.all(Prompt, since=world.now - max(map(talks.length, Sort))):
        if prompt.kind in TALKS and prompt.state is State.OPEN:
            found = await _screen(person, prompt, world)
            if found:
                return found
    return None


def _about(prompt: Prompt) -> str:
    return f"talk {prompt.id}"


async def _screen(person: Person, prompt: Prompt, world: World) -> Say | None:
    """Return the turn of now, and plan the next one; nothing once the talk is over."""
    half, sort = await half_of(world.mine), Sort(prompt.kind)
    habit = habits(half).get(sort) if half else None
    if half is None or habit is None:
        return None
    day = local_day(prompt.at, zone_of(half.zone))
    turn = talks.turn_at(sort, prompt.at, talks.i_begin(half.leads, day), world.now)
    if turn is None:
        return None
    if turn.topic is Topic.CLOSE:
        done = prompt.after(Event.ANSWER)
        if done:
            await world.mine.put(done)
        rows = [[button("go-on", "open"), button("enough", "enough")]]
        return say("talk-close", rows=rows, fades=Fade.READ)
    await world.mine.plan("talk-turn", prompt.id, turn.ends)
    stage = await stage_of(person, world)
    lines = [line(f"talk-title-{sort}"), *_lines(person, half, sort, turn, habit, stage, world)]
    rows = [*await _page(turn, world), [raw("calm-offer", "calm"), button("talk-break", "pause")]]
    return say(*lines, rows=[*rows, [button("talk-away", "talk-away")]], about=_about(prompt))


def _lines(
    person: Person, half: Half, sort: Sort, turn: Turn, habit: Habit, stage: Stage, world: World
) -> list[Line]:
    """Return what a turn says: one's own, with something to begin with; the other's, by its topic alone.

    What a listener reads hangs on nothing of the speaker's: not on a role, nor on what they are asked.
    """
    if turn.who is Who.BOTH:
        opening = line(f"talk-both-open-{sort}", name=half.name)
        return [opening if turn.topic is Topic.OPEN else line("talk-both-quiet")]
    topic = "any" if turn.topic is Topic.GOOD and stage in EARLY else turn.topic
    if turn.who is Who.YOU:
        listens = "talk-answers" if turn.topic is Topic.QUESTION else "talk-listens"
        return [line(f"talk-theirs-{topic}", name=half.name), line(listens, name=half.name)]
    role = person.role or Role.UNSAID
    kind = Kind.APPRECIATE if turn.topic is Topic.GOOD else Kind.RITUAL
    pool = world.facts.library.pool(kind, role, stage)
    item = talks.item_of(sort, turn.topic, pool, habit, local_day(turn.begins, zone_of(half.zone)))
    fixed = f"talk-mine-{turn.topic}" if turn.topic in FIXED else "talk-mine-any"
    mine = "talk-mine-asks" if turn.topic is Topic.QUESTION else "talk-mine"
    return [line(mine, name=half.name), line(f"item-{item.id}" if item else fixed)]


async def _page(turn: Turn, world: World) -> list[list[Button]]:
    """Return the way to the pages of the week, where a question of theirs may stand."""
    copies = await shared_copies(world) if turn.topic is Topic.QUESTION else []
    return [[button("talk-page", "shared", copies[0].id)]] if copies else []


@action("talk-away")
async def away(request: Request, world: World) -> Reply:
    """Put it away: nothing tells the other, and it does not come back by itself."""
    about = request.card.screen.about if request.card else ""
    prompt = await world.mine.get(Prompt, about.partition(" ")[2])
    skipped = prompt.after(Event.SKIP) if prompt else None
    if skipped:
        await world.mine.put(skipped)
    return []


# ---------------------------------------------------------------------- when


@action("talks")
async def show(request: Request, world: World) -> Reply:
    """What these talks are, when the next one comes, and the way to agree on an hour."""
    half = await half_of(world.mine)
    if half is None:
        rows = [[button("back", "practice"), button("close", "enough")]]
        return [say("together-alone", rows=rows, fades=Fade.READ)]
    return [await _shown(request.person, half, world)]


async def _shown(person: Person, half: Half, world: World) -> Say:
    lines = [await _next(sort, world) for sort in Sort]
    off = [[button("talks-on" if person.talks_off else "talks-off", "talks-off")]] if habits(half) else []
    return say(
        "talks-what",
        *lines,
        *([line("talks-are-off")] if person.talks_off else []),
        *([line("talks-page-waits")] if page_waits(half) and not person.talks_off else []),
        rows=[
            [button("together-ritual", "together-ritual"), button("together-talk", "together-talk")],
            *off,
            [button("back", "practice"), button("close", "enough")],
        ],
        fades=Fade.READ,
    )


async def _next(sort: Sort, world: World) -> Line:
    at: datetime | None = await world.mine.planned("talk", sort)
    return line(f"talks-next-{sort}", at=at) if at else line(f"talks-none-{sort}")


@action("talks-off")
async def off(request: Request, world: World) -> Reply:
    """No knock of one's own for these talks, or again; the other's is theirs, and nothing tells them."""
    half = await half_of(world.mine)
    if half is None:
        return await show(request, world)
    person = replace(request.person, talks_off=not request.person.talks_off)
    await world.mine.put(person)
    return [await _shown(person, half, world)]
