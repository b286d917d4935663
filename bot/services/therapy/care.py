"""A therapist, from the couple's side: proposed, known by six digits, joined by both, renewed, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.page import Copy
from bot.domain.people import Care, CareState, Half, Person, mark_of
from bot.domain.say import Button, Fade, Line, Refusal, Say, button, line, say
from bot.domain.session import of_link
from bot.services import crossings
from bot.services.arriving.sharing import send_button
from bot.services.crossings import half_of
from bot.services.day.today import after
from bot.services.flow.actions import Due, Reply, Request, action, behind, tick
from bot.services.ports import World
from bot.services.therapy.therapist import OFFERED, caseload_screen

SHOWN = 12
"""Weeks that are named as going to the therapist, at most."""
ROW = 4
DIGITS = "digits"
"""With *Therapist*: the digits, where a question of the partner's stands before them."""
PROPOSAL = timedelta(days=7)
SETTLED = timedelta(days=7)
"""So long after two were linked a therapist whose link one of them opened is offered, once."""
RENEWAL = timedelta(days=14)  # before a link runs out: two Sundays on which both may have said yes


@action("therapist", "therapist")
async def therapist(request: Request, world: World) -> Reply:
    """Who can read what; how to propose a therapist, look at the digits, or end it."""
    half, works = await half_of(world.mine), request.person.terms_at is not None
    if half is None and works:
        screen = await caseload_screen(request.person, world)
        kept, drop = _of_a_link(request.person, await crossings.maker(request.person.came_by, world))
        return [
            replace(screen, lines=(*screen.lines, *kept), rows=(*screen.rows[:-1], drop, *screen.rows[-1:]))
        ]
    if half and request.argument == DIGITS and (care := await _to_compare(half, world)):
        return [_waiting(care) if care.state is CareState.CONFIRMED else _digits(care)]
    screen = await _own_care(request.person, half, world)
    if works:  # somebody may be a therapist, and have a partner and a therapist of their own
        own = (button("caseload-own", "caseload"),)
        screen = replace(screen, rows=(*screen.rows[:-1], own, *screen.rows[-1:]))
    return [screen]


async def _own_care(person: Person, half: Half | None, world: World) -> Say:
    """Return what one's own therapist may read, or how there can be one."""
    came_by = await crossings.maker(person.came_by, world)
    kept, drop = _of_a_link(person, came_by)
    if half is None:
        ends = [button("back", "more"), button("close", "enough")]
        return say("care-alone", *kept, rows=[[button("invite-yes", "invite")], drop, ends])
    joined = await _joined(half, world)
    if joined:
        return await _status(joined, world)
    asking, digits = await _asking(half, world), await _to_compare(half, world)
    if asking and not asking.mine:
        question = _question(asking, half)
        also = (button("care-digits-too", "therapist", DIGITS, name=digits.name),) if digits else ()
        return replace(question, rows=(*question.rows, also))
    if digits:
        return _waiting(digits) if digits.state is CareState.CONFIRMED else _digits(digits)
    if asking and asking.state is not CareState.BACK:
        return _asked_for(asking, half)
    ends = [button("back", "more"), button("not-now", "enough")]
    own = [button("care-propose", "care-make")]
    if asking:
        return say("care-what", _taken_back(asking), *kept, rows=[own, drop, ends])
    ask = [button("care-ask", "care-ask", name=came_by.name)] if came_by else []
    return say("care-what", *kept, rows=[ask, own, drop, ends])


def _of_a_link(person: Person, maker: Person | None) -> tuple[list[Line], tuple[Button, ...]]:
    """Return that a therapist's link is kept here, and how to let it go, whether or not it still opens."""
    if not person.came_by:
        return [], ()
    said = line("care-came-by", name=maker.name) if maker else line("care-came-by-shut")
    return [said], (button("came-drop", "came-drop"),)


async def _joined(half: Half, world: World) -> Care | None:
    """Return one's own side of a link that stands, or of whose end one reads at the next T1."""
    found = await world.mine.all(Care)
    return next((each for each in found if each.half == half.id and each.state is CareState.JOINED), None)


async def _to_compare(half: Half, world: World) -> Care | None:
    """Return what there are digits of, to be compared yet or to be confirmed by the other."""
    if await _joined(half, world):
        return None
    found = [each for each in await world.mine.all(Care) if each.half == half.id and each.digits]
    return next((each for each in found if world.now < each.expires and not each.waits), None)


