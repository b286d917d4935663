"""A therapist, from the couple's side: proposed, known by six digits, joined by both, renewed, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.page import Copy
from bot.domain.people import Care, CareState, Client, Person, mark_of
from bot.domain.say import Fade, Refusal, Say, button, line, say
from bot.domain.session import of_link
from bot.services import crossings
from bot.services.actions import Reply, Request, action, behind
from bot.services.crossings import half_of
from bot.services.ports import World
from bot.services.sharing import send_button
from bot.services.therapist import caseload_screen
from bot.services.today import after

SHOWN = 12
"""Weeks that are named as going to the therapist, at most."""
ROW = 4
PROPOSAL = timedelta(days=7)
RENEWAL = timedelta(days=14)  # before a link runs out: two Sundays on which both may have said yes


@action("therapist", "therapist")
async def therapist(request: Request, world: World) -> Reply:
    """Who can read what; how to propose a therapist, look at the digits, or end it."""
    half = await half_of(world.mine)
    clients = await world.mine.all(Client)
    if half is None and clients:
        return [await caseload_screen(request.person, world)]
    if half is None:
        return [say("care-alone", rows=[[button("back", "more"), button("close", "enough")]])]
    for care in await world.mine.all(Care):
        if care.half != half.id:
            continue
        if care.state is CareState.JOINED:
            return [await _status(care, world)]
        if care.digits and world.now < care.expires:
            return [_waiting(care) if care.state is CareState.CONFIRMED else _digits(care)]
    rows = [[button("care-propose", "care-make")], [button("back", "more"), button("not-now", "enough")]]
    return [say("care-what", rows=rows)]


async def _status(care: Care, world: World) -> Say:
    """Say exactly who can read what, and until when; each page can be read here as the therapist has it."""
    again = [button("renew-again", "care-again", care.id)] if _runs_out(care, world) else []
    weeks = of_link(await world.mine.all(Copy), care.proposal)
    weeks = [each for each in weeks if world.now < each.expires][-SHOWN:]
    has = [line("care-has", week=date.fromisoformat(each.week), until=each.expires) for each in weeks]
    pages = [
        button("session-day", "session", each.id, week=date.fromisoformat(each.week)) for each in weeks[-ROW:]
    ]
    return say(
        line("care-status", name=care.name, until=care.expires),
        *(has or [line("care-has-none", name=care.name)]),
        line("care-never", name=care.name),
        *(
            [line("care-policy-says", name=care.name), line("page-quoted", text=care.policy)]
            if care.policy
            else []
        ),
        rows=[
            [button("bring", "bring")],
            pages,
            again,
            [button("care-end", "care-end", care.id)],
            [button("back", "more"), button("close", "enough")],
        ],
        fades=Fade.READ,
    )


@action("care-make")
async def propose(request: Request, world: World) -> Reply:
    """Make a link for the therapist; a proposal that is not taken up expires in silence."""
    half = await half_of(world.mine)
    if half is None:
        raise Refusal("moved-on")
    for old in await world.mine.all(Care):
        if old.state is CareState.JOINED:
            return await therapist(request, world)
        if old.mine and not old.therapist:
            await world.mine.drop(Care, old.id)
    code = world.chance.code()
    care = Care(
        id=world.chance.token(),
        owner=request.person.id,
        at=world.now,
        half=half.id,
        proposal=world.chance.token(),
        mark=mark_of(code),
        mine=True,
        expires=world.now + PROPOSAL,
    )
    await world.mine.put(care)
    url = f"https://t.me/{world.facts.username}?start={code}"
    return [
        say(
            "care-link",
            rows=[[send_button("care-send", url)], [button("close", "enough")]],
            fades=Fade.READ,
            url=url,
            until=care.expires,
            name=half.name,
        )
    ]


def _digits(care: Care) -> Say:
    digits = f"{care.digits[:3]} {care.digits[3:]}"
    rows = [
        [button("digits-yes", "digits", "yes")],
        [button("digits-no", "digits", "no"), button("digits-later", "digits", "later")],
    ]
    about = f"care {care.id}"  # which of several proposals a tap answers
    said = [line("page-quoted", text=care.policy)] if care.policy else []
    policy = line("care-policy-says" if said else "care-policy-none", name=care.name)
    who = line("care-digits", name=care.name, digits=digits)
    return say(who, policy, *said, rows=rows, fades=Fade.READ, about=about)


def _waiting(care: Care) -> Say:
    rows = [[button("digits-no", "digits", "no")], [button("back", "more"), button("close", "enough")]]
    return say("care-waiting", rows=rows, fades=Fade.READ, about=f"care {care.id}", name=care.name)


@behind(15)
async def to_confirm(person: Person, world: World) -> Say | None:
    """The therapist opened the link: the six digits, to be heard in the session."""
    half = await half_of(world.mine)
    for care in await world.mine.all(Care):
        if half and care.digits and care.state is CareState.PROPOSED and world.now < care.expires:
            return _digits(care)
    return None


@action("digits")
async def digits(request: Request, world: World) -> Reply:
    """The same digits were read aloud in the session, or not yet, or they are not the same."""
    half = await half_of(world.mine)
    answered = (CareState.JOINED,) if request.argument == "no" else (CareState.JOINED, CareState.CONFIRMED)
    waiting = [
        care
        for care in await world.mine.all(Care)
        if care.digits and care.state not in answered and world.now < care.expires
    ]
    shown = request.card.screen.about if request.card else ""
    care = next((each for each in waiting if shown == f"care {each.id}"), None)
    if half is None or care is None:
        raise Refusal("moved-on")
    if request.argument == "no":  # the other reads nothing of it; the proposal runs out in silence
        await world.mine.drop(Care, care.id)
        return [say("care-not", rows=[[button("enough", "enough")]], fades=Fade.SAVED)]
    if request.argument != "yes":
        await world.mine.put(replace(care, state=CareState.LATER))
        return [await after(request.person, world, line("care-later"))]
    if await crossings.confirm_digits(care, half, world):
        return [await after(request.person, world, line("notice-care-joined", name=care.name))]
    return [await after(request.person, world, line("care-waits"))]


@behind(16)
async def to_renew(person: Person, world: World) -> Say | None:
    """Some time before a therapist link runs out each is asked, alone, whether it shall go on."""
    half = await half_of(world.mine)
    for care in await world.mine.all(Care):
        if half and care.half == half.id and not care.asked and _runs_out(care, world):
            return _renewal(care)
    return None


def _runs_out(care: Care, world: World) -> bool:
    return care.state is CareState.JOINED and timedelta(0) < care.expires - world.now <= RENEWAL


def _renewal(care: Care) -> Say:
    rows = [[button("renew-yes", "care-renew", "yes")], [button("renew-no", "care-renew", "no")]]
    about = f"care {care.id}"
    return say("care-renew", rows=rows, fades=Fade.READ, about=about, name=care.name, until=care.expires)


@action("care-again")
async def renew_again(request: Request, world: World) -> Reply:
    """Change one's mind about going on, while there is time."""
    care = await world.mine.get(Care, request.argument)
    if care is None or not _runs_out(care, world):
        raise Refusal("moved-on")
    return [_renewal(care)]


