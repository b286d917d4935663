"""Calm, paced: one message edited in step with the breath, until anything else comes from that chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise

from bot.domain.calm import Beat
from bot.domain.say import Say
from bot.services.flow.static import calm_screen
from bot.services.ports import Fate, Screen, Sender

MOST = 60
"""Messages that are paced at once: about twelve edits a second, less than half of what Telegram takes."""
WAIT = 2.0
"""Seconds that an answer waits at most for an edit that is on its way, so that it cannot come after it."""

Sleep = Callable[[float], Awaitable[None]]
Draw = Callable[[str], Screen | None]
Shown = Callable[[int, int], Awaitable[Say | None]]
"""Looks up what a message (chat, number) shows by what is kept; if it fails, nothing is known."""


@dataclass
class _Breath:
    """One message that is being paced."""

    stopped: bool = False
    edits: asyncio.Lock = field(default_factory=asyncio.Lock)
    task: asyncio.Task[None] | None = None


class Breathing:
    """Paces messages, one in each chat. Without `sleep` none is paced: what was shown stays as it is."""

    def __init__(self, sender: Sender, sleep: Sleep | None, shown: Shown | None = None) -> None:
        self._sender = sender
        self._sleep = sleep
        self._shown = shown
        self._breaths: dict[int, _Breath] = {}

    def begin(self, chat: int, message: int, beats: Sequence[Beat], draw: Draw) -> None:
        """Go on with a message that shows the first of these beats already."""
        if not beats or self._sleep is None or len(self._breaths) >= MOST or chat in self._breaths:
            return
        breath = _Breath()
        self._breaths[chat] = breath
        breath.task = asyncio.create_task(self._run(breath, self._sleep, chat, message, beats, draw))
        breath.task.add_done_callback(lambda _: self._done(chat, breath))

    async def stop(self, chat: int) -> None:
        """Leave the message of a chat as it is; what is on its way to it has arrived, or is given up."""
        breath = self._breaths.pop(chat, None)
        if breath is None or breath.task is None:
            return
        breath.stopped = True
        with suppress(TimeoutError):
            await asyncio.wait_for(breath.edits.acquire(), WAIT)
        breath.task.cancel()

    async def close(self) -> None:
        """Stop everywhere."""
        for chat in list(self._breaths):
            await self.stop(chat)

    async def _kept(self, chat: int, message: int) -> Say | None:
        """Return what the message shows by what is kept, if that can be known: a breath needs no database."""
        if self._shown is None:
            return None
        try:
            return await asyncio.wait_for(self._shown(chat, message), WAIT)
        except Exception:
            return None

    def _done(self, chat: int, breath: _Breath) -> None:
        if self._breaths.get(chat) is breath:
            del self._breaths[chat]

    async def _run(
        self, breath: _Breath, sleep: Sleep, chat: int, message: int, beats: Sequence[Beat], draw: Draw
    ) -> None:
        ours = [calm_screen(beats[0].data), await self._kept(chat, message)]
        for shown, coming in pairwise(beats):
            await sleep(shown.seconds)
            screen = draw(coming.data)
            if (kept := await self._kept(chat, message)) and kept not in ours:
                return  # another process was told to stop
            async with breath.edits:
                if breath.stopped or screen is None:
                    return
                done = await self._sender.edit(chat, message, screen, media=False)
            if done.fate not in (Fate.SENT, Fate.LATER):  # one that came too fast is left out
                return
