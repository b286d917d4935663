"""The one place where both sides of a link are read: it feeds the pure functions of `domain/crossing.py`.

No other service looks through `world.across`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import crossing
from bot.domain.cards import Card, derived
from bot.domain.gate import MOVED, Verdict, verdict
from bot.domain.page import Audience, Copy, Receipt, WeekPage, Write, body, released_value, side
from bot.domain.people import (
    Care,
    CareState,
    Client,
    Guest,
    Half,
    Invitation,
    InviteState,
    Notice,
    Person,
    care_locator,
    invitation_locator,
)
from bot.domain.repair import Pause
from bot.domain.rhythm import next_week, zone_of
from bot.domain.say import Button, button, line, raw
from bot.services import cards
from bot.services.ports import Mine, NotYet, Words, World

RENEWED_FOR = timedelta(days=90)


@dataclass
class Derived:
    """A stream of ids for what one person's doing puts into another's chat; it moves neither's chance."""

    owner: str
    what: str
    now: datetime
    drawn: int = 0

    def token(self) -> str:
        """Return the next 16 characters."""
        self.drawn += 1
        return derived(self.owner, self.what, self.now.isoformat(), self.drawn)

    def code(self) -> str:
        """Never drawn: codes belong to the one who asks for them."""
        raise NotImplementedError

    def digits(self) -> str:
        """Never drawn: digits belong to the one who asks for them."""
        raise NotImplementedError

    def random(self) -> float:
        """Return a fixed number: nothing is left to chance in another's chat."""
        return 0.0


@dataclass(frozen=True)
class Other:
    """The other side of a link: their person, their rows, their half."""

    person: Person
    mine: Mine
    half: Half


def beside(world: World, person: Person, what: str) -> World:
    """Return the world as seen from another person's rows, with derived ids."""
    return replace(world, mine=world.across.of(person.id), chance=Derived(person.id, what, world.now))


async def notify(world: World, owner: str, what: str, **values: str) -> None:
    """Put a notice behind another person's knock, and knock: something that both may know has happened."""
    await world.across.lock(owner)
    person = await world.across.of(owner).get(Person, owner)
    if person is None:
        return
    there = beside(world, person, what)
    await there.mine.put(
        Notice(id=there.chance.token(), owner=owner, at=world.now, key=what, values=dict(values))
    )
    await cards.knock(person, there)


def writer(words: Words, person: Person) -> Write:
    """Return how this person's page is put into words: in their own language, always the same."""
    return lambda each: words.write(each, person.language, "")


async def half_of(mine: Mine) -> Half | None:
    """Return one's own half, if one is linked."""
    return next(iter(await mine.all(Half)), None)


async def partner(half: Half, world: World) -> Other | None:
    """Return the other side, if their half still stands. What comes of it must not show whether it does."""
    await world.across.lock(half.other)
    theirs = world.across.of(half.other)
    person, their_half = await theirs.get(Person, half.other), await theirs.get(Half, half.other_half)
    if person is None or their_half is None or their_half.link != half.link:
        return None
    return Other(person, theirs, their_half)


# ---------------------------------------------------------------------- linking


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
            expires=invitation.expires,
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
    """The inviter said: it is them. The linking page opens for the other."""
    found = await guest_side(invitation, world)
    if found is None:
        return
    person, guest = found
    there = beside(world, person, "confirmed")
    await there.mine.put(replace(guest, confirmed=True, found_out=invitation.found_out, zone=zone))
    await cards.knock(person, there)


async def agreed(world: World) -> bool:
    """Whether both agreed by now; if so, link them. Called by either side right after agreeing."""
    me = await world.me()
    for invitation in await world.mine.all(Invitation):
        found = await guest_side(invitation, world) if invitation.guest else None
        if found and _all_agreed(invitation, found[1]):
            await _link(me, invitation, found[0], found[1], world)
            return True
    for guest in await world.mine.all(Guest):
        await world.across.lock(guest.host)
        theirs = world.across.of(guest.host)
        host, invitation_ = (
            await theirs.get(Person, guest.host),
            await theirs.get(Invitation, guest.invitation),
        )
        if host and invitation_ and _all_agreed(invitation_, guest):
            await _link(host, invitation_, me, guest, world)
            return True
    return False


def _all_agreed(invitation: Invitation, guest: Guest) -> bool:
    return crossing.linked(invitation.state is InviteState.CONFIRMED, invitation.agreed, guest.agreed)


