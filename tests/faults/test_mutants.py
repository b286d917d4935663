"""Updates broken in every way the Bot API's schema allows: nobody's lane stops, and no word is logged.

SEED repeats a run; the long form is the run "mutants" of `make faults`.
"""

from __future__ import annotations

import copy
import io
import logging
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import structlog

from bot import wiring
from bot.adapters import logs
from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import DatabaseStore, open_store
from bot.adapters.memory import MemoryStore
from bot.adapters.telegram.inbound import read
from bot.adapters.telegram.intake import Intake, Junk
from bot.adapters.telegram.outbound import unfit
from bot.services.flow.incoming import Unreadable
from bot.services.flow.static import Static
from bot.services.ports import Outcome, QueueName, Screen
from tests.faults.breaking import Phones, typed
from tests.faults.mutants import CANARY, Mutants
from tests.faults.runs import Figures, Share, run
from tests.faults.weekend import FACTS, Friday, until_friday
from tests.freely import freely
from tests.town import MASTER, RENDERER, TOKEN, WORDS

SEED = os.environ.get("SEED") or secrets.token_hex(4)
BATCH = 50
A_LIFE = 2_000  # updates after which everybody begins anew, so that what piles up stays small


class Strict(Phones):
    """Phones on which nothing can come that Telegram would never take."""

    crashes = 0
    seen: Counter[int]

    async def send(self, chat: int, screen: Screen) -> Outcome:
        """Put a new message into a chat."""
        self._look(chat, screen, screen.picture is not None)
        return await super().send(chat, screen)

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        """Change a message."""
        self._look(chat, screen, media)
        return await super().edit(chat, message, screen, media)

    async def delete(self, chat: int, messages: Sequence[int]) -> Outcome:
        """Take messages away, also from a chat that nothing was ever sent to."""
        self.chats.setdefault(chat, {})
        return await super().delete(chat, messages)

    def _look(self, chat: int, screen: Screen, caption: bool) -> None:
        self.chats.setdefault(chat, {})
        self.seen[chat] += 1
        self.crashes += bool(unfit(screen, caption))

    def buttons(self, chat: int) -> list[tuple[int, str]]:
        """Return what can be tapped in a chat."""
        shown = self.chats.get(chat, {})
        return [(message, data) for message, each in shown.items() for row in each.rows for _, data in row]


class _Bot:
    """All of the Bot API that intake calls by itself."""

    async def answer_callback_query(self, query: str) -> None:
        """Stop the little clock on a button."""


