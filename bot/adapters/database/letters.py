"""What waits in a queue, sealed: under its owner's key, or under the key of its day."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.adapters.database.codec import codec
from bot.adapters.database.shelf import Key, Place
from bot.domain.say import Line
from bot.services.ports import QueueName, Row

FAREWELL = "farewell"
UNDER_DAY = frozenset({"update", FAREWELL, "tell", "leave"})
"""The kinds of rows that belong to nobody with a key of their own."""


@dataclass(frozen=True)
class Address:
    """What goes to a chat that belongs to nobody here, or to nobody any more."""

    chat: int
    language: str
    line: Line | None
    messages: tuple[int, ...] = ()

    def payload(self) -> dict[str, object]:
        """Return it as the payload of a row."""
        messages = list(self.messages)
        return {"chat": self.chat, "language": self.language, "line": self.line, "messages": messages}


def seal_update(
    key: Key, lane: str, update_id: int, at: datetime, payload: Mapping[str, object]
) -> dict[str, Any]:
    """Return the row of an update."""
    data = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    ref = str(update_id)
    sealed = key.seal(data, Place("inbox", ref, lane))
    return {"lane": lane, "kind": "update", "ref": ref, "at": at, "sealed": sealed}


def seal_letter(
    key: Key,
    lane: str,
    kind: str,
    at: datetime,
    content: Address | Mapping[str, object],
    ready: datetime | None = None,
) -> dict[str, Any]:
    """Return the row of something to be sent; what is `ready` earlier goes before others."""
    data = codec(Address).dump(content) if isinstance(content, Address) else json.dumps(content).encode()
    ref = secrets.token_urlsafe(12)  # binds the cell to its row, whose number is not known yet
    sealed = key.seal(data, Place("outbox", ref, lane))
    return {"lane": lane, "kind": kind, "ref": ref, "at": at, "ready": ready or at, "sealed": sealed}


def open_row(key: Key, row: Row, sealed: bytes) -> Mapping[str, object]:
    """Return what a row of a queue carries."""
    data = key.open(sealed, Place(row.queue, row.ref, row.lane))
    if row.queue is QueueName.OUTBOX and row.kind in UNDER_DAY:
        return codec(Address).load(data).payload()
    found: Mapping[str, object] = json.loads(data)
    return found
