"""A name for everything a person can do, and for everything that time does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.cards import Card
from bot.domain.people import Person
from bot.domain.say import Say
from bot.services.ports import World


@dataclass(frozen=True)
class Request:
    """Someone wants something: a tap, a command and awaited words are the same kind of thing.

    `argument` is the button's value, the typed words, or what followed the command. `about` is the
    context that the screen gave with its `awaits`. `card` is what was tapped, or what awaited the words.
    """

    person: Person
    action: str
    argument: str
    at: datetime
    card: Card | None = None
    about: str = ""
    called: str = ""  # the first name that Telegram shows


Reply = list[Say]
"""The next screen, on the request's own card; empty: that card is done and clears to the day's line."""

Act = Callable[[Request, World], Awaitable[Reply]]


@dataclass(frozen=True)
class Due:
    """An instant has come: whose, which kind, of what, and when it was meant to be."""

    person: Person
    kind: str
    ref: str
    at: datetime


Tick = Callable[[Due, World], Awaitable[None]]


@dataclass(frozen=True)
class Action:
    """An action: what runs, by which commands, and whether it is open before consent."""

    name: str
    run: Act
    commands: tuple[str, ...] = ()
    before_consent: bool = False


ACTIONS: dict[str, Action] = {}
COMMANDS: dict[str, Action] = {}
TICKS: dict[str, Tick] = {}


def action(name: str, *commands: str, before_consent: bool = False) -> Callable[[Act], Act]:
    """Name something that people can do. `name` is part of button data: short, at most 20 characters."""

    def add(run: Act) -> Act:
        known = Action(name, run, commands, before_consent)
        if name in ACTIONS or len(name) > 20:
            raise ValueError(f"action {name!r} is taken or too long")
        ACTIONS[name] = known
        COMMANDS.update(dict.fromkeys(commands, known))
        return run

    return add


def tick(kind: str) -> Callable[[Tick], Tick]:
    """Name something that time does: a kind of due instant."""

    def add(run: Tick) -> Tick:
        if kind in TICKS:
            raise ValueError(f"due kind {kind!r} is taken")
        TICKS[kind] = run
        return run

    return add


Behind = Callable[[Person, World], Awaitable[Say | None]]

BEHIND: list[tuple[int, Behind]] = []


def behind(order: int) -> Callable[[Behind], Behind]:
    """Name something that may lie behind a knock; the lowest order that has something to say comes first."""

    def add(look: Behind) -> Behind:
        BEHIND.append((order, look))
        BEHIND.sort(key=lambda pair: pair[0])
        return look

    return add
