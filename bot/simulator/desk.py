"""The desk beside the phones: the clock, and whatever else whoever hosts this Telegram lets one press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from bot.simulator.faults import Kind

if TYPE_CHECKING:
    from bot.simulator.telegram import LocalTelegram

GROUPS = ("clock", "trouble", "stories", "views")


@dataclass(frozen=True)
class Control:
    """A button, or a switch if `on` is no None; `hint` says in one sentence what it does."""

    name: str
    label: str
    group: str
    hint: str = ""
    on: bool | None = None
    enabled: bool = True


class Desk(Protocol):
    """What the page shows beside its phones. After a change the host calls `telegram.desk_changed()`."""

    async def turn(self, to: datetime) -> None:
        """Turn the clock forward, with all that happens on the way. ValueError if it lies behind."""

    def controls(self) -> Sequence[Control]:
        """Return what can be pressed now, in the order of the page."""

    async def press(self, name: str) -> None:
        """Press one; what it starts goes on behind. ValueError, in words, if there is no such control."""

    def state(self) -> Mapping[str, Any]:
        """Return how things stand; every key may be left out.

        `story` (its name), `front` (whose phone it is told on just now), `caption`, `busy`, `zones` (of
        people, by their numbers), `people` (numbers, in the order of their phones), `released` (what two
        sides decided to show, for the hidden view).
        """

    def page(self, name: str) -> Mapping[str, Any]:
        """Return the data of a view (`hidden`, `worlds`); empty if there is none."""


@dataclass(frozen=True)
class Trouble:
    """Faults that last until they are switched off again."""

    label: str
    hint: str
    faults: tuple[Mapping[str, Any], ...]


TROUBLES = {
    "slow": Trouble(
        "Telegram is slow",
        "Every call takes two seconds more.",
        ({"kind": Kind.LAG, "seconds": 2.0},),
    ),
    "429": Trouble(
        "Telegram asks to wait",
        "Every message is refused: too many requests, again in three seconds.",
        tuple(
            {"kind": Kind.TOO_MANY, "retry_after": 3, "method": method}
            for method in ("sendMessage", "sendPhoto", "sendDocument", "editMessageText", "editMessageMedia")
        ),
    ),
    "down": Trouble(
        "Telegram is away",
        "No call arrives, and the bot hears of nothing.",
        ({"kind": Kind.DROP_BEFORE}, {"kind": Kind.DROP_BEFORE, "method": "getUpdates"}),
    ),
}


class OwnDesk:
    """The desk of a local Telegram that nobody gave another: its clock, and its troubles on switches."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram

    async def turn(self, to: datetime) -> None:
        self.telegram.clock.turn(to)

    def controls(self) -> Sequence[Control]:
        runs = Control("run", "Let it run", "clock", "A second each second.", on=self.telegram.clock.runs)
        return [runs, *self.troubles()]

    def troubles(self) -> list[Control]:
        """Return the switches of the troubles alone, for a desk that has its own clock."""
        active = {fault.name for fault in self.telegram.faults.waiting}
        return [
            Control(name, trouble.label, "trouble", trouble.hint, on=name in active)
            for name, trouble in TROUBLES.items()
        ]

    async def press(self, name: str) -> None:
        if name == "run":
            clock = self.telegram.clock
            clock.stand() if clock.runs else clock.run()
        elif name in TROUBLES:
            self.trouble(name, not any(fault.name == name for fault in self.telegram.faults.waiting))
        else:
            raise ValueError(f"there is nothing called {name} here")
        self.telegram.desk_changed()

    def trouble(self, name: str, on: bool) -> None:
        """Switch a trouble on or off."""
        faults = self.telegram.faults
        faults.clear(name)
        for fault in TROUBLES[name].faults if on else ():
            faults.add(**fault, times=None, name=name)

    def state(self) -> Mapping[str, Any]:
        return {}

    def page(self, name: str) -> Mapping[str, Any]:
        return {}
