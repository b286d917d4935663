"""One week, twice: Jon answers, or stays silent. Ana's phone is the same, to the byte, until a release."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from bot import wiring
from bot.adapters.memory import MemoryStore
from bot.adapters.pictures.renderer import TypstRenderer
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.transport import connect
from bot.demo.first_days import LATE, WORK
from bot.demo.people import Resident
from bot.demo.stories.before import linked
from bot.demo.stories.two import THURSDAY
from bot.demo.story import Story
from bot.demo.telling import ANA, JON, Act, at, said, together
from bot.demo.texts import WORDS
from bot.demo.town import TOKEN, Town, ended
from bot.domain.say import line
from bot.services.flow.static import Static
from bot.simulator import Clock, LocalTelegram
from bot.simulator.lab import bubble_json
from bot.simulator.phone import keyboard_of

log = structlog.get_logger("demo")

WEEK: tuple[tuple[str, str, Act], ...] = (
    ("friday-knock", "", at("20:31", days=1)),
    ("friday-ana", "Ana", ANA.taps("knock-open")),
    ("friday-ana", "Ana", ANA.answers(4)),
    ("friday-fear", "Ana", ANA.more("menu-practice", "practice-fear")),
    ("friday-fear", "Ana", ANA.says(LATE)),
    ("friday-jon", "Jon", JON.taps("knock-open")),
    ("friday-jon", "Jon", JON.answers(6)),
    ("friday-own", "Jon", JON.more("menu-practice", "practice-own")),
    ("friday-own", "Jon", JON.says(WORK)),
    ("friday-gone", "", at("20:33")),
    ("kept-saturday", "", at("10:03", days=1)),
    ("kept-saturday", "Ana", ANA.opens_page("Jon", 4)),
    ("shared-line", "Ana", ANA.puts_on(LATE)),
    ("kept-yes", "Ana", ANA.chooses("partner", name="Jon")),
    ("shared-jon", "Jon", JON.opens_page("Ana", 6)),
    ("shared-jon", "Jon", JON.puts_on(WORK)),
    ("shared-jon-yes", "Jon", JON.picks("week")),
    ("shared-jon-yes", "Jon", JON.taps(line("choose-partner", name="Ana"))),
    ("shared-waits", "", together(at("15:59", days=1), ANA.may_read(WORK), JON.may_read(LATE))),
    ("kept-sunday", "", at("16:02")),
    ("worlds-opens", "Ana", ANA.taps("knock-open")),
)
"""What happens in both worlds: what is said of it, who does it (nobody: time does), and the act."""


@asynccontextmanager
async def remembered() -> AsyncIterator[Town]:
    """Open a town whose records are in memory alone, its chance that of every other such town."""
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(LocalTelegram(Clock(THURSDAY)))
        clock = telegram.clock.now
        bot = connect(TOKEN, telegram.url)
        await bot.initialize()
        stack.push_async_callback(bot.shutdown)
        store = MemoryStore(clock)
        sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep, rate=1000, interval=0.0))
        facts = wiring.load_facts(bot.username)
        engine = wiring.engine(store, sender, TypstRenderer(), facts, clock, wiring.seeded("worlds"), WORDS)
        static = Static(WORDS, facts.countries)
        intake = Intake(bot, store, sender, static, clock=clock, on_stored=engine.wake)
        stack.push_async_callback(intake.close)
        stack.push_async_callback(ended, asyncio.create_task(Polling(bot, intake).run()))
        yield Town(telegram, store, engine)


async def played(silent: str = "") -> list[dict[str, Any]]:
    """Play the week, one of the two silent or none; return Ana's phone after each thing that may happen."""
    frames = []
    async with remembered() as town:
        story = Story(town, Path())
        people = [Resident(story, name) for name in ("Ana", "Jon")]
        story.day = story.now.date()
        await linked(story)
        for caption, who, act in WEEK:
            if who != silent or not who:
                await act(story)
            frames.append(_frame(people[0], said(caption)))
            await asyncio.sleep(0)
    return frames


def _frame(who: Resident, caption: str) -> dict[str, Any]:
    person = who.person
    shown = {
        "at": who.story.town.clock.now().isoformat(),
        "bubbles": [bubble_json(bubble) for bubble in person.phone],
        "keyboard": keyboard_of(person.chat),
    }
    return shown | {"caption": caption}


def compared(left: list[dict[str, Any]], right: list[dict[str, Any]]) -> dict[str, Any]:
    """Return both worlds side by side, and up to which frame they are the same."""
    raw = [[json.dumps(frame, sort_keys=True).encode() for frame in frames] for frames in (left, right)]
    same = next((number for number, (a, b) in enumerate(zip(*raw, strict=True)) if a != b), len(left))
    return {
        "left": {"title": said("worlds-left"), "frames": left},
        "right": {"title": said("worlds-right"), "frames": right},
        "same_until": same,
        "differs": said("worlds-differs"),
        "bytes": [len(frame) for frame in raw[0]],
        "sha256": [[sha256(frame).hexdigest() for frame in frames] for frames in raw],
    }


class TwoWorlds:
    """Both worlds, played in the background when they are first asked for."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._data: dict[str, Any] = {}
        self._playing: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Play them, unless they were played."""
        self.data()

    def data(self) -> Mapping[str, Any]:
        """Return the view; empty until it is there, and then whoever looks is told."""
        if not self._data and (self._playing is None or self._playing.done()):
            self._playing = asyncio.create_task(self._play())
        return self._data

    async def _play(self) -> None:
        try:
            self._data = compared(await played(), await played(silent="Jon"))
        except Exception as error:  # it is tried again when it is next asked for
            log.warning("two worlds were not played", error=type(error).__name__)
        self._changed()

    async def end(self) -> None:
        """End what goes on."""
        if self._playing is not None:
            self._playing.cancel()
            await asyncio.gather(self._playing, return_exceptions=True)
