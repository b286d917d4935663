"""What the rules say is out, kept beside the machine as a page-long reference of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

R = TypeVar("R")

PLAIN = "page-plain"
KEPT_FOR, IN_TIME = timedelta(weeks=12), timedelta(hours=48)


class Kept:
    """A frozen row that is compared and copied so often that both have to be quick."""

    def __hash__(self) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = self.__dict__["_hash"] = hash(tuple(self.__dict__.values()))
        return known

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Kept):
            return self is other
        return hash(self) == hash(other) and list(self.__dict__.values()) == list(other.__dict__.values())


def but(row: R, **changes: Any) -> R:
    """Return a row with some fields changed, as `dataclasses.replace` does."""
    made = object.__new__(type(row))
    made.__dict__.update(row.__dict__)
    made.__dict__.pop("_hash", None)
    made.__dict__.update(changes)
    return made


@dataclass(frozen=True, eq=False)
class Side(Kept):
    """One partner: whether they are in, and the yes that stands, with the words it was said to."""

    here: bool = False
    yes: str = ""
    words: str = ""
    more: bool = False


@dataclass(frozen=True, eq=False)
class Out(Kept):
    """Something that went out at an instant: to whom, and which words."""

    reader: str
    at: datetime
    pages: tuple[str, str]


@dataclass(frozen=True, eq=False)
class Rules(Kept):
    """The rules as RELEASE has them, in few words."""

    a: Side = Side()
    b: Side = Side()
    until: datetime | None = None  # a therapist is joined until then
    out: tuple[Out, ...] = ()

    def _with(self, who: str, side: Side) -> Rules:
        return but(self, a=side) if who == "a" else but(self, b=side)

    def of(self, who: str) -> Side:
        return self.a if who == "a" else self.b

    def readable(self, reader: str) -> list[tuple[str, str]]:
        """Return what this reader has."""
        return [each.pages for each in self.out if each.reader == reader]

    def linked(self) -> Rules:
        return but(self, a=Side(here=True), b=Side(here=True))

    def left(self, who: str) -> Rules:
        return self.care_over()._with(who, Side())

    def previewed(self, now: datetime) -> Rules:
        fresh = (but(each, yes="", words="") for each in (self.a, self.b))
        return but(self, **dict(zip("ab", fresh, strict=True)))

    def said(self, who: str, audience: str, words: str) -> Rules:
        yes = "" if audience == "keep" else audience
        return self._with(who, but(self.of(who), yes=yes, words=words))

    def unsaid(self, who: str) -> Rules:
        return self._with(who, but(self.of(who), yes=""))

    def held(self, who: str) -> Rules:
        return self._with(who, but(self.of(who), words=PLAIN))

    def joined(self, until: datetime) -> Rules:
        return but(self, until=until)

    def wants_more(self, who: str) -> Rules:
        return self._with(who, but(self.of(who), more=True))

    def care_over(self) -> Rules:
        kept = tuple(each for each in self.out if each.reader != "t")
        sides = {name: but(self.of(name), more=False) for name in "ab"}
        return but(self, until=None, out=kept, **sides)

    def at_t1(self, late: timedelta, now: datetime) -> Rules:
        """Two yeses that stand, in time: each gets both pages, and the therapist if both said both."""
        if late > timedelta(minutes=10):
            return self
        a, b, closes = self.a, self.b, now - late
        after, cared = self, self.until is not None and now < self.until
        if a.here and b.here and a.yes and b.yes:
            both = [Out("t", closes, (a.words, b.words))] if a.yes == b.yes == "both" and cared else []
            pair = (Out("a", closes, (a.words, b.words)), Out("b", closes, (b.words, a.words)))
            after = but(after, out=(*after.out, *pair, *both))
        if self.until and not cared:
            after = but(after, until=None)
        elif self.until and a.more and b.more:
            after = but(after, until=self.until + timedelta(days=90))
            after = but(after, a=but(after.a, more=False), b=but(after.b, more=False))
        return after.previewed(now)

    def taken_back(self, reader: str, read: bool, now: datetime) -> Rules:
        last = max(each.at for each in self.out)
        gone = [reader, *([] if read else ["t"])]
        return but(self, out=tuple(e for e in self.out if not (e.at == last and e.reader in gone)))

    def later(self, now: datetime) -> Rules:
        return but(self, out=tuple(each for each in self.out if now - each.at < KEPT_FOR))
