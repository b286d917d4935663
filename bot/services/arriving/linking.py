"""Linking two people: an invitation, a name confirmed, one page that both agree to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.people import Care, Guest, Handed, Invitation, InviteState, Person, mark_of
from bot.domain.rhythm import next_week, zone_of
from bot.domain.say import Fade, Line, Refusal, Say, Word, button, line, say, side_by_side
from bot.domain.terms import KEPT
from bot.services import crossings
from bot.services.arriving.places import zone_screen
from bot.services.arriving.sharing import send_button
from bot.services.crossings import half_of
from bot.services.day.today import after
from bot.services.flow.actions import Due, Reply, Request, action, behind, tick
from bot.services.ports import World
from bot.services.therapy.therapist import came_by, follow

LASTS = timedelta(hours=48)
GUESSES = 5
EARLIER = "earlier"
"""What is kept of a discovery that lies more than a year back."""
GUESS_WINDOW = timedelta(hours=1)


@action("invite", "invite")
async def invite(request: Request, world: World) -> Reply:
    """Who one is linked with, or how to invite someone. It reads the same whether or not they left."""
    half = await half_of(world.mine)
    if half:
        return [
            say(
                "invite-linked",
                rows=[[button("menu-leave", "leave")], [button("back", "more"), button("close", "enough")]],
                fades=Fade.READ,
                name=half.name,
            )
        ]
    for out in await world.mine.all(Invitation):
        if world.now < out.expires:  # whatever became of it: what another did with it does not show here
            return [_out(out)]
    rows = [[button("invite-make", "invite-make")], [button("back", "more"), button("not-now", "enough")]]
    return [say("invite-what", rows=rows)]


def _out(invitation: Invitation) -> Say:
    rows = [
        [button("invite-withdraw", "invite-back"), button("invite-again", "invite-make")],
        [button("back", "more"), button("close", "enough")],
    ]
    return say("invite-out", rows=rows, fades=Fade.READ, until=invitation.expires)


@action("invite-make")
async def make(request: Request, world: World) -> Reply:
    """Make a link that works once, for two days; an older one dies."""
    if await half_of(world.mine):
        return await invite(request, world)
    for old in await world.mine.all(Invitation):
        await world.mine.drop(Invitation, old.id)
    code = world.chance.code()
    invitation = Invitation(
        id=world.chance.token(),
        owner=request.person.id,
        at=world.now,
        mark=mark_of(code),
        expires=world.now + LASTS,
    )
    await world.mine.put(invitation)
    await world.mine.plan("invite-dies", invitation.id, invitation.expires)
    url = f"https://t.me/{world.facts.username}?start={code}"
    return [
        say(
            "invite-link",
            rows=[
                [send_button("invite-send", url)],
                [button("invite-withdraw", "invite-back"), button("close", "enough")],
            ],
            fades=Fade.READ,
            url=url,
            until=invitation.expires,
        )
    ]


@action("invite-back")
async def withdraw(request: Request, world: World) -> Reply:
    """Take the invitation back."""
    for old in await world.mine.all(Invitation):
        await world.mine.drop(Invitation, old.id)
    return [say("invite-withdrawn", rows=[[button("close", "enough")]], fades=Fade.SAVED)]


@tick("invite-dies")
async def dies(due: Due, world: World) -> None:
    """An invitation is over after two days, on both sides, in silence."""
    await world.mine.drop(Invitation, due.ref)
    for guest in await world.mine.all(Guest):
        if guest.id == due.ref:
            await world.mine.drop(Guest, guest.id)


async def redeem(request: Request, world: World) -> Reply:
    """Open an invitation, a link for a therapist or of one, or nothing: wrong, used, expired read alike."""
    person, code = await world.me(), request.argument.strip() or request.person.parked
    person = replace(person, parked="", parked_until=None)
    if person.guessed_since is None or world.now - person.guessed_since >= GUESS_WINDOW:
        person = replace(person, guesses=0, guessed_since=None)
    await world.mine.put(person)
    if await _made_by(code, world):
        return [say("invite-own", rows=[[button("close", "enough")]], fades=Fade.SAVED)]
    if person.guesses < GUESSES:
        found = await crossings.find_invitation(code, person, world)
        if found and await half_of(world.mine):
            return [say("invite-have", rows=[[button("close", "enough")]], fades=Fade.SAVED)]
        if found:
            return await _opened(*found, person, world)
        followed = await follow(person, code, world) or await came_by(person, code, world)
        if followed:
            return followed
    await world.mine.put(
        replace(person, guesses=person.guesses + 1, guessed_since=person.guessed_since or world.now)
    )
    return [say("code-unknown", rows=[[button("keyboard-today", "today")]], fades=Fade.SAVED)]


async def _made_by(code: str, world: World) -> bool:
    marks = {each.mark for each in await world.mine.all(Invitation)}
    marks |= {each.mark for each in await world.mine.all(Care) if each.mine}
    marks |= {mark_of(each.code) for each in await world.mine.all(Handed)}
    return mark_of(code) in marks


async def _opened(host: Person, invitation: Invitation, guest: Person, world: World) -> Reply:
    for old in await world.mine.all(Guest):
        await world.mine.drop(Guest, old.id)
    await crossings.redeemed(host, invitation, guest, world)
    for seat in await world.mine.all(Guest):
        await world.mine.plan("invite-dies", seat.id, seat.expires)
    return [say("guest-waits", rows=[[button("enough", "enough")]], fades=Fade.SAVED, name=host.name)]


@behind(5)
async def parked(person: Person, world: World) -> Say | None:
    """A link that was opened before the first evening was over."""
    if not person.parked or person.started is None:
        return None
    if person.parked_until is None or world.now >= person.parked_until:
        await world.mine.put(replace(await world.me(), parked="", parked_until=None))
        return None
    return say("parked", rows=[[button("parked-open", "parked"), button("not-now", "parked-no")]])


@action("parked")
async def open_parked(request: Request, world: World) -> Reply:
    """Open the link that waited."""
    return await redeem(replace(request, argument=""), world)


@action("parked-no")
async def drop_parked(request: Request, world: World) -> Reply:
    """Let the link go; whoever made it learns nothing."""
    person = replace(request.person, parked="", parked_until=None)
    await world.mine.put(person)
    return [await after(person, world, line("saved"))]


# ---------------------------------------------------------------------- confirming, and the linking page


@behind(10)
async def to_confirm(person: Person, world: World) -> Say | None:
    """Someone opened one's link: is it them? Then the linking page."""
    for invitation in await world.mine.all(Invitation):
        if invitation.state is InviteState.REDEEMED and _zone_unknown(person):
            await world.mine.put(replace(await world.me(), asked=(*person.asked, "zone-link")))
            screen = zone_screen()
            return replace(screen, lines=(line("zone-link"), *screen.lines))
        if invitation.state is InviteState.REDEEMED:
            yes, no = button("confirm-yes", "confirm", "yes"), button("confirm-no", "confirm", "no")
            return say("confirm", rows=[[yes], [no]], name=invitation.guest_name)
        if invitation.state is InviteState.CONFIRMED and not invitation.agreed:
            return await _linking_page(person, invitation, _zone(person), world)
    for guest in await world.mine.all(Guest):
        if guest.confirmed and not guest.agreed:
            return await _linking_page(person, guest, guest.zone, world)
    return None


