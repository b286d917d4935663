"""One couple of a therapist: their page, earlier weeks with it, paper for the record, their name, the end."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.page import Copy
from bot.domain.people import Client
from bot.domain.say import Button, Fade, Picture, Refusal, Say, button, line, say, side_by_side, turns
from bot.domain.session import of_link, session, up_to
from bot.services import crossings
from bot.services.crossings import writer
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World
from bot.services.therapy.lines import panels
from bot.services.therapy.session import file_of, message, record_of
from bot.services.therapy.therapist import back_to, caseload_screen, page_of, pages_of

SHOWN = 12
"""Weeks to begin from, at most: each is a button."""
LONGEST_LABEL = 60


async def _client(request: Request, world: World) -> tuple[Client, list[str]]:
    """Return the couple that is asked for, and what else the button says."""
    id, *more = request.argument.split("~")
    client = await world.mine.get(Client, id)
    if client is None:
        raise Refusal("moved-on")
    return client, [*more, "", ""]


@action("client")
async def client(request: Request, world: World) -> Reply:
    """Read a couple's page of this week; the value may name a leaf, and the week that it begins with."""
    who, (leaf, since, *_) = await _client(request, world)
    pages = await pages_of(request.person, who, world)
    page = pages[-1] if since and pages else await page_of(request.person, who, world)
    if page is None:
        earlier = [button("session-since", "client-since", who.id)] if pages else []
        rows = [earlier, [back_to(who)]]
        return [say("caseload-nothing", rows=rows, fades=Fade.READ, label=who.called)]
    waited = [each.week for each in pages if request.person.caseload_since and _waited(request, each)]
    since = since or (waited[0] if len(waited) > 1 else "")
    weeks = up_to(pages, who.proposal, page.week)
    for each in weeks:  # what is on this page has been read, of every week that it draws on
        if not each.opened:
            await world.mine.put(replace(each, opened=True))
    return [_shown(request, who, weeks, since, int(leaf) if leaf.isdecimal() else 0, world)]


def _waited(request: Request, page: Copy) -> bool:
    since = request.person.caseload_since
    return since is not None and page.at > since


def _shown(request: Request, who: Client, weeks: Sequence[Copy], since: str, leaf: int, world: World) -> Say:
    write = writer(world.words, request.person)
    parts = message(session(weeks, since), write)
    leaf %= len(parts)
    back, on = (f"{who.id}~{(leaf + by) % len(parts)}~{since}" for by in (-1, 1))
    several = [button("session-since", "client-since", who.id)] if len(weeks) > 1 else []
    rows = [
        turns("client", back, on) if len(parts) > 1 else [],
        [
            button("session-paper", "client-paper", f"{who.id}~~{since}"),
            button("joint-picture", "client-pic", who.id),
        ],
        [*several, back_to(who)],
    ]
    title = line("client-page", label=who.called)
    last = weeks[-1]
    return say(title, *parts[leaf], "client-footer", rows=rows, fades=Fade.READ, about=f"copy {last.id}")


@action("client-since")
async def since(request: Request, world: World) -> Reply:
    """Ask from which week on: all that both released since then, on one page."""
    who, _ = await _client(request, world)
    weeks = of_link(await pages_of(request.person, who, world), who.proposal)[-SHOWN:]
    if not weeks:
        raise Refusal("copy-gone")
    each = [
        button("session-day", "client", f"{who.id}~~{copy.week}", week=date.fromisoformat(copy.week))
        for copy in weeks
    ]
    ask = line("session-since-ask", label=who.called)
    return [say(ask, rows=[*side_by_side(each, 3), [back_to(who)]], fades=Fade.READ)]


@action("client-paper")
async def paper(request: Request, world: World) -> Reply:
    """Give the page on paper, as a PDF: what the message says, and no more."""
    who, (_, since, *_) = await _client(request, world)
    weeks = [each for each in await pages_of(request.person, who, world) if each.opened]
    if not weeks:
        raise Refusal("copy-gone")
    return await hand_out("session-file", file_of(who.proposal, weeks[-1].week, since), world, _back(who))


