"""The page about the library says what the library is."""

from __future__ import annotations

from tests.words.library import PAGE, table


def test_the_page_about_the_library_is_as_it_stands() -> None:
    assert PAGE.read_text(encoding="utf-8") == table(), "python -m tests.words.library writes it anew"
