"""What the documents promise is there: the tests they name, the files they point to."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
NAME = re.compile(r"`(test_\w+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


@cache
def names() -> frozenset[str]:
    """Return the name of every test there is."""
    found = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Assign):  # a machine's test case has its name by assignment
                found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
    return frozenset(found)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_test_that_a_document_names_exists(paper: Path) -> None:
    assert set(NAME.findall(paper.read_text(encoding="utf-8"))) <= names()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_file_that_a_document_points_to_exists(paper: Path) -> None:
    missing = {
        link for link in LINK.findall(paper.read_text(encoding="utf-8")) if not (paper.parent / link).exists()
    }
    assert missing == set()


def test_every_threat_names_a_test() -> None:
    rows = re.findall(r"^\| \*\*.*$", (ROOT / "docs/threats.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) >= 18
    assert all(NAME.search(row.rsplit(" | ", 1)[-1]) for row in rows)
