from __future__ import annotations

import asyncio
import io
import json
import math
import re
import struct
import sys
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.adapters.pictures import renderer
from bot.adapters.pictures.glyphs import BOX, FONTS, LONGEST, covered, showable
from bot.adapters.pictures.renderer import PictureError, TypstRenderer, prepared
from bot.domain.say import Picture
from bot.services import paper_style
from bot.services.ports import Renderer

OWN: dict[str, Any] = {
    "title": "Your own weeks",
    "points": [["2026-11-01", 4], ["2026-11-02", 4], ["2026-11-04", 4], ["2026-11-05", 9]],
    "from": "2026-11-01",
    "to": "2026-11-05",
    "low": "not at all",
    "high": "fully",
    "alt": "Four ratings",
    "parts": [
        {"from": "2026-11-01", "to": "2026-11-02", "low": 4, "high": 4, "median": 4, "label": "at first: 4"},
        {"from": "2026-11-04", "to": "2026-11-05", "low": 4, "high": 9, "median": 6.5, "label": "lately: 6½"},
    ],
    "note": "Shaded: half",
}
WEEKS = ["2026-11-01", "2026-11-08", "2026-11-15", "2026-11-29"]
ANA: dict[str, Any] = {"name": "Ana", "what": "Safe near them", "values": [4, None, 5, 6]}
JON: dict[str, Any] = {"name": "Jon", "what": "Safe to be honest", "values": [6, 7, 2.5, 0]}
DATA: dict[str, dict[str, Any]] = {
    "own-line": OWN,
    "joint": {"title": "Your shared weeks", "weeks": WEEKS, "panels": [ANA, JON], "alt": "Two lines, apart"},
    "therapist": {
        "title": "Ana & Jon",
        "subtitle": "Week up to 22 November",
        "weeks": WEEKS,
        "panels": [ANA, JON],
        "footer": "Chosen by both.\nNot an assessment.",
        "alt": "Two strips",
    },
    "wheel": {
        "title": "My week",
        "note": "From 0 to 4",
        "spokes": [
            {"name": name, "value": value, "none": "none"}
            for name, value in (("Safe", 3), ("Dared", None), ("There", 2), ("Warm", 4), ("Close", 0))
        ],
        "alt": "Five fields",
    },
    "dance": {
        "title": "When fear comes up",
        "panels": [ANA | {"what": "I check · I ask and ask · I get loud"}, JON],
        "alt": "Two lists",
    },
    "neutral": {"text": "This picture is put away.", "alt": "Still water"},
}
TEMPLATES = sorted(DATA)
TEAL, BROWN = (0x1F, 0x6A, 0x75), (0x8A, 0x5A, 0x12)
RENDERER = TypstRenderer(kept=2)


def of(template: str, **changed: object) -> Picture:
    return Picture(template, json.dumps(DATA[template] | changed))


async def draw(picture: Picture, language: str = "en") -> bytes:
    return await RENDERER.draw(picture, language)


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


Pixel = tuple[int, int, int]


def pixels(png: bytes) -> list[list[Pixel]]:
    """Return the colours of a picture, row by row."""
    with Image.open(io.BytesIO(png)) as picture:
        colours: list[Any] = [*picture.convert("RGB").get_flattened_data()]
        width = picture.width
    return [colours[start : start + width] for start in range(0, len(colours), width)]


def near(pixel: Pixel, colour: Pixel) -> bool:
    """Whether a pixel has this colour, or a lighter tone of it, rather than paper, ink or a quiet line."""
    strength = [(253 - seen) / (253 - full) for seen, full in zip(pixel, colour, strict=True)]
    return min(strength) > 0.45 and max(strength) - min(strength) < 0.2


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pictures be small, by a renderer of the test's own: each keeps what it has drawn."""
    monkeypatch.setattr(renderer, "PIXELS_PER_INCH", 72)
    monkeypatch.setattr(sys.modules[__name__], "RENDERER", TypstRenderer())


def in_colour(rows: list[list[Pixel]], colour: Pixel) -> list[tuple[int, int]]:
    return [(x, y) for y, row in enumerate(rows) for x, pixel in enumerate(row) if near(pixel, colour)]


def test_it_is_what_services_need() -> None:
    port: Renderer = RENDERER
    assert isinstance(port, TypstRenderer)


@pytest.mark.parametrize("template", TEMPLATES)
async def test_a_picture_fits_a_phone(template: str) -> None:
    width, height = size(await draw(of(template)))
    assert width == 1000
    assert 300 < height < 1500


@pytest.mark.parametrize("template", TEMPLATES)
async def test_the_same_data_gives_the_same_bytes(template: str) -> None:
    assert await TypstRenderer().draw(of(template), "en") == await TypstRenderer().draw(of(template), "en")


def line_of(points: list[list[object]]) -> list[tuple[float, float, bool]]:
    return list(prepared(OWN | {"points": points}, "en")["marks"])


