"""What passes at T1, when a page is taken back, and in a break."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import crossing
from bot.domain.cards import derived
from bot.domain.gate import MOVED, Verdict, verdict
from bot.domain.page import (
    Audience,
    Copy,
    Receipt,
    WeekPage,
    body,
    parts_of,
    print_of,
    released_value,
    says_back,
    side,
)
from bot.domain.people import (
    Care,
    Client,
    Half,
    Person,
)
from bot.domain.repair import Pause
from bot.domain.say import Button, button, line, raw
from bot.services.crossings.sides import Other, joined_care, partner, remove, writer
from bot.services.flow import cards
from bot.services.ports import Mine, NotYet, World

DRAINED = timedelta(minutes=5)
"""How long T1 waits for updates that came before it; one that cannot be handled must not hold it up."""


async def drained(person: Person, other: Other | None, at: datetime, world: World) -> None:
    """Raise NotYet while something that one of the two sent before an instant still waits to be handled.

    Whoever looks at nothing of the other's gives no other, and waits for nothing of theirs.
    """
    chats = [person.chat, *([other.person.chat] if other else [])]
    if world.now - at < DRAINED and await world.across.undrained(at, chats):
        raise NotYet


async def decide(person: Person, half: Half, page: WeekPage, world: World) -> WeekPage:
    """Decide one's own page at T1, and both at once where it opens. Returns the page as decided."""
    other = await partner(half, world)
    theirs = await _page_of(other, page) if other else None
    mine_side = side(page, body(page, writer(world.words, person)))
    # Without one's own yes nothing of the other's can matter, and so nothing of theirs is waited for.
    await drained(person, other if mine_side.yes else None, page.closes, world)
    if verdict(mine_side, None, page.closes, world.now) is Verdict.MOVE:
        moved = replace(page, closes=page.closes + MOVED)
        await world.mine.put(moved)
        await world.mine.plan("release", page.week, moved.closes)
        return moved
    me_sealed = await _sealed(person, half, page, world)
    other_sealed = await _sealed(other.person, other.half, theirs, world) if other and theirs else None
    kept = timedelta(weeks=half.keep)
    out = crossing.release(me_sealed, other_sealed, page.week, page.closes, world.now, kept)
    if out and other and theirs:
        clinical = await _to_therapist(out, world) if out.therapist else ()
        await _release(out, me_sealed, page, clinical, world)
        await _release(out, out.second, theirs, clinical, world)
    decided = await world.mine.get(WeekPage, page.id)
    decided = replace(decided or page, decided=True, released=out is not None)
    await world.mine.put(decided)
    return decided


async def _page_of(other: Other, page: WeekPage) -> WeekPage | None:
    for each in await other.mine.all(WeekPage):
        if each.week == page.week and each.half == other.half.id and each.closes == page.closes:
            return each if not each.decided else None
    return None


async def _sealed(person: Person, half: Half, page: WeekPage, world: World) -> crossing.Sealed:
    text = body(page, writer(world.words, person))
    care = await joined_care(half, world.across.of(person.id), world.now)
    stands = care if care and not care.ends else None  # else nothing goes there, and no receipt may say so
    named = (
        stands if stands and page.choice is Audience.BOTH and stands.therapist in page.recipients else None
    )
    return crossing.Sealed(
        person=person.id,
        half=half.id,
        name=person.name,
        choice=page.choice,
        therapist=named.therapist if named else "",
        proposal=named.proposal if named else "",
        gate=side(page, text),
        text=text,
        value=released_value(page),
        says_back=says_back(page),
        parts=parts_of(page),
    )


