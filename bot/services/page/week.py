"""One's own page of the week, what goes on it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.page import (
    LONGEST,
    WRITTEN,
    Audience,
    LineKind,
    PageLine,
    WeekPage,
    body,
    changed,
    chosen,
    is_early,
    leaves,
    made_plain,
)
from bot.domain.people import Half, Person
from bot.domain.say import Button, Fade, Line, Refusal, Say, button, line, say, turns
from bot.domain.terms import coming_week
from bot.services import crossings
from bot.services.crossings import half_of, writer
from bot.services.flow.actions import Reply, Request, action, behind
from bot.services.page.hints import OWN, defends, list_of, own_or_defend, points_to_help, softer, weighs
from bot.services.page.page_lines import switches
from bot.services.page.reading import pages_to_take, shared_copies
from bot.services.ports import World

LEAF = 2600


async def open_page(world: World) -> tuple[Half, WeekPage]:
    """Return one's own half and the page that can still be changed. Raises Refusal where there is none."""
    half = await half_of(world.mine)
    pages = [page for page in await world.mine.all(WeekPage) if not page.decided]
    # Nobody can tell when a tap was made that Telegram held back while the bot was away: a no that arrives
    # before T1 is decided counts, for it must never come too late. A yes must stand at T1 (see `choose`).
    if half is None or not pages:
        raise Refusal("week-closed")
    return half, pages[-1]


@action("week", "week")
async def week(request: Request, world: World) -> Reply:
    """This week's page while it can be chosen; else when the next one opens, and what was shared."""
    half = await half_of(world.mine)
    if half is None:
        ends = [button("back", "more"), button("close", "enough")]
        rows = [[button("invite-yes", "invite")], *await _weeks(world), ends]
        return [say("week-alone", rows=rows, fades=Fade.READ)]
    page = next((each for each in await world.mine.all(WeekPage) if not each.decided), None)
    if page:
        return [await page_screen(request.person, half, page, world)]
    coming = coming_week(half, world.now)
    # always there, also once it was chosen: whoever watches must not learn from its absence
    rows = [[button("page-plain-before", "plain-before")], [button("page-plain-always", "plain-always")]]
    rows += await _weeks(world)
    return [
        say(
            "week-next",
            rows=[*rows, [button("back", "more"), button("close", "enough")]],
            fades=Fade.READ,
            opens=coming.opens,
            closes=coming.closes,
        )
    ]


async def _weeks(world: World) -> list[list[Button]]:
    """Return the way to each shared week; a reader's copy stays theirs, linked or not."""
    copies = await shared_copies(world)
    weeks = [[button("week-of", "shared", copy.id, week=_day(copy.week))] for copy in copies]
    return [*weeks, *await pages_to_take(world)]


def _day(key: str) -> date:
    return date.fromisoformat(key)


@action("plain-before")
async def plain_before(request: Request, world: World) -> Reply:
    """Choose the plain page for the coming week, whatever will be in it."""
    half = await half_of(world.mine)
    if half is None:
        raise Refusal("moved-on")
    await world.mine.put(replace(request.person, plain_week=coming_week(half, world.now).key))
    return [say("plain-chosen", rows=[[button("close", "enough")]], fades=Fade.SAVED)]


@behind(25)
async def to_preview(person: Person, world: World) -> Say | None:
    """One's own page, until something was chosen or looked at."""
    half = await half_of(world.mine)
    for page in await world.mine.all(WeekPage):
        if half and not page.decided and not page.looked and world.now < page.closes:
            return await page_screen(person, half, page, world)
    return None


