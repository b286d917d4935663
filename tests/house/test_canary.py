"""The search for canaries finds what it is meant to find, wherever that was put."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from tests import conftest
from tests.canary import HEAD, PAGE, Canaries, Typed, needle
from tests.town import town

CANARY = "That I still listen for the door at night"


@pytest.fixture
def canaries() -> Canaries:
    made = Canaries()
    made.type(CANARY)
    return made


def test_what_is_long_enough_to_be_nobody_elses_is_searched_for() -> None:
    assert needle(CANARY) == CANARY
    assert needle("a note of Ann's") == "a note of Ann"
    for typed in (
        "/today",
        "/start abcdef ghijkl",
        "7",
        "one",
        "Not together",
        "Two pages. Read alone first.",
        "?! ... ?! ... ?! ...",
        "……？！……",
    ):
        assert needle(typed) == "", typed


def test_a_line_of_the_log_that_quotes_somebody_is_found(
    canaries: Canaries, capsys: pytest.CaptureFixture[str]
) -> None:
    print(json.dumps({"event": "a note was kept", "text": CANARY}))
    canaries.search("the log", capsys.readouterr().err, "logs")
    assert not canaries.found
    print(json.dumps({"event": "a note was kept", "text": CANARY}))
    canaries.search("the log", capsys.readouterr().out, "logs")
    assert len(canaries.found) == 1


def test_a_column_that_is_not_sealed_is_found_in_the_file_and_in_its_wal(
    canaries: Canaries, tmp_path: Path
) -> None:
    database = sqlite3.connect(tmp_path / "evenkeel.db")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE entry (id TEXT, words TEXT)")
    database.execute("INSERT INTO entry VALUES ('x', ?)", (CANARY,))
    database.commit()
    canaries.search_folder(tmp_path)
    assert any(found.endswith("-wal") for found in canaries.found)
    canaries.found.clear()
    database.close()
    canaries.search_folder(tmp_path)
    assert [found.rpartition(" ")[2] for found in canaries.found] == [str(tmp_path / "evenkeel.db")]


def test_a_page_of_a_server_is_searched_once_whenever_it_was_written(
    canaries: Canaries, tmp_path: Path
) -> None:
    plain, told = bytes(PAGE - HEAD), CANARY.encode().ljust(PAGE - HEAD, b"\0")
    for number, pages in enumerate(((plain, plain), (plain, told), (told, plain))):
        path = tmp_path / str(number)
        path.write_bytes(b"".join(bytes([number] * HEAD) + page for page in pages))
        canaries.search_pages(path)
    assert [found.rpartition("/")[2] for found in canaries.found] == ["1"]
    assert canaries.figures["files as before"] == 1
    assert canaries.figures["bytes"] == 2 * (PAGE - HEAD)


def test_words_in_the_chat_of_another_are_found_unless_they_were_released(canaries: Canaries) -> None:
    typed = {1: Typed.of(CANARY), 2: Typed()}
    canaries.search_chats(typed, [(1, f"You wrote: {CANARY}"), (2, "Good evening.")])
    released = (
        "Two pages. Read alone first. If you both want to talk, take half an hour, and not near bedtime."
    )
    canaries.search_chats(typed, [(2, f"{released} {CANARY}")])
    assert not canaries.found
    canaries.search_chats(typed, [(2, f"Your partner wrote: {CANARY}")])
    assert len(canaries.found) == 1


async def test_words_under_a_file_are_found_whether_it_was_sent_or_took_a_message_s_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for under in ({"caption": CANARY}, {"media": {"type": "document", "media": "x", "caption": CANARY}}):
        canaries = Canaries()
        monkeypatch.setattr(conftest, "WHOLE", canaries)
        async with town() as here:
            ann = here.someone("Ann")
            await ann.opens()
            await ann.says(CANARY)
            here.telegram.calls.append(replace(here.telegram.calls[-1], chat_id=2, params=under))
        assert len(canaries.found) == 1, under


def test_a_word_is_found_in_the_chat_of_another_where_it_stands_as_one(canaries: Canaries) -> None:
    typed = {1: Typed.of("Zanzibari!", "7", "not today"), 2: Typed.of("a quiet day")}
    assert typed[1].words == {"zanzibari"}
    for told, count in (("Zanzibariland", 0), ("7 of 10", 0), ("So: ZANZIBARI.", 1)):
        canaries.found.clear()
        canaries.search_chats(typed, [(2, told)])
        assert len(canaries.found) == count, told
    canaries.found.clear()
    typed[2].add("I was in Zanzibari as well")
    canaries.search_chats(typed, [(2, "So: ZANZIBARI.")])
    assert not canaries.found


@pytest.mark.parametrize("typed", ["мне страшно ночью", "كيف أجيب", "我还在听门的声音", "🌊🌊🌒🌊"])
def test_words_in_other_letters_are_found_however_they_are_written(typed: str) -> None:
    ways = [typed.encode(way) for way in ("utf-8", "utf-16-be", "utf-16-le")]
    for written in (*ways, json.dumps(typed).encode(), normalize("NFD", typed).encode()):
        canaries = Canaries()
        canaries.type(typed)
        canaries.search("the log", b"\x00\xff" + written + b"\xd8")
        assert len(canaries.found) == 1, written


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_are_the_same_composed_and_in_parts(form: Literal["NFC", "NFD"], canaries: Canaries) -> None:
    typed = {1: Typed.of(normalize("NFC", "Müßig")), 2: Typed()}
    canaries.search_chats(typed, [(2, normalize(form, "Er war müßig."))])
    assert len(canaries.found) == 1


def test_what_one_process_found_another_counts(canaries: Canaries) -> None:
    canaries.type("Zanzibari")
    canaries.search("somewhere", CANARY)
    whole = Canaries()
    whole.add(json.loads(json.dumps(canaries.state())))
    assert whole.found == canaries.found
    assert whole.told().startswith("canaries: 1 texts and 1 words searched for")
    assert whole.told().endswith("1 found")
