"""What is true at the end of a scene, and how it differs from what is true where nobody died."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from typing import Any

from bot.domain.cards import Card
from bot.domain.people import Doc, Person, telegram_locator
from bot.services.ports import QueueName, Unopened
from tests.faults.grounds import DOCS, opens, owners, queued
from tests.faults.stage import Stage
from tests.town import shapes

RANDOM = re.compile(r"[A-Za-z0-9_-]{16}|[A-Za-z0-9_-]{22}|[0-9a-f]{64}")
HARMLESS = (
    "knock",
    "one-moment",
    "neutral",
    "day-line",
    "standing",
    "pause-own",
    "pause-theirs",
    "pause-over",
)
"""What may stand in a chat once more than it should: nobody wrote it, and it says nothing."""


@dataclass
class Facts:
    """Everything that must be the same, however often the bot died."""

    rows: Counter[str] = field(default_factory=Counter)
    planned: Counter[str] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    replies: set[str] = field(default_factory=set)
    """What came as a message of its own. A death may swallow one, or leave an old one behind."""


@dataclass
class Verdict:
    """What was lost and what was doubled; spare messages do no harm."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    spare: int = 0
    swallowed: int = 0


async def facts_of(here: Stage) -> Facts:
    """Let everything that was shown fade, and write down what is left."""
    here.schedule.armed = False
    here.stumbles(0)
    await here.passes(minutes=25)
    found, names = Facts(), {}
    async with here.breaking.begin() as tx:
        people: dict[str, str] = {}
        for name, who in here.people.items():
            known = await tx.locate(Person, telegram_locator(who.person.id))
            if known:
                people[known[0]] = name
        for owner, name in people.items():
            for kind in DOCS:
                try:
                    docs: list[Doc] = await tx.of(owner).all(kind)
                except Unopened:
                    found.rows[f"{name}: what no key opens"] += 1
                    continue
                if kind is not Card:
                    found.rows.update(f"{name}: {canonical(doc, people)}" for doc in docs)
        names = people
    for lane, what, ref, at, state in await queued(here.store, QueueName.DUE):
        if what != "clear":
            about = "·" if RANDOM.fullmatch(ref) else ref
            found.planned[f"{names.get(lane, '·')}: {what} {about} at {at} {state}"] += 1
    for queue in (QueueName.INBOX, QueueName.OUTBOX):
        for _, what, _, _, state in await queued(here.store, queue):
            found.planned[f"{queue}: {what} {state}"] += 1
    gone = await owners(here.store) - set(names)
    found.rows.update(f"rows of {names.get(owner, 'nobody')}" for owner in gone)
    for name, owner in here.notes.get("owners", {}).items():
        if owner not in names and await opens(here.store, owner):
            found.rows[f"the key of {name}"] += 1
    for name, who in here.people.items():
        for text, times in who.seen().items():
            found.screens[f"{name}: {text}"] += times
    found.replies = {bubble.words for _, bubble in here.phones.sent}
    return found


def canonical(value: Any, names: dict[str, str]) -> str:
    """Return a document as text, without what chance or a message's number makes different."""
    if is_dataclass(value) and not isinstance(value, type):
        skipped = ("id", "at", "uncleared") if isinstance(value, Doc) else ()
        parts = (
            f"{f.name}={canonical(getattr(value, f.name), names)}"
            for f in fields(value)
            if f.name not in skipped
        )
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, str):
        return names.get(value, "·" if RANDOM.fullmatch(value) else value)
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{key}: {canonical(each, names)}" for key, each in sorted(value.items())) + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(canonical(each, names) for each in value) + "]"
    return str(value)


def judge(here: Stage, found: Facts, reference: Facts) -> Verdict:
    """Compare with where nobody died."""
    told = here.told
    verdict = Verdict(list(told.lost), list(told.doubled), 0, told.swallowed)
    replies = {each for each in found.replies | reference.replies if not any(w in each for w in here.words)}
    for what in ("rows", "planned", "screens"):
        mine, theirs = getattr(found, what), getattr(reference, what)
        for each in (theirs - mine).elements():
            text = each.partition(": ")[2]
            if what == "screens" and text in replies and not shapes()["knock"].fullmatch(text):
                verdict.swallowed += 1
            else:
                verdict.lost.append(f"{what}: {each}")
        for each in (mine - theirs).elements():
            text = each.partition(": ")[2]
            if what == "screens" and (text in replies or harmless(text)):
                verdict.spare += 1
            else:
                verdict.doubled.append(f"{what}: {each}")
    verdict.doubled += sent_twice(here)
    return verdict


def harmless(text: str) -> bool:
    """Whether a message does no harm when it stands there once more."""
    return any(shapes()[key].fullmatch(text) for key in HARMLESS)


def sent_twice(here: Stage) -> list[str]:
    """Look through everything that ever came as a new message: no content, and no screen twice."""
    found, seen = [], set()
    for chat, bubble in here.phones.sent:
        if any(words in bubble.words for words in here.words):
            found.append(f"content as a message of its own: {bubble.words}")
        elif bubble.file:
            found.append(f"a file as a message of its own: {bubble.words}")
        elif (chat, bubble.rows) in seen and bubble.rows and not harmless(bubble.words):
            found.append(f"sent twice: {bubble.words}")  # each screen has buttons of its own
        seen.add((chat, bubble.rows))
    return found
