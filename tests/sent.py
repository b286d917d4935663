"""The words in a file that the bot sends: whatever its kind, as its reader would find them."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, cast
from unicodedata import bidirectional, normalize

PNG = b"\x89PNG\r\n\x1a\n"
TAG = re.compile(r"<[^>]*>")
BETWEEN = re.compile(r"[^\w\U0001f000-\U0001ffff]+")
"""What a line of paper, a tag or a sentence's end may put between letters."""


def normal(text: str) -> str:
    """Return a text with one form for each letter, however it was composed, joined or written large."""
    return normalize("NFKC", normalize("NFKC", text).casefold())


def squeezed(text: str) -> str:
    """Return the letters of a text alone: paper breaks lines, and words, where it must."""
    return BETWEEN.sub("", normal(text))


@lru_cache(maxsize=64)
def read(data: bytes) -> str:
    """Return everything that can be read in a file: one that goes to three chats is opened once.

    What a picture shows is not read, only what is written beside it.
    """
    if data.startswith(b"%PDF"):
        return "\n".join(_paper(data))
    if data.startswith(PNG):
        return "\n".join(_beside(data))
    text = data.decode("utf-8", "replace")
    parts = [text]
    if "<" in text:
        parts += [html.unescape(text), html.unescape(TAG.sub("", text))]
    if text[:1] in ("{", "["):
        with suppress(ValueError):
            parts += _strings(json.loads(text))
    return "\n".join(parts)


def _paper(data: bytes) -> Iterator[str]:
    """Yield the lines of a PDF, and what it says for those who hear it: titles, and words for pictures."""
    from pypdf import PdfReader  # heavy, and most runs read no paper
    from pypdf.generic import StreamObject

    paper = PdfReader(io.BytesIO(data))
    for page in paper.pages:
        for line in page.extract_text().splitlines():
            yield line
            if any(bidirectional(letter) in ("R", "AL") for letter in line):
                yield " ".join(reversed(line.split()))
    for number in range(1, cast("int", paper.trailer["/Size"])):
        part = paper.get_object(number)
        yield from (each for each in _strings(part) if not each.startswith("/"))
        if isinstance(part, StreamObject) and part.get("/Type") == "/Metadata":
            yield html.unescape(part.get_data().decode("utf-8", "replace"))


def _beside(data: bytes) -> Iterator[str]:
    """Yield what is written beside a picture."""
    at = len(PNG)
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind in (b"tEXt", b"iTXt"):
            yield data[at + 8 : at + 8 + size].decode("utf-8", "replace")
        at += 12 + size


def _strings(value: Any) -> Iterator[str]:
    """Yield each text in something nested, and the names of its parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield str(name)
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
