"""What may be changed of somebody's life without another noticing: each thing named, and who does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.worlds.lives import Both
from tests.worlds.sessions import Pair, Session

NAMED: dict[str, tuple[str, ...]] = {
    "answers": (
        "rate", "rate-low", "rate-typed", "rate-edited", "rate-in-words", "fear", "opener",
        "opener-words", "own-part", "note", "note-heavy", "grief", "grief-left", "pour",
        "question", "question-tapped", "sort", "sort-today", "truth", "turn", "smaller", "feelings",
    ),
    "skips": ("skip", "set-skip"),
    "silence": (),
    "drafts": ("add-line", "write-much", "soften", "note-dropped", "heavy-line", "heavy-left"),
    "rests": ("rest", "rest-ends"),
    "own zone": ("zone-hour", "zone-offset", "zone-city"),
    "language": ("speak",),
    "choices": (
        "keep", "share", "share-both", "change-mind", "share-edited", "share-written", "plain",
        "plain-before", "switch-only",
    ),
    "safety answers": ("questions", "screens"),
    "hold": ("hold", "hold-ends"),
    "flood of messages": ("flood", "flood-of-taps"),
    "blocking of the bot": ("block", "unblock", "block-a-while"),
    "deletion of the account": ("delete",),
    "the number of anything": (),
    "name": ("rename", "rename-telegram"),
    "hours and days": ("hour", "window", "window-own", "window-typed", "days", "quiet", "remind"),
    "quiet leaving": ("leave",),
    "clearing": ("clear", "clearing"),
    "guesses and forgeries": ("guess", "forge", "foreign", "nonsense", "old"),
    "a therapist's link": ("came-by", "came-drop"),
    "what does not fit": ("voice", "sticker", "edit", "group"),
}  # fmt: skip
"""Everything that the promise of non-interference names, and more: by which things that people do it differs.

Where nothing is named, it is a way to change a whole life (WHOLE).
"""

WHOLE: dict[str, Callable[[Pair], bool]] = {
    "silence": lambda pair: "silent" in pair.ways,
    "the number of anything": lambda pair: "twice" in pair.ways,
    "language": lambda pair: _part(pair, "language"),
    "safety answers": lambda pair: _part(pair, "safe"),
    "answers": lambda pair: _part(pair, "ratings"),
}
"""What is another in the whole of a life, or in what came before it."""


def _part(pair: Pair, what: str) -> bool:
    one, two = pair.one.beginning, pair.two.beginning
    return any(getattr(a, what) != getattr(b, what) for a, b in ((one.ann, two.ann), (one.ben, two.ben)))


def drawn(pair: Pair) -> set[str]:
    """Return what differs between the two histories as they were drawn."""
    return _names(pair, set(pair.one.sessions) ^ set(pair.two.sessions))


def named(both: Both) -> set[str]:
    """Return what differs between the two histories as they went: something of it was really done."""
    done = both.one.inputs.keys() | both.two.inputs.keys()
    differ = set(both.pair.one.sessions) ^ set(both.pair.two.sessions)
    return _names(both.pair, {each for each in differ if any(step in done for step in each.steps())})


def _names(pair: Pair, differ: set[Session]) -> set[str]:
    def found() -> Iterator[str]:
        doings = {each.doing for each in differ}
        for name, ways in NAMED.items():
            if not doings.isdisjoint(ways) or (name in WHOLE and WHOLE[name](pair)):
                yield name

    return set(found())
