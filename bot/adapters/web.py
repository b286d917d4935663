"""The bot's own small web server: Telegram's calls, health, and figures that carry no person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import structlog
from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

LARGEST = 1024 * 1024
LINGER = 1.0  # seconds that what was turned away may go on sending
PATIENCE = 5.0  # seconds that health waits for its answer
WAITS = 90.0  # seconds that a connection may take to bring its next request; a proxy keeps its own for 60
MOST = 500  # connections; Telegram opens at most 100

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Ready = Callable[[], Awaitable[bool]]

log = structlog.get_logger("web")


class Figures:
    """What is counted. No label ever names a person, a chat, a language or anything that was said."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "evenkeel_telegram_requests", "Requests to Telegram.", ["kind", "fate"], registry=self.registry
        )
        self._updates = Counter("evenkeel_updates", "Updates that were stored.", registry=self.registry)
        self._waiting = Gauge("evenkeel_waiting", "Rows that are due.", ["queue"], registry=self.registry)
        self._beat = Gauge("evenkeel_beat_age_seconds", "Since the last beat.", registry=self.registry)
        self._uncleared = Gauge(
            "evenkeel_uncleared_oldest_seconds",
            "How long what is to be cleared waits.",
            registry=self.registry,
        )
        self._troubles = Counter("evenkeel_troubles", "Things that went wrong.", registry=self.registry)

        self._strange = Counter(
            "evenkeel_strange_webhooks",
            "Times that a webhook which is not ours was found on the token.",
            registry=self.registry,
        )

    def strange(self) -> None:
        """Count that somebody else has set, or removed, the webhook."""
        self._strange.inc()

    def sent(self, kind: str, fate: str) -> None:
        """Count one request to Telegram."""
        self._requests.labels(kind, fate).inc()

    def received(self) -> None:
        """Count one update."""
        self._updates.inc()

    def waiting(self, queue: str, rows: int) -> None:
        """Note how many rows are due."""
        self._waiting.labels(queue).set(rows)

    def beat(self, age: Callable[[], float]) -> None:
        """Have the age of the last beat asked for at each reading."""
        self._beat.set_function(age)

    def uncleared(self, seconds: float) -> None:
        """Note for how long the oldest of what is to be cleared has waited."""
        self._uncleared.set(seconds)

    def trouble(self) -> None:
        """Count something that went wrong."""
        self._troubles.inc()


def make_app(
    ready: Ready, registry: CollectorRegistry, hook: Handler | None = None, path: str = ""
) -> web.Application:
    """Return the server's application; `hook` takes Telegram's calls at `path`, where there is one."""

    async def health(_: web.Request) -> web.Response:
        fine = await _answers(ready)
        return web.json_response({"ok": fine}, status=200 if fine else 503)

    async def metrics(_: web.Request) -> web.Response:
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=LARGEST)
    app.router.add_get("/health", health)
    app.router.add_get("/metrics", metrics)
    if hook is not None:
        app.router.add_post(path or "/", hook)
    return app


async def _answers(ready: Ready) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await ready()
    except Exception as error:
        log.warning("not ready", error=type(error).__name__)
        return False


@asynccontextmanager
async def serve(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve until the block ends; gives the port. What has begun may take 5 s to come to its end."""
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=5.0,
        handler_cancellation=False,
        auto_decompress=False,  # Telegram packs nothing: what is packed may be a small file of many gigabytes
        lingering_time=LINGER,
        keepalive_timeout=WAITS,  # counted from the opening, too: nothing that trickles in puts it off
    )
    await runner.setup()
    listening: asyncio.Server | None = None
    try:
        server = cast("web.Server", runner.server)  # there is one, once it is set up
        listening = await asyncio.get_running_loop().create_server(door(server), host, port)
        yield listening.sockets[0].getsockname()[1]
    finally:
        if listening is not None:
            listening.close()
        await runner.cleanup()


def door(server: web.Server) -> Callable[[], asyncio.Protocol]:
    """Return what lets connections in. Where there are too many, the oldest make room.

    Turning new ones away would let a crowd that asks for nothing keep Telegram out; Telegram itself just
    connects again.
    """

    def let_in() -> asyncio.Protocol:
        there = server.connections
        for each in there[: max(0, len(there) - MOST + 1)]:
            each.force_close()
        return server()

    return let_in
