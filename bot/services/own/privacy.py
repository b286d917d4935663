"""Who can read what; clearing the chat; taking one's data along; deleting everything."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.cards import Card
from bot.domain.say import Fade, button, line, say
from bot.services import crossings
from bot.services.flow import cards
from bot.services.flow.actions import Reply, Request, action
from bot.services.ports import World


@action("privacy", "privacy", before_consent=True)
async def privacy(request: Request, world: World) -> Reply:
    """What is kept, who can read it, how long; and the two ways out."""
    rows = [
        [button("export", "export")],
        [button("delete", "delete")],
        [button("back", "more"), button("close", "enough")],
    ]
    return [
        say("privacy-short", "privacy-long", rows=rows if request.person.consent_at else [], fades=Fade.READ)
    ]


@action("export", "export")
async def export(request: Request, world: World) -> Reply:
    """Say what the files are, and who could read them; one tap goes on."""
    rows = [[button("export-make", "export-make")], [button("back", "privacy"), button("close", "enough")]]
    return [say("export-ask", rows=rows, fades=Fade.READ)]


@action("export-make")
async def make_export(request: Request, world: World) -> Reply:
    """Give both files; older ones make room for them."""
    await _take_files(world)
    for form in ("html", "json"):
        file = say(f"export-file-{form}", rows=[[button("export-away", "export-away")]], file=form)
        await cards.give(file, world)
    rows = [[button("export-away", "export-away"), button("close", "enough")]]
    return [say("export-made", rows=rows, fades=Fade.SAVED)]


@action("export-away")
async def files_away(request: Request, world: World) -> Reply:
    """Take the files out of the chat."""
    await _take_files(world)
    return []


async def _take_files(world: World) -> None:
    for card in await cards.files(world):
        await cards.put_away(card, world.mine)


@action("clear", "clear")
async def clear(request: Request, world: World) -> Reply:
    """Take out of the chat everything that the bot can still delete."""
    for card in await world.mine.all(Card):
        if not card.keyboard and (request.card is None or card.id != request.card.id):
            await cards.put_away(card, world.mine)
    if request.person.uncleared:  # what could not be taken away before
        await world.mine.post("wipe", "", request.person.uncleared)
        await world.mine.put(replace(request.person, uncleared=()))
    return [say("cleared", rows=[[button("close", "enough")]], fades=Fade.SAVED)]


@action("delete", "delete", before_consent=True)
async def delete(request: Request, world: World) -> Reply:
    """Ask once before everything goes."""
    first = [button("export", "export")] if request.person.consent_at and request.person.name else []
    rows = [[button("delete-yes", "delete-yes")], first, [button("delete-no", "enough")]]
    return [say("delete-ask", rows=rows)]


@action("delete-yes", before_consent=True)
async def delete_all(request: Request, world: World) -> Reply:
    """Delete everything at once: rows now, the key right after, no reason asked."""
    await crossings.drop_links(world)
    messages = [card.message for card in await world.mine.all(Card) if card.message]
    messages += [each for card in await world.mine.all(Card) for each in card.typed]
    person = await world.me()
    messages += person.uncleared
    await world.mine.forget(line("deleted"), person.chat, person.language, messages)
    return []
