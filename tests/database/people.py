"""Ann, Ben and what they keep, for the tests of stores."""

from __future__ import annotations

from typing import Any

from bot.domain.cards import Card, CardState
from bot.domain.checkin import Entry, Kind
from bot.domain.people import Invitation, Person
from bot.domain.say import button, say
from tests.database.conftest import START

ANN, BEN = "ann", "ben"
CHATS = {ANN: 101, BEN: 202}


def person(id: str = ANN, **more: Any) -> Person:
    """Return a person."""
    return Person(**{"id": id, "owner": id, "at": START, "chat": CHATS.get(id, 303), **more})


def card(id: str = "card", owner: str = ANN, **more: Any) -> Card:
    """Return a card with a screen on it."""
    screen = say("greeting", rows=[[button("yes", "today")]], name="Ann")
    made = {"id": id, "owner": owner, "at": START, "state": CardState.OPEN, "ref": "ref", "screen": screen}
    return Card(**(made | more))  # type: ignore[arg-type]


def entry(id: str = "entry", owner: str = ANN, **more: Any) -> Entry:
    """Return something that someone wrote."""
    made = {"id": id, "owner": owner, "at": START, "kind": Kind.NOTE, "item": "item", "day": "2026-05-04"}
    return Entry(**(made | more))  # type: ignore[arg-type]


def invitation(id: str = "invitation", owner: str = ANN, mark: str = "mark", **more: Any) -> Invitation:
    """Return an invitation."""
    return Invitation(**{"id": id, "owner": owner, "at": START, "mark": mark, "expires": START, **more})


async def move_in(store: Any, *ids: str) -> None:
    """Put people into a store."""
    for id in ids:
        async with store.begin() as tx:
            await tx.of(id).put(person(id))
