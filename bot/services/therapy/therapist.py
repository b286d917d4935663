"""A therapist's own side: the link they followed, the digits, their weekly hour, and what they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.page import Copy
from bot.domain.people import Client, Handed, Person
from bot.domain.say import Button, Fade, Refusal, Say, Word, button, line, say, side_by_side, turns
from bot.services import crossings
from bot.services.arriving.places import zone_screen
from bot.services.arriving.sharing import send_button
from bot.services.crossings import half_of
from bot.services.day.today import KNOCK_WINDOW, after, plan_caseload
from bot.services.flow import cards
from bot.services.flow.actions import Due, Reply, Request, action, behind, tick
from bot.services.ports import World

A_LEAF = 10
"""Couples on one leaf of the list: about as many as a phone shows with their buttons."""

SIDE_BY_SIDE = 18
"""The longest name, in characters, of which two buttons in a row can be read on a phone."""

BESIDE = "~"
"""Before a couple, on a button that leads back to it in the list."""

OFFERED = "handed"
"""Among what a person was asked: whether to ask for the therapist whose link they opened."""

TERMS_HOURS = (8, 9, 12, 17)
AWAY = (1, 2, 3, 4, 6, 8)
"""Weeks of leave to choose from."""


async def follow(person: Person, code: str, world: World) -> Reply:
    """Open a couple's link as a therapist: first the terms, once. Empty if this code opens nothing."""
    found = await crossings.find_proposal(code, world)
    if found is None:
        return []
    if person.terms_at is None:
        me = await world.me()
        await world.mine.put(replace(me, parked=code, parked_until=found[1].expires))
        return [terms_screen()]
    return await _opened(person, code, world)


def terms_screen() -> Say:
    """Say what a therapist gets here, and what it is not."""
    return say("terms", rows=[[button("agree", "terms")], [button("not-now", "terms-no")]])


async def asked_in(person: Person, world: World) -> bool:
    """Whether the link that this person came by is a couple's link for a therapist."""
    return bool(person.parked) and await crossings.find_proposal(person.parked, world) is not None


async def came_by(person: Person, code: str, world: World) -> Reply:
    """Open the link that a therapist hands to couples: it is kept on one's own side alone.

    Empty if this code opens nothing. The therapist does not learn of it, nor does the partner.
    """
    therapist = await crossings.maker(code, world)
    if therapist is None:
        return []
    asked = tuple(each for each in person.asked if each != OFFERED)
    await world.mine.put(replace(person, came_by=code, asked=asked))
    linked = await half_of(world.mine) is not None
    rows = [
        [button("menu-therapist", "therapist")] if linked else [],
        [button("came-keep", "enough"), button("came-drop", "came-drop")],
    ]
    how = "came-by-linked" if linked else "came-by-alone"
    return [say("came-by", how, "came-by-unseen", rows=rows, fades=Fade.READ, name=therapist.name)]


@action("came-drop")
async def drop_came_by(request: Request, world: World) -> Reply:
    """Let the link of a therapist go: nothing of it is kept."""
    await world.mine.put(replace(request.person, came_by=""))
    return [say("came-dropped", rows=[[button("close", "enough")]], fades=Fade.SAVED)]


@action("terms-no")
async def not_yet(request: Request, world: World) -> Reply:
    """Not now: the link goes on waiting until it runs out."""
    return [say("terms-later", rows=[[button("go-on", "start")]])]


@action("terms")
async def terms(request: Request, world: World) -> Reply:
    """A therapist agreed to the terms; then the digits."""
    person = replace(request.person, terms_at=world.now)
    await world.mine.put(person)
    return await _opened(person, person.parked, world)


async def _opened(person: Person, code: str, world: World) -> Reply:
    await world.mine.put(replace(person, parked="", parked_until=None))
    found = await crossings.find_proposal(code, world)
    client = await crossings.opened(*found, person, world) if found else None
    if client is None:
        return [say("code-unknown", rows=[[button("close", "enough")]])]
    await cards.standing(person, world)
    rows = [*_hour_rows(person), [button("care-policy", "care-policy")]]
    return [say("therapist-digits", rows=rows, digits=client.read_aloud, label=client.label)]


def _hour_rows(person: Person) -> list[list[Button]]:
    return [
        [button("weekday", "care-day", str(day), day=Word(f"weekday-{day}")) for day in range(4)],
        [button("weekday", "care-day", str(day), day=Word(f"weekday-{day}")) for day in range(4, 7)],
    ]


@action("care-day")
async def weekly_day(request: Request, world: World) -> Reply:
    """The weekday on which the week's pages come."""
    if request.argument not in tuple("0123456"):
        raise Refusal("moved-on")
    hours = [
        button("clock-time", "care-hour", f"{request.argument}{h:02d}", time=f"{h:02d}:00")
        for h in TERMS_HOURS
    ]
    return [say("care-hour-ask", rows=[hours])]


