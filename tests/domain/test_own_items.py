"""Items of an operator's own: read whole or refused by name, and asked among the others."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.adapters.words import find_messages
from bot.domain import own_items
from bot.domain.library import Library, LibraryError, choose
from bot.domain.say import line
from bot.settings import SettingError
from bot.wiring import Random, load_facts, load_words

SHIPPED = Library.parse(tomllib.loads((find_messages() / "library.toml").read_text("utf-8")))
WHOLE = """
[[item]]
id = "ours-evening"
kind = "fear"
roles = ["hurt"]
stages = "all"
rests_on = ["our practice"]
page = "may"
ease = "breath"
words.en = "Which hour is {hardest} & <longest>?"
openers.en = ["Coming in", "Supper"]
"""


def test_an_item_of_ones_own_is_asked_with_its_words_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "items.toml"
    file.write_text(WHOLE, "utf-8")
    words, own = load_words(file)
    facts = load_facts("bot", own=own)
    used = [item.id for item in facts.library.pool("fear", "hurt", "steady") if item.id != "ours-evening"]
    item = choose(facts.library, "fear", "hurt", "steady", used, Random())
    assert item.id == "ours-evening" and item.openers == 2
    assert words.write(line(item.key), "en", "") == "Which hour is {hardest} & <longest>?"
    assert words.show(line(item.key), "de", "") == "Which hour is {hardest} &amp; &lt;longest&gt;?"
    assert words.write(line(item.opener_keys[1]), "en", "") == "Supper"


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ('id = "ours-evening"', 'id = "fear-today"', "there is one of this id already"),
        ('kind = "fear"', 'kind = "fright"', "fright is no kind of item"),
        ('ease = "breath"', 'ease = "gin"', "there is no ease gin"),
        ("words.en", "words.de", "words in en missing"),
        ("words.en =", "words.en = 3 #", "words are texts by language"),
        ("Which hour", "x" * 300, "words have 1 to 300 characters"),
        ('"Coming in", "Supper"', '"a", "b", "c", "d", "e"', "four openers at most"),
        ('"Coming in"', '"' + "x" * 31 + '"', "openers in en have 1 to 30 characters"),
        ("openers.en = [", "openers = 2 # [", "openers are lists of texts"),
        ("openers.en", 'words.de = "Welche?"\nopeners.en', "as many openers in each language"),
        ('page = "may"', 'page = "perhaps"', "page is may or never"),
    ],
)
def test_a_mistake_is_refused_with_the_name_of_its_item(was: str, becomes: str, why: str) -> None:
    with pytest.raises(LibraryError, match=why):
        own_items.parse(tomllib.loads(WHOLE.replace(was, becomes)), SHIPPED, "en")


@pytest.mark.parametrize(
    ("text", "why"),
    [("[[item", "cannot be read as TOML"), (WHOLE.replace("may", "perhaps"), "ours-evening: page is")],
)
def test_a_start_with_a_wrong_file_ends_in_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "items.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingError, match=f"EVENKEEL_ITEMS_FILE.*{why}"):
        load_words(file)


def test_a_language_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "items.toml"
    file.write_text(WHOLE + 'words.tlh = "nuqneH"\nopeners.tlh = ["a", "b"]\n', "utf-8")
    with pytest.raises(SettingError, match="tlh"):
        load_words(file)


def test_without_a_file_there_are_the_shipped_items_alone() -> None:
    words, own = load_words(None)
    assert not own.items and words.write(line("knock"), "en", "")
    assert load_facts("bot", own=own).library == SHIPPED
