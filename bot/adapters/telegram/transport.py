"""The Bot API over aiohttp: one pool of connections, one limit of time per call."""

from __future__ import annotations

import io
import json
import ssl
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import yarl
from telegram import Bot
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CALL = 20.0  # a claim in the queue lasts 60 s and a call starts only with 30 s of it left
CONNECT = 10.0
# Refused, no such name, no trust, or a proxy that does not lead there: all of them before the request itself.
NO_CONNECTION = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotSent(NetworkError):
    """No connection came about, so that nothing was sent: doing it again cannot do it twice."""


class NotSentInTime(TimedOut, NotSent):
    """No connection came about in time."""


class AiohttpRequest(BaseRequest):
    """How python-telegram-bot reaches Telegram here; one object may serve getUpdates and all else.

    `read_timeout`, where a call gives one, limits that whole call; `pool_timeout` limits how long it waits
    for a connection, `connect_timeout` how long the connection may take.
    """

    __slots__ = ("_closed", "_connections", "_proxy", "_session", "_tls", "_total")

    def __init__(
        self,
        connections: int = 128,
        total: float = CALL,
        proxy: str | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._connections = connections
        self._proxy = proxy
        self._tls = tls
        self._total = total
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    @property
    def read_timeout(self) -> float | None:
        return self._total

    async def initialize(self) -> None:
        self._closed = False
        self._open()

    async def shutdown(self) -> None:
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise RuntimeError("This AiohttpRequest is shut down.")
        if self._session is None:
            # Idle connections are dropped after 15 s, before Telegram drops them: a POST over a dropped
            # one fails without anyone knowing whether it arrived.
            connector = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=15.0, ssl=self._tls or True
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
                proxy=self._proxy,
            )
        return self._session

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        timeout = aiohttp.ClientTimeout(
            total=given(read_timeout, self._total),
            connect=given(pool_timeout, CONNECT),
            sock_connect=given(connect_timeout, CONNECT),
            ceil_threshold=float("inf"),  # do not round limits up to whole seconds
        )
        body, headers = encode(request_data)
        session = self._open()
        try:
            async with session.request(
                method,
                yarl.URL(url, encoded=True),
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except aiohttp.ConnectionTimeoutError as error:
            raise NotSentInTime("No connection in time; the request was not sent.") from error
        except TimeoutError as error:
            raise TimedOut from error
        except NO_CONNECTION as error:
            raise NotSent(f"aiohttp.{type(error).__name__}") from error
        except (aiohttp.ClientError, OSError) as error:
            # Only the class: the words of these errors carry the URL, and with it the token.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; unlike the library's own, this never writes what came into the log."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or ("result" not in answer and answer.get("ok") is not False):
            raise TelegramError("Invalid server response")
        return answer


def given(value: ODVInput[float], otherwise: float) -> float | None:
    """Return a limit that a call asked for, or the usual one."""
    return value if isinstance(value, int | float) or value is None else otherwise


def encode(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """Return the body of a request and its headers: a form, in parts only where files go along."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return data.url_encoded_parameters().encode("ascii"), FORM
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        # in pieces: a picture written as one would hold everybody else up
        part = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, part, filename=filename, content_type=kind)
    return form, {}


def trusted_authorities() -> ssl.SSLContext:
    """Return a context with the system's authorities, or certifi's where the system has none."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and paths.capath is None:
        certifi = find_spec("certifi")  # comes along with python-telegram-bot
        if certifi is not None and certifi.origin is not None:
            context.load_verify_locations(Path(certifi.origin).with_name("cacert.pem"))
    return context


def proxy_to(url: str) -> str | None:
    """Return the proxy that the environment names for an address.

    aiohttp can look for it itself, but does so anew for each request, in two threads and a file.
    """
    parts = urlsplit(url)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def connect(token: str, api: str, connections: int = 128, total: float = CALL) -> Bot:
    """Return a bot that talks to the Bot API at `api` (https://api.telegram.org, or a local one)."""
    base = api.rstrip("/")
    tls = trusted_authorities() if base.startswith("https:") else None  # here: it takes a moment
    request = AiohttpRequest(connections, total, proxy_to(base), tls)
    return Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )
