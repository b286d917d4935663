"""What people write, in pictures; what is no picture; and what is kept of those that were drawn."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.pictures import renderer
from bot.adapters.pictures.glyphs import BOX, FONTS, LONGEST, covered, showable
from bot.adapters.pictures.renderer import PictureError, TypstRenderer, prepared
from bot.domain.say import Picture
from tests.pictures.drawn import ANA, JON, draw, of, size

tricky = st.text(max_size=400) | st.sampled_from(
    [
        "",
        " ",
        "a" * 3000,
        "#set page(fill: red)\n*bold* $x$ @ref // \\",
        "👩‍👩‍👧 ❤️ 🏳️‍🌈 1️⃣ 🇩🇪",
        "שלום \u202eabc\u202c عمر سلام",
        "\0\x07\x1b[31m\u2028",
        "日本語 ไทย हिन्दी",
        "Z̷̢̡̛̛̛͖͔a̶l̵g̸o",
        "\ud800",
    ]
)


@settings(deadline=None, max_examples=40)
@given(tricky, tricky, st.sampled_from(["en", "de", "ar", "he", "pt-BR", "xx", ""]))
def test_anything_that_people_write_becomes_a_picture(one: str, two: str, language: str) -> None:
    async def each() -> None:
        for picture in (
            of("own-line", title=one, low=two, high=one, alt=two),
            of("joint", title=one, panels=[ANA | {"name": one, "what": two}, JON | {"name": two}]),
            of("therapist", title=one, subtitle=two, footer=one, panels=[ANA | {"name": two}, JON]),
            of("neutral", text=one, alt=two),
            of("wheel", title=one, note=two, spokes=[{"name": two, "value": 2, "none": one}] * 5),
        ):
            width, height = size(await draw(picture, language))
            assert width == 1000
            assert height < 9000  # with its width, what Telegram takes as a photo

    asyncio.run(each())


@given(tricky)
def test_only_what_the_fonts_have_reaches_them(text: str) -> None:
    shown = showable(text)
    assert {ord(character) for character in shown} <= covered()
    assert len(shown.replace("\u200b", "")) <= LONGEST


def test_what_people_add_to_their_words_is_there_in_ink() -> None:
    assert showable("I 😭 cried 🌻❤️🙏🏿") == "I 😭 cried 🌻❤🙏"


def test_what_the_fonts_lack_is_one_box() -> None:
    assert showable("Ana 👩‍👩‍👧 日") == f"Ana {BOX} {BOX}"
    assert showable("🇩🇪👍🏽") == f"{BOX}👍"
    assert showable("Łódź — Αθήνα, Київ, ❤️") == "Łódź — Αθήνα, Київ, ❤"
    assert showable(" one\ttwo\nthree\0 ") == "one two three"
    assert ord(BOX) in covered()


@pytest.mark.parametrize("template", ["", "nothing", "../words", "look.typ", "/etc/passwd"])
async def test_a_picture_that_is_none_is_refused(template: str) -> None:
    with pytest.raises(PictureError):
        await draw(Picture(template, "{}"))


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"secret": 1', '{"points": [["secret", 3]], "from": "x"}'])
async def test_data_that_is_none_is_refused_without_repeating_it(data: str) -> None:
    with pytest.raises(PictureError, match="own-line") as raised:
        await draw(Picture("own-line", data))
    assert "secret" not in str(raised.value)
    assert raised.value.__suppress_context__


async def test_a_picture_is_drawn_once_off_the_loop_and_only_the_last_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[str] = []

    def prepare(data: dict[str, Any], language: str) -> dict[str, Any]:
        assert threading.current_thread() is not threading.main_thread()
        drawn.append(data["text"])
        return prepared(data, language)

    monkeypatch.setattr(renderer, "prepared", prepare)
    mine = TypstRenderer(kept=2)
    for text in ("one", "one", "two", "one", "three", "one", "two"):
        await mine.draw(of("neutral", text=text), "en")
    assert drawn == ["one", "two", "three", "two"]


async def test_many_may_draw_at_once() -> None:
    mine = TypstRenderer()
    pictures = [of("neutral", text=str(number)) for number in range(20)]
    drawn = await asyncio.gather(*(mine.draw(each, "en") for each in pictures))
    assert len(set(drawn)) == 20


def test_the_fonts_are_free_and_few() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    fonts = sorted(FONTS.glob("*.ttf"))
    assert sum(path.stat().st_size for path in fonts) < 4_000_000
    for path in fonts:
        family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", path.stem.partition("-")[0])
        assert f"{family}: Copyright" in licence, path.name
