"""Requests to the webhook that are not Telegram's: none is accepted, logged with content, or costs much."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from bot.adapters import web
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.webhook import HEADER, LARGEST, Webhook
from tests.telegram.stub import NOW, Hand, Inbox, Words, telegram, wrote

SECRET = "s3cret-S3CRET_s3cret"
CANARY = "a canary sang at four"
UPDATE = json.dumps(wrote(5, CANARY)).encode()
PATH = "/telegram"


@dataclass
class House:
    """The bot's own web server, as it runs."""

    port: int
    inbox: Inbox
    hand: Hand
    registry: CollectorRegistry

    async def sends(self, raw: bytes, *more: bytes, wait: float = 0.0) -> bytes:
        """Send bytes as they are, some of them later; return the first line of the answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(raw)
            for each in more:
                await writer.drain()
                await asyncio.sleep(wait)
                writer.write(each)
            return await reader.readline()
        except ConnectionError:
            return b""
        finally:
            writer.close()


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    async def ready() -> bool:
        return True

    async with telegram() as (_, bot):
        inbox, hand, figures = Inbox(), Hand(), web.Figures()
        intake = Intake(bot, inbox, hand, Words(), clock=lambda: NOW, on_stored=figures.received)
        app = web.make_app(ready, figures.registry, Webhook(intake, SECRET).handle, PATH)
        async with web.serve(app, "127.0.0.1", 0) as port:
            yield House(port, inbox, hand, figures.registry)
        await intake.close()


def request(
    body: bytes = UPDATE,
    secret: str | None = SECRET,
    method: str = "POST",
    path: str = PATH,
    length: int | None = None,
    *more: str,
) -> bytes:
    """Return a request as bytes; `length` is what it claims."""
    claimed = len(body) if length is None else length
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{HEADER}: {secret}"] if secret is not None else []
    lines += [f"Content-Length: {claimed}"] if claimed >= 0 else []
    return "\r\n".join([*lines, *more, "", ""]).encode() + body


def chunked(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))


BOMB = gzip.compress(b"\0" * (64 * 1024 * 1024))

FORGED: dict[str, bytes] = {
    "no secret": request(secret=None),
    "an empty secret": request(secret=""),
    "a wrong secret": request(secret="x" * len(SECRET)),
    "the beginning of the secret": request(secret=SECRET[:-1]),
    "more than the secret": request(secret=SECRET + "x"),
    "the secret in other letters": request(secret=SECRET.upper()),
    "a secret of bytes": request(secret="\xff\xfe"),
    "the secret in the address": request(secret=None, path=f"{PATH}?{HEADER}={SECRET}"),
    "the secret in a cookie": request(UPDATE, None, "POST", PATH, None, f"Cookie: {HEADER}={SECRET}"),
    "the secret second": request(UPDATE, "wrong", "POST", PATH, None, f"{HEADER}: {SECRET}"),
    "another path": request(path="/"),
    "a longer path": request(path=PATH + "/" + CANARY.replace(" ", "-")),
    "a path that goes back": request(path=PATH + "/../metrics/../" + PATH + "x"),
    "another method": request(method="GET"),
    "a method that is none": request(method="CANARY"),
    "too large, and it says so": request(b"", length=LARGEST + 1),
    "too large, in pieces": request(b"", SECRET, "POST", PATH, -1, "Transfer-Encoding: chunked")
    + chunked(*(b"x" * 65536 for _ in range(LARGEST // 65536 + 2))),
    "packed": request(gzip.compress(UPDATE), SECRET, "POST", PATH, None, "Content-Encoding: gzip"),
    "a small file that unpacks to much": request(BOMB, SECRET, "POST", PATH, None, "Content-Encoding: gzip"),
    "packed, without the secret": request(BOMB, None, "POST", PATH, None, "Content-Encoding: gzip"),
    "no JSON": request(b'{"update_id": 5, "message": "' + CANARY.encode()),
    "JSON of another shape": request(json.dumps([wrote(5, CANARY)]).encode()),
    "words alone": request(CANARY.encode()),
    "half a letter": request(b'{"update_id": 5, "message": "\xff' + CANARY.encode() + b'"}'),
    "deep": request(b'{"update_id": 5, "a": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
    "deep in another way": request(b'{"update_id": 5, "a": ' + b'{"a":' * 90_000 + b"1" + b"}" * 90_001),
    "a huge id": request(b'{"update_id": 1' + b"0" * 30 + b"}"),
    "an id of many digits": request(b'{"update_id": ' + b"7" * 10_000 + b"}"),
    "an id that is infinite": request(b'{"update_id": 1e999}'),
    "an id that is no number": request(b'{"update_id": NaN}'),
    "a negative id": request(b'{"update_id": -5}'),
    "a true id": request(b'{"update_id": true}'),
    "no id": request(b"{}"),
    "headers without end": request(UPDATE, SECRET, "POST", PATH, None, "X: " + "y" * 70_000),
    "two lengths": request(UPDATE, SECRET, "POST", PATH, None, "Content-Length: 3"),
    "a length that is none": request(UPDATE, SECRET, "POST", PATH, -1, "Content-Length: canary"),
    "not HTTP": b"\x16\x03\x01\x02\x00" + CANARY.encode() + b"\r\n\r\n",
}


@pytest.mark.parametrize("what", FORGED)
async def test_none_is_accepted_and_none_leaves_a_word(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    async with house() as here:
        first = await here.sends(FORGED[what])
        assert first == b"" or first.split()[1] in {b"400", b"403", b"404", b"405", b"413"}, first
        assert here.inbox.rows == []
        assert here.hand.done == []
        figures = generate_latest(here.registry).decode()
        assert "evenkeel_updates_total 0.0" in figures
        assert CANARY not in figures
        assert (await here.sends(request())).split()[1] == b"200"  # and Telegram itself still gets in
    printed = capsys.readouterr()
    assert CANARY not in printed.out + printed.err
    assert SECRET not in printed.out + printed.err


async def test_a_body_that_comes_drop_by_drop_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.adapters.telegram.webhook.SLOWEST", 0.05)
    async with house() as here:
        begun = request(UPDATE[:10], length=len(UPDATE))
        first = await here.sends(begun, *(UPDATE[n : n + 1] for n in range(10, 20)), wait=0.02)
        assert first == b"" or first.split()[1] == b"408"
        assert here.inbox.rows == []


async def test_the_secret_is_compared_whole_whatever_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def watched(one: bytes, two: bytes) -> bool:
        compared.append((one, two))
        return one == two

    monkeypatch.setattr("bot.adapters.telegram.webhook.hmac.compare_digest", watched)
    async with house() as here:
        for secret in (None, "", "s", SECRET[:-1] + "x", SECRET):
            await here.sends(request(secret=secret))
    assert [given for given, _ in compared] == [b"", b"", b"s", SECRET[:-1].encode() + b"x", SECRET.encode()]
    assert {known for _, known in compared} == {SECRET.encode()}


async def test_a_crowd_of_forgeries_does_not_keep_telegram_out() -> None:
    async with house() as here:
        forged = [asyncio.create_task(here.sends(FORGED["packed, without the secret"])) for _ in range(40)]
        assert (await here.sends(request())).split()[1] == b"200"
        await asyncio.gather(*forged)
        assert here.inbox.ids == [5]
