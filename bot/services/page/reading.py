"""What T1 brings: two pages, or the one constant sentence; reading again; taking back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from bot.domain.crossing import can_take_back
from bot.domain.page import (
    Audience,
    Copy,
    Receipt,
    WeekPage,
    leaves,
    units,
)
from bot.domain.people import Person
from bot.domain.say import Button, Fade, Line, Picture, Refusal, Say, button, line, raw, say, turns
from bot.services import crossings
from bot.services.crossings import writer
from bot.services.day.today import ending
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.ports import World
from bot.services.therapy.lines import panels


async def shared_copies(world: World) -> list[Copy]:
    """Return what was released to this person and has not run out, the newest first."""
    mine = [copy for copy in await world.mine.all(Copy) if not copy.clinical and world.now < copy.expires]
    return list(reversed(mine))[:6]


@behind(20)
async def to_read(person: Person, world: World) -> Say | None:
    """What T1 brought: the two pages, or the one constant sentence. The newest week comes first.

    Where pages went out and the other took theirs back, that sentence would not be true.
    """
    copies = {each.week: each for each in await world.mine.all(Copy) if not each.clinical}
    unseen = [page for page in await world.mine.all(WeekPage) if page.decided and not page.seen]
    for page in reversed(unseen):
        await world.mine.put(replace(page, seen=True))
        copy = copies.get(page.week) if page.released else None
        if copy:
            return await joint_screen(copy, 0, world)
        if page is unseen[-1] and (receipt := await _went_out(page, world)):
            return _taken(receipt, world)
        if page is unseen[-1]:  # of weeks before it there is nothing left to say
            return say("week-private", rows=[[raw("calm-offer", "calm"), button("fine", "go-on-today")]])
    return None


async def _went_out(page: WeekPage, world: World) -> Receipt | None:
    """Return the receipt of this page, if it went out."""
    found = await world.mine.all(Receipt) if page.released else []
    return next((each for each in found if each.week == page.week), None)


def _taken(receipt: Receipt, world: World) -> Say:
    """Say that the other took their page back, and where one's own is."""
    name = receipt.recipients[0]
    mine = [button("take-back", "take-back", receipt.id)] if _to_take(receipt, world) else []
    return say(
        line("week-taken", name=name),
        *([line("week-taken-yours", name=name)] if receipt.twins else []),
        rows=[mine, [raw("calm-offer", "calm"), button("fine", "go-on-today")]],
        fades=Fade.READ,
    )


async def pages_to_take(world: World) -> list[list[Button]]:
    """Return the way to take back what lies with the other still, whose own page of that week is gone."""
    found = [each for each in await world.mine.all(Receipt) if _to_take(each, world)]
    return [[button("take-back", "take-back", each.id)] for each in found]


@action("go-on-today")
async def go_on_today(request: Request, world: World) -> Reply:
    """A quiet end: after this sentence no question follows by itself."""
    return [say("all-now", rows=ending(), fades=Fade.SAVED)]


async def joint_screen(copy: Copy, leaf: int, world: World) -> Say:
    """Return the two pages, byte for byte as previewed; long ones turn."""
    parts = [leaves(text) for text in copy.pages]
    turns = [(who, text) for who, part in enumerate(parts) for text in part]
    short = len(turns) == 2 and sum(map(units, copy.pages)) < 2600
    lines = [line("week-of", week=date.fromisoformat(copy.week)), line("joint-intro")]
    if short:
        lines += _quoted(copy, 0, copy.pages[0]) + _quoted(copy, 1, copy.pages[1])
        total = 1
    else:
        total = len(turns)
        leaf = max(0, min(leaf, total - 1))
        lines += _quoted(copy, *turns[leaf])
    about = f"copy {copy.id}"
    rows = _joint_rows(copy, leaf, total, _to_take(copy, world))
    return say(*lines, rows=rows, fades=Fade.READ, about=about)


def _quoted(copy: Copy, who: int, text: str) -> list[Line]:
    heading = line("joint-own") if who == 0 else line("joint-theirs", name=copy.names[1])
    return [heading, line("page-quoted", text=text)]


