"""Each item of the library was read by someone who had not written it, and what stopped them is noted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.domain.test_library import LIBRARY, TEXTS

NOTES = Path(__file__).parents[2] / "docs" / "reading-notes.md"
ROW = re.compile(r"^\| ([a-z0-9-]+) \| +(\S.*?) +\| *(.*?) *\|$", re.MULTILINE)
ROWS = ROW.findall(NOTES.read_text(encoding="utf-8"))
"""Each item that was read, what a reader stumbled over, and what was rewritten because of it."""


def kind_of(item: str) -> str:
    """Return the kind of an item; the ideas for touch are of one kind with its steps."""
    return item.partition("-")[0]


READ = {item.id for item in LIBRARY.items} | {key for key in TEXTS if kind_of(key) == "ease"}
KINDS = sorted({kind_of(item) for item in READ})


@pytest.mark.parametrize("kind", KINDS)
def test_every_item_has_one_row_in_the_notes(kind: str) -> None:
    noted = Counter(item for item, *_ in ROWS if kind_of(item) == kind)
    assert noted == Counter(item for item in READ if kind_of(item) == kind)


def test_what_stopped_a_reader_was_rewritten_or_is_said_to_stand() -> None:
    assert [item for item, note, rewritten in ROWS if not rewritten and "stands" not in note.lower()] == []


def test_a_given_beginning_stands_in_quotation_marks() -> None:
    bare = re.compile(r"(?:[Ss]tart(?: with)?|begin|say only): (?!“)")
    assert [key for key, text in TEXTS.items() if bare.search(text)] == []
