"""What passes between a couple and their therapist."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from bot.domain import crossing
from bot.domain.cards import derived
from bot.domain.page import Copy
from bot.domain.people import (
    COMPARED_WITHIN,
    RENEWED_FOR,
    Care,
    CareState,
    Client,
    Half,
    Handed,
    Notice,
    Person,
    care_locator,
    handed_locator,
)
from bot.services.crossings.sides import (
    Other,
    at_work,
    beside,
    closes_next,
    half_of,
    notify,
    partner,
    remove,
)
from bot.services.flow import cards
from bot.services.ports import Mine, World

ASKED_FOR = timedelta(days=6)
"""How long after the next T1 the other can say yes to a therapist who was asked for by their own link.

It is reckoned from T1 because whoever asks right after a link ended is read of at T1 only: when the question
runs out must not tell at which hour of the week before it was asked.
"""
OPENED_FOR = COMPARED_WITHIN - timedelta(days=8)
"""How long after the next T1 digits stand that come by a couple's own link, for the same reason."""


async def find_proposal(code: str, world: World) -> tuple[Person, Care] | None:
    """Return who proposed and their side, if this code still opens it."""
    found = await world.across.locate(Care, care_locator(code))
    if found is None or found[0] == world.mine.owner:
        return None
    await world.across.lock(found[0])
    rows = world.across.of(found[0])
    person, care = await rows.get(Person, found[0]), await rows.get(Care, found[1])
    if person is None or care is None or care.therapist or world.now >= care.expires:
        return None
    half = await rows.get(Half, care.half)
    if half is None or half.other == world.mine.owner:
        return None
    return person, care


async def opened(proposer: Person, care: Care, therapist: Person, world: World) -> Client | None:
    """The therapist opened the link: six digits for all three, and a knock for both partners."""
    half = await world.across.of(proposer.id).get(Half, care.half)
    if half is None:
        return None
    theirs = beside(world, proposer, "care")
    other = await partner(half, theirs)
    digits, until = world.chance.digits(), await closes_next(half, theirs) + OPENED_FOR
    client = Client(
        id=world.chance.token(),
        owner=therapist.id,
        at=world.now,
        proposal=care.proposal,
        partners=(proposer.id, half.other),
        label=f"{proposer.name} & {half.name}",
        digits=digits,
        expires=until,
    )
    await world.mine.put(client)
    await world.mine.plan("client-ends", client.id, client.expires)
    filled = replace(
        care,
        therapist=therapist.id,
        name=therapist.name,
        digits=digits,
        policy=therapist.policy,
        expires=until,
    )
    await _until_its_end(world.across.of(proposer.id), filled)
    await cards.knock(proposer, beside(world, proposer, "digits"))
    if other:  # whoever proposed sees the same, whether or not the other is still there
        seat = derived(other.half.id, "care", world.now.isoformat())  # of nothing that the proposer drew
        waits = await _linked_still(other)
        seen = replace(filled, id=seat, owner=other.person.id, half=other.half.id, mine=False, waits=waits)
        await _until_its_end(other.mine, replace(seen, at=world.now))  # not when the link was made
        if not waits:
            await cards.knock(other.person, beside(world, other.person, "digits"))
    return client


async def _linked_still(other: Other) -> bool:
    """Whether a link to a therapist stands on the other's side: until T1 nothing tells them who ended it."""
    found = await other.mine.all(Care)
    return any(each.half == other.half.id and each.state is CareState.JOINED for each in found)


async def maker(code: str, world: World, hold: bool = False) -> Person | None:
    """Return the therapist who hands out the link with this code, if it still opens anything for this person.

    `hold` keeps them as they are until the end, where something is to be done with it.
    """
    if not code:
        return None
    found, half = await world.across.locate(Handed, handed_locator(code)), await half_of(world.mine)
    if found is None or found[0] in (world.mine.owner, half.other if half else ""):
        return None
    if hold:
        await world.across.lock(found[0])
    rows = world.across.of(found[0])
    person, handed = await rows.get(Person, found[0]), await rows.get(Handed, found[1])
    return person if person and person.terms_at and handed and handed.code == code else None


async def ask_for(therapist: Person, code: str, half: Half, world: World) -> Care:
    """Propose the therapist whose link one came by: the other is asked, and the therapist reads nothing."""
    care = Care(
        id=world.chance.token(),
        owner=world.mine.owner,
        at=world.now,
        half=half.id,
        proposal=world.chance.token(),
        mark="",
        code=code,
        mine=True,
        name=therapist.name,
        expires=await closes_next(half, world) + ASKED_FOR,
    )
    await _ask_anew(world.mine, care)
    other = await partner(half, world)
    if other:  # whoever asks sees the same, whether or not the other is still there
        there = beside(world, other.person, "asked")
        id = there.chance.token()
        while await there.mine.get(Care, id):  # asked at this very instant, and joined by now
            id = there.chance.token()
        waits = await _linked_still(other)
        seat = replace(care, id=id, owner=other.person.id, half=other.half.id, mine=False, waits=waits)
        await _ask_anew(there.mine, seat)
        if not waits:
            await cards.knock(other.person, there)
    return care


