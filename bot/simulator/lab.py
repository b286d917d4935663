"""The laboratory over HTTP."""

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.simulator.telegram import LocalTelegram


class Lab:
    def __init__(self, telegram: "LocalTelegram") -> None:
        self.telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        return []
