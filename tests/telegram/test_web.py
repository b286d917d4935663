"""Health, figures, and the door for Telegram's calls."""

from __future__ import annotations

import asyncio
import contextlib
import itertools

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.adapters import web as adapter
from bot.adapters.web import Figures, make_app, serve


async def fine() -> bool:
    return True


async def late() -> bool:
    return False


async def broken() -> bool:
    raise OSError("canary")


async def never() -> bool:
    await asyncio.Event().wait()
    return True


@pytest.mark.parametrize(
    ("ready", "status"),
    [(fine, 200), (late, 503), (broken, 503), (never, 503)],
    ids=["fine", "late", "broken", "never"],
)
async def test_health_says_whether_it_is_well_and_nothing_else(
    ready: adapter.Ready, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "PATIENCE", 0.02)
    app = make_app(ready, Figures().registry)
    async with TestClient(TestServer(app)) as client, client.get("/health") as response:
        assert response.status == status
        assert await response.json() == {"ok": status == 200}


async def test_figures_are_read_as_they_are_now() -> None:
    figures = Figures()
    figures.sent("edit", "gone")
    figures.received()
    figures.waiting("outbox", 3)
    figures.beat(lambda: 1.5)
    figures.trouble()
    app = make_app(fine, figures.registry)
    async with TestClient(TestServer(app)) as client, client.get("/metrics") as response:
        text = await response.text()
        assert response.headers["Content-Type"].startswith("text/plain")
    for line in (
        'evenkeel_telegram_requests_total{fate="gone",kind="edit"} 1.0',
        "evenkeel_updates_total 1.0",
        'evenkeel_waiting{queue="outbox"} 3.0',
        "evenkeel_beat_age_seconds 1.5",
        "evenkeel_troubles_total 1.0",
    ):
        assert line in text


def test_no_figure_has_a_label_that_could_name_a_person() -> None:
    figures = Figures()
    figures.sent("edit", "gone")
    figures.waiting("outbox", 3)
    labels = {
        name for metric in figures.registry.collect() for sample in metric.samples for name in sample.labels
    }
    assert labels == {"kind", "fate", "queue"}


async def test_telegrams_calls_reach_their_handler_and_no_other_path_does() -> None:
    async def hook(request: web.Request) -> web.Response:
        return web.Response(text=await request.text())

    app = make_app(fine, Figures().registry, hook, "/hook")
    async with TestClient(TestServer(app)) as client:
        async with client.post("/hook", data="hello") as response:
            assert (response.status, await response.text()) == (200, "hello")
        for method, path, status in (("GET", "/hook", 405), ("POST", "/", 404), ("POST", "/health", 405)):
            async with client.request(method, path) as response:
                assert response.status == status


async def test_without_a_webhook_there_is_no_door_for_one() -> None:
    app = make_app(fine, Figures().registry)
    async with TestClient(TestServer(app)) as client, client.post("/") as response:
        assert response.status == 404


async def test_it_serves_until_the_block_ends() -> None:
    async with (
        serve(make_app(fine, Figures().registry), "127.0.0.1", 0) as port,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/health") as response,
    ):
        assert response.status == 200
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.get(f"http://127.0.0.1:{port}/health")


async def ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *drops: bytes) -> bool:
    """Send drop by drop until the other side closes the connection."""
    closed = asyncio.create_task(reader.read())
    with contextlib.suppress(ConnectionError):
        for each in itertools.cycle(drops) if drops else ():
            if closed.done():
                break
            writer.write(each)
            await writer.drain()
            await asyncio.sleep(0.005)  # drops, and no flood
    with contextlib.suppress(ConnectionError):
        await closed
    writer.close()
    return True


ASKED = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
SLOW: dict[str, tuple[bytes, tuple[bytes, ...]]] = {
    "says nothing": (b"", ()),
    "brings its first line drop by drop": (b"GET /", (b"a",)),
    "brings its headers drop by drop": (b"GET /health HTTP/1.1\r\nHost: ", (b"a",)),
    "asked once and says nothing more": (ASKED, ()),
    "asked once and brings the next line drop by drop": (ASKED + b"GET /", (b"a",)),
}


@pytest.mark.parametrize("who", SLOW)
async def test_nobody_holds_a_connection_without_asking(who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "WAITS", 0.1)
    first, drops = SLOW[who]
    async with serve(make_app(fine, Figures().registry), "127.0.0.1", 0) as port, asyncio.timeout(60):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(first)
        assert await ends(reader, writer, *drops)


async def test_where_too_many_are_connected_the_oldest_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "MOST", 3)
    async with serve(make_app(fine, Figures().registry), "127.0.0.1", 0) as port, asyncio.timeout(60):
        crowd = []
        for _ in range(5):
            crowd.append(await asyncio.open_connection("127.0.0.1", port))
            crowd[-1][1].write(ASKED)
            assert (await crowd[-1][0].readuntil(b"}")).startswith(b"HTTP/1.1 200"), "whoever comes gets in"
        assert [await reader.read() for reader, _ in crowd[:2]] == [b"", b""], "the oldest were let go"
        for reader, writer in crowd[2:]:
            writer.write(ASKED)
            assert (await reader.readuntil(b"}")).startswith(b"HTTP/1.1 200"), "the others are still there"
        for _, writer in crowd:
            writer.close()
