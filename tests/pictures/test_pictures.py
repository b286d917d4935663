"""What the pictures show."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.pictures.renderer import TypstRenderer, prepared
from bot.domain.say import Picture
from bot.services.ports import Renderer
from tests.pictures.drawn import (
    ANA,
    BROWN,
    DATA,
    JON,
    OWN,
    RENDERER,
    TEAL,
    TEMPLATES,
    draw,
    in_colour,
    look,
    of,
    pixels,
    size,
)


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
