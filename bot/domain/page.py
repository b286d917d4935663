"""One's own page of a week: its lines, its exact bytes, and what a yes binds to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from bot.domain.gate import Side
from bot.domain.people import Doc
from bot.domain.say import Line
from bot.domain.terms import KEPT

TEMPLATE = 1
"""The version of the page's fixed template. A yes to one version is no yes to another."""

LONGEST = 500
"""The longest line of a page, in characters."""

FIRST = timedelta(weeks=2)
"""How long after two linked their pages are early ones."""


def is_early(linked: datetime, at: datetime) -> bool:
    """Whether an instant belongs to the first two weeks of a couple, in which nothing asks for a line."""
    return at < linked + FIRST


TAKE_BACK = timedelta(hours=48)
KEPT_FOR = timedelta(weeks=KEPT)


class Audience(StrEnum):
    """The choice of the week."""

    KEEP = "keep"
    PARTNER = "partner"
    BOTH = "both"


class LineKind(StrEnum):
    """What a line of the page is."""

    RATING = "rating"
    FEAR = "fear"
    OWN = "own"
    SEEN = "seen"
    SAYBACK = "sayback"
    CYCLE = "cycle"
    UNDERSTAND = "understand"
    QUESTION = "question"
    SESSION = "session"
    PRACTISED = "practised"
    STAGE = "stage"


WRITTEN = (LineKind.UNDERSTAND, LineKind.QUESTION, LineKind.SESSION)
"""Three lines that can always be added."""


@dataclass(frozen=True)
class PageLine:
    """One line: its words for the page (the private entry stays as it was), and whether it goes."""

    id: str
    kind: LineKind
    words: str
    on: bool
    role: str = ""
    again: str = ""  # the day from which its writer is asked again whether it owns or defends
    marks: tuple[str, ...] = ()  # what these words say, for a picture; none once they are worded anew

    def reworded(self, words: str) -> PageLine:
        """Return the line with other words for the page."""
        marks = self.marks if words == self.words else ()
        return replace(self, words=words, on=True, again="", marks=marks)


@dataclass(frozen=True)
class Part:
    """One line of a page that went out: of which kind it is, and its words."""

    kind: LineKind
    words: str
    role: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WeekPage(Doc):
    """One's own page of one week; `at` is the instant at which what it draws on was frozen."""

    week: str
    half: str
    closes: datetime
    lines: tuple[PageLine, ...] = ()
    plain: bool = False
    choice: Audience = Audience.KEEP
    said: str = ""  # the binding that the yes was said to
    decided: bool = False
    released: bool = False
    looked: bool = False  # its preview has been opened
    seen: bool = False  # what T1 brought has been opened
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Copy(Doc):
    """A reader's own copy of what was released to them; it stays until it expires."""

    week: str
    purpose: Audience  # PARTNER: the joint summary; BOTH: the therapist's page
    source: str  # whose release: the writer's half, or the couple's proposal
    pages: tuple[str, ...]  # the exact bytes, own page first for a partner
    names: tuple[str, ...]
    values: tuple[int | None, ...]  # each one's released median, apart
    expires: datetime
    opened: bool = False
    clinical: bool = False  # a therapist's copy
    twins: tuple[
        str, ...
    ] = ()  # where else the same week lies, each as "person copy": to take one's page back
    said_back: bool = False  # the other's page says a line of its reader's back
    parts: tuple[tuple[Part, ...], ...] = ()  # the lines of each page; a plain page has none
    care: str = ""  # by which link a therapist has the same week; empty: none has
    second: bool = False  # on the therapist's page one's own stands second
    taken: bool = False  # its writer took a page of this week back after it was opened


@dataclass(frozen=True, kw_only=True)
class Receipt(Doc):
    """Proof of a release for its writer's own export: the hash, never the words."""

    week: str
    binding: str  # what the yes was bound to
    purpose: Audience
    template: int = TEMPLATE
    page: str = ""  # the SHA-256 of the page as it went out, in UTF-8
    recipients: tuple[str, ...] = ()  # the names of those it went to
    twins: tuple[str, ...] = ()  # where one's page lies still, once the other took theirs back: to do so, too


Write = Callable[[Line], str]


def parts_of(page: WeekPage) -> tuple[Part, ...]:
    """Return the lines that go out with this page, in order; none where it is plain or empty."""
    lines = [] if page.plain else [each for each in page.lines if each.on and each.words]
    return tuple(Part(each.kind, each.words, each.role, each.marks) for each in lines)


