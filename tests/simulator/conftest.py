"""A Telegram to test against, and clients that talk to it over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
import telegram as ptb

from bot.simulator import LocalTelegram, Person

TOKEN = "123456:" + "A" * 35


class Caller:
    """The barest client: a method, its parameters as JSON, and what came back."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str = TOKEN) -> None:
        self.session, self.url, self.token = session, url, token

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=params) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == (200 if body["ok"] else body["error_code"])
            return body

    async def result(self, method: str, **params: Any) -> Any:
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        body = await self(method, **params)
        assert not body["ok"], body
        return body["error_code"], body["description"]


async def until(happened: Callable[[], object]) -> None:
    """Lets everything else go on until it has happened."""
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0)


@pytest.fixture
async def local() -> AsyncIterator[LocalTelegram]:
    async with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(local: LocalTelegram, session: aiohttp.ClientSession) -> Caller:
    local.bot(TOKEN)
    return Caller(session, local.url)


@pytest.fixture
async def ann(local: LocalTelegram, call: Caller) -> Person:
    """Somebody who has pressed START, of which the bot has already heard."""
    person = local.person("Ann")
    await person.starts()
    local.bot(TOKEN).queue.clear()
    return person


@pytest.fixture
async def bot(local: LocalTelegram) -> AsyncIterator[ptb.Bot]:
    async with ptb.Bot(TOKEN, base_url=f"{local.url}/bot", base_file_url=f"{local.url}/file/bot") as bot:
        yield bot
