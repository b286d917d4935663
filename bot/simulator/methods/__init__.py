"""Every method of the Bot API that is simulated, by its name."""

from bot.simulator.methods import callbacks, chats, editing, sending, settings, updates
from bot.simulator.methods.ask import METHODS, Ask

__all__ = ["METHODS", "Ask", "callbacks", "chats", "editing", "sending", "settings", "updates"]
