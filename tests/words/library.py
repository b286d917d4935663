"""The library as a table: how many items of each kind, for whom, in which stage, and how hard to read.

`python -m tests.words.library` writes it into docs/library.md.
"""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

from bot.domain.library import ROLES, STAGES, Item
from tests.domain.test_library import LIBRARY, TEXTS, grade

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
NAMES = {
    "safety": "felt safety",
    "fear": "fears",
    "own": "one's own part",
    "grief": "grief and rage page",
    "question": "questions",
    "truth": "three questions for who broke trust",
    "turn": "turning away",
    "words": "words for now",
    "cycle": "desire cycle",
    "play": "play",
    "touch": "steps of touch",
    "ideas": "ideas for a step of touch",
    "witness": "witnessing: openers",
    "ritual": "honesty ritual and talk",
    "appreciate": "appreciation",
    "dance": "our standstill",
    "choose": "choosing",
}
HEAD = (
    "# The library\n\n"
    "What a day can ask, by kind: how many items each role has, and how many each stage. The words lie in "
    "`messages/en/library/`, the structure in `messages/library.toml`, what each rests on in "
    "[sources.md](sources.md). The reading level is the Flesch–Kincaid grade; an eleven-year-old reads 6.\n\n"
)


def kinds() -> dict[str, list[Item]]:
    """Return the items by kind, in the order of the catalogue; the ideas for all steps of touch together."""
    found: dict[str, list[Item]] = {}
    for item in LIBRARY.items:
        kind = "ideas" if item.kind.startswith("touch-") else item.kind
        found.setdefault(kind, []).append(item)
    return found


def row(kind: str, items: list[Item]) -> str:
    """Return one line of the table."""
    roles = [sum(role in item.roles for item in items) for role in ROLES]
    stages = [sum(stage in item.stages for item in items) for stage in STAGES]
    grades = [grade(TEXTS[item.key]) for item in items]
    page = "may" if any(item.may_go_on_page for item in items) else "never"
    cells = [
        NAMES[kind], len(items), *roles, *stages, page, f"{fmean(grades):.1f}", f"{max(grades):.1f}",
    ]  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def table() -> str:
    """Return the whole page."""
    names = ["hurt", "broke trust", "both at once", "rather not say"]
    head = ["kind", "items", *names, *STAGES, "on a page", "grade, mean", "highest"]
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += [row(kind, items) for kind, items in kinds().items()]
    return HEAD + "\n".join(lines) + f"\n\n{len(LIBRARY.items)} items in all.\n"


if __name__ == "__main__":
    PAGE.write_text(table(), encoding="utf-8")
