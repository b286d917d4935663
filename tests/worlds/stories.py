"""What is told of two histories that can be told apart: the smallest part that still shows it, as a story."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from itertools import zip_longest

from tests.worlds.lives import Both, Run
from tests.worlds.people import NAMES, Input, Step
from tests.worlds.phones import Call
from tests.worlds.sessions import History, Pair

DID = {
    "tap": "taps", "edit": "corrects it to", "block": "blocks the bot", "unblock": "lets the bot back in",
    "send": "sends a", "group": "writes in a group", "say": "writes",
    "speak": "changes the phone's language to",
}  # fmt: skip


class Interference(AssertionError):
    """What one person keeps to themselves changed what another sees."""


async def smallest(
    drawn: Pair, found: AssertionError, compared: Callable[[Pair], Awaitable[object]]
) -> tuple[Pair, AssertionError]:
    """Return the smallest part of a pair that still shows it, and what is found of that.

    Whole blocks of sessions go first, then single ones; then each of the second history's own is made like
    the first's; then the rest is begun alike, and ends right after it shows.
    """
    size = max(1, len(drawn.sessions) // 2)
    while size:
        whole, before = drawn.sessions, len(drawn.sessions)
        for start in range(0, before, size):
            less = drawn.without(whole[start : start + size])
            again = await _still(less, found, compared)
            if again is not None:
                drawn, found = less, again
        size = size // 2 if size > 1 else int(len(drawn.sessions) < before)
    alike = drawn.begun_alike()
    again = await _still(alike, found, compared)
    return (alike, again) if again else (drawn, found)


async def _still(
    less: Pair, found: AssertionError, compared: Callable[[Pair], Awaitable[object]]
) -> AssertionError | None:
    try:
        await compared(less)
    except type(found) as still:
        return still
    return None


def story(both: Both) -> str:
    """Tell who did what when in both runs, and the first call that differs."""
    pair, watching = both.pair, NAMES[both.pair.observer]
    left, right = both.calls(pair.observer)
    at = next((n for n, (one, two) in enumerate(zip_longest(left, right)) if one != two), 0)
    seen = [calls[at] for calls in (left, right) if at < len(calls)]
    first = min(call.at for call in seen) if seen else None
    passes = f"at {both.until:%a %d %H:%M:%S}" if both.until else "nowhere"
    lines = [
        f"{watching} can tell these two histories apart ({pair.one.beginning.kind}; {', '.join(pair.ways)}).",
        *_begun(pair.one, pair.two),
        f"What may pass to {watching} first differs {passes}.",
        "",
        "What they do, in run 1, in run 2, or in both:",
        *_told(both.one, both.two, first),
        "",
        "The last call that was the same:",
        _call(left[at - 1]) if at else "     none",
    ]
    for n, calls in enumerate((left, right)):
        lines.append(f"Then, in run {n + 1}:")
        lines.append(_call(calls[at]) if at < len(calls) else "     nothing")
    return "\n".join(lines)


def _begun(one: History, two: History) -> list[str]:
    if one.beginning == two.beginning:
        return []
    return [f"Run 1 begins as {one.beginning},", f"run 2 as {two.beginning}."]


def _told(one: Run, two: Run, until: datetime | None) -> list[str]:
    left, right = ({(when, step): given for when, step, given in each.told} for each in (one, two))
    lines = []
    for when, step in sorted({**left, **right}):
        if until is not None and when > until:
            break
        mine, theirs = left.get((when, step)), right.get((when, step))
        if mine and theirs and mine != theirs and bare(mine) != bare(theirs):
            lines += [_line("1  ", when, step, mine), _line("  2", when, step, theirs)]
        else:
            mark = "1 2" if mine and theirs else ("1  " if mine else "  2")
            lines.append(_line(mark, when, step, mine or theirs))
    return lines


def bare(given: Input) -> tuple[str, str]:
    """Return what someone did, without the random part of what they tapped."""
    if given.kind != "tap":
        return given.kind, given.text
    action, _, rest = given.text.partition(".")
    return given.kind, f"{action} {rest.partition('.')[2]}".strip()


def _line(mark: str, when: datetime, step: Step, given: Input | None) -> str:
    assert given is not None
    kind, text = bare(given)
    what = f"«{given.label}» ({text})" if kind == "tap" else (f"«{text}»" if text else "")
    return f"  {mark}  {when:%a %d %H:%M:%S}  {NAMES[step.who]:4} {DID[kind]} {what}".rstrip()


def _call(call: Call) -> str:
    """Return a call as one reads a chat: what, which message, the words, the buttons."""
    given = json.loads(call.given)
    text = given.pop("text", None) or given.pop("caption", None)
    markup = given.pop("markup", None)
    for usual in ("link_preview_options", "parse_mode", "allow_paid_broadcast", "filename"):
        given.pop(usual, None)
    shown = ", ".join(f"{name} {value}" for name, value in given.items())
    lines = [f"     {call.at:%a %d %H:%M:%S}  {call.method} ({shown}) -> {call.answer}"]
    lines += [f"         | {each}" for each in (text or "").splitlines()]
    if isinstance(markup, list):
        lines += ["         " + "  ".join(f"[{label} → {data}]" for label, data in row) for row in markup]
    if call.file:
        lines.append(f"         with a file {call.file[:12]}")
    return "\n".join(lines)
