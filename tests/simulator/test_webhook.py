"""Webhooks: what is posted, how often, in what order, and what the bot may answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.simulator import Kind, LocalTelegram, Person
from tests.simulator.conftest import TOKEN, Caller, until

Answer = Callable[[dict[str, Any]], web.Response]


class Hook:
    """A bot that listens."""

    def __init__(self) -> None:
        self.url = ""
        self.heard: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answer: Answer = lambda update: web.Response()
        self.open = asyncio.Event()
        self.open.set()

    async def hear(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.heard.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        await self.open.wait()
        return self.answer(update)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard]


@pytest.fixture
async def hook(local: LocalTelegram) -> AsyncIterator[Hook]:
    local.webhook_schedule = (0.0,)
    hook = Hook()
    app = web.Application()
    app.add_routes([web.post("/hook", hook.hear)])
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    hook.open.set()
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret_and_forgotten_after_200(
    local: LocalTelegram, ann: Person, call: Caller, hook: Hook
) -> None:
    await ann.says("before")
    await call.result("setWebhook", url=hook.url, secret_token="quiet-123")
    await ann.says("after")
    await local.quiet()
    assert hook.texts == ["before", "after"]
    assert hook.secrets == ["quiet-123"] * 2
    assert (await call.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_an_update_is_posted_again_until_the_bot_says_200(
    local: LocalTelegram, ann: Person, call: Caller, hook: Hook
) -> None:
    hook.answer = lambda update: web.Response(status=200 if len(hook.heard) > 3 else 503)
    await call.result("setWebhook", url=hook.url)
    await ann.says("one")
    await ann.says("two")
    await local.quiet()
    assert hook.texts == ["one"] * 4 + ["two"]
    info = await call.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_chats_do_not_wait_for_each_other(
    local: LocalTelegram, ann: Person, call: Caller, hook: Hook
) -> None:
    ben = local.person("Ben")
    hook.open.clear()
    await call.result("setWebhook", url=hook.url)
    await ann.says("one")
    await ann.says("two")
    await ben.starts()
    await until(lambda: len(hook.heard) == 2)
    assert hook.texts == ["one", "/start"]
    hook.open.set()
    await local.quiet()
    assert hook.texts == ["one", "/start", "two"]


async def test_no_more_posts_at_once_than_the_bot_wants(
    local: LocalTelegram, ann: Person, call: Caller, hook: Hook
) -> None:
    ben = local.person("Ben")
    hook.open.clear()
    await call.result("setWebhook", url=hook.url, max_connections=1)
    await ann.says("one")
    await ben.starts()
    await until(lambda: hook.heard)
    assert hook.texts == ["one"]
    hook.open.set()
    await local.quiet()


async def test_updates_come_twice_when_they_shall(
    local: LocalTelegram, ann: Person, call: Caller, hook: Hook
) -> None:
    local.faults.add(Kind.REPEAT, copies=3)
    await call.result("setWebhook", url=hook.url)
    await ann.says("one")
    await local.quiet()
    assert hook.texts == ["one"] * 3


async def test_a_webhook_may_answer_with_a_call(
    local: LocalTelegram, ann: Person, call: Caller, hook: Hook
) -> None:
    hook.answer = lambda update: web.json_response(
        {"method": "sendMessage", "chat_id": update["message"]["chat"]["id"], "text": "Heard"}
    )
    await call.result("setWebhook", url=hook.url)
    await ann.says("one")
    await local.quiet()
    assert ann.phone[-1].text == "Heard"


async def test_a_bad_call_in_an_answer_is_only_in_the_journal(
    local: LocalTelegram, ann: Person, call: Caller, hook: Hook
) -> None:
    hook.answer = lambda update: web.json_response({"method": "sendMessage", "chat_id": 5, "text": "x"})
    await call.result("setWebhook", url=hook.url)
    await ann.says("one")
    await local.quiet()
    assert local.calls[-1].error == "400 Bad Request: chat not found"


async def test_a_webhook_nobody_answers_is_tried_again(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    await call.result("setWebhook", url="http://127.0.0.1:9/hook")
    await ann.says("one")
    hook = local.bot(TOKEN).webhook
    assert hook
    await until(lambda: hook.error)
    assert local.pending(TOKEN) == 1
    await call.result("deleteWebhook", drop_pending_updates=True)
    await local.quiet()
