"""The program as a process: its first start, its doors, its end, and what it leaves behind."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.adapters.telegram.webhook import HEADER
from bot.opening import MENU, MENU_MORE
from bot.services.flow.actions import COMMANDS
from bot.simulator import Clock, Kind, LocalTelegram
from tests.faults.crowd import Writer, count, crowd
from tests.faults.process import SECRET, Program, at_rest, environment, free_port, nursery, until
from tests.town import MASTER, TOKEN

CANARY = "zwölf Kanarienvögel"


@asynccontextmanager
async def running(folder: Path, *names: str, **settings: str) -> AsyncIterator[tuple[Program, list[Writer]]]:
    """Give the running program, and people past their first evening."""
    forks = nursery()
    async with LocalTelegram(clock=Clock.real()) as telegram:
        telegram.bot(TOKEN)
        program = Program(telegram, environment(telegram, folder / "data", **settings), folder / "log", forks)
        try:
            await program.start()
            yield program, await crowd(telegram, *names)
        finally:
            await program.close()


async def stopped(program: Program) -> None:
    """End it as an operator does."""
    assert await program.end() == 0, program.said()[-2000:]
    assert "Traceback" not in program.said()


async def test_the_first_start_makes_a_master_key_for_its_owner_alone_and_the_second_keeps_it(
    tmp_path: Path,
) -> None:
    async with LocalTelegram(clock=Clock.real()) as telegram:
        telegram.bot(TOKEN)
        env = environment(telegram, tmp_path / "data")
        del env["EVENKEEL_MASTER_KEY"]
        program = Program(telegram, env, tmp_path / "log")  # as an operator starts it: python -m bot run
        try:
            await program.start()
            key = tmp_path / "data" / "master.key"
            made = key.read_text()
            assert stat.S_IMODE(key.stat().st_mode) == 0o400
            assert str(key) in program.said()
            assert made.strip() not in program.said()
            await stopped(program)
            known = len(program.said())
            await program.start()
            await stopped(program)
        finally:
            await program.close()
        assert key.read_text() == made
        assert "master key" not in program.said()[known:]


async def test_a_stop_finishes_what_was_taken_and_loses_nothing(tmp_path: Path) -> None:
    async with running(tmp_path, "Ann", "Ben") as (program, writers):
        for _ in range(3):
            for writer in writers:
                await writer.types()
                await writer.who.says("/practice")
            taken = len(program.telegram.calls)
            await until(
                lambda taken=taken: len(program.telegram.calls) > taken + 1,  # type: ignore[misc]
                "it has begun to answer",
            )
            await stopped(program)  # while answers are on their way
            await program.start()
        await at_rest(program.telegram, f"sqlite:///{tmp_path}/data/evenkeel.db")
        await stopped(program)
        data = f"sqlite:///{tmp_path}/data"
        found = await count(program.telegram, writers, f"{data}/evenkeel.db", f"{data}/keys.db")
        assert (found.typed, found.lost, found.doubled, found.spare) == (6, [], [], 0)
        for writer in writers:
            assert "What would you like" in str(writer.who.phone)


@pytest.mark.skipif(
    "BUDGET" not in os.environ, reason="takes the 20 s that a stop may take; BUDGET=1 runs it"
)
async def test_a_stop_waits_for_a_call_that_hangs_and_then_gives_up(tmp_path: Path) -> None:
    async with running(tmp_path, "Ann") as (program, (ann,)):
        program.telegram.faults.add(Kind.HANG_BEFORE, method="sendMessage", chat=ann.who)
        known = len(program.telegram.calls)
        await ann.who.says("/practice")
        await until(lambda: any(c.fault for c in program.telegram.calls[known:]), "the answer hangs")
        await stopped(program)


async def test_behind_a_webhook_it_registers_with_its_secret_and_turns_forgeries_away(tmp_path: Path) -> None:
    port = free_port()
    hook = {
        "EVENKEEL_LISTEN": f"127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_SECRET": SECRET,
    }
    async with running(tmp_path, "Ann", **hook) as (program, (ann,)):
        (call,) = program.telegram.calls_of("setWebhook")
        assert call.params["secret_token"] == SECRET
        assert "message" in call.params["allowed_updates"]
        await ann.types()
        await until(lambda: "Kept" in str(ann.who.phone), "the note is answered")
        forged = {"update_id": 999_999, "message": {"text": CANARY}}
        async with aiohttp.ClientSession() as session:
            for headers in ({}, {HEADER: "wrong"}, {HEADER: SECRET[:-1]}):
                async with session.post(
                    f"{program.address}/telegram", json=forged, headers=headers
                ) as answer:
                    assert answer.status == 403
        assert (await program.figures())["evenkeel_updates_total"] == len(
            [call for call in program.telegram.calls if call.method == "answerCallbackQuery"]
        ) + len([bubble for bubble in ann.who.history if bubble.mine and not bubble.deleted])
        await stopped(program)
        assert CANARY not in program.said()
        assert SECRET not in program.said()


async def test_a_second_process_on_the_same_data_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as (program, _):
        env = {**program.env, "EVENKEEL_LISTEN": f"127.0.0.1:{free_port()}"}
        second = Program(program.telegram, env, tmp_path / "second", program._forks)
        await second.begin()
        assert await second._gone() == 2
        assert "stop that one first" in " ".join(second.said().split())
        assert "Traceback" not in second.said()
        await stopped(program)


async def test_an_address_that_is_taken_is_told_in_one_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as (program, _):
        env = {**program.env, "EVENKEEL_DATA_DIR": str(tmp_path / "other")}
        second = Program(program.telegram, env, tmp_path / "second", program._forks)
        await second.begin()
        assert await second._gone() == 2
        assert "EVENKEEL_LISTEN" in second.said()
        assert "Traceback" not in second.said()
        await stopped(program)


async def test_nothing_that_a_person_does_is_found_in_logs_figures_or_files(tmp_path: Path) -> None:
    async with running(tmp_path, "Ann") as (program, (ann,)):
        telegram = program.telegram
        await ann.types(CANARY)
        await ann.who.says(f"/start {'K' * 20}anarie")
        await ann.who.says(f"/nonsense {CANARY}")
        telegram.inject(TOKEN, {"message": {"chat": {"id": ann.who.id}, "text": [CANARY]}})
        telegram.faults.add(Kind.BROKEN, chat=ann.who, times=2)
        await ann.who.says("/notes")
        await until(
            lambda: any(CANARY in bubble.words for bubble in ann.who.phone if not bubble.mine),
            "the note is shown",
        )
        await until(lambda: not telegram.pending(TOKEN), "Telegram has nothing left")
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{program.address}/metrics") as metrics,
            session.get(f"{program.address}/health") as health,
        ):
            figures = await metrics.text() + await health.text()
        while_it_runs = contents(tmp_path / "data")
        for path in (tmp_path / "data").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
        await stopped(program)
        searched = [figures.encode(), program.said().encode(), while_it_runs, contents(tmp_path / "data")]
        secrets = [CANARY, CANARY.split()[1], "anarie", TOKEN, TOKEN.split(":")[1], MASTER, str(ann.who.id)]
        for each in searched:
            for secret in secrets:
                assert secret.encode() not in each
        assert b"SQLite format 3" in while_it_runs
        assert "unreadable update" in program.said()


def contents(folder: Path) -> bytes:
    """Return everything that lies in a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_it_introduces_itself_with_commands_a_menu_a_name_and_descriptions(tmp_path: Path) -> None:
    async with running(tmp_path) as (program, _):
        telegram = program.telegram
        (commands,) = telegram.calls_of("setMyCommands")
        named = [each["command"] for each in commands.params["commands"]]
        assert named[:5] == ["start", "today", "calm", "break", "help"]
        assert all(each["description"] for each in commands.params["commands"])
        for method in ("setMyName", "setMyShortDescription", "setMyDescription", "setChatMenuButton"):
            calls = telegram.calls_of(method)
            assert calls or method == "setMyName", method
            assert all(call.error is None for call in calls)
        await stopped(program)
        known = len(telegram.calls)
        await program.start()
        again = {call.method for call in telegram.calls[known:] if call.method.startswith("setMy")}
        assert not again  # Telegram allows few changes a day
        await stopped(program)


def test_every_command_in_the_menu_does_something() -> None:
    assert set(MENU + MENU_MORE) - {"calm", "help"} <= set(COMMANDS)


async def test_its_health_is_asked_from_the_command_line(tmp_path: Path) -> None:
    async with running(tmp_path) as (program, _):
        forks = program._forks
        assert forks
        asked = {
            "env": program.env,
            "cwd": str(tmp_path),
            "log": str(tmp_path / "health"),
            "words": ["health"],
        }
        codes: list[int] = []
        while 0 not in codes and len(codes) < 50:  # well from the first beat on
            codes.append(await forks.ask({"wait": await forks.ask({"start": asked})}))
        assert codes[-1] == 0
        assert "well" in (tmp_path / "health").read_text()
        await stopped(program)
