"""Telegram calling us: who knows the secret may hand in an update, and hears 200 once it is stored."""

from __future__ import annotations

import asyncio
import hmac
import json

import structlog
from aiohttp import web

from bot.adapters.telegram.intake import Intake, Junk

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024
SLOWEST = 10.0  # seconds that a body may take to arrive
AT_ONCE = 100  # Telegram itself opens at most so many connections
AGAIN = {"Retry-After": "5"}

log = structlog.get_logger("telegram")


class Webhook:
    """`handle` answers POST requests of aiohttp's web server."""

    def __init__(self, intake: Intake, secret: str) -> None:
        if not secret:
            raise ValueError("a webhook needs a secret")
        self._intake = intake
        self._secret = secret.encode()
        self._busy = 0
        self._forged = 0

    async def handle(self, request: web.Request) -> web.Response:
        """Take one update."""
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            self._forged += 1
            if self._forged & (self._forged - 1) == 0:  # 1, 2, 4, 8 …: a flood must not fill the log
                log.warning("a forged update was turned away", count=self._forged)
            return web.Response(status=403)
        if self._busy >= AT_ONCE:
            return web.Response(status=503, headers=AGAIN)
        self._busy += 1
        try:
            return await self._take(request)
        finally:
            self._busy -= 1

    async def _take(self, request: web.Request) -> web.Response:
        if (request.content_length or 0) > LARGEST:
            return web.Response(status=413)
        try:
            async with asyncio.timeout(SLOWEST):
                body = await whole(request)
        except TimeoutError:
            return web.Response(status=408)
        except (web.RequestPayloadError, OSError):  # whoever sent it went away
            return web.Response(status=400)
        if body is None:
            return web.Response(status=413)
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(raw, dict):
            return web.Response(status=400)
        try:
            await self._intake.take(raw)
        except Junk:
            return web.Response(status=400)
        except Exception as error:  # Telegram keeps it, and comes again
            log.error("an update cannot be stored", error=type(error).__name__)
            return web.Response(status=503, headers=AGAIN)
        return web.Response()


async def whole(request: web.Request) -> bytes | None:
    """Return the body of a request, or None as soon as it is too large."""
    body = bytearray()
    async for part in request.content.iter_any():
        body += part
        if len(body) > LARGEST:
            return None
    return bytes(body)
