"""Plays the story day by day, holds it to what it tells, and shows how it went."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console

from bot.demo import days, remains
from bot.demo.people import Resident
from bot.demo.screen import Screen
from bot.demo.story import Deviation, Story
from bot.demo.town import Town, opened


async def play(
    folder: Path, *, serve: bool = False, port: int = 0, console: Console, quick: bool = False
) -> int:
    """Play the story; return 0 if all went as told, else 1. `quick` ends after the first week."""
    began, screen = time.monotonic(), Screen(console)
    screen.opening()
    async with AsyncExitStack() as stack:
        try:
            town = await stack.enter_async_context(opened(folder, days.START, port))
        except OSError as error:
            screen.refused(error)
            return 1
        story = Story(town, folder)
        trouble = await _told(story, screen, quick)
        if not trouble:
            story.poster()
        took = time.monotonic() - began
        written = remains.write(folder, story, took, trouble)
        if trouble:
            screen.deviation(story, trouble, written)
            return 1
        screen.moments(story.moments)
        screen.ending(story, written, took)
        if serve:
            await _serve(town, screen)
    return 0


async def _told(story: Story, screen: Screen, quick: bool) -> str:
    """Tell every day; return the sentence about what went differently, or nothing."""
    calendar = days.calendar(quick)
    try:
        for name in days.PEOPLE:
            Resident(story, name)
        with screen.telling(story, len(calendar)):
            for day, caption, scenes in calendar:
                story.day = day
                screen.day(day, caption)
                for scene in scenes:
                    await scene(story)
                await story.at("23:59")
                for who in story.people.values():
                    story.kept_the_hours(who)
        days.at_the_end(story)
    except Deviation as deviation:
        return str(deviation)
    except Exception as error:  # whatever it is, it was not told
        return f"The story broke off: {type(error).__name__}: {str(error).partition(chr(10))[0]}"
    return ""


async def _serve(town: Town, screen: Screen) -> None:
    """Keep everything running until Ctrl-C."""
    stop = told_to_stop()
    screen.serving(town.telegram.url)
    await town.live(stop)


def told_to_stop() -> asyncio.Event:
    """Return what is set by Ctrl-C, or when the process is told to end."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # not in the main thread
            loop.add_signal_handler(name, stop.set)
    return stop
