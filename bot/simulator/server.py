"""The Bot API over HTTP, with everything that can happen to a request on its way."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.simulator.api import Api, Prepared
from bot.simulator.faults import DESCRIPTIONS, Fault, Kind
from bot.simulator.reader import arguments_of
from bot.simulator.refusal import NOT_FOUND, Refused, too_many

LARGEST_REQUEST = 64 * 1024 * 1024
GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>"
    "\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


def answer(body: dict[str, Any]) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    headers = {}
    if "parameters" in body:
        headers["Retry-After"] = str(body["parameters"]["retry_after"])
    status = 200 if body["ok"] else body["error_code"]
    return web.Response(text=text, status=status, content_type="application/json", headers=headers)


class Server:
    def __init__(self, api: Api) -> None:
        self.api = api
        self.closing = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    @staticmethod
    async def nowhere(request: web.Request) -> web.StreamResponse:
        return answer(Refused(*NOT_FOUND).reply())

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            if request.method not in ("GET", "POST"):
                raise Refused(*NOT_FOUND)
            bot = self.api.world.bot(request.match_info["token"])
            raw = await self._arguments(request)
            call = self.api.prepare(bot, request.match_info["method"], raw)
            if seconds := self.api.faults.lag(call.method, call.chat_id):
                await asyncio.sleep(seconds)
            fault = self.api.faults.strike(call.method, call.chat_id)
            if fault is not None:
                return await self._struck(request, call, fault)
            result = await self.api.perform(call)
            if call.method == "getUpdates" and (late := self.api.faults.lasting(call.method)):
                return await self._struck(request, call, late)
            return answer({"ok": True, "result": result})
        except Refused as refusal:
            return answer(refusal.reply())

    @staticmethod
    async def _arguments(request: web.Request) -> dict[str, Any]:
        try:
            return await arguments_of(request)
        except web.HTTPRequestEntityTooLarge:
            raise Refused(413, "Request Entity Too Large") from None
        except (ValueError, AssertionError):
            raise Refused(400, "Bad Request: can't parse the request") from None

    async def _struck(self, request: web.Request, call: Prepared, fault: Fault) -> web.StreamResponse:
        """A call that meets a fault; after the effect only the answer is lost."""
        kind = fault.kind
        if kind in (Kind.HANG_AFTER, Kind.DROP_AFTER):
            await self.api.perform(call, fault)
        else:
            refusal = too_many(fault.retry_after) if kind is Kind.TOO_MANY else None
            if kind in DESCRIPTIONS:
                refusal = Refused(int(kind), fault.description or DESCRIPTIONS[kind])
            self.api.write(call.bot, call.method, dict(call.arguments.values), error=refusal, fault=fault)
            if refusal:
                return answer(refusal.reply())
        if kind is Kind.BAD_GATEWAY:
            return web.Response(text=GATEWAY, status=502, content_type="text/html")
        if kind in (Kind.HANG_BEFORE, Kind.HANG_AFTER):
            await self.closing.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            self.api.world.bot(request.match_info["token"])
            file = self.api.world.files.at(request.match_info["path"])
            if file is None:
                raise Refused(*NOT_FOUND)
        except Refused as refusal:
            return answer(refusal.reply())
        return web.Response(body=file.data, content_type="application/octet-stream")