def test_only_consecutive_days_are_joined() -> None:
    assert [follows for _, _, follows in line_of(OWN["points"])] == [False, True, False, True]
    assert line_of([["2026-11-03", 5]]) == [(0.5, 5.0, False)]
    assert line_of([["2026-10-03", 5], ["2026-12-03", 5]]) == []
    assert line_of([]) == []


def parts_of(**changed: object) -> list[dict[str, Any]]:
    part = OWN["parts"][0] | changed
    return list(prepared(OWN | {"parts": [part]}, "en")["parts"])


def test_a_part_of_a_line_lies_over_its_own_days_and_what_is_not_shown_has_none() -> None:
    (part,) = parts_of()
    assert (part["from"], part["to"], part["label"]) == (0, 0.25, "at first: 4")
    assert parts_of(**{"from": "2026-10-01"})[0]["from"] == 0
    assert parts_of(**{"from": "2026-10-01", "to": "2026-10-31"}) == []
    assert parts_of(to="2026-11-06") == []
    assert parts_of(low=-3, high=12)[0]["high"] == 10
    assert prepared({name: value for name, value in OWN.items() if name != "parts"}, "en")["parts"] == []


@pytest.mark.usefixtures("small")
async def test_what_is_shaded_is_the_middle_half_and_lies_under_the_dots() -> None:
    plain = pixels(await draw(of("own-line", parts=[], note="")))
    shaded = pixels(await draw(of("own-line")))
    (tint,) = look()["tints"][:1]
    assert tint not in {pixel for row in plain for pixel in row}
    where = [(x, y) for y, row in enumerate(shaded) for x, pixel in enumerate(row) if pixel == tint]
    left, right = [y for x, y in where if x < 200], [y for x, y in where if x > 300]
    assert max(left) - min(left) < 20, "all of the first are 4"
    assert max(right) - min(right) > 90, "the last go from 4 to 9"
    dots = in_colour(plain, TEAL)
    assert len([each for each in in_colour(shaded[: len(plain) - 60], TEAL) if each in dots]) > 0.9 * len(
        dots
    )


def test_only_consecutive_weeks_are_joined() -> None:
    ana, jon = prepared(DATA["joint"], "en")["panels"]
    assert [follows for _, _, follows in ana["marks"]] == [False, False, False]
    assert [follows for _, _, follows in jon["marks"]] == [False, True, True, False]


@pytest.mark.usefixtures("small")
async def test_a_gap_is_a_gap() -> None:
    level = [["2026-11-01", 3], ["2026-11-02", 3], ["2026-11-04", 3], ["2026-11-05", 3]]
    drawn = pixels(await draw(of("own-line", points=level)))
    seen = {x for x, _ in in_colour(drawn, TEAL)}
    first, last = 95, 406  # the middle of the first and of the last dot but one, in points
    holes = [x for x in range(first, last) if not {x - 1, x, x + 1} & seen]
    assert holes
    assert holes[-1] - holes[0] > 120  # two days wide, less the dots
    assert len(holes) == holes[-1] - holes[0] + 1, "there is something in the gap"


@pytest.mark.usefixtures("small")
async def test_each_one_has_a_sheet_of_their_own() -> None:
    drawn = pixels(await draw(of("joint")))
    ana, jon = in_colour(drawn, TEAL), in_colour(drawn, BROWN)
    assert ana
    assert jon
    assert max(y for _, y in ana) < min(y for _, y in jon)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("template", ["joint", "therapist"])
async def test_what_one_rated_moves_nothing_of_the_other(template: str) -> None:
    one = pixels(await draw(of(template)))
    two = pixels(await draw(of(template, panels=[ANA, JON | {"values": [10, 9, 1, 4]}])))
    half = len(one) // 2
    assert len(one) == len(two)
    assert one[:half] == two[:half]
    assert one != two


def wheel(*values: float | None) -> Picture:
    names = ("Safe", "Dared", "There", "Warm", "Close")
    spokes = [{"name": name, "value": value, "none": "-"} for name, value in zip(names, values, strict=True)]
    return of("wheel", spokes=spokes)


@pytest.mark.usefixtures("small")
async def test_a_field_of_the_wheel_grows_with_its_number_and_none_is_not_zero() -> None:
    filled = []
    for value in (0, 1, 2, 3, 4):
        drawn = pixels(await draw(wheel(0, 0, 0, value, 0)))
        filled.append(len(in_colour(drawn, TEAL)))
    assert filled == sorted(set(filled))
    zero = pixels(await draw(wheel(0, 0, 0, 0, 0)))
    none = pixels(await draw(wheel(0, 0, 0, None, 0)))
    assert zero != none


async def test_nothing_to_show_is_a_picture_too() -> None:
    assert size(await draw(wheel(None, None, None, None, None)))
    assert size(await draw(of("own-line", points=[])))
    assert size(await draw(of("joint", weeks=[], panels=[ANA, JON])))
    assert size(await draw(of("joint", panels=[ANA | {"values": [None] * 4}, JON])))
    assert size(await draw(of("own-line", points=[["2026-11-01", 3]], to="2026-11-01")))


