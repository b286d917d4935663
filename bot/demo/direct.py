"""How the bot reaches a local Telegram in the same process: by function calls, with no network between."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from telegram._utils.types import ODVInput
from telegram.request import BaseRequest, RequestData

from bot.simulator import LocalTelegram
from bot.simulator.reader import Upload


class Direct(BaseRequest):
    """Hands each call of the bot straight to the Telegram beside it."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self._telegram = telegram

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Nothing has to be opened."""

    async def shutdown(self) -> None:
        """Nothing has to be closed."""

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
        token, _, name = url.rpartition("/bot")[2].partition("/")
        return await self._passes(token, name, _carried(request_data))

    async def _passes(self, token: str, name: str, raw: dict[str, Any]) -> tuple[int, bytes]:
        """Return what a call is answered with: its code, and its body."""
        answer = await self._telegram.call(token, name, raw)
        return 200 if answer["ok"] else answer["error_code"], json.dumps(answer).encode()


def _carried(data: RequestData | None) -> dict[str, Any]:
    """Return what a request carries, read from the form that would go over the line."""
    if data is None:
        return {}
    if not data.contains_files:
        return dict(parse_qsl(data.url_encoded_parameters(), keep_blank_values=True))
    raw: dict[str, Any] = dict(data.json_parameters)
    for name, (file, content, kind) in (data.multipart_data or {}).items():
        raw[name] = Upload(file, kind, content if isinstance(content, bytes) else content.read())
    return raw
