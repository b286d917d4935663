"""A local Telegram: a strict Bot API server, virtual people, faults on demand, a clock to turn."""

from bot.simulator.clock import Clock
from bot.simulator.desk import Control, Desk, OwnDesk
from bot.simulator.faults import Fault, Faults, Kind
from bot.simulator.journal import Call
from bot.simulator.people import Group, Notice, Person, Place
from bot.simulator.phone import Bubble, Entity
from bot.simulator.telegram import LocalTelegram

__all__ = [
    "Bubble",
    "Call",
    "Clock",
    "Control",
    "Desk",
    "Entity",
    "Fault",
    "Faults",
    "Group",
    "Kind",
    "LocalTelegram",
    "Notice",
    "OwnDesk",
    "Person",
    "Place",
]
