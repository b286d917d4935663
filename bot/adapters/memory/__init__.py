"""The store in memory, under the same contract as the databases."""

from bot.adapters.memory.store import MemoryStore

__all__ = ["MemoryStore"]
