"""What passes while two people link, and when one leaves and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import crossing
from bot.domain.cards import derived
from bot.domain.people import (
    Guest,
    Half,
    Invitation,
    InviteState,
    Person,
    invitation_locator,
)
from bot.domain.rhythm import zone_of
from bot.domain.talks import Sort, next_start
from bot.domain.terms import coming_week, habits
from bot.services.crossings.sides import beside, half_of, notify, partner
from bot.services.flow import cards
from bot.services.ports import Mine, World


async def find_invitation(code: str, guest: Person, world: World) -> tuple[Person, Invitation] | None:
    """Return who invited and their invitation, if this code still opens it for this guest."""
    found = await world.across.locate(Invitation, invitation_locator(code))
    if found is None or found[0] == guest.id:
        return None
    await world.across.lock(found[0])
    host = world.across.of(found[0])
    invitation, person = await host.get(Invitation, found[1]), await host.get(Person, found[0])
    if invitation is None or person is None or await half_of(host):
        return None
    if invitation.state is not InviteState.OPEN or world.now >= invitation.expires:
        return None
    return person, invitation


async def redeemed(host: Person, invitation: Invitation, guest: Person, world: World) -> None:
    """Write down on both sides that the link was opened, and let the inviter confirm who it is."""
    there = world.across.of(host.id)
    await there.put(replace(invitation, state=InviteState.REDEEMED, guest=guest.id, guest_name=guest.name))
    await world.mine.put(
        Guest(
            id=world.chance.token(),
            owner=guest.id,
            at=world.now,
            host=host.id,
            invitation=invitation.id,
            host_name=host.name,
            expires=world.now + (invitation.expires - invitation.at),  # theirs would tell when it was made
        )
    )
    await cards.knock(host, beside(world, host, "redeemed"))


async def guest_side(invitation: Invitation, world: World) -> tuple[Person, Guest] | None:
    """Return the one who opened an invitation, and their side of it."""
    await world.across.lock(invitation.guest)
    theirs = world.across.of(invitation.guest)
    person = await theirs.get(Person, invitation.guest)
    for guest in await theirs.all(Guest):
        if guest.invitation == invitation.id and person:
            return person, guest
    return None


async def confirmed(invitation: Invitation, host: Person, zone: str, world: World) -> None:
    """The inviter said: it is them. The linking page opens for the other, and both have as long for it."""
    until = world.now + (invitation.expires - invitation.at)
    await world.mine.put(replace(invitation, expires=until))
    await world.mine.plan("invite-dies", invitation.id, until)
    found = await guest_side(invitation, world)
    if found is None:
        return
    person, guest = found
    there = beside(world, person, "confirmed")
    seat = replace(guest, confirmed=True, found_out=invitation.found_out, zone=zone, expires=until)
    await there.mine.put(seat)
    await there.mine.plan("invite-dies", guest.id, until)
    await cards.knock(person, there)


async def agreed(seat: str, world: World) -> bool:
    """Whether both agreed by now to the page of this seat (an invitation, or a guest's side of one).

    If so, they are linked. Called by either side right after agreeing.
    """
    me = await world.me()
    invitation = await world.mine.get(Invitation, seat)
    if invitation:
        found = await guest_side(invitation, world) if invitation.guest else None
        if found and _all_agreed(invitation, found[1]):
            await _link(me, invitation, found[0], found[1], world)
            return True
        return False
    guest = await world.mine.get(Guest, seat)
    if guest is None:
        return False
    await world.across.lock(guest.host)
    theirs = world.across.of(guest.host)
    host, invited = await theirs.get(Person, guest.host), await theirs.get(Invitation, guest.invitation)
    if host is None or invited is None or await half_of(theirs) or not _all_agreed(invited, guest):
        return False
    await _link(host, invited, me, guest, world)
    return True


def _all_agreed(invitation: Invitation, guest: Guest) -> bool:
    return crossing.linked(invitation.state is InviteState.CONFIRMED, invitation.agreed, guest.agreed)


async def _link(host: Person, invitation: Invitation, guest: Person, seat: Guest, world: World) -> None:
    link = derived(invitation.id, "link")
    # each from what is its owner's alone: it reaches their buttons, where the other's draws must not show
    ids = {each.id: derived(each.id, "half", world.now.isoformat()) for each in (host, guest)}
    for person, other in ((host, guest), (guest, host)):
        rows = world.across.of(person.id)
        half = Half(
            id=ids[person.id],
            owner=person.id,
            at=world.now,
            other=other.id,
            other_half=ids[other.id],
            link=link,
            name=other.name,
            zone=seat.zone,
            found_out=invitation.found_out,
        )
        await rows.put(half)
        await plan_week(half, rows, world.now)
        for old in await rows.all(Invitation):
            await rows.drop(Invitation, old.id)
        for old_seat in await rows.all(Guest):
            await rows.drop(Guest, old_seat.id)
        if person.id != world.mine.owner:
            await notify(world, person.id, "linked", name=other.name)


async def plan_week(half: Half, rows: Mine, after: datetime) -> None:
    """Plan the next week's two instants for one's own half."""
    week = coming_week(half, after)
    await rows.plan("preview", week.key, week.opens)
    await rows.plan("release", week.key, week.closes)


async def plan_talks(half: Half, rows: Mine, after: datetime) -> None:
    """Plan the next beginning of each talk that both have agreed on, for one's own half."""
    agreed_on = habits(half)
    for sort in Sort:
        if sort in agreed_on:
            await rows.plan("talk", sort, next_start(agreed_on[sort], zone_of(half.zone), after))
        else:
            await rows.unplan("talk", sort)


async def say_left(half: Half, at: datetime, now_too: bool, world: World) -> None:
    """Let the other know that one left, because the leaver chose so: at once, or at the next T1."""
    other = await partner(half, world)
    if other is None:
        return
    if now_too:
        await notify(world, other.person.id, "left", other.half.id, name=(await world.me()).name)
    else:
        await other.mine.put(replace(other.half, told_from=at))