@action("care-hour")
async def weekly_hour(request: Request, world: World) -> Reply:
    """The hour; where the zone is not known yet, it is asked first."""
    given = request.argument
    if not (len(given) == 3 and given.isdigit() and int(given[0]) < 7 and int(given[1:]) < 24):
        raise Refusal("moved-on")
    person = replace(request.person, therapist_day=int(given[0]), therapist_minute=int(given[1:]) * 60)
    await world.mine.put(person)
    await plan_caseload(person, world)
    if not person.zone and person.offset is None:
        screen = zone_screen()
        return [replace(screen, lines=(line("saved"), *screen.lines))]
    return [await after(person, world, line("saved"))]


@tick("caseload")
async def caseload(due: Due, world: World) -> None:
    """The therapist's weekly hour: what was released since the last one may be read from now on."""
    person = due.person
    if person.away_until and world.now < person.away_until:  # the pages of these weeks wait
        await plan_caseload(person, world)
        return
    back = person.away_until is not None
    person = replace(
        person,
        caseload_at=world.now,
        caseload_seen=False,
        caseload_since=person.caseload_since if back else None,
        away_until=None,
    )
    await world.mine.put(person)
    await plan_caseload(person, world)
    if world.now - due.at < KNOCK_WINDOW:
        await cards.knock(person, world)


@behind(8)
async def to_read(person: Person, world: World) -> Say | None:
    """The week's list, once after each weekly hour."""
    if person.terms_at is None or person.caseload_seen or person.caseload_at is None:
        return None
    return await caseload_screen(person, world)


@tick("client-ends")
async def ends(due: Due, world: World) -> None:
    """A link that ran out leaves nothing with the therapist: no couple, no page."""
    client = await world.mine.get(Client, due.ref)
    if client and world.now >= client.expires:
        await crossings.let_go(client, world)


@behind(90)
async def otherwise(person: Person, world: World) -> Say | None:
    """For someone who is here as a therapist alone, the list is what lies under *Today*."""
    if person.terms_at is None or person.started is not None:
        return None
    return await caseload_screen(person, world)


