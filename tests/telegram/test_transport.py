"""The Bot API over aiohttp."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
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
from telegram.request import HTTPXRequest

from bot.adapters.telegram.brief import quoted
from bot.adapters.telegram.transport import AiohttpRequest, NotSent, connect, proxy_to, trusted_authorities
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


def test_a_proxy_is_used_where_the_environment_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert proxy_to("https://api.telegram.org") is None
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "127.0.0.1,.example.org")
    assert proxy_to("https://api.telegram.org") == "http://proxy.example:3128"
    assert proxy_to("https://127.0.0.1:8081") is None
    assert proxy_to("https://bots.example.org") is None
    assert proxy_to("http://api.telegram.org") is None


async def test_a_request_takes_the_way_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async with telegram() as (stub, _):
        monkeypatch.setenv("http_proxy", stub.api)
        monkeypatch.setenv("no_proxy", "")
        bot = connect(TOKEN, "http://telegram.invalid")
        await bot.send_message(42, "hello")  # nobody is called telegram.invalid: the proxy was asked
        await bot.request.shutdown()
        assert stub.methods == ["sendMessage"]


def certificate(folder: Path) -> ssl.SSLContext:
    """Return a server's context with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2096, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "both.pem").write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "both.pem")
    return context


async def test_whoever_cannot_prove_to_be_telegram_is_told_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    async def handle(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({"ok": True, "result": True})

    app = web.Application()
    app.router.add_post("/{any:.*}", handle)
    server = TestServer(app, host="localhost", scheme="https")
    await server.start_server(ssl=certificate(tmp_path))
    bot = connect(TOKEN, f"https://localhost:{server.port}")
    with pytest.raises(NetworkError, match="ClientConnectorCertificateError"):
        await bot.send_message(42, "hello")
    await bot.request.shutdown()
    await server.close()
    assert asked == []


# ---------------------------------------------------------------------- beside the library's own


@asynccontextmanager
async def refuses() -> AsyncIterator[str]:
    """Give an address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{probe.getsockname()[1]}"


@asynccontextmanager
async def nowhere() -> AsyncIterator[str]:
    """Give an address whose name leads nowhere."""
    yield "http://telegram.invalid"


@asynccontextmanager
async def deaf() -> AsyncIterator[str]:
    """Give an address that takes no connection in time."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        fill = [socket.socket() for _ in range(4)]
        for each in fill:
            each.setblocking(False)
            each.connect_ex(listening.getsockname())
        await asyncio.sleep(0)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        for each in fill:
            each.close()


def answering(raw: bytes) -> Callable[[], AbstractAsyncContextManager[str]]:
    """Give an address that answers each request with these bytes and hangs up."""

    @asynccontextmanager
    async def address() -> AsyncIterator[str]:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(65536)
            writer.write(raw)
            with suppress(OSError):
                await writer.drain()
            writer.close()

        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        async with server:
            yield "http://127.0.0.1:{1}".format(*server.sockets[0].getsockname())

    return address


@asynccontextmanager
async def plain_behind_https() -> AsyncIterator[str]:
    """Give an https address where nobody speaks it."""
    async with answering(b"nonsense\r\n\r\n")() as address:
        yield address.replace("http:", "https:")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


@pytest.mark.parametrize(
    ("place", "sent"),
    [
        pytest.param(refuses, False, id="refused"),
        pytest.param(nowhere, False, id="no such name"),
        pytest.param(deaf, False, id="no connection in time"),
        pytest.param(plain_behind_https, False, id="no trust"),
        pytest.param(answering(b""), True, id="hung up"),
        pytest.param(answering(HEAD + b"half an ans"), True, id="half an answer"),
        pytest.param(answering(b"\x00\x01 not http\r\n\r\n"), True, id="not http"),
    ],
)
async def test_each_failure_is_what_the_library_itself_makes_of_it_and_tells_whether_it_was_sent(
    place: Callable[[], AbstractAsyncContextManager[str]], sent: bool
) -> None:
    theirs, ours = HTTPXRequest(connect_timeout=0.3), AiohttpRequest()
    caught = []
    for request in (theirs, ours):
        async with place() as address:
            await request.initialize()
            with pytest.raises(TelegramError) as error:
                await request.post(f"{address}/bot{TOKEN}/getMe", connect_timeout=0.3, pool_timeout=5)
            caught.append(error.value)
            await request.shutdown()
    assert type(caught[0]) is next(
        kind for kind in type(caught[1]).__mro__ if kind in (TimedOut, NetworkError)
    )
    assert isinstance(caught[1], NotSent) is not sent
    assert TOKEN not in str(caught[1])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_field_of_a_form_is_quoted_as_the_standard_library_does_it(text: str) -> None:
    assert quoted(text) == quote_plus(text)