def test_days_are_written_in_the_language() -> None:
    assert [words for _, words in prepared(OWN, "en")["days"]] == ["1 Nov", "3 Nov", "5 Nov"]
    assert prepared(OWN, "de")["days"][0][1] == "1. Nov."
    assert prepared(OWN, "no such")["days"][0][1] == "1 Nov"


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


def test_what_the_fonts_lack_is_one_box() -> None:
    assert showable("Ana 👩‍👩‍👧 日") == f"Ana {BOX} {BOX}"
    assert showable("🇩🇪👍🏽") == BOX * 2
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


def look() -> dict[str, list[Pixel]]:
    """The colours of look.typ by name."""
    text = (renderer.TEMPLATES / "look.typ").read_text(encoding="utf-8")
    return {
        name: [(int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)) for code in codes]
        for name, value in re.findall(r"^#let (\w+) = (.*)$", text, re.MULTILINE)
        if (codes := re.findall(r'rgb\("#(\w{6})"\)', value))
    }


def linear(colour: Pixel) -> list[float]:
    parts = [part / 255 for part in colour]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: Pixel, two: Pixel) -> float:
    light = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(two))]
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_everything_that_is_read_has_contrast() -> None:
    colours = look()
    for ground in colours["paper"] + colours["card"]:
        for written in colours["ink"] + colours["quiet"] + colours["colours"]:
            assert contrast(ground, written) >= 4.5


def test_everything_that_is_seen_has_contrast() -> None:
    colours = look()
    (card,) = colours["card"]
    for drawn in colours["colours"] + colours["softer"]:
        assert contrast(card, drawn) >= 3
    for dot, tint in zip(colours["colours"], colours["tints"], strict=True):
        assert contrast(tint, dot) >= 4.5, "dots and names on what is shaded"


def test_the_fields_of_the_wheel_stand_out_from_the_paper() -> None:
    text = (renderer.TEMPLATES / "spokes.typ").read_text(encoding="utf-8")
    (tones,) = re.findall(r"let tones = \((.*?)\)\.map", text)
    (card,) = look()["card"]
    for colour in look()["colours"]:
        for share in (int(each.strip(" %")) / 100 for each in tones.split(",")):
            red, green, blue = (round(part + (255 - part) * share) for part in colour)
            assert contrast(card, (red, green, blue)) >= 3


def papers() -> dict[str, dict[str, Pixel]]:
    """The colours of the page of one's own data: by day, by night and on paper."""
    found = [
        {
            name: (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))
            for name, short in re.findall(r"--(\w+):#([0-9a-f]+)", block)
            for code in ["".join(each * 2 for each in short) if len(short) == 3 else short]
        }
        for block in re.findall(r":root\{(.*?)\}", paper_style.STYLE, re.DOTALL)
    ]
    return dict(zip(("day", "night", "print"), found, strict=True))


def test_the_page_of_ones_own_data_has_the_colours_of_the_pictures() -> None:
    colours, day = look(), papers()["day"]
    first = {"water": "colours", "join": "softer", "pale": "tints"}
    same = {"ground": "paper", "sheet": "card", "ink": "ink", "soft": "quiet", "rule": "rule"} | first
    assert day == {ours: colours[theirs][0] for ours, theirs in same.items()}


@pytest.mark.parametrize("when", ["day", "night", "print"])
def test_the_page_of_ones_own_data_can_be_read_by_day_by_night_and_on_paper(when: str) -> None:
    colours = papers()[when]
    for ground in ("ground", "sheet"):
        for written in ("ink", "soft", "water"):
            assert contrast(colours[ground], colours[written]) >= 4.5, (ground, written)
    assert contrast(colours["sheet"], colours["join"]) >= 3
    for written in ("ink", "soft"):
        assert contrast(colours["pale"], colours[written]) >= 4.5, written


# What is left where one kind of cones is missing: Machado, Oliveira and Fernandes (2009), severity 1.0.
BLIND = {
    "no red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen_by(eyes: str, colour: Pixel) -> list[float]:
    """Return a colour as somebody with these eyes sees it, in L*a*b*, where 2.3 is just to be noticed."""
    light = linear(colour)
    red, green, blue = (
        min(max(sum(weight * part for weight, part in zip(row, light, strict=True)), 0), 1)
        for row in BLIND[eyes]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("eyes", BLIND)
@pytest.mark.parametrize("name", ["colours", "softer"])
def test_the_two_colours_differ_for_the_colour_blind(eyes: str, name: str) -> None:
    one, two = (seen_by(eyes, colour) for colour in look()[name])
    assert math.dist(one, two) > 20


def test_the_fonts_are_free_and_few() -> None:
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    fonts = sorted(FONTS.glob("*.ttf"))
    assert sum(path.stat().st_size for path in fonts) < 4_000_000
    for path in fonts:
        family = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", path.stem.partition("-")[0])
        assert f"{family}: Copyright" in licence, path.name
