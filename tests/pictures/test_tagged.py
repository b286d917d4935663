"""What a screen reader is given: every mark on the paper has its place in a tree, in the order of reading."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream

from bot.adapters.pictures.renderer import TypstRenderer
from bot.domain.session import session
from bot.services.therapy.session import paper
from tests.pictures.test_sheets import CASES, write

PAINTS = frozenset(
    {b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh", b"Do"}
)
"""What leaves a mark on the paper: letters, areas, strokes, shadings, and whatever is drawn by its name."""

ALL = {name: [session(found)] for name, found in CASES.items()}
ALL["the record"] = [session(CASES["twelve weeks"][:n]) for n in (1, 2, 12)]
RENDERER = TypstRenderer(kept=len(ALL) + 2)
ALL["since a week"] = [session(CASES["twelve weeks"], "2026-05-10")]


@dataclass(frozen=True)
class Node:
    """A part of the tree: its tag, what is said of it, and the marks that lie in itself, by page."""

    tag: str
    alt: str
    marks: tuple[tuple[int, int], ...]


async def printed(case: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(await RENDERER.print(paper(ALL[case], write), "en")))


def nodes(reader: pypdf.PdfReader) -> list[Node]:
    """Return the tree in its order."""
    places = {
        page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference
    }
    found: list[Node] = []

    def walk(node: Any, page: int) -> None:
        node = node.get_object()
        page = places[node.raw_get("/Pg").idnum] if "/Pg" in node else page
        kids = node.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        marks = tuple((page, int(kid)) for kid in kids if isinstance(kid, int))
        if "/S" in node:
            found.append(Node(str(node["/S"]), str(node.get("/Alt", "")), marks))
        for kid in kids:
            if not isinstance(kid, int):
                walk(kid, page)

    walk(root(reader)["/StructTreeRoot"], -1)
    return found


def root(reader: pypdf.PdfReader) -> Any:
    return reader.trailer["/Root"]


def painted(reader: pypdf.PdfReader, number: int) -> Iterator[int | None]:
    """Give the mark that each stroke of a page belongs to; none for what is there to look nice alone."""
    inside: list[int | None] = []
    stream = ContentStream(reader.pages[number].get_contents(), reader)
    for operands, operator in stream.operations:
        if operator in (b"BDC", b"BMC"):
            given = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            nested = any(mark is not None for mark in inside)  # letters from the right, and how a word reads
            assert nested or "/MCID" in given or operands[0] == "/Artifact", operands
            inside.append(given.get("/MCID"))
        elif operator == b"EMC":
            inside.pop()
        elif operator in PAINTS:
            assert inside, f"{operator!r} lies outside of everything that is told"
            yield next((mark for mark in inside if mark is not None), None)
    assert not inside


@pytest.mark.parametrize("case", ALL)
async def test_every_mark_on_the_paper_is_told_once_and_in_the_order_of_reading(case: str) -> None:
    reader = await printed(case)
    told = [mark for node in nodes(reader) for mark in node.marks]
    assert told == sorted(set(told))
    seen = {(n, mark) for n in range(len(reader.pages)) for mark in painted(reader, n) if mark is not None}
    assert seen <= set(told)
    assert {n for n, _ in told} == set(range(len(reader.pages)))


@pytest.mark.parametrize("case", ALL)
async def test_headings_go_down_one_step_at_a_time_and_each_picture_says_what_it_shows(case: str) -> None:
    found = nodes(await printed(case))
    levels = [int(node.tag[2:]) for node in found if re.fullmatch(r"/H\d", node.tag)]
    assert levels[:1] == [1]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert levels.count(1) == len(ALL[case])
    assert all(re.search(r"\d", node.alt) for node in found if node.tag == "/Figure")
    assert {node.tag for node in found} <= {"/Document", "/H1", "/H2", "/P", "/Div", "/Figure"}


@pytest.mark.parametrize("case", ALL)
async def test_a_reader_is_told_the_language_the_title_and_how_each_letter_reads(case: str) -> None:
    reader = await printed(case)
    top = root(reader)
    assert (top["/Lang"], top["/MarkInfo"]["/Marked"]) == ("en", True)
    assert top["/MarkInfo"].get("/Suspects", False) == False  # noqa: E712 - pypdf's own kind of truth
    assert top["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata
    assert reader.metadata.title
    assert re.search(rb"pdfuaid:part[^1-9]*1", top["/Metadata"].get_object().get_data())
    for page in reader.pages:
        resources: Any = page["/Resources"]
        assert resources["/Font"]
        for font in resources["/Font"].values():
            (below,) = font["/DescendantFonts"]
            assert "/ToUnicode" in font
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"])
