"""Others' words are found in a file of any kind that was sent; only what went out at T1 may stand there."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime
from unicodedata import normalize

import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject, TextStringObject

from bot.domain.checkin import Entry, Kind
from bot.domain.page import LineKind, Part
from bot.domain.session import session
from bot.services.own import belongings
from bot.services.ports import Mine
from bot.services.therapy.session import paper
from tests import conftest
from tests.canary import Canaries, Typed, needle
from tests.pictures.test_sheets import ARABIC, HEBREW, JON, LONG, RENDERER, copies, write
from tests.sent import PNG
from tests.story.test_export import HIS, TOLD, a_shared_week
from tests.town import town

CANARY = "That I still listen for the door at night, and don't know whose steps I'm waiting for any more"
UMLAUTS = "Ärger über Übergänge, Größe, Füße, Süße und müßige Flüsse"
FOREIGN = "мне страшно ночью без тебя"


def found(data: bytes, *texts: str, name: str = "file", shown: str = "", released: str = "") -> list[str]:
    """Return what of these texts is found in a file that somebody else was sent."""
    canaries = Canaries()
    canaries.search_sent({1: Typed.of(*texts), 2: Typed()}, [(2, shown)], [(2, name, data)], [released])
    assert canaries.figures["files of other chats"] == 1
    return [each.rpartition(" of 1 in a file for 2")[0] for each in canaries.found]


async def printed(*typed: str) -> bytes:
    """Return a sheet of paper that carries these words."""
    parts = tuple(Part(LineKind.OWN, each) for each in typed)
    return await RENDERER.print(paper([session(copies(parts, JON))], write), "en")


@pytest.mark.parametrize("typed", [CANARY, UMLAUTS, normalize("NFD", UMLAUTS), FOREIGN, HEBREW, ARABIC])
async def test_words_on_paper_are_found_across_its_lines(typed: str) -> None:
    wanted = Typed({typed}, set())
    canaries = Canaries()
    canaries.search_sent({1: wanted, 2: Typed()}, [], [(2, "", await printed(typed, LONG))], [])
    assert len(canaries.found) == 1
    assert not found(await printed("Nothing to say."), CANARY, UMLAUTS, FOREIGN)


async def test_a_word_on_paper_is_found() -> None:
    assert found(await printed("Nothing but Zanzibari!"), "zanzibari") == ["'zanzibari'"]


@pytest.mark.parametrize("typed", [CANARY, UMLAUTS, FOREIGN, "Fußweg"])
def test_what_paper_says_only_to_those_who_hear_it_is_found(typed: str) -> None:
    told = StreamObject()
    told.set_data(f"<title>{typed}</title>".encode())
    told[NameObject("/Type")] = NameObject("/Metadata")
    for key, said in (("/Alt", TextStringObject(typed)), ("/Metadata", told)):
        writer, file = PdfWriter(), io.BytesIO()
        writer.add_blank_page(10, 10)
        writer.root_object[NameObject(key)] = writer._add_object(said)
        writer.write(file)
        assert found(file.getvalue(), typed), key


@pytest.mark.parametrize(
    "typed", [CANARY, UMLAUTS, normalize("NFD", UMLAUTS), FOREIGN, "Zanzibari", "Fußweg"]
)
def test_words_are_found_in_what_is_for_programs_however_they_are_escaped(typed: str) -> None:
    for plain in (True, False):
        for whole in ({"notes": [{"words": typed}]}, [{typed: 1}]):
            assert found(json.dumps(whole, ensure_ascii=plain).encode(), typed), (plain, whole)


@pytest.mark.parametrize("typed", [CANARY, UMLAUTS, FOREIGN, "Zanzibari", "Fußweg"])
def test_words_are_found_on_a_page_to_read_among_tags_and_entities(typed: str) -> None:
    coded = "".join(f"&#{ord(each)};" for each in typed)
    tagged = typed.replace(" ", "</b> <b>").replace("z", "<i>z</i>").replace("F", "<i>F</i>")
    for shown in (typed, coded, tagged, f'<img alt="{coded}">'):
        assert found(f"<!doctype html><p>{shown}</p>".encode(), typed), shown


def test_words_are_found_beside_a_picture_and_in_the_name_of_a_file() -> None:
    for kind in (b"tEXt", b"iTXt"):
        told = b"Title\0" + CANARY.encode()
        data = PNG + bytes(4) + b"IDAT" + bytes(4) + len(told).to_bytes(4, "big") + kind + told + bytes(4)
        assert found(data, CANARY), kind
    assert not found(PNG + len(CANARY).to_bytes(4, "big") + b"IDAT" + CANARY.encode() + bytes(4), CANARY)
    assert found(b"{}", "Zanzibari", name="evenkeel-2026-03-08-Zanzibari.pdf") == ["'zanzibari'"]


def test_what_went_out_or_was_shown_on_a_released_page_may_stand_in_a_file() -> None:
    page = "Two pages. Read alone first. If you both want to talk, take half an hour, and not near bedtime."
    data = json.dumps([CANARY, "Zanzibari"]).encode()
    both = f"{CANARY} Zanzibari"
    assert not found(data, CANARY, "Zanzibari", released=both)
    assert not found(data, CANARY, "Zanzibari", shown=f"{page} {both}")
    assert found(data, "Zanzibari", released=CANARY) == ["'zanzibari'"]
    assert found(data, CANARY, shown=both)


def test_one_s_own_words_may_stand_in_one_s_own_file() -> None:
    canaries = Canaries()
    data = json.dumps([CANARY, "Zanzibari"]).encode()
    canaries.search_sent({1: Typed.of(CANARY, "Zanzibari"), 2: Typed.of("Oh.")}, [], [(1, "", data)], [])
    assert not canaries.found


@pytest.mark.parametrize("lapse", ["", "another's note is taken along", "a page went out by itself"])
async def test_of_the_other_s_a_real_file_holds_what_went_out_and_nothing_else(
    lapse: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    canaries = Canaries()
    monkeypatch.setattr(conftest, "WHOLE", canaries)

    async def gather(mine: Mine, at: datetime) -> belongings.Belongings:
        own = await belongings.gather(mine, at)
        entry = Entry(
            id="x", owner=mine.owner, at=at, kind=Kind.NOTE, item="note", day="2026-03-08", words=HIS[0]
        )
        return replace(own, entries=(*own.entries, entry))

    async with town() as here:
        ann, _ = await a_shared_week(here)
        if lapse == "another's note is taken along":
            monkeypatch.setattr("bot.services.flow.delivery.gather", gather)
        elif lapse:
            conftest.RELEASED.clear()
        await ann.exports()
        assert TOLD in ann.files["json"].decode()
    words = HIS[0] if lapse == "another's note is taken along" else TOLD if lapse else ""
    texts = {each.partition("' of ")[0].strip("'") for each in canaries.found}
    assert {each for each in texts if " " in each} == {needle(words)} - {""}
