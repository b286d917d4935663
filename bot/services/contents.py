"""The bot's table of contents: importing this registers every action, command and due kind."""

# ruff: noqa: F401

from bot.services.arriving import leaving, linking, places, setup, start, windows
from bot.services.day import checkins, feelings, menu, planning, practices, today
from bot.services.flow import cards
from bot.services.flow.actions import ACTIONS, BEHIND, COMMANDS, TICKS
from bot.services.own import notes, plain, privacy, retention, safety
from bot.services.page import bringing, closing, owning, reading, together, week, weighing
from bot.services.programme import (
    asking,
    calming,
    choosing,
    cycle,
    grief,
    ourwords,
    play,
    shelf,
    standstill,
    talks,
    touch,
    truth,
    turning,
    where,
    witnessing,
)
from bot.services.therapy import care, client, policy, same_page, therapist

__all__ = ["ACTIONS", "BEHIND", "COMMANDS", "TICKS"]
