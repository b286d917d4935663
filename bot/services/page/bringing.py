"""What someone would like to bring to the session: kept in the week, and a line of their own page."""

from __future__ import annotations

from bot.domain.checkin import Kind
from bot.domain.page import LONGEST, LineKind, PageLine, WeekPage
from bot.domain.people import Half
from bot.domain.say import Fade, Refusal, button, line, say
from bot.domain.terms import coming_week
from bot.services import crossings
from bot.services.crossings import half_of
from bot.services.day.asked import new_entry, room
from bot.services.day.today import after
from bot.services.flow.actions import Reply, Request, action
from bot.services.page.hints import points_to_help, softer, weighs
from bot.services.page.week import put_line
from bot.services.ports import World


async def _joined(world: World) -> Half:
    half = await half_of(world.mine)
    if half is None or await crossings.joined_care(half, world.mine, world.now) is None:
        raise Refusal("moved-on")
    return half


async def _open(half: Half, world: World) -> WeekPage | None:
    """Return the page that can be changed now and has lines of one's own."""
    pages = [each for each in await world.mine.all(WeekPage) if each.half == half.id and not each.decided]
    return next((each for each in pages if not each.plain and world.now < each.closes), None)


@action("bring")
async def bring(request: Request, world: World) -> Reply:
    """Ask for a line for the session, and say who will read it and when."""
    half = await _joined(world)
    when = (
        line("bring-now")
        if await _open(half, world)
        else line("bring-next", opens=coming_week(half, world.now).opens)
    )
    rows = [[button("back", "therapist"), button("close", "enough")]]
    return [say("write-session", when, rows=rows, awaits="bring-words", fades=Fade.READ)]


@action("bring-words")
async def bring_words(request: Request, world: World) -> Reply:
    """Put the line on the page that is open, or keep it for the next one; it starts switched on."""
    half, words = await _joined(world), " ".join(request.argument.split())
    if len(words) > LONGEST:
        raise Refusal("too-long-line", longest=LONGEST)
    page = await _open(half, world)
    if page:
        each = PageLine(world.chance.token(), LineKind.SESSION, words, True)
        return await put_line(request, half, page, each, world)
    await room(world)
    entry = new_entry(request.person, world, Kind.BRING, words=words)
    await world.mine.put(entry)
    fixes = f"edit-words {entry.id}"
    if points_to_help(words, request.person, world.facts):
        return [weighs(f"entry {entry.id}", fixes)]
    hint = softer(words, LineKind.SESSION, request.person, world.facts)
    said = [line("bring-kept"), *([line(hint)] if hint else [])]
    return [await after(request.person, world, *said, fixes=fixes)]
