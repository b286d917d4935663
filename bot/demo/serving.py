"""Serves the page: three phones, the desk beside them, and the real bot behind it, until Ctrl-C."""

from __future__ import annotations

import asyncio
import shutil
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TextIO

from rich.console import Console

from bot.adapters import logs
from bot.demo.desk import Desk
from bot.demo.live import EMPTY, lived
from bot.demo.playing import told_to_stop
from bot.demo.screen import Screen

PORT = 8765
LOG = "demo.log"


async def serve(folder: Path, *, port: int = 0, console: Console) -> int:
    """Serve until told to stop; return 0, or 1 where it could not begin."""
    began, screen, stop = time.monotonic(), Screen(console), told_to_stop()
    async with AsyncExitStack() as stack:
        try:
            logs.configure(stack.enter_context(_emptied(folder)))
            town = await stack.enter_async_context(lived(folder, (port,) if port else (PORT, 0)))
        except OSError as error:
            screen.refused(error)
            return 1
        desk = town.telegram.desk = Desk(town)
        await town.open()
        town.clock.run()
        screen.desk(town.telegram.url, time.monotonic() - began)
        running = asyncio.create_task(desk.run())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for task in (running, stopped):
            while not task.done():
                task.cancel()
                await asyncio.wait([task], timeout=0.2)
    return 0


def _emptied(folder: Path) -> TextIO:
    """Forget what an earlier demonstration left, perhaps of another version; return the log of this one."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / EMPTY, ignore_errors=True)
    return (folder / LOG).open("w", encoding="utf-8")
