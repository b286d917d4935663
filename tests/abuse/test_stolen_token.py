"""A drill: somebody has the token and sets a webhook of their own, before or while the bot runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from prometheus_client import generate_latest

from bot import checkup
from bot.adapters.telegram.profile import strange_webhook
from bot.adapters.telegram.transport import connect
from bot.opening import HOOK, Running, opened
from bot.settings import Settings
from bot.simulator import LocalTelegram
from tests.town import MASTER, TOKEN

THIEF = "https://thief.example/take"
OURS = "https://ours.example"
ALARM = "was the token stolen?"


@asynccontextmanager
async def running(
    tmp_path: object, hook: bool, taken: bool = False
) -> AsyncIterator[tuple[LocalTelegram, Running, Settings]]:
    """Give the bot with its doors open; a thief may have been quicker."""
    async with LocalTelegram() as telegram:
        telegram.bot(TOKEN)
        more = {"webhook_url": OURS, "webhook_secret": "s3cret-S3CRET_s3cret"} if hook else {}
        settings = Settings.model_validate(
            {
                "bot_token": TOKEN,
                "telegram_api": telegram.url,
                "data_dir": tmp_path,
                "master_key": MASTER,
                **more,
            }
        )
        if taken:
            await steals(telegram)
        async with opened(settings) as bot:
            yield telegram, bot, settings


async def steals(telegram: LocalTelegram) -> None:
    """Do with the token what a thief does first."""
    bot = connect(TOKEN, telegram.url)
    await bot.initialize()
    await bot.set_webhook(THIEF)
    await bot.request.shutdown()


def counted(bot: Running) -> str:
    lines = generate_latest(bot.figures.registry).decode().splitlines()
    return next(each.split()[1] for each in lines if each.startswith("evenkeel_strange_webhooks_total"))


@pytest.mark.parametrize("hook", [False, True], ids=["polling", "webhook"])
async def test_what_was_set_before_the_start_is_told_and_counted(
    hook: bool, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path, hook, taken=True) as (_, bot, _settings):
        said = capsys.readouterr().out
        assert ALARM in said
        assert "thief.example" in said
        assert TOKEN not in said
        assert counted(bot) == "1.0"
        assert await strange_webhook(bot.intake.bot, bot.ours) == "", "and the bot has its updates again"


@pytest.mark.parametrize("hook", [False, True], ids=["polling", "webhook"])
async def test_what_is_set_while_it_runs_is_told_and_counted_at_the_next_look(
    hook: bool, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path, hook) as (telegram, bot, settings):
        bot.watched = float("-inf")
        await bot.beat()
        assert ALARM not in capsys.readouterr().out
        assert counted(bot) == "0.0"
        await steals(telegram)
        await bot.beat()
        assert counted(bot) == "0.0", "not at every beat"
        bot.watched = float("-inf")
        await bot.beat()
        assert ALARM in capsys.readouterr().out
        assert counted(bot) == "1.0"
        finding = await checkup._webhook(settings)
        assert finding[0] == "wrong"
        assert "thief.example" in finding[1]
        assert "/revoke" in finding[1]


async def test_our_own_webhook_that_is_gone_is_told_too(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path, hook=True) as (_, bot, settings):
        assert bot.ours == OURS + HOOK
        assert (await checkup._webhook(settings))[0] == "ok"
        await bot.intake.bot.delete_webhook()
        bot.watched = float("-inf")
        await bot.beat()
        assert ALARM in capsys.readouterr().out
        assert counted(bot) == "1.0"


async def test_a_telegram_that_cannot_say_raises_no_alarm() -> None:
    bot = connect(TOKEN, "http://127.0.0.1:9")
    assert await strange_webhook(bot, "") == ""
    await bot.request.shutdown()