async def _status(care: Care, world: World) -> Say:
    """Say exactly who can read what, and until when; each page can be read here as the therapist has it."""
    again = [button("renew-again", "care-again", care.id)] if _runs_out(care, world) else []
    weeks = of_link(await world.mine.all(Copy), care.proposal)
    weeks = [each for each in weeks if world.now < each.expires][-SHOWN:]
    has = [line("care-has", week=date.fromisoformat(each.week), until=each.expires) for each in weeks]
    pages = [
        button("session-day", "session", each.id, week=date.fromisoformat(each.week)) for each in weeks[-ROW:]
    ]
    said = [line("care-policy-says", name=care.name), line("page-quoted", text=care.policy)]
    return say(
        line("care-status", name=care.name, until=care.expires),
        *(has or [line("care-has-none", name=care.name)]),
        line("care-never", name=care.name),
        *(said if care.policy else []),
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
        if old.mine and old.mark and not old.therapist:
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
    await world.mine.plan("ask-ends", care.id, care.expires)
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


# ------------------------------------------------------------ by the link that a therapist hands out


async def _asking(half: Half, world: World) -> Care | None:
    """Return what is open of asking for a therapist by their own link: the other's question comes first.

    Nothing that the other asked while one's own link to a therapist stood: who ended that is not told before
    T1, also if one ends it meanwhile.
    """
    found = [
        each
        for each in await world.mine.all(Care)
        if each.code
        and each.half == half.id
        and not (each.therapist or each.waits)
        and world.now < each.expires
    ]
    found = [each for each in found if each.mine or each.state is not CareState.CONFIRMED]
    return min(found, key=lambda each: each.mine, default=None)


def _asked_for(care: Care, half: Half) -> Say:
    rows = [
        [button("care-ask-back", "care-ask-back", care.id)],
        [button("back", "more"), button("close", "enough")],
    ]
    asked = line("care-asked-for", name=care.name, other=half.name, until=care.expires)
    return say(asked, rows=rows, fades=Fade.READ)


def _taken_back(care: Care) -> Line:
    return line("care-ask-is-back", name=care.name, until=care.expires)


def _question(care: Care, half: Half) -> Say:
    rows = [
        [button("care-asked-yes", "care-asked", "yes")],
        [button("care-asked-no", "care-asked", "no"), button("digits-later", "care-asked", "later")],
    ]
    about = f"care {care.id}"
    return say("care-asked", rows=rows, fades=Fade.READ, about=about, name=care.name, other=half.name)


@behind(72)
async def to_ask_for(person: Person, world: World) -> Say | None:
    """Some days after two are linked, once, and after all else: the therapist whose link one opened."""
    half = await half_of(world.mine) if person.came_by and OFFERED not in person.asked else None
    if half is None or world.now - half.at < SETTLED:
        return None
    mine = [each for each in await world.mine.all(Care) if each.half == half.id and not each.waits]
    cares = [each for each in mine if world.now < each.expires]
    therapist = None if cares or await _joined(half, world) else await crossings.maker(person.came_by, world)
    if therapist is None:
        return None
    me = await world.me()
    await world.mine.put(replace(me, asked=(*me.asked, OFFERED)))
    rows = [[button("care-ask", "care-ask", name=therapist.name)], [button("not-now", "enough")]]
    return say("care-ask-offer", rows=rows, fades=Fade.READ, name=therapist.name)


@action("care-ask")
async def ask(request: Request, world: World) -> Reply:
    """Ask for the therapist whose link one opened: the partner is asked, the therapist reads nothing yet."""
    half = await half_of(world.mine)
    if half is None:
        raise Refusal("moved-on")
    if await _joined(half, world) or await _asking(half, world) or await _to_compare(half, world):
        return await therapist(request, world)
    found = await crossings.maker(request.person.came_by, world)
    if found is None:
        return [say("code-unknown", rows=[[button("close", "enough")]], fades=Fade.SAVED)]
    return [_asked_for(await crossings.ask_for(found, request.person.came_by, half, world), half)]


@action("care-ask-back")
async def take_back(request: Request, world: World) -> Reply:
    """Take back that one asked, while no digits have come; the partner reads nothing of that."""
    care = await world.mine.get(Care, request.argument)
    if care is None or not (care.mine and care.code) or care.therapist or world.now >= care.expires:
        raise Refusal("moved-on")
    await world.mine.put(replace(care, state=CareState.BACK))
    return [say(_taken_back(care), rows=[[button("close", "enough")]], fades=Fade.SAVED)]


@tick("ask-ends")
async def ask_ends(due: Due, world: World) -> None:
    """What was to be a link to a therapist and came to nothing is gone, with its digits, in silence."""
    care = await world.mine.get(Care, due.ref)
    if care and care.state is not CareState.JOINED and world.now >= care.expires:
        await world.mine.drop(Care, care.id)


@behind(14)
async def to_answer(person: Person, world: World) -> Say | None:
    """The partner would like to ask for a therapist."""
    half = await half_of(world.mine)
    care = await _asking(half, world) if half else None
    if half is None or care is None or care.mine or care.state is not CareState.PROPOSED:
        return None
    return _question(care, half)


@action("care-asked")
async def asked(request: Request, world: World) -> Reply:
    """Yes, no or not now to the therapist whom the partner would like to ask. Of a no nobody reads."""
    half = await half_of(world.mine)
    care = await _asking(half, world) if half else None
    shown = request.card.screen.about if request.card else ""
    if half is None or care is None or care.mine or shown != f"care {care.id}":
        raise Refusal("moved-on")
    if request.argument == "no":
        await world.mine.drop(Care, care.id)
        return [say("care-asked-not", rows=[[button("enough", "enough")]], fades=Fade.SAVED, other=half.name)]
    if request.argument != "yes":
        await world.mine.put(replace(care, state=CareState.LATER))
        return [await after(request.person, world, line("care-later"))]
    care = await crossings.agree_to_ask(care, half, world)
    if care.digits:
        return [_digits(care)]
    return [await after(request.person, world, line("care-asked-saved", name=care.name))]


# ---------------------------------------------------------------------- the digits


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
    if half is None:
        return None
    for care in await world.mine.all(Care):
        if care.digits and care.state is CareState.PROPOSED and world.now < care.expires and not care.waits:
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
