"""What a message shows by now, for who paces one: another process may have answered on it meanwhile."""

from __future__ import annotations

from bot.domain.cards import Card
from bot.domain.people import Person, telegram_locator
from bot.domain.say import Say
from bot.services.ports import Store


async def shown_on(store: Store, chat: int, message: int) -> Say | None:
    """Return the screen of a message as it is kept; nothing where none is."""
    async with store.begin() as tx:
        found = await tx.locate(Person, telegram_locator(chat))
        held = await tx.of(found[0]).all(Card) if found else []
    return next((card.screen for card in held if card.message == message), None)
