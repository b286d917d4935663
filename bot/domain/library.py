"""The catalogue of prompts and practices, and how one is chosen without repeats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

ROLES = ("hurt", "broke", "both", "unsaid")
STAGES = ("steady", "name", "witness", "touch", "choose")
PAGE = ("may", "never")
MOST_OPENERS = 4

NEEDED = {"id", "kind", "roles", "stages", "rests_on", "page"}
KNOWN = NEEDED | {"openers", "ease"}


class Chance(Protocol):
    """A stream of chance, one per person."""

    def random(self) -> float: ...


class LibraryError(ValueError):
    """The catalogue is wrong; the message names the item."""


class PoolEmptyError(LookupError):
    """No item of this kind fits this role and stage."""


@dataclass(frozen=True, slots=True)
class Item:
    """One prompt or practice: what it is and for whom; its words lie in messages/."""

    id: str
    kind: str
    roles: frozenset[str]
    stages: frozenset[str]
    rests_on: tuple[str, ...]
    may_go_on_page: bool
    openers: int = 0
    ease: str | None = None

    @property
    def key(self) -> str:
        return f"item-{self.id}"

    @property
    def opener_keys(self) -> tuple[str, ...]:
        return tuple(f"item-{self.id}-opener-{number}" for number in range(1, self.openers + 1))

    @property
    def ease_key(self) -> str | None:
        """Something for the next five minutes, said after a heavy answer."""
        return None if self.ease is None else f"ease-{self.ease}"

    def fits(self, kind: str, role: str, stage: str) -> bool:
        return self.kind == kind and role in self.roles and stage in self.stages

    @classmethod
    def parse(cls, entry: Mapping[str, object]) -> Self:
        name = _text(entry, "id", "an item without an id")
        if missing := sorted(NEEDED - entry.keys()):
            raise LibraryError(f"{name}: {', '.join(missing)} missing")
        if unknown := sorted(entry.keys() - KNOWN):
            raise LibraryError(f"{name}: {', '.join(unknown)} not known")
        if not name.isascii() or name != name.lower() or not name.replace("-", "").isalnum():
            raise LibraryError(f"{name}: an id is lower-case words joined by hyphens")
        page = _text(entry, "page", name)
        if page not in PAGE:
            raise LibraryError(f"{name}: page is {' or '.join(PAGE)}, not {page}")
        openers = entry.get("openers", 0)
        if type(openers) is not int or not 0 <= openers <= MOST_OPENERS:
            raise LibraryError(f"{name}: openers is a number from 0 to {MOST_OPENERS}")
        return cls(
            id=name,
            kind=_text(entry, "kind", name),
            roles=_choice(entry, "roles", ROLES, name),
            stages=_choice(entry, "stages", STAGES, name),
            rests_on=_texts(entry["rests_on"], "rests_on", name),
            may_go_on_page=page == "may",
            openers=openers,
            ease=_text(entry, "ease", name) if "ease" in entry else None,
        )


@dataclass(frozen=True, slots=True)
class Library:
    items: tuple[Item, ...]

    @classmethod
    def parse(cls, toml: Mapping[str, object]) -> Self:
        """Read the catalogue from a parsed `library.toml`; anything unclear is refused."""
        if unknown := sorted(toml.keys() - {"item"}):
            raise LibraryError(f"{', '.join(unknown)} not known; the catalogue holds only items")
        entries = toml.get("item", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise LibraryError("item is a list of tables")
        items = tuple(Item.parse(entry) for entry in entries)
        seen: set[str] = set()
        for item in items:
            if item.id in seen:
                raise LibraryError(f"{item.id}: there are two of this id")
            seen.add(item.id)
        return cls(items)

    def __getitem__(self, item_id: str) -> Item:
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def __contains__(self, item_id: object) -> bool:
        return any(item.id == item_id for item in self.items)

    def off_page(self) -> frozenset[str]:
        """Return the ids of the items whose answers may never go on a page."""
        return frozenset(item.id for item in self.items if not item.may_go_on_page)

    def pool(self, kind: str, role: str, stage: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.fits(kind, role, stage))


def choose(library: Library, kind: str, role: str, stage: str, used: Sequence[str], chance: Chance) -> Item:
    """One item: a fresh one by chance, or, when all were used, the one used longest ago.

    `used` holds the ids of items this person has seen, oldest first.
    """
    pool = library.pool(kind, role, stage)
    if not pool:
        raise PoolEmptyError(f"no {kind} for {role} in {stage}")
    return library[fresh_of([item.id for item in pool], used, chance)]


def fresh_of(names: Sequence[str], used: Sequence[str], chance: Chance) -> str:
    """One of these names: one not used yet by chance, or, when all were, the one used longest ago."""
    last_used = {name: when for when, name in enumerate(used)}
    fresh = [name for name in names if name not in last_used]
    if fresh:
        return fresh[min(int(chance.random() * len(fresh)), len(fresh) - 1)]
    return min(names, key=lambda name: last_used[name])


def _text(entry: Mapping[str, object], field: str, name: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value:
        raise LibraryError(f"{name}: {field} is a word")
    return value


def _texts(value: object, field: str, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
        raise LibraryError(f"{name}: {field} is a list of words")
    if len(set(value)) != len(value):
        raise LibraryError(f"{name}: {field} names something twice")
    return tuple(value)


def _choice(entry: Mapping[str, object], field: str, allowed: Iterable[str], name: str) -> frozenset[str]:
    """A list of allowed words, or "all"."""
    if entry[field] == "all":
        return frozenset(allowed)
    chosen = frozenset(_texts(entry[field], field, name))
    if strange := sorted(chosen.difference(allowed)):
        raise LibraryError(f"{name}: {field} cannot be {', '.join(strange)}")
    return chosen
