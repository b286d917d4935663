"""Canaries: whatever tests type as a person is searched for afterwards wherever nobody's words may be.

The words themselves are the canaries, where they are long enough to be nobody else's: so tests read as they
did, and say what they said. What stands in the bot's own texts is left out. Single words of four to nine
letters are searched for in other people's chats and files alone, where a word is a word: among the bytes of
a database some stand by chance. A rating can be no canary, for each digit stands on every scale, clock and
date; what follows from one is compared by the pairs of `tests/worlds`, message by message.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

from tests.sent import normal, read, squeezed

ROOT = Path(__file__).parents[1]
RUN = re.compile(r"[ -!#-%(-;=?-\[\]-~]{10,}")  # printable ASCII that nothing on the way escapes
RUNS = re.compile(RUN.pattern.encode())
FOREIGN = re.compile(r"[^\x00-\x7f](?: ?[^\x00-\x7f]){3,}")
"""Four or more in other letters than those of ASCII, or so many signs."""
WORD = re.compile(r"[^\W\d_]+")
SHORTEST, LONGEST = 4, 9
"""So many letters has a word that is searched for alone."""
SHARED = ("joint-intro", "client-footer", "care-policy-says")
"""What stands in a message that shows what its writer let its reader read."""
KINDS = re.compile(r"\.db|\.sqlite|wal|journal|\.log|^log|dump|backup|pgdata|metrics", re.IGNORECASE)
"""Files of the bot's own making: its databases, logs and copies of them. Transcripts show chats, and may."""
MOST = 64 * 1024 * 1024  # of one file
PAGE, HEAD = 8192, 24
"""A page of PostgreSQL, and its head, which says when it was written; nothing runs on from page to page."""


@cache
def own_words() -> str:
    """Return the bot's own texts, and the words of its code: typed by a person they tell nothing."""
    kinds = ("messages/**/*.ftl", "messages/**/*.toml", "bot/**/*.py", "bot/**/*.typ")
    return "\n".join(path.read_text(encoding="utf-8") for kind in kinds for path in ROOT.glob(kind))


@cache
def vocabulary() -> frozenset[str]:
    """Return every word that the bot has of its own."""
    return frozenset(WORD.findall(normal(own_words())))


@cache
def needle(text: str) -> str:
    """Return what to search for of a typed text; nothing where it is too short, or a command."""
    runs = [each.strip() for each in RUN.findall(text)]
    longest = max((each for each in runs if " " in each), key=len, default="")
    if len(longest) < 10:
        longest = max(FOREIGN.findall(text), key=len, default="")
    told = not text.startswith("/") and len(squeezed(longest)) >= SHORTEST and longest not in own_words()
    return longest if told else ""


@cache
def words(text: str) -> frozenset[str]:
    """Return the single words to search for of a typed text; none of a command."""
    if text.startswith("/"):
        return frozenset()
    found = WORD.findall(normal(text))
    return frozenset(each for each in found if SHORTEST <= len(each) <= LONGEST) - vocabulary()


@cache
def encoded(wanted: str) -> frozenset[bytes]:
    """Return how a text may stand in a file's bytes: composed or not, in UTF-8 or UTF-16, or escaped."""
    forms = {normalize(form, wanted) for form in ("NFC", "NFD")}
    wide = {form.encode(way) for form in forms for way in ("utf-16-be", "utf-16-le")}
    plain = {form.encode() for form in forms} | {json.dumps(form)[1:-1].encode() for form in forms}
    return frozenset(plain | wide)


@dataclass
class Typed:
    """What to search for of what one person typed: whole texts, and single words."""

    whole: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, *texts: str) -> Typed:
        """Return what somebody typed."""
        typed = cls()
        for each in texts:
            typed.add(each)
        return typed

    def add(self, text: str) -> None:
        """Remember one text."""
        self.whole |= {needle(text)} - {""}
        self.words |= words(text)

    def __sub__(self, other: Typed) -> Typed:
        """Return what somebody else did not type as well."""
        return Typed(self.whole - other.whole, self.words - other.words)

    def found(self, text: str) -> set[str]:
        """Return what of it can be read in a text, a word where it stands as one."""
        plain = normal(text)
        near = {each for each in self.words if each in plain}
        near &= set(WORD.findall(plain)) if near else set()
        if not self.whole:
            return near
        letters = squeezed(text)
        return near | {each for each in self.whole if squeezed(each) in letters}


