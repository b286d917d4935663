"""What has happened, told to everybody who listens at that moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any


class News:
    def __init__(self) -> None:
        self._listeners: list[asyncio.Queue[dict[str, Any] | None]] = []

        self._gone = asyncio.Event()

    def tell(self, **event: Any) -> None:
        for listener in self._listeners:
            listener.put_nowait(event)

    async def end(self, seconds: float) -> None:
        """Tell everybody that nothing more comes, and wait so long at most until nobody listens."""
        for listener in self._listeners:
            listener.put_nowait(None)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._listeners:
                    self._gone.clear()
                    await self._gone.wait()

    @contextmanager
    def heard(self) -> Iterator[asyncio.Queue[dict[str, Any] | None]]:
        """A queue of everything that happens from now on; None at the end."""
        listener: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listeners.append(listener)
        try:
            yield listener
        finally:
            self._listeners.remove(listener)
            self._gone.set()