async def page_screen(
    person: Person, half: Half, page: WeekPage, world: World, *above: Line, leaf: int = 0
) -> Say:
    """Return the exact text the other would read, and the choice in three."""
    page = await _looked(page, world)
    shown, turning = _preview(person, half, page, world, leaf, "page-leaf")
    care = await crossings.joined_care(half, world.mine, world.now)
    limit = [line("page-both-limit", therapist=care.name)] if care else []
    return say(
        *above,
        *shown,
        line("page-until-plain" if page.plain else "page-until", until=page.closes),
        line("page-hidden"),
        *([line("page-early")] if is_early(half.at, page.at) else []),
        *limit,
        rows=[
            turning,
            [] if page.plain else [button("page-lines", "page-lines")],
            *await _choices(half, page, world),
            [button("close", "enough")],
        ],
        fades=Fade.READ,
        about=page.id,
    )


async def _looked(page: WeekPage, world: World) -> WeekPage:
    if not page.looked:
        page = replace(page, looked=True)
        await world.mine.put(page)
    return page


def _preview(
    person: Person, half: Half, page: WeekPage, world: World, leaf: int, turning: str
) -> tuple[list[Line], list[Button]]:
    """Return a leaf of the page as the other would read it, and the buttons that turn to the others."""
    parts = leaves(body(page, writer(world.words, person)), LEAF)
    leaf %= len(parts)
    shown = [line("page-preview", name=half.name), line("page-quoted", text=parts[leaf])]
    return shown, turns(turning, leaf - 1, leaf + 1) if len(parts) > 1 else []


@action("page-leaf")
async def turn(request: Request, world: World) -> Reply:
    """Turn a leaf of a page that is longer than one message."""
    half, page = await open_page(world)
    return [await page_screen(request.person, half, page, world, leaf=_leaf(request))]


def _leaf(request: Request) -> int:
    return int(request.argument) if request.argument.lstrip("-").isdecimal() else 0


async def _lines_screen(
    person: Person, half: Half, page: WeekPage, world: World, *above: Line, leaf: int = 0
) -> Say:
    """Return the page with a switch for each line of it; a plain one has none, and is shown as ever."""
    if page.plain:
        return await page_screen(person, half, page, world, *above)
    page = await _looked(page, world)
    shown, turning = _preview(person, half, page, world, leaf, "page-lines")
    return say(
        *above,
        *shown,
        line("page-lines-how", until=page.closes),
        rows=[turning, *switches(page), [button("page-again", "week"), button("close", "enough")]],
        fades=Fade.READ,
        about=page.id,
    )


@action("page-lines")
async def page_lines(request: Request, world: World) -> Reply:
    """What goes on the page: each line can be put on or taken off, reworded, and some be added."""
    half, page = await open_page(world)
    return [await _lines_screen(request.person, half, page, world, leaf=_leaf(request))]


async def _choices(half: Half, page: WeekPage, world: World) -> list[list[Button]]:
    care = await crossings.joined_care(half, world.mine, world.now)
    rows = [
        [button("choose-keep", "choose", Audience.KEEP)],
        [button("choose-partner", "choose", Audience.PARTNER, name=half.name)],
    ]
    if care:
        rows.append([button("choose-both", "choose", Audience.BOTH, name=half.name, therapist=care.name)])
    if not page.plain:
        rows += [[button("choose-plain", "plain")], [button("page-plain-always", "plain-always")]]
    if care:
        rows.append([button("session-preview", "session-preview", name=care.name)])
    return rows


@action("switch")
async def switch(request: Request, world: World) -> Reply:
    """Turn one line of the page on or off; one that weighs much is not put on by a slip."""
    half, page = await open_page(world)
    lines = [replace(each, on=not each.on) if each.id == request.argument else each for each in page.lines]
    put_on = [each for each in lines if each.id == request.argument and each.on]
    if any(points_to_help(each.words, request.person, world.facts) for each in put_on):
        return [weighs(f"line {request.argument}")]
    hints = [softer(each.words, each.kind, request.person, world.facts) for each in put_on]
    return await change_page(request, half, page, lines, world, *(line(hint) for hint in hints if hint))


async def change_page(
    request: Request, half: Half, page: WeekPage, lines: Sequence[PageLine], world: World, *above: Line
) -> Reply:
    """Keep other lines of the page, and show it with what is said to that."""
    page = changed(page, lines)
    await world.mine.put(page)
    # said after every change: only after a yes, it would tell that there had been one
    return [await _lines_screen(request.person, half, page, world, *above, line("page-changed-lines"))]


