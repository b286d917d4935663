"""What a story leaves in its folder: who saw what when, the pictures the bot sent, and figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.demo.people import Sight
from bot.demo.story import Story
from bot.demo.texts import LONDON, text
from bot.simulator import Bubble

HEAD = """# Who saw what, and when

Three weeks, played on a local Telegram with the real bot. The people are invented. Times are London's.
▸ is the bot; ↻ is the same message, changed; × is what was taken out of the chat again.
"""


@dataclass(frozen=True)
class Written:
    """The names of the files that were written."""

    transcript: str
    figures: str
    pictures: tuple[str, ...]
    files: tuple[str, ...] = ()


def write(folder: Path, story: Story, seconds: float, trouble: str = "") -> Written:
    """Write everything that remains of a story, whole or broken off."""
    pictures, files = _pictures(folder, story), _files(folder, story)
    (folder / "transcript.md").write_text("\n".join(_transcript(story, pictures)) + "\n", encoding="utf-8")
    figures = json.dumps(_figures(story, seconds, trouble, pictures), indent=2, ensure_ascii=False)
    (folder / "figures.json").write_text(figures + "\n", encoding="utf-8")
    return Written("transcript.md", "figures.json", (*pictures.values(), *story.drawn), files)


def _pictures(folder: Path, story: Story) -> dict[str, str]:
    """Write each picture that the bot sent once, under the day and the phone it first stood on."""
    names: dict[str, str] = {}
    for sight in story.sights:
        known = sight.bubble.photo_sha256
        if known and sight.bubble.photo and known not in names:
            stem = f"sent-{sight.at.astimezone(LONDON).date()}-{_slug(sight.name)}"
            count = sum(each.startswith(stem) for each in names.values())
            names[known] = f"{stem}{f'-{count + 1}' if count else ''}.png"
            (folder / names[known]).write_bytes(sight.bubble.photo)
    return names


def _files(folder: Path, story: Story) -> tuple[str, ...]:
    """Write each file that somebody took along, under its own name and theirs."""
    names: dict[str, bytes] = {}
    for sight in story.sights:
        if sight.bubble.document and sight.bubble.file_name:
            names[f"{_slug(sight.name)}-{sight.bubble.file_name}"] = sight.bubble.document
    for name, content in names.items():
        (folder / name).write_bytes(content)
    return tuple(names)


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


# ---------------------------------------------------------------------- the transcript


def _transcript(story: Story, pictures: dict[str, str]) -> Iterator[str]:
    yield HEAD
    for name in story.people:
        yield f"## {name}’s phone\n"
        mine = [sight for sight in story.sights if sight.name == name]
        for day, sights in groupby(mine, key=lambda each: each.at.astimezone(LONDON).date()):
            yield f"### {day:%A %-d %B}\n"
            yield from _day(list(sights), pictures)
            yield ""


def _day(sights: list[Sight], pictures: dict[str, str]) -> Iterator[str]:
    seen = groupby(_without_wiping(sights), key=lambda each: (_clock(each), each.bubble.deleted))
    for (clock, gone), together in seen:
        if gone:
            count = len(list(together))
            yield f"- **{clock}** × {'one message' if count == 1 else f'{count} messages'}"
            continue
        for sight in together:
            yield f"- **{clock}** {_said(sight.name, sight.bubble, pictures)}"


def _without_wiping(sights: list[Sight]) -> Iterator[Sight]:
    """Yield what was seen; a message is emptied before it is deleted, which nobody sees at one instant."""
    neutral, gone = text("neutral"), {(each.at, each.bubble.id) for each in sights if each.bubble.deleted}
    for each in sights:
        bubble = each.bubble
        if bubble.deleted or bubble.words != neutral or (each.at, bubble.id) not in gone:
            yield each


def _clock(sight: Sight) -> str:
    return f"{sight.at.astimezone(LONDON):%H:%M}"


def _said(name: str, bubble: Bubble, pictures: dict[str, str]) -> str:
    words = "  \n  ".join(each for each in bubble.words.splitlines() if each.strip())
    if bubble.mine:
        return f"*{name} taps* `{words}`" if bubble.kind == "tap" else f"*{name}:* {words}"
    file = pictures.get(bubble.photo_sha256 or "")
    picture = f"![a picture]({file})  \n  " if file else ""
    if bubble.document and bubble.file_name:
        stored = f"{_slug(name)}-{bubble.file_name}"
        picture = f"[{stored}]({stored})  \n  "
    buttons = f"  \n  {_buttons(bubble.labels)}" if bubble.labels else ""
    return f"{'↻' if bubble.edited else '▸'} {picture}{words}{buttons}"


def _buttons(labels: list[str]) -> str:
    """Return a row of buttons; numbers in a row are told by their first and last."""
    shown: list[str] = []
    for numbers, run in groupby(labels, key=str.isdigit):
        some = [f"`{label}`" for label in run]
        shown += [f"{some[0]} … {some[-1]}"] if numbers and len(some) > 3 else some
    return " ".join(shown)


# ---------------------------------------------------------------------- the figures


def _figures(story: Story, seconds: float, trouble: str, pictures: dict[str, str]) -> dict[str, object]:
    return {
        "as_told": not trouble,
        "went_differently": trouble,
        "last_day": story.day.isoformat(),
        "seconds": round(seconds, 1),
        "checks": story.checks,
        "joint_summaries": _read(story, "joint-intro"),
        "therapist_pages": _read(story, "client-footer"),
        "constant_sentences": _read(story, "week-private"),
        "knocks": {name: _knocks(story, name) for name in story.people},
        "phones": {name: _phone(story, name) for name in story.people},
        "sentences_that_stayed_with_their_writer": sum(not each.readers for each in story.secrets),
        "sentences_that_were_shared": sum(bool(each.readers) for each in story.secrets),
        "pictures_sent": len(pictures),
    }


def _read(story: Story, key: str) -> dict[str, list[str]]:
    found = {name: sorted(story.days_with(name, key)) for name in story.people}
    return {name: [date.isoformat(day) for day in days] for name, days in found.items() if days}


def _knocks(story: Story, name: str) -> int:
    knock = text("knock")
    return sum(
        each.name == name and each.bubble.words == knock and not (each.bubble.edited or each.bubble.deleted)
        for each in story.sights
    )


def _phone(story: Story, name: str) -> dict[str, int]:
    mine = [each.bubble for each in story.sights if each.name == name]
    return {
        "messages": len({each.id for each in mine}),
        "cleared": len({each.id for each in mine if each.deleted}),
        "left": len(story.people[name].person.phone),
    }
