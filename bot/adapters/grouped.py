"""Doing at once what several ask for at the same time: one transaction instead of many."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

AT_ONCE = 100

Many = Callable[[Sequence[Asked]], Awaitable[Sequence[Answer]]]
One = Callable[[Asked], Awaitable[Answer]]


def together(many: Many[Asked, Answer]) -> One[Asked, Answer]:
    """Return how one asks for what is done for many: what is asked meanwhile goes together, up to 100.

    Whoever asks while nothing is under way waits for nobody. Where a group fails, each of it is done alone,
    so that one's trouble stays one's own; with the database away (ConnectionError) all are told at once.
    """
    return _Together(many).ask


class _Together(Generic[Asked, Answer]):
    """Those who ask for the same."""

    def __init__(self, many: Many[Asked, Answer]) -> None:
        self._many = many
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._running: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Answer:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                await self._do(group)
        finally:
            self._running = None

    async def _do(self, group: Sequence[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._many([asked for asked, _ in group])
        except BaseException as error:
            if len(group) > 1 and isinstance(error, Exception) and not isinstance(error, ConnectionError):
                for each in group:
                    await self._do([each])
                return
            for _, answer in group:
                if not answer.done():
                    answer.set_exception(error)
                    answer.exception()  # whoever asked may be gone
            if isinstance(error, asyncio.CancelledError):
                raise
            return
        for (_, answer), said in zip(group, answers, strict=True):
            if not answer.done():
                answer.set_result(said)