async def _link(host: Person, invitation: Invitation, guest: Person, seat: Guest, world: World) -> None:
    link = derived(invitation.id, "link")
    ids = {host.id: derived(link, host.id), guest.id: derived(link, guest.id)}
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
    week = next_week(after, zone_of(half.zone))
    await rows.plan("preview", week.key, week.opens)
    await rows.plan("release", week.key, week.closes)


async def say_left(half: Half, at: datetime, now_too: bool, world: World) -> None:
    """Let the other know that one left, because the leaver chose so: at once, or at the next T1."""
    other = await partner(half, world)
    if other is None:
        return
    await other.mine.put(replace(other.half, told_from=at))
    if now_too:
        await notify(world, other.person.id, "left", name=(await world.me()).name)


# ---------------------------------------------------------------------- the week


async def decide(person: Person, half: Half, page: WeekPage, world: World) -> WeekPage:
    """Decide one's own page at T1, and both at once where it opens. Returns the page as decided."""
    other = await partner(half, world)
    chats = [person.chat, *([other.person.chat] if other else [])]
    if await world.across.undrained(page.closes, chats):
        raise NotYet
    theirs = await _page_of(other, page) if other else None
    mine_side = side(page, body(page, writer(world.words, person)))
    if verdict(mine_side, None, page.closes, world.now) is Verdict.MOVE:
        moved = replace(page, closes=page.closes + MOVED)
        await world.mine.put(moved)
        await world.mine.plan("release", page.week, moved.closes)
        return moved
    me_sealed = await _sealed(person, half, page, world)
    other_sealed = await _sealed(other.person, other.half, theirs, world) if other and theirs else None
    out = crossing.release(me_sealed, other_sealed, page.week, page.closes, world.now)
    if out and other and theirs:
        await _release(out, me_sealed, page, world)
        await _release(out, out.second, theirs, world)
        if out.therapist:
            await _to_therapist(out, world)
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
    named = (
        care.therapist if care and page.choice is Audience.BOTH and care.therapist in page.recipients else ""
    )
    return crossing.Sealed(
        person=person.id,
        half=half.id,
        name=person.name,
        choice=page.choice,
        therapist=named,
        gate=side(page, text),
        text=text,
        value=released_value(page),
    )


async def _release(out: crossing.Release, reader: crossing.Sealed, page: WeekPage, world: World) -> None:
    rows = world.across.of(reader.person)
    copy = out.copy_for(reader, derived(reader.half, out.week, "copy"))
    if out.therapist:
        copy = replace(copy, purpose=Audience.BOTH)
    await rows.put(copy)
    await rows.plan("copy-expires", copy.id, copy.expires)
    await rows.put(replace(page, decided=True, released=True))
    await rows.put(
        Receipt(
            id=derived(reader.half, out.week, "receipt"),
            owner=reader.person,
            at=out.closes,
            week=out.week,
            binding=page.said,
            purpose=page.choice,
        )
    )


async def _to_therapist(out: crossing.Release, world: World) -> None:
    rows = world.across.of(out.therapist)
    for client in await rows.all(Client):
        if client.joined and set(client.partners) == {out.first.person, out.second.person}:
            copy = out.copy_for_therapist(client.proposal, derived(client.proposal, out.week, "page"))
            await rows.put(copy)
            await rows.plan("copy-expires", copy.id, copy.expires)


async def take_back(copy: Copy, half: Half, world: World) -> bool:
    """Take one's own page back: it goes from the other's chat and from a therapist who has not opened it."""
    if not crossing.can_take_back(copy.at, world.now):
        return False
    other = await partner(half, world)
    if other:
        await _remove(other.mine, derived(other.half.id, copy.week, "copy"))
    care = await joined_care(half, world.mine, world.now)
    if care:
        rows = world.across.of(care.therapist)
        page = await rows.get(Copy, derived(care.proposal, copy.week, "page"))
        if page and not page.opened:
            await rows.drop(Copy, page.id)
            await rows.unplan("copy-expires", page.id)
    return True


async def _remove(rows: Mine, copy_id: str) -> None:
    if await rows.get(Copy, copy_id) is None:
        return
    await rows.drop(Copy, copy_id)
    await rows.unplan("copy-expires", copy_id)
    for card in await rows.all(Card):
        if card.screen.about == f"copy {copy_id}":
            await cards.put_away(card, rows)


# ---------------------------------------------------------------------- a break


