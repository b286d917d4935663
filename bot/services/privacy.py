"""Who can read what; clearing the chat; taking one's data along; deleting everything."""

from __future__ import annotations

from bot.domain.cards import Card
from bot.domain.say import Fade, button, line, say
from bot.services import cards, crossings
from bot.services.actions import Reply, Request, action
from bot.services.ports import World


@action("privacy", "privacy", before_consent=True)
async def privacy(request: Request, world: World) -> Reply:
    """What is kept, who can read it, how long; and the two ways out."""
    rows = [[button("delete", "delete")], [button("back", "more"), button("close", "enough")]]
    return [
        say("privacy-short", "privacy-long", rows=rows if request.person.consent_at else [], fades=Fade.READ)
    ]


@action("clear", "clear")
async def clear(request: Request, world: World) -> Reply:
    """Take out of the chat everything that the bot can still delete."""
    for card in await world.mine.all(Card):
        if not card.keyboard and (request.card is None or card.id != request.card.id):
            await cards.put_away(card, world.mine)
    return [say("cleared", rows=[[button("close", "enough")]], fades=Fade.SAVED)]


@action("delete", "delete", before_consent=True)
async def delete(request: Request, world: World) -> Reply:
    """Ask once before everything goes."""
    return [say("delete-ask", rows=[[button("delete-yes", "delete-yes")], [button("delete-no", "enough")]])]


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
