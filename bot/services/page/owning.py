"""Does a line own, or defend? What its writer says to that: out, as it is, or tomorrow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.checkin import Entry, Kind, State
from bot.domain.page import PageLine, WeekPage
from bot.domain.people import Half, Person
from bot.domain.say import Fade, Line, Refusal, Say, button, line, say
from bot.services.day.asked import new_prompt
from bot.services.day.checkins import kept_own
from bot.services.day.today import after
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.page.hints import defends, own_or_defend, taken_out
from bot.services.page.week import change_page, open_page
from bot.services.ports import World

DAY = timedelta(days=1)
WAITS = 3 * DAY
"""For how long what was put off is asked again: who comes later has lived on."""


@action("owns-out")
async def take_out(request: Request, world: World) -> Reply:
    """Take out the sentence, or the part of it that defends. What is left may hold another one."""
    entry = await _entry(request, world)
    if entry is None:
        return await _line_out(request, world)
    left = taken_out(entry.words, request.person, world.facts)
    if not left:
        await world.mine.drop(Entry, entry.id)
        rows = [[button("owns-anew", "practise", Kind.OWN), button("enough", "enough")]]
        return [say("owns-nothing", rows=rows, fades=Fade.SAVED)]
    entry = replace(entry, words=left, again="")
    await world.mine.put(entry)
    more = defends(left, request.person, world.facts)
    if more:
        return [own_or_defend(more, f"entry {entry.id}", fixes=f"edit-words {entry.id}")]
    return await _kept(request, entry, world, line("owns-taken"))


@action("owns-leave")
async def leave(request: Request, world: World) -> Reply:
    """Leave it as it is: that is its writer's to say."""
    entry = await _entry(request, world)
    if entry is None:
        half, page, each = await _line(request, world)
        lines = [replace(one, again="") if one.id == each.id else one for one in page.lines]
        return await change_page(request, half, page, lines, world)
    await world.mine.put(replace(entry, again=""))
    return await _kept(request, entry, world)


@action("owns-later")
async def tomorrow(request: Request, world: World) -> Reply:
    """Ask again behind the next day's knock; until then a line stays off the page."""
    again = (cards.today_of(request.person, world.now) + DAY).isoformat()
    entry = await _entry(request, world)
    if entry is None:
        half, page, each = await _line(request, world)
        put_off = replace(each, again=again, on=False)
        lines = [put_off if one.id == each.id else one for one in page.lines]
        said = line("owns-off", until=page.closes)
        return await change_page(request, half, page, lines, world, said)
    await world.mine.put(replace(entry, again=again))
    return await _kept(request, entry, world, line("owns-put-off"))


async def _kept(request: Request, entry: Entry, world: World, *above: Line) -> Reply:
    """End as after any line of one's own; one that was put off was the one small thing of its day."""
    today = cards.today_of(request.person, world.now).isoformat()
    if entry.day != today:
        await new_prompt(request.person, world, entry.kind, entry.item, State.ANSWERED)
    kept = await kept_own(entry.item, world)
    return [await after(await world.me(), world, *above, *kept, fixes=f"edit-words {entry.id}")]


async def _entry(request: Request, world: World) -> Entry | None:
    """Return the entry that was asked about; nothing where it was a line of the page."""
    where, _, id = request.card.screen.about.partition(" ") if request.card else ("", "", "")
    if where == "line":
        return None
    entry = await world.mine.get(Entry, id) if where == "entry" else None
    if entry is None:
        raise Refusal("moved-on")
    return entry


async def _line(request: Request, world: World) -> tuple[Half, WeekPage, PageLine]:
    half, page = await open_page(world)
    id = request.card.screen.about.partition(" ")[2] if request.card else ""
    for each in page.lines:
        if each.id == id and not page.plain:
            return half, page, each
    raise Refusal("moved-on")


async def _line_out(request: Request, world: World) -> Reply:
    half, page, each = await _line(request, world)
    left = taken_out(each.words, request.person, world.facts)
    changed = [replace(each, words=left, again="")] if left else []
    lines = [one for old in page.lines for one in (changed if old.id == each.id else [old])]
    reply = await change_page(request, half, page, lines, world, line("owns-taken"))
    more = defends(left, request.person, world.facts)
    return [own_or_defend(more, f"line {each.id}")] if more else reply


@behind(45)
async def asked_again(person: Person, world: World) -> Say | None:
    """What was put off until today."""
    today = cards.today_of(person, world.now)
    for entry in await world.mine.all(Entry, since=world.now - 14 * DAY):
        part = defends(entry.words, person, world.facts) if _due(entry.again, today) else ""
        if part:
            return replace(own_or_defend(part, f"entry {entry.id}", "owns-again"), fades=Fade.STAYS)
    try:
        _, page = await open_page(world)
    except Refusal:
        return None
    for each in page.lines:
        part = defends(each.words, person, world.facts) if _due(each.again, today) else ""
        if part and not page.plain and world.now < page.closes:
            return replace(own_or_defend(part, f"line {each.id}", "owns-again"), fades=Fade.STAYS)
    return None


def _due(again: str, today: date) -> bool:
    """Whether what was put off to a day is asked again today."""
    return bool(again) and date.fromisoformat(again) <= today < date.fromisoformat(again) + WAITS
