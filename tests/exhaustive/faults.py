"""Faults planted in the rules themselves, each one line of gate, crossing or page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.domain import crossing, gate, page
from bot.domain.page import Audience

Make = Callable[[Any], Any]


def _either_yes(known: Any) -> Any:
    def verdict(mine: Any, theirs: Any, closes: Any, now: Any) -> gate.Verdict:
        found: gate.Verdict = known(mine, theirs, closes, now)
        one = (mine and mine.yes) or (theirs and theirs.yes)
        return gate.Verdict.OPEN if found is gate.Verdict.SHUT and one else found

    return verdict


def _never_late(known: Any) -> Any:
    return lambda mine, theirs, closes, now: known(mine, theirs, closes, min(now, closes))


def _any_both(known: Any) -> Any:
    def release(mine: Any, theirs: Any, *rest: Any) -> Any:
        out = known(mine, theirs, *rest)
        named = (mine and mine.therapist) or (theirs and theirs.therapist)
        return replace(out, therapist=named, proposal="proposal") if out and named else out

    return release


def _keep_keeps_the_yes(known: Any) -> Any:
    def chosen(own: Any, choice: Audience, *rest: Any) -> Any:
        return replace(own, choice=choice) if choice is Audience.KEEP else known(own, choice, *rest)

    return chosen


def _rebound(known: Any) -> Any:
    def changed(own: Any, lines: Any) -> Any:
        new = replace(own, lines=tuple(lines))
        said = page.binding(
            page.body(new, lambda line: f"{line.key} {line.values.get('words', '')}".strip()),
            own.recipients,
            own.week,
        )
        return replace(new, said=said if own.said else "")

    return changed


def _hold_takes_the_choice(known: Any) -> Any:
    return lambda own, write: page.made_plain(own)


def _hold_leaves_the_page(known: Any) -> Any:
    return lambda own, write: own


def _others_page_first(known: Any) -> Any:
    def copy_for(self: Any, reader: Any, id: str) -> Any:
        copy = known(self, reader, id)
        return replace(copy, pages=copy.pages[::-1])

    return copy_for


def _whoever_is_first(known: Any) -> Any:
    def copy(self: Any, id: str) -> Any:
        return replace(known(self, id), pages=(self.first.text, self.second.text))

    return copy


FAULTS: dict[str, tuple[Any, str, Make]] = {
    "one yes is enough": (gate, "verdict", _either_yes),
    "a gate is never too late": (gate, "verdict", _never_late),
    "one who named the therapist is enough": (crossing, "release", _any_both),
    "a week can be taken back for ever": (crossing, "can_take_back", lambda known: lambda *given: True),
    "one who confirmed the digits is enough": (crossing, "joined", lambda known: lambda one, two: one or two),
    "one who agreed is enough": (crossing, "linked", lambda known: lambda host, one, two: one or two),
    "keeping it keeps an earlier yes": (page, "chosen", _keep_keeps_the_yes),
    "a yes moves along with an edit": (page, "changed", _rebound),
    "a hold takes the choice back": (page, "held", _hold_takes_the_choice),
    "a hold leaves the page as it was": (page, "held", _hold_leaves_the_page),
    "the other's page comes first": (crossing.Release, "copy_for", _others_page_first),
    "the therapist sees whose turn came first": (crossing.Release, "copy_for_therapist", _whoever_is_first),
}  # fmt: skip
"""What is wrong, where, and how: a function that takes the right one's place."""
