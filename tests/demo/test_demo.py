"""The three weeks go as told; and when the bot is sabotaged, the demonstration says what went differently."""

from __future__ import annotations

import asyncio
import contextlib
import html
import io
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from rich.console import Console

from bot.demo import days, play
from bot.demo.light import LightTown, opened_light
from bot.demo.texts import text
from bot.demo.weeks import DISHES, FORGOT, KITCHEN
from bot.domain.crossing import Release, Sealed
from bot.domain.knocks import Wish, next_knock


def silent(width: int = 80) -> tuple[Console, io.StringIO]:
    """A console that writes plain lines nowhere."""
    said = io.StringIO()
    return Console(file=said, width=width), said


@pytest.fixture(scope="module")
def three_weeks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """The whole story, played once: its folder, the code it ended with, and what stood on the screen."""
    folder, (console, said) = tmp_path_factory.mktemp("three-weeks"), silent()
    code = asyncio.run(play(folder, console=console))
    return folder, code, said.getvalue()


async def told_differently(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Play a story that is to fail, and return the sentence it ends with.

    What is sabotaged is the same in a light town, where it shows in a third of the time.
    """

    @asynccontextmanager
    async def beside(folder: Path, start: datetime, port: int) -> AsyncIterator[LightTown]:
        async with opened_light(start) as town:
            yield town

    monkeypatch.setattr("bot.demo.playing.opened", beside)
    console, said = silent()
    assert await play(folder, console=console) == 1
    assert "All went as told" not in said.getvalue()
    figures = json.loads((folder / "figures.json").read_text())
    assert not figures["as_told"]
    sentence = str(figures["went_differently"])
    assert " ".join(sentence.split()) in " ".join(said.getvalue().split())
    return f"{figures['last_day']}: {sentence}"


# ---------------------------------------------------------------------- as told


def test_three_weeks_go_as_told_and_leave_what_can_be_looked_at(
    three_weeks: tuple[Path, int, str],
) -> None:
    folder, code, said = three_weeks
    assert code == 0, said
    assert "All went as told" in said
    assert max(map(len, said.splitlines())) <= 80
    figures = json.loads((folder / "figures.json").read_text())
    assert figures["joint_summaries"] == {
        "Ana": ["2026-03-22"],
        "Jon": ["2026-03-22"],
        "Mia": ["2026-04-05"],
        "Lou": ["2026-04-05"],
    }
    assert figures["therapist_pages"] == {"Dr Low": ["2026-03-23"]}
    assert figures["constant_sentences"] == {
        "Ana": ["2026-03-29", "2026-04-05"],
        "Jon": ["2026-03-29", "2026-04-06"],
    }
    assert figures["checks"] > 1000
    assert figures["sentences_that_stayed_with_their_writer"] > 10
    transcript = (folder / "transcript.md").read_text()
    assert "## Ana’s phone" in transcript and "![a picture](sent-2026-03-22-ana.png)" in transcript
    for name in ("ana-evenkeel-2026-04-06.html", "ana-evenkeel-2026-04-06.json"):
        assert f"[{name}]({name})" in transcript
        assert KITCHEN in html.unescape((folder / name).read_text())
        assert not any(words in html.unescape((folder / name).read_text()) for words in (DISHES, FORGOT))
    assert "ana-evenkeel-2026-04-06.html" in said
    pictures = sorted(folder.glob("*.png"))
    assert len(pictures) == 8 and all(each.read_bytes()[:4] == b"\x89PNG" for each in pictures)


def days_of(transcript: str) -> dict[str, list[str]]:
    """Return what a transcript tells of each phone, day by day."""
    _, *phones = transcript.split("\n## ")
    told = (phone.split("\n### ") for phone in phones)
    return {name.strip(): [day.strip() for day in days] for name, *days in told}


async def soon(so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so; a test that waits for ever is named by its limit of time."""
    while not await so():  # noqa: ASYNC110 - what is waited for sets no event
        await asyncio.sleep(0.05)


async def test_told_again_over_an_earlier_one_it_leaves_its_first_week_and_served_it_lives_on(
    three_weeks: tuple[Path, int, str], tmp_path: Path
) -> None:
    whole = days_of((three_weeks[0] / "transcript.md").read_text())
    shutil.copytree(three_weeks[0], tmp_path, dirs_exist_ok=True)
    console, said = silent(200)
    playing = asyncio.create_task(play(tmp_path, serve=True, console=console, quick=True))

    async def running() -> bool:
        assert not playing.done()
        return "Still running" in said.getvalue()

    await soon(running)
    week = days_of((tmp_path / "transcript.md").read_text())
    assert [*week] == ["Ana’s phone", "Jon’s phone", "Dr Low’s phone"]
    for phone, told in week.items():
        assert told and told == whole[phone][: len(told)]
    assert "Monday 23 March" in week["Dr Low’s phone"][-1]
    url = next(word for word in said.getvalue().split() if word.endswith("/lab")).removesuffix("/lab")
    async with aiohttp.ClientSession() as session:

        async def ask(path: str) -> Any:
            async with session.get(url + path) as answer:
                return await answer.json()

        ana = next(each["id"] for each in (await ask("/lab"))["people"] if each["name"] == "Ana")
        before = (await ask("/clock"))["now"]
        async with session.post(f"{url}/lab/people/{ana}/says", json={"text": "/more"}) as answer:
            assert answer.ok

        async def answered() -> bool:
            here = await ask(f"/lab/people/{ana}")
            return text("more-title") in here["screen"] and (await ask("/clock"))["now"] > before

        await soon(answered)
    playing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await playing


def test_every_caption_fits_a_narrow_terminal() -> None:
    assert [caption for _, caption, _ in days.calendar(quick=False) if len(caption) > 61] == []


# ---------------------------------------------------------------------- sabotage


async def test_a_week_that_never_goes_out_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.domain.crossing.release", lambda *sides: None)
    assert "2026-03-22: Ana's phone should show “Two pages" in await told_differently(tmp_path, monkeypatch)


async def test_a_release_at_one_yes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def eager(
        mine: Sealed | None, theirs: Sealed | None, week: str, closes: datetime, now: datetime
    ) -> Release | None:
        if mine is None or theirs is None or not (mine.gate.yes or theirs.gate.yes):
            return None
        return Release(mine, theirs, week, closes)

    monkeypatch.setattr("bot.domain.crossing.release", eager)
    assert (await told_differently(tmp_path, monkeypatch)).startswith("2026-03-2")


async def test_screens_that_are_not_cleared_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*card: object) -> None:
        return None

    monkeypatch.setattr("bot.services.flow.cards.tidy", nothing)
    assert (await told_differently(tmp_path, monkeypatch)).startswith(
        "2026-03-16: A minute after Ana's answers"
    )


async def test_a_knock_an_hour_late_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*wish: Any) -> datetime:
        return next_knock(*wish) + timedelta(hours=1)

    monkeypatch.setattr("bot.services.day.today.next_knock", late)
    assert (await told_differently(tmp_path, monkeypatch)).startswith("2026-03-17")


async def test_knocks_that_ignore_summer_time_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def winter(wish: Wish, *when: Any) -> datetime:
        return next_knock(replace(wish, zone=UTC), *when)

    monkeypatch.setattr("bot.services.day.today.next_knock", winter)
    assert (await told_differently(tmp_path, monkeypatch)).startswith("2026-03-30")