@dataclass
class Canaries:
    """What was typed, where it was looked for, and where it was found."""

    typed: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    figures: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    _known: set[bytes] = field(default_factory=set)

    def type(self, text: str) -> None:
        """Remember what somebody typed."""
        self.figures["texts typed"] += 1
        wanted = needle(text)
        if wanted:
            self.typed.add(wanted)
        self.words |= words(text)

    def search(self, where: str, content: bytes | str, what: str = "texts") -> None:
        """Search something that the bot made; what is found is remembered, with where but not what."""
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        self.figures[what] += 1
        self.figures["bytes"] += len(data)
        whole = "\n".join({each.decode("ascii") for each in RUNS.findall(data)})
        for each in self.typed:
            if each in whole if each.isascii() else any(form in data for form in encoded(each)):
                self.found.append(f"{each!r} in {where}")

    def search_file(self, path: Path) -> None:
        """Search one file, if it is there still."""
        try:
            with path.open("rb") as file:
                content = file.read(MOST)
        except OSError:
            self.figures["files gone"] += 1
            return
        known = sha256(content).digest()
        if known in self._known:  # what was typed since then is not in what was there before
            self.figures["files as before"] += 1
        else:
            self._known.add(known)
            self.search(str(path), content, "files")

    def search_pages(self, path: Path) -> None:
        """Search one file of PostgreSQL: of a new database nearly every page is as in all others."""
        try:
            content = path.read_bytes()
        except OSError:
            self.figures["files gone"] += 1
            return
        pages = {content[start + HEAD : start + PAGE] for start in range(0, len(content), PAGE)}
        fresh = {sha256(page).digest(): page for page in pages}
        fresh = {known: page for known, page in fresh.items() if known not in self._known}
        self._known |= fresh.keys()
        self.figures["files as before"] += not fresh
        if fresh:
            self.search(str(path), b"\0".join(fresh.values()), "files")

    def search_folder(self, folder: Path, every: bool = False) -> None:
        """Search a folder's databases, logs and copies of them; `every` file, where all are the bot's."""
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink() and (every or KINDS.search(path.name)):
                self.search_file(path)

    def search_chats(self, typed: Mapping[int, Typed], shown: Iterable[tuple[int, str]]) -> None:
        """Search what chats showed for what others typed: only a released page may carry it."""
        here = {chat: [text for text in texts if not _shared(text)] for chat, texts in _sorted(shown).items()}
        self.figures["messages of other chats"] += sum(map(len, here.values()))
        for chat, texts in here.items():
            self._strange(typed, chat, "\n".join(texts), "the chat of")

    def search_sent(
        self,
        typed: Mapping[int, Typed],
        shown: Iterable[tuple[int, str]],
        files: Iterable[tuple[int, str, bytes]],
        released: Iterable[str],
    ) -> None:
        """Search files that chats were sent, and their names, for what others typed.

        They may hold what was `released` at T1, and what a page in the same chat showed.
        """
        went = list(released)
        seen = _sorted(shown)
        for chat, name, data in set(files):
            if typed.keys() <= {chat}:
                continue
            self.figures["files of other chats"] += 1
            allowed = "\n".join([*went, *filter(_shared, seen.get(chat, ()))])
            self._strange(typed, chat, f"{name}\n{read(data)}", "a file for", allowed)

    def _strange(
        self, typed: Mapping[int, Typed], chat: int, text: str, where: str, allowed: str = ""
    ) -> None:
        own = typed.get(chat, Typed())
        for who, said in typed.items():
            found = (said - own).found(text) if who != chat else set()
            if found and allowed:
                found -= said.found(allowed)
            self.found += [f"{each!r} of {who} in {where} {chat}" for each in sorted(found)]

    def told(self) -> str:
        """Return the figures as one line."""
        counted = ", ".join(f"{count:,} {what}" for what, count in sorted(self.figures.items()))
        wanted = f"{len(self.typed):,} texts and {len(self.words):,} words searched for"
        return f"canaries: {wanted} ({counted}); {len(self.found)} found"

    def state(self) -> dict[str, Any]:
        """Return everything as plain values, for another process."""
        typed, words = sorted(self.typed), sorted(self.words)
        return {"typed": typed, "words": words, "figures": dict(self.figures), "found": self.found}

    def add(self, state: Mapping[str, Any]) -> None:
        """Take in what another process found."""
        self.typed |= set(state["typed"])
        self.words |= set(state["words"])
        self.figures.update(state["figures"])
        self.found += state["found"]


def _sorted(shown: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    """Return the messages of each chat, each once."""
    chats: dict[int, list[str]] = {}
    for chat, text in set(shown):
        chats.setdefault(chat, []).append(text)
    return chats


def _shared(text: str) -> bool:
    """Return whether a message shows what its writer let its reader read."""
    return any(_fixed(key) in text for key in SHARED)


@cache
def _fixed(key: str) -> str:
    """Return the longest fixed part of an English text."""
    from tests.town import shapes

    parts = [re.sub(r"\\(.)", r"\1", part) for part in shapes()[key].pattern.split(".*?")]
    return max(parts, key=len)[:60]


WHOLE = Canaries()
"""Those of this process."""