@action("care-renew")
async def renew(request: Request, world: World) -> Reply:
    """Keep the wish, sealed until T1; the words are the same for a yes and a no."""
    shown = request.card.screen.about if request.card else ""
    care = await world.mine.get(Care, shown.removeprefix("care "))
    if care is None or not _runs_out(care, world):
        raise Refusal("moved-on")
    await world.mine.put(replace(care, renew=request.argument == "yes", asked=True))
    return [await after(request.person, world, line("renew-saved"))]


@action("care-end")
async def ask_to_end(request: Request, world: World) -> Reply:
    """Say what ending the link means, before it is done."""
    care = await world.mine.get(Care, request.argument)
    if await half_of(world.mine) is None or care is None:
        raise Refusal("moved-on")
    rows = [[button("care-end-yes", "care-end-go", care.id)], [button("back", "therapist")]]
    return [say("care-end-ask", rows=rows, fades=Fade.READ, name=care.name)]


@action("care-end-go")
async def end(request: Request, world: World) -> Reply:
    """End it at once, alone."""
    half = await half_of(world.mine)
    care = await world.mine.get(Care, request.argument)
    if half is None or care is None:
        raise Refusal("moved-on")
    await crossings.end_care(care, half, world)
    return [say("care-over", rows=[[button("close", "enough")]], fades=Fade.SAVED)]
