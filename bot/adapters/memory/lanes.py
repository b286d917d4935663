"""A queue in memory: rows that wait, each in its lane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.services.ports import QueueName, Row


@dataclass(frozen=True)
class Waiting:
    """A row of a queue; `row.attempts` counts the present claim too."""

    row: Row
    ready: datetime
    leased: float | None = None


class Queue:
    """Rows that wait, by lane, and those that were set aside."""

    def __init__(self, name: QueueName) -> None:
        self.name = name
        self.rows: dict[int, Waiting] = {}
        self.lanes: dict[str, dict[int, Waiting]] = {}
        self.aside: dict[int, Waiting] = {}
        self.named: dict[tuple[str, str, str], int] = {}  # due: what is unique
        self.received: dict[str, datetime] = {}  # inbox: ids that are known
        self._last = 0
        self._heads: dict[str, Waiting] = {}  # of lanes that did not change since
        self._soonest: datetime | None = None  # while known: the earliest head is ready then

    def add(
        self,
        lane: str,
        kind: str,
        ref: str,
        at: datetime,
        payload: Mapping[str, object],
        ahead: timedelta = timedelta(0),
    ) -> None:
        """Put a new row at the end of its lane; what is `ahead` is taken before others."""
        self._last += 1
        self.set(Waiting(Row(self.name, self._last, lane, kind, ref, at, payload=payload), at - ahead))
        if self.name is QueueName.DUE:
            self.named[lane, kind, ref] = self._last

    def set(self, waiting: Waiting) -> None:
        """Put a row where it belongs."""
        row = waiting.row
        self._changed(row.lane)
        self.rows[row.id] = waiting
        self.lanes.setdefault(row.lane, {})[row.id] = waiting

    def remove(self, id: int, forever: bool = True) -> None:
        """Take a row out: for good, or aside."""
        waiting = self.rows.pop(id, None) or self.aside.pop(id, None)
        if waiting is None:
            return
        row = waiting.row
        self._changed(row.lane)
        lane = self.lanes.get(row.lane, {})
        lane.pop(id, None)
        if not lane:
            self.lanes.pop(row.lane, None)
        if forever:
            self.named.pop((row.lane, row.kind, row.ref), None)
        else:
            self.aside[id] = waiting

    def remove_lane(self, lane: str) -> None:
        """Take out a whole lane."""
        everything = {**self.rows, **self.aside}
        for id in [id for id, waiting in everything.items() if waiting.row.lane == lane]:
            self.remove(id)

    def order(self, waiting: Waiting) -> tuple[datetime, int] | int:
        """Return what a lane is ordered by."""
        row = waiting.row
        return (row.at, row.id) if self.name is QueueName.DUE else row.id

    def heads(self) -> list[Waiting]:
        """Return the first row of each lane."""
        for name, lane in self.lanes.items():
            if name not in self._heads:
                self._heads[name] = (
                    next(iter(lane.values())) if len(lane) == 1 else min(lane.values(), key=self.order)
                )
        return [self._heads[name] for name in self.lanes]

    def _changed(self, lane: str) -> None:
        self._soonest = None
        self._heads.pop(lane, None)

    def soonest(self) -> datetime | None:
        """Return when the first head is ready."""
        if self._soonest is None and self.rows:
            self._soonest = min(head.ready for head in self.heads())
        return self._soonest

    def busy(self, lane: str, now: float) -> bool:
        """Return whether somebody holds a row of a lane."""
        return any(each.leased is not None and each.leased > now for each in self.lanes[lane].values())