def _zone_unknown(person: Person) -> bool:
    """Whether the couple's week would run by the clock of UTC; asked once, before it begins."""
    return not person.zone and person.offset is None and "zone-link" not in person.asked


@action("confirm")
async def confirm(request: Request, world: World) -> Reply:
    """It is them, or not. The other reads nothing of a no."""
    invitation = await _invitation(world, InviteState.REDEEMED)
    if request.argument != "yes":
        await world.mine.drop(Invitation, invitation.id)
        rows = [[button("invite-again", "invite-make")], [button("close", "enough")]]
        return [say("confirm-not", rows=rows, fades=Fade.SAVED)]
    months = _months(world.now.astimezone(zone_of(request.person.zone, request.person.offset)).date())
    each = [button("month", "month", m, month=date.fromisoformat(f"{m}-01")) for m in months]
    rows = side_by_side(each)
    rows.append([button("month-earlier", "month", EARLIER), button("month-unsure", "month", "unsure")])
    return [say("month-ask", rows=[*rows, [button("not-now", "enough")]])]


def _months(today: date) -> list[str]:
    first = today.year * 12 + today.month - 1
    return [f"{(first - back) // 12:04d}-{(first - back) % 12 + 1:02d}" for back in range(12)]


@action("month")
async def month(request: Request, world: World) -> Reply:
    """Keep the month in which it came out, for the page that both agree to."""
    invitation = await _invitation(world, InviteState.REDEEMED)
    found = "" if request.argument == "unsure" else request.argument
    today = world.now.date()
    if found not in ("", EARLIER, *_months(today + timedelta(days=1)), *_months(today)):
        raise Refusal("moved-on")
    invitation = replace(invitation, state=InviteState.CONFIRMED, found_out=found)
    await world.mine.put(invitation)
    await crossings.confirmed(invitation, request.person, _zone(request.person), world)
    shown = await to_confirm(request.person, world)
    return [shown] if shown else []


def _zone(person: Person) -> str:
    if person.zone or person.offset is None:
        return person.zone
    sign = "-" if person.offset < 0 else "+"
    return f"{sign}{abs(person.offset) // 60:02d}:{abs(person.offset) % 60:02d}"


async def _invitation(world: World, state: InviteState) -> Invitation:
    for invitation in await world.mine.all(Invitation):
        if invitation.state is state:
            return invitation
    raise Refusal("moved-on")


async def _linking_page(person: Person, seat: Invitation | Guest, zone: str, world: World) -> Say:
    """The same words for both; before them, once, the private questions. A yes is to this page alone."""
    if person.screened_at is None:
        return say("good-moment", rows=[[button("yes", "screen", "l"), button("later", "enough")]])
    week = next_week(world.now, zone_of(zone))
    return say(
        "linking-page",
        "linking-secret",
        "linking-honest",
        _found_out(seat.found_out),
        rows=[[button("link-agree", "link-agree", seat.id), button("not-now", "enough")]],
        name=seat.host_name if isinstance(seat, Guest) else seat.guest_name,
        opens=week.opens,
        closes=week.closes,
        weeks=KEPT,
        knock=Word("knock"),
    )


def _found_out(month: str) -> Line:
    if month == EARLIER:
        return line("linking-month-earlier")
    if month:
        return line("linking-month", month=date.fromisoformat(f"{month}-01"))
    return line("linking-month-unsure")


@action("link-agree")
async def agree(request: Request, world: World) -> Reply:
    """Agree to the linking page. When both have, they are linked."""
    invitation = await world.mine.get(Invitation, request.argument)
    guest = await world.mine.get(Guest, request.argument)
    if invitation and invitation.state is InviteState.CONFIRMED:
        await world.mine.put(replace(invitation, agreed=True))
    elif guest and guest.confirmed:
        await world.mine.put(replace(guest, agreed=True))
    else:
        raise Refusal("moved-on")
    if await crossings.agreed(request.argument, world):
        half = await half_of(world.mine)
        name = half.name if half else ""
        return [say("linked", rows=[[button("enough", "enough")]], fades=Fade.SAVED, name=name)]
    return [say("link-waits", rows=[[button("enough", "enough")]], fades=Fade.SAVED)]