@action("client-record")
async def record(request: Request, world: World) -> Reply:
    """Give every page that is here on paper, in one PDF, for the record."""
    who, _ = await _client(request, world)
    weeks = of_link(await pages_of(request.person, who, world), who.proposal)
    if not weeks:
        rows = [[button("back", "client-more", who.id)]]
        return [say("record-none", rows=rows, label=who.called)]
    for each in weeks:
        await world.mine.put(replace(each, opened=True))
    return await hand_out("record-file", record_of(who.proposal, weeks[-1].week), world, _back(who))


def _back(who: Client) -> list[Button]:
    return [button("back", "client-more", who.id), button("close", "enough")]


async def hand_out(words: str, form: str, world: World, ends: Sequence[Button]) -> Reply:
    """Put a PDF into the chat; an older one makes room for it."""
    for card in await cards.files(world):
        await cards.put_away(card, world.mine)
    await cards.give(say(words, rows=[[button("export-away", "export-away")]], file=form), world)
    return [say("session-file-made", rows=[ends], fades=Fade.SAVED)]


@action("client-pic")
async def picture(request: Request, world: World) -> Reply:
    """Each partner's own line of released weeks, apart."""
    who, _ = await _client(request, world)
    page = await page_of(request.person, who, world)
    if page is None:
        raise Refusal("copy-gone")
    write = writer(world.words, request.person)
    copies = up_to(await pages_of(request.person, who, world), who.proposal, page.week)
    data = {
        "title": who.called,
        "subtitle": write(line("week-of", week=date.fromisoformat(page.week))),
        "panels": panels(page.names, copies, write),
        "weeks": [each.week for each in copies],
        "footer": write(line("client-footer")),
        "alt": write(line("picture-joint-alt")),
    }
    rows = [[button("back", "client", who.id), button("put-away", "enough")]]
    shown = Picture("therapist", json.dumps(data, sort_keys=True))
    return [say("picture-joint-caption", rows=rows, picture=shown, fades=Fade.READ, about=f"copy {page.id}")]


# ---------------------------------------------------------------------- what else can be done


@action("client-more")
async def manage(request: Request, world: World) -> Reply:
    """One couple: what can be done."""
    who, _ = await _client(request, world)
    pages = await pages_of(request.person, who, world)
    rows = [
        [button("session-since", "client-since", who.id)] if pages else [],
        [button("client-rename", "client-rename", who.id), button("record", "client-record", who.id)],
        [button("client-end", "client-end", who.id)],
        [back_to(who)],
    ]
    digits = [line("client-digits", digits=who.read_aloud)] if who.waits else []
    return [say("client-ask", *digits, rows=rows, fades=Fade.READ, label=who.called)]


@action("client-rename")
async def rename(request: Request, world: World) -> Reply:
    """Ask what the therapist would like to call them; empty of the argument's couple it is as they say."""
    who, (own, *_) = await _client(request, world)
    if own:
        await world.mine.put(replace(who, renamed=""))
        return [await caseload_screen(request.person, world, 0, who.id)]
    again = [button("client-own-names", "client-rename", f"{who.id}~own", couple=who.label)]
    rows = [again if who.renamed else [], [button("back", "client-more", who.id)]]
    ask = line("client-rename-ask", label=who.called)
    return [say(ask, rows=rows, awaits="client-name", about=who.id, fades=Fade.READ)]


@action("client-name")
async def name(request: Request, world: World) -> Reply:
    """Keep what the therapist calls a couple: in their own list alone."""
    who = await world.mine.get(Client, request.about)
    words = " ".join(request.argument.split())
    if who is None:
        raise Refusal("moved-on")
    if len(words) > LONGEST_LABEL:
        raise Refusal("client-name-long", longest=LONGEST_LABEL)
    await world.mine.put(replace(who, renamed=words))
    return [await caseload_screen(request.person, world, 0, who.id)]


@action("client-end")
async def end_client(request: Request, world: World) -> Reply:
    """End the link from the therapist's side, once asked; the couple reads it at their next T1."""
    who, (sure, *_) = await _client(request, world)
    if not sure:
        rows = [
            [button("client-end-yes", "client-end", f"{who.id}~yes")],
            [button("back", "client-more", who.id)],
        ]
        return [say("client-end-ask", rows=rows, fades=Fade.READ, label=who.called)]
    await crossings.end_client(who, world)
    return [await caseload_screen(request.person, world)]
