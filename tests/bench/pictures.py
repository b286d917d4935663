"""Pictures and paper: the shared summary, the therapist's page, both warm, and the first one of a process."""

from __future__ import annotations

import asyncio
import io
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Any

from bot.adapters.pictures.renderer import TypstRenderer
from bot.domain.say import Picture
from bot.domain.session import Session, session
from bot.services.therapy.session import message, paper
from tests.bench.figures import Aim, Figure, Measure, Way
from tests.bench.ground import Ground
from tests.faults.process import ROOT
from tests.pictures.test_sheets import CASES, write

WEEKS = [
    f"2026-{month:02}-{day:02}" for month, day in ((10, 4), (10, 11), (10, 18), (10, 25), (11, 1), (11, 8))
]
PANELS: list[dict[str, Any]] = [
    {"name": "Ana", "what": "Safe near them", "values": [4, 5, None, 5, 6, 6]},
    {"name": "Jon", "what": "Safe to be honest", "values": [6, 7, 2, 4, 5, 7]},
]
_numbers = count(1)


def picture(template: str) -> Picture:
    """Return a picture that was never drawn before."""
    data: dict[str, Any] = {
        "title": f"Weeks, number {next(_numbers)}",
        "weeks": WEEKS,
        "panels": PANELS,
        "alt": "",
    }
    if template == "therapist":
        data |= {"subtitle": "Week up to 8 November", "footer": "Chosen by both.\nNot an assessment."}
    return Picture(template, json.dumps(data))


def plotted(form: str) -> bytes:
    """Draw the same two lines with matplotlib."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure as Plot

    plot = Plot(figsize=(6.94, 4.2), dpi=144)
    canvas = FigureCanvasAgg(plot) if form == "png" else FigureCanvasPdf(plot)
    plot.suptitle(f"Weeks, number {next(_numbers)}")
    for place, panel in enumerate(PANELS):
        axes = plot.add_subplot(2, 1, place + 1)
        axes.plot(WEEKS, [float("nan") if value is None else value for value in panel["values"]], marker="o")
        axes.set_ylim(0, 10)
        axes.set_title(f"{panel['name']}: {panel['what']}")
    made = io.BytesIO()
    canvas.print_figure(made, format=form)
    return made.getvalue()


def sheet(case: str) -> Session:
    """Return a therapist's page that was never printed before."""
    weeks = CASES[case]
    names = (f"Ana {next(_numbers)}", "Jon")
    return session([*weeks[:-1], replace(weeks[-1], names=names)])


def set_by_hand(page: Session) -> bytes:
    """Set the words and the two lines of a page on A4 with matplotlib: no tags, and nothing is fitted."""
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure as Plot

    plot = Plot(figsize=(8.27, 11.69))
    canvas = FigureCanvasPdf(plot)
    said = [write(each) for leaf in message(page, write) for each in leaf]
    for place, words in enumerate(part for text in said for part in text.splitlines() if part):
        plot.text(0.08, 0.96 - 0.02 * place, words.replace("$", ""), fontsize=9)
    for place, side in enumerate(page.sides):
        axes = plot.add_axes((0.08 + 0.46 * place, 0.1, 0.4, 0.15))
        values = [float("nan") if value is None else value for value in side.values]
        axes.plot(page.weeks, values, marker="o")
        axes.set_ylim(0, 10)
    made = io.BytesIO()
    canvas.print_figure(made, format="pdf")
    return made.getvalue()


async def warm(draw: Callable[[], Awaitable[object]], many: int) -> Figure:
    """Return the milliseconds of a drawing once one was drawn."""
    await draw()
    used, began = time.process_time(), time.perf_counter()
    for _ in range(many):
        await draw()
    cpu = (time.process_time() - used) * 1000 / many
    return Figure((time.perf_counter() - began) * 1000 / many, cpu)


async def first(what: str) -> Figure:
    """Return the milliseconds of the first drawing in a process of its own, imports included."""
    command = (sys.executable, "-m", "tests.bench.pictures", what)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    return Figure(float(said))


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of pictures."""
    renderer, many = TypstRenderer(), ground.some(20, 1)
    for template, name, form in (
        ("joint", "the shared summary", "png"),
        ("therapist", "the therapist's page (a picture)", "pdf"),
    ):

        async def ours(template: str = template) -> bytes:
            return await renderer.draw(picture(template), "en")

        async def theirs(form: str = form) -> bytes:
            return await asyncio.to_thread(plotted, form)

        yield Measure(
            f"{name}, warm",
            "ms",
            (Way("ours", partial(warm, ours, many)), Way(f"matplotlib, {form}", partial(warm, theirs, many))),
            (Aim(25),),
            more_is_better=False,
            note="pictures: the same two lines over six weeks; ours on its sheet, days in words",
        )
    for case, name in (("twelve weeks", "twelve weeks"), ("far too much", "far more than fits one side")):

        async def printed(case: str = case) -> bytes:
            return await renderer.print(paper([sheet(case)], write), "en")

        async def by_hand() -> bytes:
            return await asyncio.to_thread(set_by_hand, sheet("twelve weeks"))

        other = Way("matplotlib, the words and lines of twelve weeks", partial(warm, by_hand, many))
        yield Measure(
            f"the therapist's page as a PDF, {name}, warm",
            "ms",
            (Way("ours", partial(warm, printed, many)), other),
            (Aim(150),),
            more_is_better=False,
            note="paper: from the released weeks to the bytes; ours is tagged (PDF/UA) and fits one side",
        )
    yield Measure(
        "the first picture of a process",
        "ms",
        (
            Way("ours", partial(first, "ours")),
            Way("matplotlib, its import included", partial(first, "plotted")),
        ),
        (Aim(100),),
        more_is_better=False,
        note="ours includes opening typst and its fonts, not the import of the bot, which is there by then",
    )


async def _first(what: str) -> None:
    began = time.perf_counter()
    if what == "ours":
        await TypstRenderer().draw(picture("joint"), "en")
    else:
        plotted("png")
    print((time.perf_counter() - began) * 1000)


if __name__ == "__main__":
    asyncio.run(_first(sys.argv[1]))