async def _release(
    out: crossing.Release,
    reader: crossing.Sealed,
    page: WeekPage,
    clinical: tuple[str, ...],
    world: World,
) -> None:
    rows = world.across.of(reader.person)
    other = out.second if reader is out.first else out.first
    copy = out.copy_for(reader, derived(reader.half, out.week, "copy"))
    copy = replace(copy, twins=(f"{other.person} {derived(other.half, out.week, 'copy')}", *clinical))
    if out.therapist:
        copy = replace(copy, purpose=Audience.BOTH)
    await rows.put(copy)
    await rows.plan("copy-expires", copy.id, copy.expires)
    await rows.put(replace(page, decided=True, released=True))
    await rows.plan("page-expires", page.id, copy.expires)
    half = await rows.get(Half, reader.half)
    if half:  # the name on a page that they hold is the one they know from now on
        await rows.put(replace(half, name=copy.names[1]))
    named = [care.name for care in await rows.all(Care) if out.therapist and care.proposal == out.proposal]
    await rows.put(
        Receipt(
            id=derived(reader.half, out.week, "receipt"),
            owner=reader.person,
            at=out.closes,
            week=out.week,
            binding=page.said,
            purpose=copy.purpose,
            page=print_of(reader.text),
            recipients=(copy.names[1], *named),
        )
    )


async def _to_therapist(out: crossing.Release, world: World) -> tuple[str, ...]:
    """Give the therapist their copy; return where it lies."""
    await world.across.lock(out.therapist)
    rows = world.across.of(out.therapist)
    names = {each.person: each.name for each in (out.first, out.second)}
    for client in await rows.all(Client):
        if client.joined and client.proposal == out.proposal:
            copy = out.copy_for_therapist(derived(client.proposal, out.week, "page"))
            await rows.put(copy)
            await rows.plan("copy-expires", copy.id, copy.expires)
            label = " & ".join(names[each] for each in client.partners)
            await rows.put(replace(client, label=label))
            return (f"{out.therapist} {copy.id}",)
    return ()


async def take_back(mine: Copy | Receipt, world: World) -> bool:
    """Take one's own page back: it goes from the other's chat and from a therapist who has not opened it.

    By one's copy of that week; or by its receipt, where that copy went since the other took theirs back.
    """
    if not crossing.can_take_back(mine.at, world.now):
        return False
    # By ids alone: whether either is still linked must not decide, nor show.
    for owner, id in (each.split() for each in mine.twins):
        await world.across.lock(owner)
        rows = world.across.of(owner)
        twin = await rows.get(Copy, id)
        if twin and twin.clinical and twin.opened:  # they may go on reading it; no later page draws on it
            await rows.put(replace(twin, taken=True))
        elif twin:
            await _leave_the_way(twin, rows)
            await remove(rows, id)
    await world.mine.put(replace(mine, taken=True) if isinstance(mine, Copy) else replace(mine, twins=()))
    return True


async def _leave_the_way(copy: Copy, rows: Mine) -> None:
    """Let who loses a copy take their own page back as before: being first must not keep it from them."""
    receipt = await rows.get(Receipt, derived(copy.source, copy.week, "receipt"))
    if receipt and not copy.taken:
        await rows.put(replace(receipt, twins=copy.twins))


async def pause(half: Half, until: datetime, world: World) -> None:
    """Tell the other of a break: one fixed line with the time."""
    other = await partner(half, world)
    if other is None:
        return
    await put_pause(other.person, other.mine, until, world, "pause-theirs", "pause-longer")


async def put_pause(person: Person, rows: Mine, until: datetime, world: World, key: str, longer: str) -> None:
    """Keep a break on one side, with its fixed line and its return; one that runs gets no shorter by it.

    Who blocked the bot has it as well: else a shorter one of theirs would tell the other that they had.
    """
    for old in await rows.all(Pause):
        until = max(until, old.until)
        await rows.drop(Pause, old.id)
        await rows.unplan("return", old.id)
    id = derived(person.id, "pause", until.isoformat(), world.now.isoformat())
    await rows.put(Pause(id=id, owner=person.id, at=world.now, until=until))
    await rows.plan("return", id, until)
    if person.blocked:
        return
    day = cards.today_of(person, world.now).isoformat()
    buttons: list[Button] = [raw("calm-offer", "calm"), button(longer, "pause")]
    await cards.fixed(rows, world.now, day, "pause", line(key, until=until), [buttons])