def _joint_rows(copy: Copy, leaf: int, total: int, mine_to_take: bool) -> list[list[Button]]:
    back, on = (f"{copy.id}~{(leaf + step) % total}" for step in (-1, 1))
    turn = turns("shared", back, on) if total > 1 else []
    rows = [
        turn,
        [button("joint-picture", "joint-picture", copy.id), button("say-back", "say-back", copy.id)],
    ]
    if copy.said_back:
        rows.append([button("heard", "heard", copy.id)])
    if copy.care and not copy.taken:
        rows.append([button("session-shared", "session", copy.id)])
    if mine_to_take:
        rows.append([button("take-back", "take-back", copy.id)])
    rows.append([raw("calm-offer", "calm"), button("put-away", "enough")])
    return rows


async def my_copy(request: Request, world: World) -> tuple[Copy, int]:
    """Return the copy that is asked for, and its leaf. Refuses one whose time is over."""
    id, _, leaf = request.argument.partition("~")
    copy = await world.mine.get(Copy, id)
    if copy is None or world.now >= copy.expires:
        raise Refusal("copy-gone")
    return copy, int(leaf) if leaf.isdecimal() else 0


@action("shared")
async def shared(request: Request, world: World) -> Reply:
    """Read a shared week again."""
    copy, leaf = await my_copy(request, world)
    return [await joint_screen(copy, leaf, world)]


@action("joint-picture")
async def joint_picture(request: Request, world: World) -> Reply:
    """Each one's own line of released weeks, apart."""
    copy, _ = await my_copy(request, world)
    written = writer(world.words, request.person)
    copies = [each for each in reversed(await shared_copies(world)) if each.source == copy.source]
    weeks = [each.week for each in copies]
    data = {
        "title": written(line("picture-joint")),
        "weeks": weeks,
        "panels": panels(copy.names, copies, written),
        "alt": written(line("picture-joint-alt")),
    }
    picture = Picture("joint", json.dumps(data, sort_keys=True))
    about = f"copy {copy.id}"
    rows = [[button("back", "shared", copy.id), button("put-away", "enough")]]
    return [say("picture-joint-caption", rows=rows, picture=picture, fades=Fade.READ, about=about)]


@action("take-back")
async def ask_to_take_back(request: Request, world: World) -> Reply:
    """Say what taking a page back can do and what it cannot, before it is done."""
    receipt = await world.mine.get(Receipt, request.argument)
    if receipt:
        return [_ask_too(receipt)]
    copy, _ = await my_copy(request, world)
    if not _to_take(copy, world):
        return [_too_late(copy)]
    rows = [
        [button("take-back-yes", "take-back-go", copy.id)],
        [button("back", "shared", copy.id), button("put-away", "enough")],
    ]
    care = [line("take-back-care")] if copy.purpose is Audience.BOTH else []
    about = f"copy {copy.id}"
    return [say(line("take-back-ask", name=copy.names[1]), *care, rows=rows, fades=Fade.READ, about=about)]


def _ask_too(receipt: Receipt) -> Say:
    rows = [[button("take-back-yes", "take-back-go", receipt.id)], [button("put-away", "enough")]]
    care = [line("take-back-care")] if receipt.purpose is Audience.BOTH else []
    return say(line("take-back-too", name=receipt.recipients[0]), *care, rows=rows, fades=Fade.READ)


@action("take-back-go")
async def take_back(request: Request, world: World) -> Reply:
    """Take one's own page back within 48 hours, with honest words."""
    receipt = await world.mine.get(Receipt, request.argument)
    mine = receipt or (await my_copy(request, world))[0]
    if _to_take(mine, world) and await crossings.take_back(mine, world):
        return [say("taken-back", rows=[[button("enough", "enough")]], fades=Fade.SAVED)]
    if isinstance(mine, Receipt):
        raise Refusal("moved-on")
    return [_too_late(mine)]


def _to_take(mine: Copy | Receipt, world: World) -> bool:
    """Whether one's own page of this week can still be taken back, linked or not."""
    return bool(mine.twins) and can_take_back(mine.at, world.now)


def _too_late(copy: Copy) -> Say:
    rows = [[button("enough", "enough")]]
    return say("too-late-back", rows=rows, fades=Fade.SAVED, until=copy.expires)