async def _ask_anew(rows: Mine, care: Care) -> None:
    for old in await rows.all(Care):
        if old.code and not old.therapist and old.mine is care.mine:
            await rows.drop(Care, old.id)
    await _until_its_end(rows, care)


async def _until_its_end(rows: Mine, care: Care) -> None:
    """Keep a side of a link that is not joined yet, and nothing of it once it ran out."""
    await rows.put(care)
    await rows.plan("ask-ends", care.id, care.expires)


async def agree_to_ask(seat: Care, half: Half, world: World) -> Care:
    """The other says yes, too. Only now the therapist gets it, and six digits come to all three.

    Returns one's own side: with digits, unless who asked took it back, or the link opens nothing any more.
    """
    await world.mine.put(replace(seat, state=CareState.CONFIRMED))
    other = await partner(half, world)
    found = await other.mine.all(Care) if other else []
    theirs = next((each for each in found if each.proposal == seat.proposal and each.mine), None)
    if other is None or theirs is None or not crossing.joined(theirs.state is CareState.PROPOSED, True):
        return seat
    therapist = await maker(seat.code, world, hold=True)
    if therapist is None or world.now >= theirs.expires:
        return seat
    client = await _taken_in(therapist, other, theirs, world)
    filled = replace(
        seat,
        code="",
        state=CareState.PROPOSED,
        therapist=therapist.id,
        name=therapist.name,
        digits=client.digits,
        policy=therapist.policy,
        expires=client.expires,
    )
    await _until_its_end(world.mine, filled)
    asker = replace(filled, id=theirs.id, owner=theirs.owner, at=theirs.at, half=theirs.half, mine=True)
    await _until_its_end(other.mine, asker)
    await _drop_older(world.mine, filled)
    await _drop_older(other.mine, asker)
    await cards.knock(other.person, beside(world, other.person, "digits"))
    return filled


async def _drop_older(rows: Mine, care: Care) -> None:
    """Drop what else is open of a therapist: nobody would know which of several digits to compare."""
    for old in await rows.all(Care):
        if old.id != care.id and old.half == care.half and old.state is not CareState.JOINED:
            await rows.drop(Care, old.id)


async def _taken_in(therapist: Person, asked: Other, care: Care, world: World) -> Client:
    """Put a couple that asked by the therapist's own link into the therapist's rows, and let them know."""
    there = beside(world, therapist, "asked")
    for old in await there.mine.all(Client):
        if not old.joined and set(old.partners) == {asked.person.id, asked.half.other}:
            await let_go(old, there)
    id = there.chance.token()
    while await there.mine.get(Client, id):  # of another couple, at this very instant
        id = there.chance.token()
    client = Client(
        id=id,
        owner=therapist.id,
        at=world.now,
        proposal=care.proposal,
        partners=(asked.person.id, asked.half.other),
        label=f"{asked.person.name} & {asked.half.name}",
        digits=f"{int(sha256(f'{care.proposal} digits'.encode()).hexdigest(), 16) % 1_000_000:06d}",
        expires=world.now + COMPARED_WITHIN,
    )
    await there.mine.put(client)
    await there.mine.plan("client-ends", client.id, client.expires)
    values = {"label": client.label, "digits": client.read_aloud}
    notice = Notice(
        id=derived(id, "asked"),
        owner=therapist.id,
        at=world.now,
        key="client-asked",
        about=id,
        values=values,
    )
    await there.mine.put(notice)
    if at_work(therapist, world.now):
        await cards.knock(therapist, there)
    return client


async def say_policy(therapist: Person, world: World) -> None:
    """Let couples who have not compared the digits read what the therapist says about secrets."""
    for client in await world.mine.all(Client):
        for owner in client.partners if not client.joined else ():
            await world.across.lock(owner)
            rows = world.across.of(owner)
            for care in await rows.all(Care):
                if care.proposal == client.proposal and care.state in (CareState.PROPOSED, CareState.LATER):
                    await rows.put(replace(care, policy=therapist.policy))


async def confirm_digits(care: Care, half: Half, world: World) -> bool:
    """Say yes to the digits; joined when both have, and the therapist still wants it. Returns whether."""
    other = await partner(half, world)
    theirs = (
        next((each for each in await other.mine.all(Care) if each.proposal == care.proposal), None)
        if other
        else None
    )
    both = theirs is not None and crossing.joined(True, theirs.state is CareState.CONFIRMED)
    if not both or other is None or theirs is None or not await _still_there(care, world):
        await world.mine.put(replace(care, state=CareState.CONFIRMED))
        return False
    until = world.now + RENEWED_FOR
    for rows, each in ((world.mine, care), (other.mine, theirs)):
        for old in await rows.all(Care):
            if old.id != each.id:
                await rows.drop(Care, old.id)
        await rows.put(replace(each, state=CareState.JOINED, expires=until))
    therapist = world.across.of(care.therapist)
    for client in await therapist.all(Client):
        if client.proposal == care.proposal:
            await therapist.put(replace(client, joined=True, expires=until))
            await therapist.plan("client-ends", client.id, until)
    await notify(world, other.person.id, "care-joined", name=care.name)
    await notify(world, care.therapist, "client-joined")
    return True


