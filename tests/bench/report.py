"""The table in docs/evidence.md."""

from __future__ import annotations

from pathlib import Path

from tests.bench.figures import Result, number, spread

HOUSE = Path(__file__).parents[2]
EVIDENCE = HOUSE / "docs" / "evidence.md"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


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


def write(found: list[tuple[str, Result]], turns: int, where: str) -> None:
    """Write the table between the two marks."""
    text = EVIDENCE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    body = f"{BEGIN}\n\n{markdown(found, turns, where)}\n\n{END}"
    EVIDENCE.write_text(f"{before}{body}{after}", encoding="utf-8")
