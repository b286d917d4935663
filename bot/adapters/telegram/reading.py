"""What can be read of an update before anybody knows what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.adapters.telegram.inbound import WIDEST, clean


def update_id(raw: object) -> int | None:
    """Return the id of an update, if it has one that can be stored."""
    number = number_at(raw, "update_id")
    return number if number is not None and number >= 0 else None


def chat_of(raw: object) -> int:
    """Return the chat whose lane an update belongs to; 0 where none can be found."""
    if not isinstance(raw, Mapping):
        return 0
    for part in raw.values():
        for path in (("message", "chat", "id"), ("chat", "id"), ("from", "id")):
            chat = number_at(part, *path)
            if chat is not None:
                return chat
    return 0


def storable(raw: object, number: int) -> object:
    """Return an update that any store can write; of what none could, only the id is left."""
    try:
        text = json.dumps(raw, ensure_ascii=False)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:  # half of a surrogate pair
            return json.loads(text.encode("utf-8", "replace"))
    except (TypeError, ValueError, RecursionError):
        return {"update_id": number}
    return raw


def at(raw: object, *path: str) -> Any:
    """Return what is found along a path through what may be anything."""
    for name in path:
        raw = raw.get(name) if isinstance(raw, Mapping) else None
    return raw


def text_at(raw: object, *path: str) -> str:
    """Return the text at the end of a path, or an empty one."""
    found = at(raw, *path)
    return clean(found) if isinstance(found, str) else ""


def number_at(raw: object, *path: str) -> int | None:
    """Return the id at the end of a path, if a database can hold it."""
    found = at(raw, *path)
    fits = isinstance(found, int) and not isinstance(found, bool) and -WIDEST <= found < WIDEST
    return found if fits else None
