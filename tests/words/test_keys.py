from __future__ import annotations

import tomllib

import pytest

from bot.adapters.words import KEYBOARD, ORIGINAL, FluentWords
from bot.domain.library import Library
from tests.words.code import HOLE, Use, uses
from tests.words.texts import LANGUAGES, MESSAGES, texts

ENGLISH = texts(ORIGINAL)
OTHERS = [language for language in LANGUAGES if language != ORIGINAL]
BY_ITEM = ("item-", "ease-")  # named by library.toml, and held to it below


def reached(use: Use) -> list[str]:
    return (
        [key for key in ENGLISH if use.reaches(key)] if HOLE in use.key else [use.key] * (use.key in ENGLISH)
    )


def test_every_key_in_the_code_has_its_text() -> None:
    missing = [
        str(use)
        for use in uses()
        if use.key.replace(HOLE, "").strip("-") and not reached(use) and not use.key.startswith(BY_ITEM)
    ]
    assert not missing, "these have no text in messages/en:\n" + "\n".join(sorted(missing))


def test_every_text_is_used() -> None:
    used = {key for use in uses() for key in reached(use)}
    used |= {key for key in ENGLISH if "-" not in key and any(key in use.near for use in uses())}
    unused = [key for key in ENGLISH if key not in used and not key.startswith(BY_ITEM)]
    assert not unused, "nothing in the code names these:\n" + "\n".join(sorted(unused))


def test_every_item_of_the_library_has_its_texts_and_no_text_is_left_over() -> None:
    library = Library.parse(tomllib.loads((MESSAGES / "library.toml").read_text(encoding="utf-8")))
    needed = {key for item in library.items for key in (item.key, *item.opener_keys, item.ease_key) if key}
    there = {key for key in ENGLISH if key.startswith(BY_ITEM)}
    assert not needed - there, f"these have no text: {sorted(needed - there)}"
    assert not there - needed, f"library.toml names none of these: {sorted(there - needed)}"


def test_every_text_gets_its_values() -> None:
    wrong = [
        f"{use}: {', '.join(sorted(lacking))}"
        for use in uses()
        if use.given is not None and not use.key.startswith(HOLE)
        for key in reached(use)
        if (lacking := ENGLISH[key].variables - use.given)
    ]
    assert not wrong, "these texts are not given what they need:\n" + "\n".join(sorted(wrong))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_only_what_english_says_and_with_the_same_values(language: str) -> None:
    for key, text in texts(language).items():
        assert key in ENGLISH, f"{language} has {key}, which English has not"
        assert text.variables == ENGLISH[key].variables, f"{key} ({language})"
        assert text.functions <= {"CLOCK", "WEEKDAY", "DAY", "MONTH", "DATE", "NUMBER"}, f"{key} ({language})"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_buttons_differ_in_every_language(language: str) -> None:
    words = FluentWords()
    for key in KEYBOARD:
        if key in texts(language):
            assert words.spoken(texts(language)[key].readings[0]) == key
