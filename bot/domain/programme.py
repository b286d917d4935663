"""The parts of the programme: whom each is asked of, when, and how often at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.domain.checkin import Kind
from bot.domain.people import Role
from bot.domain.stages import Stage
from bot.domain.touch import LADDER

EVERYBODY = frozenset(Role)
ALWAYS = frozenset(Stage)


@dataclass(frozen=True)
class Rule:
    """When a part comes by itself, as the one small thing beside a day's rating.

    `every` is the least number of days from one time to the next; 0 is a part that never comes by itself.
    `since` counts whole weeks from the first evening; what is there from the first one is no new idea.
    `days` are weekdays (Monday is 0), where it keeps to some while they are free. What is `heavy` does not
    come on the day after a low rating.
    """

    every: int
    roles: frozenset[Role] = EVERYBODY
    stages: frozenset[Stage] = ALWAYS
    since: int = 0
    days: tuple[int, ...] = ()
    heavy: bool = True
    couple: bool = False  # only where there is a link to a partner
    menu: bool = True  # can be begun at one's own initiative, under *Practices*

    def suits(self, role: Role, stage: Stage, couple: bool) -> bool:
        """Whether this part is for somebody like this at all."""
        return role in self.roles and stage in self.stages and (couple or not self.couple)


OWNING = frozenset({Role.BROKE, Role.BOTH})
HURT = frozenset({Role.HURT, Role.BOTH})
FROM_WITNESS = frozenset({Stage.WITNESS, Stage.TOUCH, Stage.CHOOSE})

RULES: Mapping[Kind, Rule] = MappingProxyType(
    {
        Kind.FEAR: Rule(every=1, heavy=False),  # on the days that each chooses
        Kind.OWN: Rule(every=3, roles=OWNING, days=(0, 4), heavy=False),
        Kind.STAGE: Rule(every=7, since=2, heavy=False),
        Kind.GRIEF: Rule(every=10, roles=HURT, since=1),
        Kind.QUESTION: Rule(every=7, roles=HURT, since=2),
        Kind.TRUTH: Rule(every=28, roles=OWNING, since=1),
        Kind.TURN: Rule(every=7, since=3),
        Kind.WORDS: Rule(every=7),
        Kind.PLAY: Rule(every=10, stages=FROM_WITNESS, since=3, heavy=False),
        Kind.CYCLE: Rule(every=7, stages=FROM_WITNESS, since=4),
        # On the day before the set minute, so that there is a choice to be told of.
        Kind.TOUCH: Rule(every=6, stages=LADDER, since=5, days=(1,), couple=True),
        Kind.WITNESS: Rule(every=7, stages=FROM_WITNESS, since=2, couple=True),
        Kind.DANCE: Rule(every=28, stages=ALWAYS - {Stage.STEADY}, since=3, heavy=False),
        Kind.CHOOSE: Rule(every=3, stages=frozenset({Stage.CHOOSE})),
    }
)
"""Each part with its rule, in the order in which they are met and listed."""
