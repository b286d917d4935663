"""Sealed rows, queues and keys on SQLite and PostgreSQL."""

from bot.adapters.database.keys import BadMasterKey, Keyring
from bot.adapters.database.schema import Outdated
from bot.adapters.database.sql import Unreachable
from bot.adapters.database.store import DatabaseStore, SecondProcess, WrongAddress, open_store

__all__ = [
    "BadMasterKey",
    "DatabaseStore",
    "Keyring",
    "Outdated",
    "SecondProcess",
    "Unreachable",
    "WrongAddress",
    "open_store",
]
