"""The therapist's page in a partner's own chat: their part of it before the yes, and all of it after."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.page import Copy, WeekPage, parts_of, released_value
from bot.domain.people import Care, Half, Person
from bot.domain.say import Fade, Refusal, Say, button, line, say, turns
from bot.domain.session import link_of, of_link, session, up_to
from bot.services import crossings
from bot.services.crossings import half_of, writer
from bot.services.flow.actions import Reply, Request, action
from bot.services.page.reading import my_copy
from bot.services.page.week import open_page
from bot.services.ports import World
from bot.services.therapy.client import hand_out
from bot.services.therapy.session import file_of, message


async def _given(request: Request, world: World) -> tuple[Care, Copy, list[Copy], int]:
    """Return a week that a therapist who is linked now has, with all weeks that its page draws on."""
    copy, leaf = await my_copy(request, world)
    half = await half_of(world.mine)
    care = await crossings.joined_care(half, world.mine, world.now) if half else None
    if care is None or copy.clinical or copy.taken or link_of(copy) != care.proposal:
        raise Refusal("session-gone")
    kept = [each for each in await world.mine.all(Copy) if world.now < each.expires]
    return care, copy, up_to(kept, care.proposal, copy.week), leaf


@action("session")
async def as_they_have_it(request: Request, world: World) -> Reply:
    """Read the page that went to the therapist, byte for byte as they have it."""
    care, copy, weeks, leaf = await _given(request, world)
    parts = message(session(weeks), writer(world.words, request.person))
    leaf %= len(parts)
    back, on = (f"{copy.id}~{(leaf + by) % len(parts)}" for by in (-1, 1))
    rows = [
        turns("session", back, on) if len(parts) > 1 else [],
        [button("session-paper", "session-paper", copy.id)],
        [button("back", "therapist"), button("put-away", "enough")],
    ]
    above = line("session-both-read", name=care.name)
    return [say(above, *parts[leaf], "client-footer", rows=rows, fades=Fade.READ, about=f"copy {copy.id}")]


@action("session-paper")
async def as_pdf(request: Request, world: World) -> Reply:
    """Give the same page on paper: the same bytes as the therapist's."""
    care, copy, _, _ = await _given(request, world)
    ends = [button("back", "therapist"), button("close", "enough")]
    return await hand_out("session-file", file_of(care.proposal, copy.week), world, ends)


@action("session-preview")
async def preview(request: Request, world: World) -> Reply:
    """Show one's own part of the page before the yes; of the other's part nothing is there to show."""
    half, page = await open_page(world)
    care = await crossings.joined_care(half, world.mine, world.now)
    if care is None:
        raise Refusal("moved-on")
    leaf = int(request.argument) if request.argument.isdecimal() else 0
    return [await _before(request.person, half, page, care, leaf, world)]


async def _before(person: Person, half: Half, page: WeekPage, care: Care, leaf: int, world: World) -> Say:
    write = writer(world.words, person)
    now = Copy(
        id="",
        owner=person.id,
        at=page.closes,
        week=page.week,
        purpose=page.choice,
        source=half.id,
        pages=(write(line("page-plain")), ""),
        names=(person.name, half.name),
        values=(released_value(page), None),
        expires=page.closes,
        parts=(parts_of(page), ()),
        care=care.proposal,
        second=person.id > half.other,
    )
    kept = [each for each in await world.mine.all(Copy) if world.now < each.expires]
    whole = session([*of_link(kept, care.proposal), now])
    parts = message(replace(whole, sides=(whole.sides[int(now.second)],)), write)
    leaf %= len(parts)
    turning = turns("session-preview", (leaf - 1) % len(parts), (leaf + 1) % len(parts))
    return say(
        line("session-preview-head", name=care.name),
        *parts[leaf],
        line("session-other", name=care.name, other=half.name),
        rows=[turning if len(parts) > 1 else [], [button("back", "week"), button("close", "enough")]],
        fades=Fade.READ,
        about=page.id,
    )
