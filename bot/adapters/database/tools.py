"""What every transaction of a store works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.adapters.database.keys import Keys
from bot.adapters.database.statements import Statements
from bot.adapters.database.tables import SHELVES
from bot.domain.people import Doc

REMEMBERED = 20_000


def table_of(kind: type[Doc]) -> str:
    """Return the table that documents of this kind lie in."""
    try:
        return SHELVES[kind.__name__]
    except KeyError:
        raise TypeError(
            f"{kind.__name__} has no table: it needs a line in SHELVES, and a migration"
        ) from None


@dataclass(frozen=True)
class Tools:
    """The statements, the keys and the clock of a store, and a guess or two."""

    statements: Statements
    keys: Keys
    clock: Callable[[], datetime]
    owners: dict[str, str] = field(default_factory=dict)
    """Whose the updates of a lane were the last time: a guess, made good under the lock."""

    def remember(self, lane: str, owner: str) -> None:
        """Keep in mind whose the updates of a lane are."""
        if len(self.owners) >= REMEMBERED and lane not in self.owners:
            del self.owners[next(iter(self.owners))]
        self.owners[lane] = owner