async def caseload_screen(person: Person, world: World, leaf: int = 0, beside: str = "") -> Say:
    """Return the couples: first those with a page, then in the same words all others; each by its label.

    `beside` names a couple: then it is the leaf on which that one stands.
    """
    me = await world.me()
    await world.mine.put(replace(me, caseload_seen=True))
    clients = [each for each in await world.mine.all(Client) if world.now < each.expires]
    copies = await world.mine.all(Copy)
    pages = {each.id: _of_now(person, _of(person, each, copies, world), world) for each in clients}
    clients.sort(key=lambda each: (pages[each.id] is None, each.called, each.id))
    lines = [line("caseload-title", count=len(clients))]
    last = max(0, (len(clients) - 1) // A_LEAF)
    leaf = next((n // A_LEAF for n, each in enumerate(clients) if each.id == beside), max(0, min(leaf, last)))
    listed = clients[leaf * A_LEAF : (leaf + 1) * A_LEAF]
    with_page = [each for each in listed if pages[each.id]]
    without = [each for each in listed if not pages[each.id]]
    others = [each for each in without if not each.waits]
    uncompared = [each for each in without if each.waits]
    page = "caseload-page" if len(with_page) == 1 else "caseload-pages"
    lines += [
        line(key, label=" · ".join(each.called for each in these))
        for key, these in ((page, with_page), ("caseload-nothing", others), ("caseload-digits", uncompared))
        if these
    ]
    rows = _listed(with_page, without)
    if last:
        rows.append(turns("caseload", (leaf - 1) % (last + 1), (leaf + 1) % (last + 1)))
    if person.away_until and world.now < person.away_until:
        lines.append(line("away-until", until=person.away_until))
        rows.append([button("away-end", "away-go", "0")])
    if leaf == 0:  # what is for all couples stands once
        rows.append([button("care-hand", "care-hand"), button("away", "away")])
        rows.append([button("care-policy", "care-policy")])
    own = [button("care-hour-change", "care-hours")] if leaf == 0 else []
    return say(*lines, rows=[*rows, [*own, button("close", "enough")]], fades=Fade.READ)


def _listed(with_page: Sequence[Client], others: Sequence[Client]) -> list[list[Button]]:
    """Return the couples' buttons, two in a row where the names are short enough to be read so."""
    in_a_row = 2 if all(len(each.called) <= SIDE_BY_SIDE for each in (*with_page, *others)) else 1
    opens = [
        [button("caseload-open", "client", each.id, couple=each.called), _about(each)] for each in with_page
    ]
    return [
        *(row for both in opens for row in side_by_side(both, in_a_row)),
        *side_by_side([_about(each) for each in others], in_a_row),
    ]


def _about(client: Client) -> Button:
    return button("client-manage", "client-more", client.id, couple=client.called)


def back_to(client: Client) -> Button:
    """Return the button that leads back to the list, to the leaf on which this couple stands."""
    return button("back", "caseload", f"{BESIDE}{client.id}")


async def page_of(person: Person, client: Client, world: World) -> Copy | None:
    """Return the couple's page of this week, if there is one that may be read by now."""
    return _of_now(person, await pages_of(person, client, world), world)


async def pages_of(person: Person, client: Client, world: World) -> list[Copy]:
    """Return every page of a couple that may be read by now, the oldest first."""
    return _of(person, client, await world.mine.all(Copy), world)


def _of(person: Person, client: Client, copies: Sequence[Copy], world: World) -> list[Copy]:
    until = person.caseload_at
    if until is None or not client.joined or world.now >= client.expires:
        return []
    mine = [each for each in copies if each.source == client.proposal]
    return [each for each in mine if each.at <= until and world.now < each.expires]


def _of_now(person: Person, pages: Sequence[Copy], world: World) -> Copy | None:
    until, since = person.caseload_at or world.now, person.caseload_since
    if since is None or since >= until:  # no leave lies behind: what came for this week stays where it is
        since = until - timedelta(days=7)
    return pages[-1] if pages and pages[-1].at > since else None


@action("care-hand")
async def hand(request: Request, world: World) -> Reply:
    """Give a link to hand to couples: the same for all of them, and it tells nobody who opened it."""
    if request.person.terms_at is None:
        raise Refusal("moved-on")
    known = await world.mine.all(Handed)
    return [_handed(known[0] if known else await _make(request.person, world), world)]


async def _make(person: Person, world: World) -> Handed:
    made = Handed(id=world.chance.token(), owner=person.id, at=world.now, code=world.chance.code())
    await world.mine.put(made)
    return made


def _handed(link: Handed, world: World) -> Say:
    url = f"https://t.me/{world.facts.username}?start={link.code}"
    rows = [
        [send_button("care-send-couple", url)],
        [button("care-hand-new", "care-hand-new"), button("care-hand-end", "care-hand-end")],
        [button("back", "caseload"), button("close", "enough")],
    ]
    return say("care-hand-link", rows=rows, fades=Fade.READ, url=url)


@action("care-hand-new")
async def hand_anew(request: Request, world: World) -> Reply:
    """Make a new link: the one before opens nothing any more, also for those who opened it already."""
    if request.person.terms_at is None:
        raise Refusal("moved-on")
    if request.argument != "yes":
        return [_sure("care-hand-new")]
    await _take_back(world)
    return [_handed(await _make(request.person, world), world)]


@action("care-hand-end")
async def hand_ends(request: Request, world: World) -> Reply:
    """End the link; a new one is made when it is asked for."""
    if request.argument != "yes":
        return [_sure("care-hand-end")]
    await _take_back(world)
    rows = [[button("back", "caseload"), button("close", "enough")]]
    return [say("care-hand-over", rows=rows, fades=Fade.SAVED)]


def _sure(what: str) -> Say:
    """Ask once more: nobody who opened the link so far would be told."""
    return say("care-hand-sure", rows=[[button(what, what, "yes")], [button("back", "care-hand")]])


async def _take_back(world: World) -> None:
    for old in await world.mine.all(Handed):
        await world.mine.drop(Handed, old.id)


@action("away")
async def away(request: Request, world: World) -> Reply:
    """Ask until when the therapist is away, or end it."""
    gone = request.person.away_until is not None and world.now < request.person.away_until
    weeks = [button("away-weeks", "away-go", str(n), weeks=n) for n in AWAY]
    rows = [[button("away-end", "away-go", "0")] if gone else [], *side_by_side(weeks, 3)]
    return [say("away-ask", rows=[*rows, [button("back", "caseload")]])]


@action("away-go")
async def away_go(request: Request, world: World) -> Reply:
    """Keep until when. No couple is told: what they hear of it they hear from the therapist."""
    given, person = request.argument, request.person
    if given not in ("0", *map(str, AWAY)):
        raise Refusal("moved-on")
    since = person.caseload_since if person.away_until else person.caseload_at
    until = world.now + timedelta(weeks=int(given))
    await world.mine.put(replace(person, away_until=until, caseload_since=since))
    return [await caseload_screen(await world.me(), world)]


@action("care-hours")
async def hours(request: Request, world: World) -> Reply:
    """Change the weekly hour."""
    return [say("care-day-ask", rows=_hour_rows(request.person))]


@action("caseload")
async def list_again(request: Request, world: World) -> Reply:
    """Back to the list, to a couple in it, or on to its next leaf."""
    leaf = int(request.argument) if request.argument.isdecimal() else 0
    beside = request.argument.removeprefix(BESIDE) if request.argument.startswith(BESIDE) else ""
    return [await caseload_screen(request.person, world, leaf, beside)]