@action("soften")
async def soften(request: Request, world: World) -> Reply:
    """Write this line anew for the page; the private entry stays as it is."""
    _, page = await open_page(world)
    each = next((each for each in page.lines if each.id == request.argument), None)
    if each is None or page.plain or each.kind is LineKind.RATING:
        raise Refusal("moved-on")
    return [
        say(
            "soften-ask",
            line("page-quoted", text=each.words),
            rows=[[button("back", "page-lines")]],
            awaits="page-words",
            about=f"{each.id} {each.kind}",
            fades=Fade.READ,
        )
    ]


@action("add-line")
async def add_line(request: Request, world: World) -> Reply:
    """Add one of the three lines that can always be added."""
    if request.argument not in set(WRITTEN):
        raise Refusal("moved-on")
    await open_page(world)
    return [
        say(
            f"write-{request.argument}",
            rows=[[button("back", "page-lines")]],
            awaits="page-words",
            about=f"new {request.argument}",
            fades=Fade.READ,
        )
    ]


@action("page-words")
async def page_words(request: Request, world: World) -> Reply:
    """Words for the page: a line added to it, or another way to say one of its lines."""
    half, page = await open_page(world)
    words = " ".join(request.argument.split())
    if len(words) > LONGEST:
        raise Refusal("too-long-line", longest=LONGEST)
    which, _, kind = request.about.partition(" ")
    if kind not in set(LineKind) or page.plain:
        raise Refusal("moved-on")
    if which == "new":
        each = PageLine(world.chance.token(), LineKind(kind), words, True)
    else:
        each = next((each for each in page.lines if each.id == which), None) or _gone()
        each = each.reworded(words)
    return await put_line(request, half, page, each, world)


async def put_line(request: Request, half: Half, page: WeekPage, each: PageLine, world: World) -> Reply:
    """Put words on the page as typed; where a rule sees a hard start, another way is offered.

    What weighs much stays off until its writer has seen the way to people, and says so then.
    """
    heavy = points_to_help(each.words, request.person, world.facts)
    each = replace(each, on=not heavy)
    lines = [each if one.id == each.id else one for one in page.lines]
    lines += [] if each in lines else [each]
    hint = softer(each.words, each.kind, request.person, world.facts)
    reply = await change_page(request, half, page, lines, world, *([line(hint)] if hint else []))
    if heavy:
        return [weighs(f"line {each.id}")]
    owns = list_of(each.kind, request.person) == OWN
    part = defends(each.words, request.person, world.facts) if owns else ""
    return [own_or_defend(part, f"line {each.id}")] if part else reply


def _gone() -> PageLine:
    raise Refusal("moved-on")


@action("plain")
async def plain(request: Request, world: World) -> Reply:
    """The plain page, for this week."""
    half, page = await open_page(world)
    page = made_plain(page)
    await world.mine.put(page)
    return [await page_screen(request.person, half, page, world, line("page-changed"))]


@action("choose")
async def choose(request: Request, world: World) -> Reply:
    """Keep it, share with the partner, or with both. The screen afterwards is the same for every choice."""
    half, page = await open_page(world)
    if request.argument not in set(Audience):
        raise Refusal("moved-on")
    audience = Audience(request.argument)
    if audience is not Audience.KEEP and request.at >= page.closes:
        raise Refusal("week-closed")
    recipients = [half.other]
    if audience is Audience.BOTH:
        care = await crossings.joined_care(half, world.mine, world.now)
        if care is None:
            raise Refusal("moved-on")
        recipients.append(care.therapist)
    text = body(page, writer(world.words, request.person))
    await world.mine.put(chosen(page, audience, text, recipients))
    return [
        say(
            "choice-saved",
            rows=[[button("page-again", "week"), button("enough", "enough")]],
            fades=Fade.SAVED,
            until=page.closes,
        )
    ]
