"""The colours of pictures: read by everybody, on every ground, and the same wherever there is a chart."""

from __future__ import annotations

import io
import math
import re

import pytest
from PIL import Image

from bot.adapters.pictures import renderer
from bot.services.own import paper_style
from tests.pictures.drawn import TEMPLATES, Pixel, draw, look, of


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


CHATS = {
    "white": (0xFF, 0xFF, 0xFF),
    "Telegram Desktop by night": (0x0E, 0x16, 0x21),
    "a bubble in it": (0x17, 0x21, 0x2B),
    "Telegram on a black screen": (0x00, 0x00, 0x00),
}
"""What may lie around a picture: no bot is told which of them it is."""


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("template", TEMPLATES)
async def test_a_picture_brings_its_own_ground_whatever_lies_around_it(template: str) -> None:
    (paper,) = look()["paper"]
    with Image.open(io.BytesIO(await draw(of(template)))) as picture:
        whole = picture.convert("RGBA")
    wide, tall = whole.size
    assert whole.getchannel("A").getextrema() == (255, 255)
    edges = [(0, 0, wide, 9), (0, tall - 9, wide, tall), (0, 0, 9, tall), (wide - 9, 0, wide, tall)]
    assert {colour for edge in edges for _, colour in whole.crop(edge).getcolors() or []} == {(*paper, 255)}


@pytest.mark.parametrize("chat", CHATS)
def test_the_ground_of_a_picture_melts_into_a_light_chat_and_is_a_sheet_in_a_dark_one(chat: str) -> None:
    (paper,) = look()["paper"]
    apart = contrast(paper, CHATS[chat])
    assert apart < 1.1 if chat == "white" else apart > 7


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
