"""Telegram calling us, and whoever pretends to be Telegram."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.webhook import HEADER, LARGEST, Webhook
from tests.telegram.stub import NOW, Hand, Inbox, Words, telegram, wrote

SECRET = "s3cret-S3CRET_s3cret"


@dataclass
class Door:
    client: TestClient[web.Request, web.Application]
    inbox: Inbox
    hand: Hand

    async def gets(self, body: object, secret: str | None = SECRET) -> int:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {HEADER: secret}
        async with self.client.post("/hook", data=io.BytesIO(raw), headers=headers) as response:
            self.retry_after = response.headers.get("Retry-After")
            assert await response.text() == ""
            return response.status


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with telegram() as (_, bot):
        inbox, hand = Inbox(), Hand()
        intake = Intake(bot, inbox, hand, Words(), clock=lambda: NOW)
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post("/hook", Webhook(intake, SECRET).handle)
        async with TestClient(TestServer(app)) as client:
            yield Door(client, inbox, hand)
        await intake.close()


async def test_an_update_is_acknowledged_once_it_is_stored(door: Door) -> None:
    assert await door.gets(wrote(5, "I sat down")) == 200
    assert door.inbox.ids == [5]
    assert await door.gets(wrote(5, "I sat down")) == 200
    assert door.inbox.ids == [5]


async def test_with_the_store_down_telegram_is_asked_to_come_again(door: Door) -> None:
    door.inbox.broken = True
    assert await door.gets(wrote(5, "/calm")) == 503
    assert door.retry_after == "5"
    assert await door.gets(wrote(5, "/calm")) == 503
    door.inbox.broken = False
    assert await door.gets(wrote(5, "/calm")) == 200
    assert door.hand.done == [("send", 42, "calm in en")]
    assert door.inbox.answered(5) == 901


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "ÿ"])
async def test_a_forged_update_is_turned_away_unread(
    door: Door, secret: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await door.gets(wrote(5, "/calm canary"), secret) == 403
    assert door.inbox.rows == []
    assert door.hand.done == []
    assert "canary" not in capsys.readouterr().out


async def test_a_flood_of_forgeries_does_not_fill_the_log(
    door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(40):
        await door.gets({}, "wrong")
    assert len(capsys.readouterr().out.splitlines()) == 6


@pytest.mark.parametrize(
    "junk",
    [b"", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe", b"[" * 100_000, b"1" * 5000, b"{}",
     b'{"update_id": "5"}', b'{"update_id": -1}'],
)  # fmt: skip
async def test_what_is_no_update_is_not_taken(door: Door, junk: bytes) -> None:
    assert await door.gets(junk) == 400
    assert door.inbox.rows == []


async def test_what_is_too_large_is_not_read_to_its_end(door: Door) -> None:
    assert await door.gets(b"x" * (LARGEST + 1)) == 413

    async def drip() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (LARGEST // 16)

    async with door.client.post("/hook", data=drip(), headers={HEADER: SECRET}) as response:
        assert response.status == 413


async def test_an_update_that_only_just_fits_is_taken(door: Door) -> None:
    update = wrote(5, "")
    update["padding"] = "x" * (LARGEST - len(json.dumps(update)) - 20)
    assert await door.gets(update) == 200


async def test_more_at_once_than_telegram_ever_sends_have_to_come_again(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.telegram.webhook.AT_ONCE", 2)
    held, free = asyncio.Semaphore(0), asyncio.Event()
    keep = door.inbox.receive

    async def slow(*given: object) -> bool:
        held.release()
        await free.wait()
        return await keep(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(door.inbox, "receive", slow)
    two = [asyncio.create_task(door.gets(wrote(number, "a"))) for number in (5, 6)]
    for _ in two:
        await held.acquire()
    assert await door.gets(wrote(7, "a")) == 503
    free.set()
    assert await asyncio.gather(*two) == [200, 200]


async def test_a_body_that_never_ends_is_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.adapters.telegram.webhook.SLOWEST", 0.05)
    over = asyncio.Event()

    async def never() -> AsyncIterator[bytes]:
        yield b"{"
        await over.wait()

    async with door.client.post("/hook", data=never(), headers={HEADER: SECRET}) as response:
        assert response.status == 408
    over.set()


def test_there_is_no_webhook_without_a_secret() -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(None, "")  # type: ignore[arg-type]
