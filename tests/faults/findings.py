"""What is seen while the program is being killed: counts, and each thing that must not be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Findings:
    """What was seen: counts of what was done and of what was harmless, and each thing that was not."""

    figures: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def total(self) -> Counter[str]:
        """Return everything as figures."""
        bad = {"lost": len(self.lost), "doubled": len(self.doubled), "left over": len(self.left)}
        return self.figures + Counter() | Counter(bad)

    def __str__(self) -> str:
        bad = f"{len(self.lost)} lost, {len(self.doubled)} doubled, {len(self.left)} left over"
        return ", ".join([*(f"{count} {what}" for what, count in self.figures.items()), bad])
