"""Faults on demand: what goes wrong, for which method and chat, and how often."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.simulator.chance import Random

T = TypeVar("T")


class Kind(StrEnum):
    TOO_MANY = "429"
    BLOCKED = "403"
    BROKEN = "500"
    BAD_GATEWAY = "502"
    HANG_BEFORE = "hang before"
    HANG_AFTER = "hang after"
    DROP_BEFORE = "drop before"
    DROP_AFTER = "drop after"
    REPEAT = "repeat updates"
    SHUFFLE = "shuffle updates"
    LAG = "lag"


# These strike beside others: what arrives is repeated or shuffled, a call takes longer.
ON_DELIVERY = {Kind.REPEAT, Kind.SHUFFLE}
BESIDE = ON_DELIVERY | {Kind.LAG}
DESCRIPTIONS = {
    Kind.BLOCKED: "Forbidden: bot was blocked by the user",
    Kind.BROKEN: "Internal Server Error",
}


@dataclass
class Fault:
    """`times` is None for one that lasts until it is cleared; `seconds` is how long a lag takes."""

    kind: Kind
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    retry_after: int = 1
    copies: int = 2
    description: str = ""
    seconds: float = 2.0
    name: str = ""

    def fits(self, method: str, chat: int | str | None) -> bool:
        """Whether it is meant for such a call; without a method all but getUpdates are."""
        if self.method is None:
            return method != "getUpdates" and self.chat in (None, chat)
        return self.method.lower() == method.lower() and self.chat in (None, chat)


class Faults:
    """Faults wait here for a call they fit, the oldest first. `hang` ends with the caller or the server."""

    def __init__(self, seed: int = 0) -> None:
        self._waiting: list[Fault] = []
        self._chance = Random(seed)

    def add(
        self,
        kind: Kind | str,
        *,
        method: str | None = None,
        chat: object = None,
        times: int | None = 1,
        retry_after: int = 1,
        copies: int = 2,
        description: str = "",
        seconds: float = 2.0,
        name: str = "",
    ) -> Fault:
        """`chat` is a number, or a person or group. Without a method every call but getUpdates is meant."""
        number = chat if isinstance(chat, int) else getattr(chat, "id", None)
        fault = Fault(
            Kind(kind), method, number, times, retry_after, copies, description, float(seconds), name
        )
        self._waiting.append(fault)
        return fault

    @property
    def waiting(self) -> tuple[Fault, ...]:
        return tuple(self._waiting)

    def clear(self, name: str | None = None) -> None:
        """Takes all of them back, or those with this name."""
        self._waiting = [fault for fault in self._waiting if name is not None and fault.name != name]

    def strike(self, method: str, chat: int | str | None) -> Fault | None:
        for fault in self._waiting:
            if fault.kind not in BESIDE and fault.fits(method, chat):
                return self._spend(fault)
        return None

    def lasting(self, method: str) -> Fault | None:
        """One that has begun while a call was under way, and lasts: its answer is lost too."""
        return next(
            (
                one
                for one in self._waiting
                if one.times is None and one.kind not in BESIDE and one.fits(method, None)
            ),
            None,
        )

    def lag(self, method: str, chat: int | str | None) -> float:
        """How many real seconds more such a call takes now."""
        late = [one for one in self._waiting if one.kind is Kind.LAG and one.fits(method, chat)]
        return sum(self._spend(one).seconds for one in late)

    def delivered(self, updates: list[T]) -> list[T]:
        """A batch of updates as it arrives: perhaps in disorder, perhaps each several times."""
        if not updates:
            return updates
        copies = self.copies()
        return self.shuffled([update for update in updates for _ in range(copies)])

    def copies(self) -> int:
        """How often what is delivered now arrives."""
        fault = self._on_delivery(Kind.REPEAT)
        return fault.copies if fault else 1

    def shuffled(self, updates: list[T]) -> list[T]:
        return self._chance.sample(updates, len(updates)) if self._on_delivery(Kind.SHUFFLE) else updates

    def _on_delivery(self, kind: Kind) -> Fault | None:
        fault = next((one for one in self._waiting if one.kind is kind), None)
        return self._spend(fault) if fault else None

    def _spend(self, fault: Fault) -> Fault:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
        return fault
