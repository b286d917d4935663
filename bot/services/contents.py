"""The bot's table of contents: importing this registers every action, command and due kind."""

from bot.services import (
    calming,
    cards,
    care,
    checkins,
    linking,
    notes,
    owning,
    places,
    plain,
    planning,
    practices,
    privacy,
    reading,
    retention,
    safety,
    setup,
    start,
    therapist,
    today,
    together,
    week,
    windows,
)
from bot.services.actions import ACTIONS, BEHIND, COMMANDS, TICKS

FEATURES = (
    calming,
    cards,
    care,
    checkins,
    linking,
    notes,
    owning,
    places,
    plain,
    planning,
    practices,
    privacy,
    reading,
    retention,
    safety,
    setup,
    start,
    therapist,
    today,
    together,
    week,
    windows,
)

__all__ = ["ACTIONS", "BEHIND", "COMMANDS", "FEATURES", "TICKS"]