def body(page: WeekPage, write: Write) -> str:
    """Return the exact text the other would read. A plain or empty page is one fixed line."""
    return body_of(parts_of(page), write)


def body_of(parts: Sequence[Part], write: Write) -> str:
    """Return the text of these lines, or the one fixed line where there are none."""
    return "\n\n".join(write(worded(each)) for each in parts) or write(Line("page-plain"))


def worded(each: Part) -> Line:
    """Return a line as its page has it, label and words."""
    key = f"page-line-{each.kind}-{each.role}" if each.role else f"page-line-{each.kind}"
    return Line(key, {"words": each.words})


def print_of(text: str) -> str:
    """Return the SHA-256 of a page: its receipt keeps this, and never the words."""
    return sha256(text.encode()).hexdigest()


def binding(text: str, recipients: Sequence[str], week: str) -> str:
    """Return the SHA-256 over (page, template version, recipients, week) that a yes binds to."""
    whole = "\x1f".join([text, str(TEMPLATE), *sorted(recipients), week])
    return sha256(whole.encode()).hexdigest()


def side(page: WeekPage, text: str) -> Side:
    """Return this page's side of the week's gate."""
    return Side(page.said, binding(text, page.recipients, page.week))


def chosen(page: WeekPage, choice: Audience, text: str, recipients: Sequence[str]) -> WeekPage:
    """Return the page with this choice. *Keep it* is stored exactly as if nothing had been chosen."""
    if choice is Audience.KEEP:
        return replace(page, choice=choice, said="", recipients=())
    said = binding(text, recipients, page.week)
    return replace(page, choice=choice, said=said, recipients=tuple(recipients))


def changed(page: WeekPage, lines: Sequence[PageLine]) -> WeekPage:
    """Return the page with other lines; a yes to the former bytes falls back to *keep it*."""
    return replace(page, lines=tuple(lines), choice=Audience.KEEP, said="", recipients=())


def made_plain(page: WeekPage) -> WeekPage:
    """Return the plain page of this week; there is no way back within it, so it tells nothing."""
    return changed(replace(page, plain=True), page.lines)


def held(page: WeekPage, write: Write) -> WeekPage:
    """Return the page as a hold leaves it: plain, with the choice as it was (the one exception)."""
    plain = replace(page, plain=True)
    if page.choice is Audience.KEEP:
        return plain
    return replace(plain, said=binding(body(plain, write), page.recipients, page.week))


def says_back(page: WeekPage) -> bool:
    """Whether this page, as it goes out, says a line of the other's back."""
    return not page.plain and any(
        each.on and each.words and each.kind is LineKind.SAYBACK for each in page.lines
    )


def released_value(page: WeekPage) -> int | None:
    """Return the median that goes out with this page, if its rating line does."""
    if page.plain:
        return None
    for each in page.lines:
        if each.kind is LineKind.RATING and each.on and each.words:
            return int(each.words) if each.words.isdecimal() else None
    return None


def ratings(copies: Sequence[Copy], places: Sequence[int]) -> tuple[int | None, ...]:
    """Return one's own released median of each week (oldest first); `places` says where they stand in each.

    Only those of their newest role: before it changed, another question was answered, on another scale.
    """
    given = [(_asked_as(copy, at), copy.values[at]) for copy, at in zip(copies, places, strict=True)]
    shown = ("", asked_as(copies, places))
    return tuple(value if role in shown else None for role, value in given)


def asked_as(copies: Sequence[Copy], places: Sequence[int]) -> str:
    """Return the role in which these ratings were given, the newest; empty where no page says one."""
    roles = [_asked_as(copy, at) for copy, at in zip(copies, places, strict=True)]
    return next((role for role in reversed(roles) if role), "")


def _asked_as(copy: Copy, place: int) -> str:
    """Return the role of the rating on a page; empty where none is there, or the copy has no parts."""
    parts = copy.parts[place] if copy.parts else ()
    return next((each.role for each in parts if each.kind is LineKind.RATING), "")


def leaves(text: str, size: int = 2800) -> list[str]:
    """Return a text as leaves to turn, each at most `size` UTF-16 units, broken between lines or words."""
    out: list[str] = []
    rest = text
    while units(rest) > size:
        cut = _cut(rest, size)
        out.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip("\n ")
    return [*out, rest]


def units(text: str) -> int:
    """Return the length as Telegram counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, size: int) -> int:
    end = size
    while units(text[:end]) > size:
        end -= (units(text[:end]) - size + 1) // 2 or 1
    for mark in ("\n", " "):
        found = text.rfind(mark, 1, end)
        if found > 0:
            return found
    return end
