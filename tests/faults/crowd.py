"""Several people who type while the program is being killed, and what must be true of them at the end."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import open_store
from bot.domain.checkin import Entry, Kind
from bot.domain.people import Person, telegram_locator
from bot.simulator import LocalTelegram
from bot.simulator.people import Person as Somebody
from tests.faults.process import until
from tests.town import MASTER

FIRST_TAPS = ("Start", "I agree", "{name}", "About now")
"""The last of them is only waited for: from here on, whatever they type is kept as a note."""


@dataclass
class Writer:
    """One person with their phone, and everything that they typed."""

    who: Somebody
    typed: list[str] = field(default_factory=list)

    async def types(self, more: str = "") -> None:
        """Type one note that nobody typed before."""
        words = f"{self.who.name} wrote note {len(self.typed)} {more}".strip()
        self.typed.append(words)
        await self.who.says(words)

    def offers(self, label: str) -> bool:
        """Whether a button can be tapped."""
        return any(label in bubble.labels for bubble in self.who.phone)

    async def moves_in(self) -> None:
        """Press Start, agree, and have a name."""
        await self.who.starts()
        for label in FIRST_TAPS:
            wanted = label.format(name=self.who.name)
            await until(partial(self.offers, wanted), f"{self.who.name} can tap {wanted}")
            if label != FIRST_TAPS[-1]:
                await self.who.taps(wanted)

    def doubled(self) -> list[str]:
        """Return own words that more than one message of the bot shows now."""
        shown = [bubble.words for bubble in self.who.phone if not bubble.mine]
        return [words for words in self.typed if sum(words in each for each in shown) > 1]

    def spare(self) -> int:
        """Return how many messages there are beyond the four buttons, one card and the day's line."""
        return max(0, sum(not bubble.mine for bubble in self.who.phone) - 3)


async def crowd(telegram: LocalTelegram, *names: str) -> list[Writer]:
    """Return people who agreed and have a name."""
    writers = [Writer(telegram.person(name)) for name in names]
    await asyncio.gather(*(writer.moves_in() for writer in writers))
    return writers


@dataclass
class Count:
    """What came of everything that was typed."""

    typed: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    spare: int = 0

    def __str__(self) -> str:
        lost, doubled = len(self.lost), len(self.doubled)
        return f"{self.typed} notes, {lost} lost, {doubled} doubled, {self.spare} spare messages"


async def count(
    telegram: LocalTelegram, writers: list[Writer], url: str, keys_url: str, master: str = MASTER
) -> Count:
    """Open the database as the program would, and count every note of everybody."""
    store = await open_store(url=url, keys_url=keys_url, master=Keyring(master), clock=telegram.clock.now)
    whole = Count()
    try:
        for writer in writers:
            async with store.begin() as tx:
                found = await tx.locate(Person, telegram_locator(writer.who.id))
                assert found is not None
                kept = Counter(e.words for e in await tx.of(found[0]).all(Entry) if e.kind is Kind.NOTE)
            whole.typed += len(writer.typed)
            whole.lost += [words for words in writer.typed if kept[words] == 0]
            whole.doubled += [words for words in writer.typed if kept[words] > 1] + writer.doubled()
            whole.spare += writer.spare()
    finally:
        await store.close()
    return whole