class Life:
    """Two linked people, the whole bot around them, and a log that is read."""

    store: MemoryStore | DatabaseStore

    def __init__(self, friday: Friday, log: io.StringIO) -> None:
        self.now, self.people, self.log = friday.now, list(friday.chats.values()), log
        self.figures: Figures = Counter()
        self.unreadable = 0
        self._friday = friday

    async def begins(self, folder: Path | None) -> None:
        """Wake up on Friday, in memory or on the SQLite files of a folder."""
        friday = self._friday
        if folder is None:
            self.store = MemoryStore(self.clock)
            for name in ("docs", "located", "queues", "shredded"):
                setattr(self.store, name, copy.deepcopy(getattr(friday.memory, name)))
        else:
            self.store = await open_store(
                url=f"sqlite:///{folder}/evenkeel.db",
                keys_url=f"sqlite:///{folder}/keys.db",
                master=Keyring(MASTER),
                clock=self.clock,
            )
        self.phones = Strict({chat: dict(seen) for chat, seen in friday.phones.items()})
        self.phones.seen = Counter()
        self.engine = wiring.engine(
            self.store, self.phones, RENDERER, FACTS, self.clock, wiring.seeded("mutants"), WORDS
        )
        self.engine.conversation.trouble = self.engine.delivery.trouble = self._trouble
        bot: Any = _Bot()
        self.intake = Intake(
            bot, self.store, self.phones, Static(WORDS, FACTS.countries), clock=self.clock, quotas=freely()
        )

    def clock(self) -> Any:
        """Return the time."""
        return self.now

    def _trouble(self, what: str, kind: str) -> None:
        if what.startswith("unreadable"):
            self.unreadable += 1
        else:
            self.figures[f"crashes: {what}"] += 1
            self.figures["crashes"] += 1

    async def lives(self, mutants: Mutants, first: int, many: int) -> None:
        """Take so many updates in, and now and then look whether everybody is still answered."""
        for number in range(first, first + many):
            _, raw = mutants.make(number)
            self.figures["updates"] += 1
            self.now += timedelta(seconds=7)
            try:
                await self.intake.take(raw)
            except Junk:
                self.figures["without an id"] += 1
            except Exception as error:
                self.figures.update({"crashes": 1, f"crashes: {type(error).__name__} at the door": 1})
            if number % 10 == 0:
                await self.engine.settle()
            if number % BATCH == 0:
                await self._look(number + 10**8)
        await self._look(first + 2 * 10**8)

    async def _look(self, number: int) -> None:
        await self.engine.settle()
        for place, chat in enumerate(self.people):
            before, self.now = self.phones.seen[chat], self.now + timedelta(minutes=15)
            raw = typed(chat, "/today", number) | {"update_id": number * 10 + place}
            await self.intake.take(raw)
            await self.engine.settle()
            self.figures["lost"] += self.phones.seen[chat] == before  # a lane that stands still
        await self.intake.close()
        self.figures["crashes"] += self.phones.crashes
        self.figures["leaked"] += sum(secret in self.log.getvalue() for secret in (CANARY, TOKEN))
        self.phones.crashes = 0
        self.log.seek(0)
        self.log.truncate()

    def set_aside(self) -> None:
        """Count what lies in quarantine although it can be read."""
        if isinstance(self.store, MemoryStore):
            for waiting in self.store.queues[QueueName.INBOX].aside.values():
                try:
                    read(waiting.row.payload)
                except Unreadable:
                    self.figures["set aside"] += 1
                else:
                    self.figures["wrong"] += 1


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """Read the log as the program writes it."""
    root = logging.getLogger()
    handlers, level, log = root.handlers[:], root.level, io.StringIO()
    logs.configure(log)
    try:
        yield log
    finally:
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(level)


async def play(
    friday: Friday, folder: Path | None, seed: str, first: int, many: int, log: io.StringIO
) -> Figures:
    """Let one life pass."""
    life = Life(friday, log)
    await life.begins(folder)
    await life.lives(Mutants(Random(f"{seed} {first}"), life.people, life.phones.buttons), first, many)
    life.set_aside()
    if isinstance(life.store, DatabaseStore):
        await life.store.close()
    return life.figures


async def test_no_mutant_stops_a_lane_or_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    friday = await until_friday(None)
    with listening() as log:
        figures = await play(friday, None, SEED, 1, 1_000, log)
    with capsys.disabled():
        print(f"\n  mutants (seed {SEED}): {dict(figures)}")
    assert figures["set aside"] > 50, "some must be beyond reading"
    assert not any(figures[what] for what in ("crashes", "lost", "leaked", "wrong")), figures


@run("mutants")
async def mutants(share: Share) -> Figures:
    """Life after life: in memory, each fifth on SQLite."""
    figures: Figures = Counter()
    prepared = share.folder / "friday"
    prepared.mkdir()
    fridays, number = (await until_friday(None), await until_friday(prepared)), 0
    with listening() as log:
        while share.left() > 0:
            folder = share.folder / str(number) if number % 5 == 4 else None
            if folder:
                shutil.copytree(prepared, folder)
            friday = fridays[folder is not None]
            figures.update(await play(friday, folder, share.seed, number * A_LIFE + 1, A_LIFE, log))
            if folder:
                shutil.rmtree(folder)
            number += 1
    return figures
