"""A town to be in, its empty database made once."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.demo.live import EMPTY, LiveTown, lived, make_empty

Opened = Callable[[], AbstractAsyncContextManager[LiveTown]]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The databases of a bot that nobody has spoken to."""
    import asyncio

    folder = tmp_path_factory.mktemp(EMPTY)
    asyncio.run(make_empty(folder))
    return folder


@pytest.fixture
def opened(empty: Path, tmp_path: Path) -> Opened:
    """Open a town with the bot at work."""
    shutil.copytree(empty, tmp_path / EMPTY)

    @asynccontextmanager
    async def town() -> AsyncIterator[LiveTown]:
        async with lived(tmp_path) as here:
            await here.open()
            yield here

    return town
