"""The Bot API over aiohttp."""

from __future__ import annotations

import ssl
from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.adapters.telegram.transport import AiohttpRequest, connect, trusted_authorities
from tests.telegram.stub import TOKEN, body, drops, hangs, says, telegram


async def test_a_message_arrives_as_it_was_written() -> None:
    async with telegram() as (stub, bot):
        sent = await bot.send_message(42, "a+b & c=d 🌊 é\n%41", protect_content=True)
        assert sent.message_id == 1001
        (asked,) = stub.asked
        assert asked.fields == {"chat_id": "42", "text": "a+b & c=d 🌊 é\n%41", "protect_content": "true"}


async def test_a_picture_travels_beside_its_words() -> None:
    async with telegram() as (stub, bot):
        await bot.send_photo(42, b"\x89PNG....", caption="Eine Übung ✓")
        (asked,) = stub.asked
        assert asked.files == {"photo": b"\x89PNG...."}
        assert asked.fields == {"chat_id": "42", "caption": "Eine Übung ✓"}


async def test_a_large_picture_travels_too() -> None:
    async with telegram() as (stub, bot):
        picture = b"\x89PNG" + bytes(3_000_000)
        await bot.send_photo(42, picture)
        assert stub.asked[0].files == {"photo": picture}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (says(400, "Bad Request: chat not found"), BadRequest),
        (says(401, "Unauthorized"), InvalidToken),
        (says(403, "Forbidden: bot was blocked by the user"), Forbidden),
        (says(404, "Not Found"), InvalidToken),
        (says(409, "Conflict: terminated by other getUpdates request"), Conflict),
        (says(500, "Internal Server Error"), NetworkError),
        (body(502, b"<html>bad gateway</html>"), NetworkError),
        (body(302, b""), NetworkError),
        (body(200, b"<html>welcome to this hotel</html>"), TelegramError),
        (body(200, b"[1, 2]"), TelegramError),
        (body(200, b'{"ok": true}'), TelegramError),
        (body(200, b"[" * 100_000), TelegramError),
        (drops, NetworkError),
    ],
)
async def test_each_answer_becomes_the_error_that_the_library_has_for_it(
    answer: object, expected: type[Exception]
) -> None:
    async with telegram() as (stub, bot):
        stub.then("sendMessage", answer)  # type: ignore[arg-type]
        with pytest.raises(TelegramError) as caught:
            await bot.send_message(42, "hello")
        assert type(caught.value) is expected


async def test_a_pause_is_read_without_a_warning() -> None:
    async with telegram() as (stub, bot):
        stub.then("sendMessage", says(429, "Too Many Requests: retry after 17", retry_after=17))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(42, "hello")
        assert caught.value.retry_after == timedelta(seconds=17)


async def test_a_call_that_takes_too_long_times_out() -> None:
    async with telegram(total=0.05) as (stub, bot):
        stub.then("sendMessage", hangs)
        with pytest.raises(TimedOut):
            await bot.send_message(42, "hello")


async def test_one_call_may_ask_for_a_limit_of_its_own() -> None:
    async with telegram() as (stub, bot):
        stub.then("sendMessage", hangs)
        with pytest.raises(TimedOut):
            await bot.send_message(42, "hello", read_timeout=0.05)


async def test_no_error_carries_the_token() -> None:
    bot = connect(TOKEN, "http://127.0.0.1:1")
    with pytest.raises(NetworkError) as caught:
        await bot.send_message(42, "hello")
    await bot.request.shutdown()
    assert TOKEN not in str(caught.value)
    assert "hello" not in str(caught.value)


async def test_what_came_is_not_logged_when_it_cannot_be_read(caplog: pytest.LogCaptureFixture) -> None:
    async with telegram() as (stub, bot):
        stub.then("getMe", body(200, b'{"canary'))
        with pytest.raises(TelegramError):
            await bot.get_me()
    assert "canary" not in caplog.text


async def test_it_can_be_shut_twice_and_opened_again() -> None:
    async with telegram() as (stub, bot):
        await bot.request.initialize()
        await bot.request.shutdown()
        await bot.request.shutdown()
        with pytest.raises(NetworkError):
            await bot.send_message(42, "hello")
        await bot.request.initialize()
        await bot.send_message(42, "hello")
        assert stub.methods == ["sendMessage"]


def test_a_call_is_over_after_twenty_seconds() -> None:
    assert AiohttpRequest().read_timeout == 20


def test_authorities_come_from_certifi_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    none = ssl.DefaultVerifyPaths(None, None, "", "", "", "")  # type: ignore[arg-type]
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: none)
    assert len(trusted_authorities().get_ca_certs()) > 50
    assert trusted_authorities().verify_mode is ssl.CERT_REQUIRED
