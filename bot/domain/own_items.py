"""Items that an operator adds to the library, each with its words in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.checkin import Kind
from bot.domain.library import Item, Library, LibraryError

LONGEST = 300
"""The longest text of an item, in characters: it is read on a phone, at night."""
LONGEST_OPENER = 30
WORDS = {"words", "openers"}


@dataclass(frozen=True)
class OwnItems:
    """Items of one's own, and their texts: by language, then by key."""

    items: tuple[Item, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def parse(toml: Mapping[str, object], shipped: Library, language: str) -> OwnItems:
    """Read an operator's file. Each item is as in the catalogue, with its `words` and `openers` by language.

    Every item has words in `language`, which stand in where another language has none. Raises LibraryError,
    naming the item.
    """
    bare = {
        "item": [
            {name: value for name, value in entry.items() if name not in WORDS} for entry in _entries(toml)
        ]
    }
    items: list[Item] = []
    texts: dict[str, dict[str, str]] = {}
    for read, entry in zip(Library.parse(bare).items, _entries(toml), strict=True):
        _fits(read, shipped)
        said, openers = _said(entry, read.id, language)
        item = replace(read, openers=len(openers[language]))
        for each, words in said.items():
            here = texts.setdefault(each, {})
            here[item.key] = words
            here.update(zip(item.opener_keys, openers[each], strict=True))
        items.append(item)
    return OwnItems(tuple(items), texts)


def _fits(item: Item, shipped: Library) -> None:
    if item.id in shipped:
        raise LibraryError(f"{item.id}: there is one of this id already")
    if item.kind not in {each.kind for each in shipped.items} or item.kind not in set(Kind):
        raise LibraryError(f"{item.id}: {item.kind} is no kind of item")
    if item.ease and not any(item.ease == each.ease for each in shipped.items):
        raise LibraryError(f"{item.id}: there is no ease {item.ease}")


def _said(
    entry: Mapping[str, object], name: str, language: str
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return an item's words and its openers by language, as many in each."""
    said, openers = _texts(entry.get("words"), "words", LONGEST, name), _openers(entry, name)
    if language not in said:
        raise LibraryError(f"{name}: words in {language} missing")
    each = {spoken: openers.get(spoken, []) for spoken in said}
    if len({len(texts) for texts in each.values()}) > 1:
        raise LibraryError(f"{name}: as many openers in each language as in the others")
    return said, each


def _entries(toml: Mapping[str, object]) -> list[Mapping[str, object]]:
    entries = toml.get("item", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise LibraryError("item is a list of tables")
    return entries


def _openers(entry: Mapping[str, object], name: str) -> dict[str, list[str]]:
    given = entry.get("openers", {})
    if not isinstance(given, dict) or not all(isinstance(each, list) for each in given.values()):
        raise LibraryError(f"{name}: openers are lists of texts by language")
    for language, openers in given.items():
        if len(openers) > 4:
            raise LibraryError(f"{name}: four openers at most")
        _texts(dict(enumerate(openers)), f"openers in {language}", LONGEST_OPENER, name)
    return given


def _texts(given: object, what: str, longest: int, name: str) -> dict[str, str]:
    if not isinstance(given, dict) or not all(isinstance(each, str) for each in given.values()):
        raise LibraryError(f"{name}: {what} are texts by language")
    if any(not each.strip() or len(each) > longest for each in given.values()):
        raise LibraryError(f"{name}: {what} have 1 to {longest} characters")
    return {key: " ".join(each.split()) for key, each in given.items()}


def added(library: Library, own: OwnItems) -> Library:
    """Return the library with these items added."""
    return Library((*library.items, *own.items))
