"""Where somebody is in the programme: five stages, one after another."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """A stage of the repair; library items name those that they suit."""

    STEADY = "steady"
    NAME = "name"
    WITNESS = "witness"
    TOUCH = "touch"
    CHOOSE = "choose"

    @property
    def next(self) -> Stage | None:
        """The stage after this one, if there is one."""
        return _beside(self, 1)

    @property
    def before(self) -> Stage | None:
        """The stage before this one, if there is one."""
        return _beside(self, -1)


def _beside(stage: Stage, by: int) -> Stage | None:
    order = list(Stage)
    at = order.index(stage) + by
    return order[at] if 0 <= at < len(order) else None
