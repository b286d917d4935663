"""What has happened, told to everybody who listens at that moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class News:
    def __init__(self) -> None:
        self._listeners: list[asyncio.Queue[dict[str, Any]]] = []

    def tell(self, **event: Any) -> None:
        for listener in self._listeners:
            listener.put_nowait(event)

    @contextmanager
    def heard(self) -> Iterator[asyncio.Queue[dict[str, Any]]]:
        """A queue of everything that happens from now on."""
        listener: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listeners.append(listener)
        try:
            yield listener
        finally:
            self._listeners.remove(listener)
