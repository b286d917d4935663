"""The desk beside the phones: the clock, troubles, ready stories, and what stays hidden made visible."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.demo import hidden
from bot.demo.hidden import Known
from bot.demo.life import Ended
from bot.demo.live import START, LiveTown
from bot.demo.stories import STORIES
from bot.demo.telling import SPEEDS, STEP, Teller, said
from bot.demo.texts import LONDON, WORDS
from bot.demo.worlds import TwoWorlds
from bot.domain.say import line
from bot.simulator import Control, OwnDesk

log = structlog.get_logger("demo")

FAR = timedelta(days=8)  # as far as the clock is turned to look for a knock or a week
TICK = 0.5  # seconds between two beats while the clock runs
SHORTLY = 0.1  # seconds in which several changes are one


class Desk:
    """One thing at a time goes on behind it: a story, or a turn of the clock; a new one ends the old one."""

    def __init__(self, town: LiveTown, step: float = STEP) -> None:
        self.town, self.telegram, self.clock = town, town.telegram, town.clock
        self.own = OwnDesk(town.telegram)
        self.step = step
        """Seconds from one act of a story to the next; 0 goes through at once."""
        self.caption = said("told-welcome")
        self.teller: Teller | None = None
        self.known: dict[int, Known] = {}
        self.worlds = TwoWorlds(self.telegram.desk_changed)
        self._speed = SPEEDS.index(1.0)
        self._ran = False  # whether the clock ran by itself before it was turned
        self._doing: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._same = hidden.neutral()
        self._knocks = {WORDS.write(line("knock"), each, "") for each in WORDS.languages}
        self._pressed = self._buttons()

    def _buttons(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Return what each control does."""
        table: dict[str, Callable[[], Awaitable[None]]] = {
            "next-knock": lambda: self._begin(self._to(self._knocked, "told-no-knock")),
            "week-page": lambda: self._begin(self._to_week(lambda each: each.pages)),
            "week-close": lambda: self._begin(self._to_week(lambda each: each.decided)),
            "halt": self.halt,
            "run": lambda: self.own.press("run"),
            "bot": self._bot,
            "pause": self._pause,
            "stop": self._stop,
            "slower": lambda: self._faster(-1),
            "faster": lambda: self._faster(1),
            "fresh": lambda: self._begin(self._fresh()),
            "hidden": _nothing,
            "worlds": self.worlds.begin,
        }
        for tale in STORIES:
            table[f"story-{tale.name}"] = lambda tale=tale: self._begin(self._told(tale), tale)  # type: ignore[misc]
        return table

    # ------------------------------------------------------------------ what the page asks

    async def turn(self, to: datetime) -> None:
        """Turn the clock forward, with all that happens on the way. ValueError if it lies behind."""
        if to < self.clock.now():
            raise ValueError("the clock is not turned back")
        await self._begin(self._turned(to))
        doing = self._doing
        if doing:
            await asyncio.wait([doing])

    async def press(self, name: str) -> None:
        """Press one; what it starts goes on behind."""
        does = self._pressed.get(name)
        await (does() if does else self.own.press(name))
        self.telegram.desk_changed()

    def controls(self) -> list[Control]:
        """Return what can be pressed now."""
        return [*self._clock(), *self.own.troubles(), self._life(), *self._stories(), *_views()]

    def _clock(self) -> list[Control]:
        names = ("next-knock", "week-page", "week-close")  # the page has steps of an hour and a day itself
        turns = [Control(name, said(f"clock-{name}"), "clock", said(f"hint-{name}")) for name in names]
        halt = [Control("halt", said("clock-halt"), "clock", said("hint-halt"))] if self.turning else []
        running = self.clock.runs or (self.busy and self._ran)
        return [*turns, *halt, Control("run", said("clock-run"), "clock", said("hint-run"), on=running)]

    def _life(self) -> Control:
        name = "stop" if self.town.life else "start"
        dead = self.town.life is None
        return Control("bot", said(f"trouble-{name}"), "trouble", said(f"hint-{name}"), on=dead)

    def _stories(self) -> list[Control]:
        plays = self.teller is not None and self.busy
        paused = plays and self.teller is not None and not self.teller.going.is_set()
        speed = said("hint-speed", speed=f"{SPEEDS[self._speed]:g}")
        return [
            *(
                Control(
                    f"story-{tale.name}", said(f"story-{tale.name}"), "stories", said(f"hint-{tale.name}")
                )
                for tale in STORIES
            ),
            Control(
                "pause",
                said("story-go-on" if paused else "story-pause"),
                "stories",
                said("hint-pause"),
                on=paused,
                enabled=plays,
            ),
            Control("stop", said("story-stop"), "stories", said("hint-stop-story"), enabled=plays),
            Control("slower", said("story-slower"), "stories", speed, enabled=self._speed > 0),
            Control("faster", said("story-faster"), "stories", speed, enabled=self._speed < len(SPEEDS) - 1),
            Control("fresh", said("view-fresh"), "stories", said("hint-fresh")),
        ]

    def state(self) -> Mapping[str, Any]:
        """Return how things stand."""
        return {
            "story": self.teller.tale.name if self.teller and self.busy else None,
            "caption": self.caption,
            "front": self.teller.hand if self.teller and self.busy else None,
            "busy": self.busy,
            "zones": self._zones(),
            "released": {
                number: [text for _, text in each.released]
                for number, each in self.known.items()
                if each.released
            },
            "people": [person.id for person in self.town.people],
        }

    def _zones(self) -> dict[int, str]:
        """Return the zones of people's phones: those of the three are in London, whatever the bot knows."""
        told = {number: each.zone for number, each in self.known.items() if each.zone}
        return {person.id: LONDON.key for person in self.town.people} | told

    def page(self, name: str) -> Mapping[str, Any]:
        """Return the data of a view; that of two worlds is worked out once it is first asked for."""
        if name == "hidden":
            people = list(self.telegram.people.values())
            return {"columns": hidden.columns(people, self.known, self._same)}
        return self.worlds.data() if name == "worlds" else {}

    @property
    def busy(self) -> bool:
        """Whether a story plays or the clock is turned."""
        return self._doing is not None and not self._doing.done()

    @property
    def turning(self) -> bool:
        """Whether the clock is turned by hand."""
        return self.busy and self.teller is None

    # ------------------------------------------------------------------ one thing at a time

    async def _begin(self, doing: Coroutine[Any, Any, str], tale: Any = None) -> None:
        """Begin something new; what goes on ends."""
        await self.halt()
        self.teller = None
        self._ran = self.clock.runs
        if tale is not None:
            self.teller = Teller(self.town, tale, self.say, self.step, SPEEDS[self._speed])
            self.teller.moves = self.telegram.desk_changed
        self._doing = asyncio.create_task(self._done(doing))

    async def _done(self, doing: Coroutine[Any, Any, str]) -> None:
        self.clock.stand()
        try:
            self.say(await doing)
        except Exception as error:  # whatever it is, the phones stay as they are
            log.warning("it was not done", error=type(error).__name__)
            self.say(said("told-taken") if self.teller else said("told-stopped"))
        finally:
            if self._ran:
                self.clock.run()
            asyncio.get_running_loop().call_soon(self.telegram.desk_changed)

    def say(self, caption: str) -> None:
        """Say something in one plain sentence."""
        self.caption = caption
        self.telegram.desk_changed()

    async def halt(self) -> None:
        """End what goes on, where it is."""
        doing = self._doing
        if doing is not None and not doing.done():
            # In Python 3.11 a wait that is over at that very moment swallows a cancel.
            while not doing.done():
                doing.cancel()
                await asyncio.wait([doing], timeout=0.2)
            self.say(self._arrived() if self.teller is None else said("told-stopped"))

    # ------------------------------------------------------------------ the clock

    def _arrived(self) -> str:
        return said("told-arrived", now=self.clock.now())

    async def _turned(self, to: datetime) -> str:
        self.say(said("told-turning"))
        going = True
        while going:
            going = await self.town.next_stop(to)
        return self._arrived()

    async def _to(self, there: Callable[[], Awaitable[bool]], otherwise: str) -> str:
        """Turn the clock until something is so, or for some days."""
        self.say(said("told-turning"))
        end, going = self.clock.now() + FAR, True
        while going:
            going = await self.town.next_stop(end)
            if await there():
                return self._arrived()
        return said(otherwise)

    async def _to_week(self, count: Callable[[Known], int]) -> str:
        await self.look()
        if not any(each.linked for each in self.known.values()):
            return said("told-no-couple")
        before = {number: count(each) for number, each in self.known.items()}

        async def more() -> bool:
            await self.look()
            return any(count(each) > before.get(number, 0) for number, each in self.known.items())

        return await self._to(more, "told-no-couple")

    async def _knocked(self) -> bool:
        """Whether a phone has just been knocked at."""
        now = self.clock.now()
        return any(
            post.at == now and post.text in self._knocks and not post.edited_at
            for person in self.telegram.people.values()
            for post in person.chat.visible()
        )

    # ------------------------------------------------------------------ stories

    async def _told(self, tale: Any) -> str:
        teller = self.teller
        assert teller is not None  # noqa: S101 - it is made just before
        await teller.tell()
        return said("told-over")

    async def _fresh(self) -> str:
        await self.town.begin_again(START)
        return said("told-fresh")

    async def _pause(self) -> None:
        if self.teller is not None:
            going = self.teller.going
            going.clear() if going.is_set() else going.set()

    async def _stop(self) -> None:
        if self.teller is not None:
            await self.halt()

    async def _faster(self, by: int) -> None:
        self._speed = max(0, min(len(SPEEDS) - 1, self._speed + by))
        if self.teller is not None:
            self.teller.speed = SPEEDS[self._speed]

    # ------------------------------------------------------------------ the bot

    async def _bot(self) -> None:
        if self.town.life is None:
            await self.town.wake()
            self.say(said("told-back"))
        else:
            await self.town.stop_dead()
            self.say(said("told-dead"))

    # ------------------------------------------------------------------ beside all that

    async def run(self) -> None:
        """Look at what changes, and let time come in while the clock runs; until it is cancelled."""
        unwatch = self.telegram.world.watch(lambda chat: self._changed.set())
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._looking())
                both.create_task(self._ticking())
        finally:
            unwatch()
            await self.halt()
            await self.worlds.end()

    async def _looking(self) -> None:
        while True:
            await self._changed.wait()
            await asyncio.sleep(SHORTLY)
            self._changed.clear()
            before = self.known
            await _forgiven(self.look())
            if self.known != before:
                self.telegram.desk_changed()

    async def look(self) -> None:
        """Take in what the records say of everybody here; while the bot is stopped, what they said."""
        people = list(self.telegram.people.values())
        with contextlib.suppress(Ended):
            self.known = await self.town.asked(lambda store: hidden.known(store, people))

    async def _ticking(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            if self.clock.runs and not self.busy:
                await _forgiven(self.town.beat())


def _views() -> list[Control]:
    return [
        Control(name, said(f"view-{name}"), "views", said(f"hint-{name}")) for name in ("hidden", "worlds")
    ]


async def _nothing() -> None:
    return None


async def _forgiven(doing: Awaitable[None]) -> None:
    """Do something that is done again soon, so that one failure ends nothing."""
    try:
        await doing
    except Exception as error:
        log.warning("it was not done", error=type(error).__name__)
