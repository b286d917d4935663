"""A couple on a Friday evening, after a few days of living with the bot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import wiring
from bot.adapters.memory import MemoryStore
from tests.faults.breaking import Shown
from tests.town import Resident, town

FACTS = wiring.load_facts("evenkeel_bot")


@dataclass
class Friday:
    """Everything as it stands on Friday evening, to be begun from again and again."""

    now: datetime
    chats: dict[str, int]
    phones: dict[int, dict[int, Shown]]
    memory: MemoryStore | None = None
    folder: Path | None = None


async def until_friday(folder: Path | None) -> Friday:
    """Live through a couple's first days, with a rating each evening."""
    async with town(folder) as here:
        ann, ben = await here.couple()
        for _ in range(3):
            await here.passes(days=1)
            for who in (ann, ben):
                await who.rates(5)
        await here.passes(hours=23, minutes=55)
        memory = here.store if isinstance(here.store, MemoryStore) else None
        people = {"Ann": ann, "Ben": ben}
        chats = {name: who.person.id for name, who in people.items()}
        return Friday(
            here.clock.now(), chats, {w.person.id: _seen(w) for w in people.values()}, memory, folder
        )


def _seen(who: Resident) -> dict[int, Shown]:
    return {
        bubble.id: Shown(
            bubble.words,
            tuple(
                tuple((label, data or "") for label, data in zip(labels, row, strict=True))
                for labels, row in zip(bubble.buttons, bubble.data, strict=True)
            ),
        )
        for bubble in who.person.phone
        if not bubble.mine
    }
