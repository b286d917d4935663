"""The table and the picture in docs/."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from bot.adapters.pictures.glyphs import FONTS
from tests.bench.figures import Result, number, spread

HOUSE = Path(__file__).parents[2]
EVIDENCE = HOUSE / "docs" / "evidence.md"
PICTURE = HOUSE / "docs" / "bench.png"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"

SHORT = {"a second": "/s", "times what the pace imposes": " ×", "times the pace": " ×", "per cent": " %"}


def markdown(found: list[tuple[str, Result]], turns: int, where: str) -> str:
    """Return the table and what stands above and below it."""
    lines = [
        f"`make bench`; medians of {turns} turns, A B A B, in brackets the lowest and the highest. {where}.",
        "",
        "| what | ours | compared with | ours as a multiple | aim |",
        "|---|---|---|---|---|",
    ]
    for _, result in found:
        measure = result.measure
        others = range(1, len(measure.ways))
        beside = "<br>".join(f"{spread(result.figures(way))}, {measure.ways[way].name}" for way in others)
        ratios = "<br>".join(spread(result.ratios(way)) for way in others)
        first = measure.ways[0].name
        name = "" if first == "ours" else f", {first}"
        lines.append(
            f"| {measure.what}, {measure.unit} | {spread(result.figures(0))}{name} "
            f"| {beside or '–'} | {ratios or '–'} | {aims(result)} |"
        )
    notes = list(dict.fromkeys(result.measure.note for _, result in found if result.measure.note))
    return "\n".join([*lines, "", "What each does and does not:", "", *(f"- {note}." for note in notes)])


def aims(result: Result) -> str:
    """Say what was to be reached, and whether it was."""
    measure, said = result.measure, []
    for aim in measure.aims:
        least = "at least" if measure.more_is_better else "at most"
        what = f"{number(aim.value)} ×" if aim.of else number(aim.value)
        whom = f" {measure.ways[aim.of].name}" if aim.of else ""
        share = result.share(aim)
        said.append(f"{least} {what}{whom}: {'reached' if share >= 1 else f'{share:.0%} of it'}")
    return "<br>".join(said) or "–"


def rows(found: list[tuple[str, Result]]) -> list[dict[str, object]]:
    """Return what the picture draws: for each measure the aim of which least is reached."""
    made: list[dict[str, object]] = []
    for _, result in found:
        measure, aim = result.measure, result.hardest()
        if aim is None:
            continue
        other = None
        if len(measure.ways) > 1:
            ratio = result.median(1) / result.median(0) if result.median(0) else 0.0
            other = result.share(aim) * (ratio if measure.more_is_better else 1 / ratio if ratio else 1.0)
        unit = SHORT.get(measure.unit, f" {measure.unit}")
        least = "at least" if measure.more_is_better else "at most"
        wanted = f"{number(aim.value)} × the other" if aim.of else f"{number(aim.value)}{unit}"
        beside = f"{number(result.median(1))}{unit}, {measure.ways[1].name}" if other is not None else ""
        made.append(
            {
                "what": measure.what,
                "share": result.share(aim),
                "other": other,
                "ours": f"{number(result.median())}{unit}",
                "aim": f"{least} {wanted}",
                "rest": beside,
            }
        )
    return made


def draw(found: list[tuple[str, Result]], foot: str, picture: Path = PICTURE) -> None:
    """Draw how far each aim is reached."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    template = Path(__file__).with_name("report.typ")
    data = json.dumps({"rows": rows(found), "foot": foot})
    drawn = typst.compile(str(template), format="png", ppi=144, font_paths=fonts, sys_inputs={"data": data})
    assert isinstance(drawn, bytes)
    picture.write_bytes(drawn)


def write(found: list[tuple[str, Result]], turns: int, where: str) -> None:
    """Write the table between the two marks."""
    text = EVIDENCE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    shown = "![How far each aim is reached](bench.png)"
    body = f"{BEGIN}\n\n{shown}\n\n{markdown(found, turns, where)}\n\n{END}"
    EVIDENCE.write_text(f"{before}{body}{after}", encoding="utf-8")
    draw(found, where)
