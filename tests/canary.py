"""Canaries: whatever tests type as a person is searched for afterwards wherever nobody's words may be.

The words themselves are the canaries, where they are long enough to be nobody else's: so tests read as they
did, and say what they said. What stands in the bot's own texts is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RUN = re.compile(r"[ -!#-%(-;=?-\[\]-~]{10,}")  # printable ASCII that nothing on the way escapes
RUNS = re.compile(RUN.pattern.encode())
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
    files = [*ROOT.glob("messages/**/*.ftl"), *ROOT.glob("messages/**/*.toml"), *ROOT.glob("bot/**/*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@cache
def needle(text: str) -> str:
    """Return what to search for of a typed text; nothing where it is too short, or a command."""
    runs = [each.strip() for each in RUN.findall(text)]
    longest = max((each for each in runs if " " in each), key=len, default="")
    if text.startswith("/") or len(longest) < 10 or longest in own_words():
        return ""
    return longest


@dataclass
class Canaries:
    """What was typed, where it was looked for, and where it was found."""

    typed: set[str] = field(default_factory=set)
    figures: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    _known: set[bytes] = field(default_factory=set)

    def type(self, text: str) -> None:
        """Remember what somebody typed."""
        self.figures["texts typed"] += 1
        wanted = needle(text)
        if wanted:
            self.typed.add(wanted)

    def search(self, where: str, content: bytes | str, what: str = "texts") -> None:
        """Search something that the bot made; what is found is remembered, with where but not what."""
        data = content.encode("utf-8", "replace") if isinstance(content, str) else content
        self.figures[what] += 1
        self.figures["bytes"] += len(data)
        shown = {each.decode("ascii") for each in RUNS.findall(data)}
        if not shown:
            return
        whole = "\n".join(shown)
        for each in self.typed:
            if each in whole:
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

    def search_chats(self, typed: Mapping[int, set[str]], shown: Iterable[tuple[int, str]]) -> None:
        """Search what chats showed for what others typed: only a released page may carry it."""
        marks = tuple(_fixed(key) for key in SHARED)
        texts = [(chat, text) for chat, text in set(shown) if not any(mark in text for mark in marks)]
        self.figures["messages of other chats"] += len(texts)
        whole: dict[int, list[str]] = {}
        for chat, text in texts:
            whole.setdefault(chat, []).append(text)
        for chat, here in whole.items():
            joined = "\n".join(here)
            for who, words in typed.items():
                strange = words - typed.get(chat, set()) if who != chat else ()
                self.found += [
                    f"{each!r} of {who} in the chat of {chat}" for each in strange if each in joined
                ]

    def told(self) -> str:
        """Return the figures as one line."""
        counted = ", ".join(f"{count:,} {what}" for what, count in sorted(self.figures.items()))
        return f"canaries: {len(self.typed):,} searched for ({counted}); {len(self.found)} found"

    def state(self) -> dict[str, Any]:
        """Return everything as plain values, for another process."""
        return {"typed": sorted(self.typed), "figures": dict(self.figures), "found": self.found}

    def add(self, state: Mapping[str, Any]) -> None:
        """Take in what another process found."""
        self.typed |= set(state["typed"])
        self.figures.update(state["figures"])
        self.found += state["found"]


@cache
def _fixed(key: str) -> str:
    """Return the longest fixed part of an English text."""
    from tests.town import shapes

    parts = [re.sub(r"\\(.)", r"\1", part) for part in shapes()[key].pattern.split(".*?")]
    return max(parts, key=len)[:60]


WHOLE = Canaries()
"""Those of this process."""
