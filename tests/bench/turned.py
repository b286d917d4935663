"""An event loop whose clock jumps to the next thing that waits, once nothing else is under way."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Where the loop would wait for time to pass, time passes instead."""

    loop: TurnedLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for threads that work; otherwise turn the clock."""
        if self.loop.working:
            return super().select(1.0 if timeout is None or timeout > 0 else 0)
        found = super().select(0)
        if not found and timeout:
            self.loop.passed += timeout
        return found


class TurnedLoop(asyncio.SelectorEventLoop):
    """Its time stands still while anything is done, in whichever thread."""

    def __init__(self) -> None:
        self.passed, self.working = 0.0, 0
        selector = _Selector()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        """Return the turned clock's seconds."""
        return self.passed

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        """Do something in a thread; no time passes until it is done."""
        self.working += 1
        done = super().run_in_executor(executor, func, *args)
        done.add_done_callback(lambda _: self._worked())
        return done

    def _worked(self) -> None:
        self.working -= 1


async def turned(work: Coroutine[Any, Any, T]) -> T:
    """Do something on a turned clock, in a loop of its own, and return what came of it."""

    def inside() -> T:
        with asyncio.Runner(loop_factory=TurnedLoop) as runner:
            return runner.run(work)

    return await asyncio.to_thread(inside)