async def _still_there(care: Care, world: World) -> bool:
    """Whether the therapist has not ended meanwhile what they had taken up: then it runs out in silence."""
    await world.across.lock(care.therapist)
    clients = await world.across.of(care.therapist).all(Client)
    return any(each.proposal == care.proposal for each in clients)


async def end_care(care: Care, half: Half, world: World, told: bool = True) -> None:
    """End a therapist link from one partner's side: at once for the therapist, in ordinary words at T1.

    Who leaves quietly is not `told` of: the other's side stands until it runs out, and opens nothing.

    A proposal that was not taken up yet runs out in silence, as any other does.
    """
    await world.mine.drop(Care, care.id)
    other = await partner(half, world) if told else None
    if other:
        for each in await other.mine.all(Care):
            if each.proposal == care.proposal and each.state is CareState.JOINED:
                await other.mine.put(replace(each, ends=world.now))
    if care.therapist:
        await _close_client(care.proposal, care.therapist, world)


async def _close_client(proposal: str, therapist: str, world: World) -> None:
    """Take everything of a couple from a therapist; the couple stays in the list, with nothing to read."""
    await world.across.lock(therapist)
    rows = world.across.of(therapist)
    for copy in await rows.all(Copy):
        if copy.source == proposal:
            await remove(rows, copy.id)
    for client in await rows.all(Client):
        if client.proposal == proposal:
            await rows.put(replace(client, joined=False))


async def let_go(client: Client, world: World) -> None:
    """Take a couple, and every page of theirs, from a therapist's own rows."""
    for copy in await world.mine.all(Copy):
        if copy.source == client.proposal:
            await remove(world.mine, copy.id)
    for notice in await world.mine.all(Notice):
        if notice.about == client.id:
            await world.mine.drop(Notice, notice.id)
    await world.mine.drop(Client, client.id)
    await world.mine.unplan("client-ends", client.id)


async def end_client(client: Client, world: World) -> None:
    """End a link from the therapist's side: both partners read it at their next T1."""
    await let_go(client, world)
    for owner in client.partners:
        await world.across.lock(owner)
        rows = world.across.of(owner)
        for care in await rows.all(Care):
            if care.proposal == client.proposal and care.state is CareState.JOINED:
                await rows.put(replace(care, ends=world.now))


async def say_ended(world: World) -> None:
    """At T1, in ordinary words: a therapist link that the other side ended, or that ran out, is over.

    And what the other has brought about since then may show, as if from now on: its hour tells of an end.
    """
    for care in await world.mine.all(Care):
        over = care.state is CareState.JOINED and world.now >= care.expires
        if care.waits:
            await world.mine.put(replace(care, waits=False, at=world.now))
        elif care.ends or over:
            await world.mine.drop(Care, care.id)
            await world.mine.put(
                Notice(
                    id=world.chance.token(),
                    owner=world.mine.owner,
                    at=world.now,
                    key="care-ended",
                    values={"name": care.name},
                )
            )


async def renew(half: Half, world: World) -> None:
    """At T1: a therapist link that both want to go on does, for as long again."""
    for care in await world.mine.all(Care):
        if care.half != half.id or care.state is not CareState.JOINED or not care.renew:
            continue
        other = await partner(half, world)
        found = await other.mine.all(Care) if other else []
        theirs = next((each for each in found if each.proposal == care.proposal and not each.ends), None)
        if other is None or theirs is None or not crossing.joined(care.renew, theirs.renew):
            continue
        until = care.expires + RENEWED_FOR
        for rows, each in ((world.mine, care), (other.mine, theirs)):
            await rows.put(replace(each, renew=False, asked=False, expires=until))
            notice = Notice(
                id=derived(each.id, "renewed", until.isoformat()),
                owner=each.owner,
                at=world.now,
                key="care-renewed",
                values={"name": care.name},
            )
            await rows.put(notice)
        await world.across.lock(care.therapist)
        therapist = world.across.of(care.therapist)
        for client in await therapist.all(Client):
            if client.proposal == care.proposal and client.joined:
                await therapist.put(replace(client, expires=until))
                await therapist.plan("client-ends", client.id, until)


async def drop_links(world: World) -> None:
    """Leave everything at once and quietly, before one's own rows are deleted."""
    half = await half_of(world.mine)
    for care in await world.mine.all(Care):
        if half:
            await end_care(care, half, world, told=False)
    for client in await world.mine.all(Client):
        await end_client(client, world)
