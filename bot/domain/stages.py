"""Where somebody is in the programme: five stages, and how two people come from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType


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


# ---------------------------------------------------------------------- from one stage to another


class Step(StrEnum):
    """What somebody can say, alone, of where things stand. Only what would move something is kept."""

    ENOUGH = "enough"  # here is enough
    READY = "ready"
    NOT_YET = "wait"
    BACK = "back"  # one stage back
    STEADY = "steady"  # straight back to the first


KEPT = frozenset({Step.READY, Step.BACK, Step.STEADY})
"""All else is no answer: a decline is not recorded."""


@dataclass(frozen=True)
class Said:
    """A step that somebody wants, sealed until T1."""

    step: Step
    at: datetime


STAY = Step.ENOUGH
MEETS: Mapping[frozenset[Step], Step] = MappingProxyType(
    {
        frozenset({STAY}): STAY,
        frozenset({STAY, Step.READY}): STAY,
        frozenset({Step.READY}): Step.READY,
        frozenset({Step.BACK}): Step.BACK,
        frozenset({Step.BACK, STAY}): Step.BACK,
        frozenset({Step.BACK, Step.READY}): Step.BACK,
        frozenset({Step.STEADY}): Step.STEADY,
        frozenset({Step.STEADY, STAY}): Step.STEADY,
        frozenset({Step.STEADY, Step.READY}): Step.STEADY,
        frozenset({Step.STEADY, Step.BACK}): Step.STEADY,
    }
)
"""What two steps come to, whoever of the two said which: on takes two, back takes one."""


def moved(stage: Stage, step: Step, touch: bool) -> Stage:
    """Return the stage after a step. There is none into *touch* before its time (`touch`: it has come)."""
    if step is Step.STEADY:
        return Stage.STEADY
    if step is Step.BACK:
        return stage.before or stage
    if step is Step.READY and (touch or stage.next is not Stage.TOUCH):
        return stage.next or stage
    return stage


WAIT = 3
"""Whole months from the discovery to *touch*: a caution, no finding."""


def touch_from(found_out: str, linked: date) -> date:
    """Return the first day on which two can come to *touch*.

    `found_out` is the month ("2026-05") that both agreed to; it counts from its end. Not sure (empty) counts
    from the day on which they linked.
    """
    if found_out:
        year, month = map(int, found_out.split("-"))
        return _months_on(date(year, month, 1), WAIT + 1)
    return _months_on(linked, WAIT)


def _months_on(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the first of the next where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return _months_on(date(year, month + 1, 1), 1)
