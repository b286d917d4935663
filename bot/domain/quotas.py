"""How much one person may send before they are asked to go slower; nobody shares anybody's quota."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    """What is counted apart, so that much of the one never shuts out the other."""

    WORDS = "words"  # what a person wrote or sent: what is not taken stays in their chat
    TAP = "tap"  # buttons: one that is not taken does nothing, and can be tapped again
    STOP = "stop"  # what takes something back, ends or stops it: a no must never come too late
    FILES = "files"  # the files of everything, which cost more than all else that one tap can ask for
    RECORDS = "records"  # a therapist's: one file for each couple, of many couples
    STATIC = "static"  # Calm and Help
    OTHER = "other"  # what Telegram itself says, and whatever comes out of groups


class Verdict(StrEnum):
    """What becomes of one update."""

    TAKEN = "taken"
    LAST = "last"  # taken, and the person is asked to go slower: what follows is not taken for a while
    OVER = "over"


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Quota:
    """At most so many in each span."""

    span: timedelta
    most: int


QUOTAS: dict[Kind, tuple[Quota, ...]] = {
    # A letter of 100,000 characters, pasted, comes as 25 messages at once; nobody types 40 in a minute. A
    # day's worth, were it never handled, is 1,000 rows of 16 KB at the most: 16 MB.
    Kind.WORDS: (Quota(MINUTE, 40), Quota(HOUR, 300), Quota(DAY, 1000)),
    # A first evening is about 20 taps, a long list of notes turned to its end about 40 a minute.
    Kind.TAP: (Quota(MINUTE, 60), Quota(HOUR, 600), Quota(DAY, 2000)),
    # Of these a few a week are usual; they are counted apart so that no flood of one's own, nor a child
    # with the phone, keeps a page from being kept back or a break from being called.
    Kind.STOP: (Quota(MINUTE, 30), Quota(HOUR, 150), Quota(DAY, 500)),
    # Each gathers all that is kept of somebody, writes it twice and uploads it. Who wants them has them at
    # the first tap; the others are for whoever lost them, or wrote something meanwhile.
    Kind.FILES: (Quota(HOUR, 3), Quota(DAY, 10)),
    # Who has sixty couples has the record of each, at a year's end, in two hours; nobody files away more.
    Kind.RECORDS: (Quota(HOUR, 30), Quota(DAY, 100)),
    # All of Calm, from branch to branch, is about 30 screens; each costs a request to Telegram, at once.
    Kind.STATIC: (Quota(MINUTE, 30), Quota(HOUR, 300), Quota(DAY, 1500)),
    # Nobody waits for an answer to these.
    Kind.OTHER: (Quota(MINUTE, 20), Quota(HOUR, 100), Quota(DAY, 300)),
}
"""The bounds, for each person and each process that takes updates."""

KEPT_A_DAY = 1000
"""Answers and notes that are kept of one person in a day, over all processes: as many as words are taken."""

REMEMBERED = 20_000
"""People whose counts are kept in mind, about 1 KB each; who is forgotten begins anew, and loses nothing."""

STOPS = frozenset(
    {
        "week", "choose", "plain", "plain-always", "shared", "take-back", "take-back-go", "break", "pause",
        "pause-go", "leave", "leave-go", "therapist", "care-end", "care-end-go", "digits", "client-end",
        "care-asked", "care-ask-back", "came-drop", "care-hand-end",
        "safety", "hold", "hold-set", "invite-back", "rest", "rest-go", "delete", "delete-yes", "clear",
    }
)  # fmt: skip
"""The actions, and the commands, of `Kind.STOP`."""

FILES: dict[str, Kind] = {"export-make": Kind.FILES, "client-record": Kind.RECORDS}
"""The actions that make files, and what each counts as."""

TOLD = frozenset({Kind.WORDS, Kind.TAP, Kind.STOP, *FILES.values()})
"""Of what somebody is told that it was the last that is taken for a while."""


@dataclass
class _Count:
    window: int = -1
    count: int = 0


@dataclass
class Quotas:
    """Counts what each person sends."""

    table: dict[Kind, tuple[Quota, ...]] = field(default_factory=lambda: QUOTAS)
    _counts: OrderedDict[int, dict[Kind, tuple[_Count, ...]]] = field(default_factory=OrderedDict)

    def take(self, who: int, kind: Kind, at: datetime) -> tuple[Verdict, timedelta]:
        """Count one more; return what becomes of it, and over which span it is too much.

        `at` is when it was sent, as far as that is known: what Telegram held back during an outage comes
        all at once, and was not written so.
        """
        counts = self._of(who).setdefault(kind, tuple(_Count() for _ in self.table[kind]))
        found, span = Verdict.TAKEN, timedelta(0)
        for quota, each in zip(self.table[kind], counts, strict=True):
            window = int(at.timestamp() // quota.span.total_seconds())
            if each.window != window:
                each.window, each.count = window, 0
            if each.count >= quota.most:
                return Verdict.OVER, quota.span
            if each.count == quota.most - 1:
                found, span = Verdict.LAST, quota.span
        for each in counts:
            each.count += 1
        return found, span

    def _of(self, who: int) -> dict[Kind, tuple[_Count, ...]]:
        counts = self._counts.setdefault(who, {})
        self._counts.move_to_end(who)
        while len(self._counts) > REMEMBERED:
            self._counts.popitem(last=False)
        return counts

    def __len__(self) -> int:
        return len(self._counts)
