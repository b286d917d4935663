"""What each side's chat has held: their own, what is the same for everybody, and what both released."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.adapters.database.records import Records
from bot.adapters.database.store import DatabaseStore
from bot.demo.texts import WORDS, plain, sentences, text
from bot.domain.page import Copy, WeekPage
from bot.domain.people import Half, telegram_locator
from bot.domain.people import Person as Owner
from bot.domain.say import line
from bot.services.day.checkins import LOW_WORDS
from bot.simulator import Person
from bot.simulator.phone import bubble_of

NEWEST = 80  # of what a chat has held, at most so much is told
NEUTRAL = ("knock", "standing", "neutral", "week-private", "one-moment")
"""Texts that are the same whatever anybody did; so is the line that remains of a day."""
TAPPED = ("keyboard-today", "keyboard-calm", "keyboard-break", "keyboard-help")

TELLING = frozenset(
    plain(text(key)) for key in (*LOW_WORDS, "skipped", "hold-told", "hold-told-page", "left-done")
)
"""Texts without a word of anybody's that tell what somebody did."""

OPENED = frozenset(
    plain(WORDS.write(line(key), tongue, ""))
    for key in ("joint-intro", "client-footer")
    for tongue in WORDS.languages
)
"""What stands only over or under pages that went out."""


@dataclass(frozen=True)
class Known:
    """What the records say of one person that the page may show."""

    zone: str = ""
    name: str = ""
    """What they are called: whoever links with them reads it."""
    linked: bool = False
    pages: int = 0
    decided: int = 0
    released: tuple[tuple[datetime, str], ...] = ()
    """The bytes that they hold by a release, and since when."""


async def known(store: DatabaseStore, people: Sequence[Person]) -> dict[int, Known]:
    """Return what the records say of these people, by their numbers."""
    found = {}
    async with store.begin() as records:
        for person in people:
            found[person.id] = await _of(records, person)
    return found


async def _of(records: Records, person: Person) -> Known:
    located = await records.locate(Owner, telegram_locator(person.id))
    if located is None:
        return Known()
    mine = records.of(located[0])
    me = await mine.get(Owner, located[0])
    pages = await mine.all(WeekPage)
    texts = [(copy.at, page) for copy in await mine.all(Copy) for page in copy.pages]
    return Known(
        me.zone if me else "",
        me.name if me else "",
        bool(await mine.all(Half)),
        len(pages),
        sum(page.decided for page in pages),
        tuple(texts),
    )


def neutral() -> frozenset[str]:
    """Return everything that a chat may say which tells nothing about anybody, in every language."""
    week = [date(2026, 3, number) for number in range(2, 9)]
    lines = [line(key) for key in (*NEUTRAL, *TAPPED)] + [line("day-line", day=day) for day in week]
    return frozenset(plain(WORDS.write(each, tongue, "")) for each in lines for tongue in WORDS.languages)


def columns(
    people: Sequence[Person], known: Mapping[int, Known], same: frozenset[str]
) -> list[dict[str, Any]]:
    """Return a column for each person: what their chat has held, the newest first."""
    return [
        {
            "person": person.id,
            "name": person.name,
            "items": list(_items(person, known.get(person.id, Known()), same))[: -NEWEST - 1 : -1],
        }
        for person in people
    ]


def _items(person: Person, known: Known, same: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield what a chat has held of anybody's own, and what every chat holds alike.

    Of the screens between, which ask and offer, only what stands there now is told.
    """
    shown = {(bubble.id, bubble.words) for bubble in person.phone}
    seen: set[str] = set()
    typed: set[str] = set()
    for post in person.chat.chronicle:
        bubble = bubble_of(post, person.account)
        words = plain(bubble.words)
        command = bubble.mine and (words in same or words.startswith("/") or words == plain(known.name))
        if bubble.deleted or not words or command or words in seen:
            continue
        if bubble.mine:
            typed |= set(sentences(words))
        kind = _kind(words, bubble.mine, post.edited_at or post.at, known, same)
        told = bubble.mine or kind != "private" or any(each in words for each in typed) or words in TELLING
        if told or (bubble.id, bubble.words) in shown:
            seen.add(words)
            yield {
                "text": bubble.words,
                "kind": kind,
                "mine": bubble.mine,
                "at": (post.edited_at or post.at).isoformat(),
                "gone": (bubble.id, bubble.words) not in shown,
            }


def _kind(words: str, mine: bool, at: datetime, known: Known, same: frozenset[str]) -> str:
    # a page is also looked at before it goes out, and may say what another week's has said
    opened = not mine and any(each in words for each in OPENED)
    if opened and any(since <= at and plain(page) in words for since, page in known.released):
        return "released"
    return "neutral" if words in same else "private"
