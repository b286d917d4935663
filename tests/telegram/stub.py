"""A Bot API that answers what a test told it to, over real HTTP, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.adapters.telegram.transport import connect
from bot.services.ports import Fate, Outcome, Screen

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
ANN = 42
NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Asked:
    method: str
    fields: dict[str, str]
    files: dict[str, bytes]
    names: list[str] = field(default_factory=list)

    def value(self, name: str) -> object:
        return json.loads(self.fields[name])


@dataclass
class Stub:
    """`script` holds answers for the next requests of a method; without one, it is a friendly Telegram."""

    script: dict[str, deque[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    numbers: int = 1000
    api: str = ""

    def then(self, method: str, *answers: Answer) -> None:
        self.script.setdefault(method, deque()).extend(answers)

    def requests(self, method: str) -> list[Asked]:
        return [each for each in self.asked if each.method == method]

    @property
    def methods(self) -> list[str]:
        return [each.method for each in self.asked]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        form = await request.post()
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        files = {name: value.file.read() for name, value in form.items() if isinstance(value, web.FileField)}
        names = [value.filename for value in form.values() if isinstance(value, web.FileField)]
        self.asked.append(Asked(method, fields, files, names))
        if self.script.get(method):
            return await self.script[method].popleft()(request)
        return web.json_response({"ok": True, "result": self.usual(method, fields)})

    def usual(self, method: str, fields: Mapping[str, str]) -> object:
        if method == "getUpdates":
            return []
        if method in {"sendMessage", "sendPhoto", "sendDocument"} or method.startswith("editMessage"):
            self.numbers += 1
            return message(int(fields["chat_id"]), int(fields.get("message_id", self.numbers)))
        return True


def message(chat: int, number: int, /, **more: object) -> dict[str, object]:
    """Return a message as Telegram writes it."""
    return {
        "message_id": number,
        "date": 1795000000,
        "chat": {"id": chat, "type": "private", "first_name": "Ann"},
        **more,
    }


ANN_SHE = {"id": ANN, "is_bot": False, "first_name": "Ann", "language_code": "en"}


def wrote(number: int, text: str, **more: object) -> dict[str, object]:
    """Return an update in which Ann writes."""
    return {"update_id": number, "message": message(ANN, 7, **{"from": ANN_SHE, "text": text, **more})}


def tapped(number: int, data: str, **more: object) -> dict[str, object]:
    """Return an update in which Ann taps a button under message 8."""
    query = {"id": f"q{number}", "from": ANN_SHE, "chat_instance": "1", "data": data}
    return {"update_id": number, "callback_query": {**query, "message": message(ANN, 8, **more)}}


def says(status: int, description: str, **parameters: object) -> Answer:
    """Return Telegram's way to say no."""

    async def answer(_: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": status, "description": description}
        if parameters:
            body["parameters"] = parameters
        return web.json_response(body, status=status)

    return answer


def result(value: object) -> Answer:
    """Return Telegram's way to say yes."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": value})

    return answer


def body(status: int, raw: bytes) -> Answer:
    """Return an answer that is not Telegram's at all."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=raw)

    return answer


async def drops(request: web.Request) -> web.StreamResponse:
    """Take the request, and drop the connection."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def hangs(_: web.Request) -> web.StreamResponse:
    """Take the request, and never answer."""
    await asyncio.Event().wait()
    return web.Response()


@asynccontextmanager
async def telegram(total: float = 20.0) -> AsyncIterator[tuple[Stub, Bot]]:
    """Give a stub and a bot that talks to it."""
    stub = Stub()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_post(f"/bot{TOKEN}/{{method}}", stub.handle)
    async with TestServer(app, shutdown_timeout=0) as server:
        stub.api = str(server.make_url("")).rstrip("/")
        bot = connect(TOKEN, stub.api, total=total)
        try:
            yield stub, bot
        finally:
            await bot.request.shutdown()


@dataclass
class Inbox:
    """`Store.receive` in memory, which can be broken."""

    broken: bool = False
    rows: list[tuple[int, int, Mapping[str, object]]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    async def receive(self, update_id: int, chat: int, at: datetime, payload: Mapping[str, object]) -> bool:
        if self.broken:
            raise OSError("disk full")
        self.before()
        json.dumps(payload, ensure_ascii=False).encode()
        if any(known == update_id for known, _, _ in self.rows):
            return False
        self.rows.append((update_id, chat, payload))
        return True

    @property
    def ids(self) -> list[int]:
        return [number for number, _, _ in self.rows]

    def answered(self, number: int) -> object:
        return next(payload["answered"] for known, _, payload in self.rows if known == number)


@dataclass
class Hand:
    """A sender that only remembers, with the fates a test gave it."""

    done: list[tuple[str, int, object]] = field(default_factory=list)
    fates: deque[Outcome] = field(default_factory=deque)

    async def send(self, chat: int, screen: Screen) -> Outcome:
        self.done.append(("send", chat, screen.text))
        return self.fates.popleft() if self.fates else Outcome(Fate.SENT, 900 + len(self.done))

    async def edit(self, chat: int, message: int, screen: Screen, media: bool) -> Outcome:
        self.done.append(("edit", message, screen.text))
        return self.fates.popleft() if self.fates else Outcome(Fate.SENT, message)

    async def delete(self, chat: int, messages: object) -> Outcome:
        self.done.append(("delete", chat, messages))
        return self.fates.popleft() if self.fates else Outcome(Fate.SENT)

    async def leave(self, chat: int) -> Outcome:
        return Outcome(Fate.SENT)


class Words:
    """Static words in two languages."""

    broken = False

    def named(self, text: str) -> str:
        return "break" if text == "Break" else self.spoken(text)

    def spoken(self, text: str) -> str:
        return {"Calm": "calm", "Help": "help", "Ruhe": "calm"}.get(text, "")

    def screen(self, data: str, language: str) -> Screen | None:
        if self.broken:
            raise KeyError("calm-root")
        if data == "hide":
            return None
        return None if data.endswith("unknown") else Screen(f"{data} in {language}")
