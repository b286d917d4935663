"""A sender that talks to a Telegram of the test's own, and screens to send."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from telegram import Bot

from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.services.ports import Fate, File, Screen
from tests.telegram.stub import Stub, telegram

PLAIN = Screen(
    "<b>How safe</b> was it &amp; is it?",
    rows=((("7", "rate.abc.7"), ("8", "rate.abc.8")), (("Read", "https://example.org/a"),)),
)
PICTURE = replace(PLAIN, picture=b"\x89PNG....")
FILE = replace(PLAIN, file=File("evenkeel-2026-03-08.json", b'{"a": "\xc3\xa4"}'))


@dataclass
class Post:
    stub: Stub
    bot: Bot
    pace: Pace
    sender: TelegramSender
    seen: list[tuple[str, Fate]] = field(default_factory=list)
    now: float = 0.0
    refused: list[bool] = field(default_factory=list)


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with telegram() as (stub, bot):
        seen: list[tuple[str, Fate]] = []

        async def sleep(seconds: float) -> None:
            made.now += seconds

        pace = Pace(lambda: made.now, sleep, burst=1000, rate=1000)
        refused: list[bool] = []

        def watch(kind: str, fate: Fate) -> None:
            seen.append((kind, fate))

        sender = TelegramSender(bot, pace, watch, lambda: refused.append(True))
        made = Post(stub, bot, pace, sender, seen, refused=refused)
        yield made