async def pause(half: Half, until: datetime, world: World) -> None:
    """Tell the other of a break: one fixed line with the time."""
    other = await partner(half, world)
    if other is None or other.person.blocked:
        return
    await put_pause(other.person, other.mine, until, world, "pause-theirs", "pause-longer")


async def put_pause(person: Person, rows: Mine, until: datetime, world: World, key: str, longer: str) -> None:
    """Keep a break on one side, with its fixed line and its return."""
    for old in await rows.all(Pause):
        await rows.drop(Pause, old.id)
        await rows.unplan("return", old.id)
    id = derived(person.id, "pause", until.isoformat(), world.now.isoformat())
    await rows.put(Pause(id=id, owner=person.id, at=world.now, until=until))
    await rows.plan("return", id, until)
    day = cards.today_of(person, world.now).isoformat()
    buttons: list[Button] = [raw("calm-offer", "calm"), button(longer, "pause")]
    await cards.fixed(rows, world.now, day, "pause", line(key, until=until), [buttons])


# ---------------------------------------------------------------------- the therapist


async def joined_care(half: Half, rows: Mine, now: datetime) -> Care | None:
    """Return the side of a joined therapist link that stands now."""
    for care in await rows.all(Care):
        if care.half == half.id and care.state is CareState.JOINED and now < care.expires:
            return care
    return None


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
    other = await partner(half, beside(world, proposer, "care")) if half else None
    if half is None or other is None:
        return None
    digits = world.chance.digits()
    client = Client(
        id=world.chance.token(),
        owner=therapist.id,
        at=world.now,
        proposal=care.proposal,
        partners=(proposer.id, other.person.id),
        label=f"{proposer.name} & {other.person.name}",
        digits=digits,
        expires=care.expires,
    )
    await world.mine.put(client)
    filled = replace(care, therapist=therapist.id, name=therapist.name, digits=digits)
    await world.across.of(proposer.id).put(filled)
    await other.mine.put(
        replace(
            filled, id=derived(care.proposal, "care"), owner=other.person.id, half=other.half.id, mine=False
        )
    )
    for person in (proposer, other.person):
        await cards.knock(person, beside(world, person, "digits"))
    return client


async def confirm_digits(care: Care, half: Half, world: World) -> bool:
    """Say yes to the digits; joined when both have. Returns whether they are joined now."""
    other = await partner(half, world)
    theirs = (
        next((each for each in await other.mine.all(Care) if each.proposal == care.proposal), None)
        if other
        else None
    )
    both = theirs is not None and crossing.joined(True, theirs.state is CareState.CONFIRMED)
    if not both or other is None or theirs is None:
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
    await notify(world, other.person.id, "care-joined", name=care.name)
    await notify(world, care.therapist, "client-joined")
    return True


async def end_care(care: Care, half: Half, world: World) -> None:
    """End a therapist link from one partner's side: at once for the therapist, in ordinary words at T1."""
    await world.mine.drop(Care, care.id)
    other = await partner(half, world)
    if other:
        for each in await other.mine.all(Care):
            if each.proposal == care.proposal:
                await other.mine.put(replace(each, ends=world.now))
    if care.therapist:
        await _close_client(care.proposal, care.therapist, world)


async def _close_client(proposal: str, therapist: str, world: World) -> None:
    """Take everything of a couple from a therapist; the couple stays in the list, with nothing to read."""
    await world.across.lock(therapist)
    rows = world.across.of(therapist)
    for copy in await rows.all(Copy):
        if copy.source == proposal:
            await _remove(rows, copy.id)


async def end_client(client: Client, world: World) -> None:
    """End a link from the therapist's side: both partners read it at their next T1."""
    for copy in await world.mine.all(Copy):
        if copy.source == client.proposal:
            await _remove(world.mine, copy.id)
    await world.mine.drop(Client, client.id)
    for owner in client.partners:
        await world.across.lock(owner)
        rows = world.across.of(owner)
        for care in await rows.all(Care):
            if care.proposal == client.proposal:
                await rows.put(replace(care, ends=world.now))


async def say_ended(world: World) -> None:
    """At T1, in ordinary words: a therapist link that the other side ended, or that ran out, is over."""
    for care in await world.mine.all(Care):
        over = care.state is CareState.JOINED and world.now >= care.expires
        if care.ends or over:
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


async def drop_links(world: World) -> None:
    """Leave everything at once and quietly, before one's own rows are deleted."""
    half = await half_of(world.mine)
    for care in await world.mine.all(Care):
        if half:
            await end_care(care, half, world)
    for client in await world.mine.all(Client):
        await end_client(client, world)
