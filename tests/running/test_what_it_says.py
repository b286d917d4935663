"""The program at the lowest level of its log, with everything going wrong: it says what, never of whom."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp

from bot.services.ports import Fate, QueueName
from bot.simulator import Clock, Kind, LocalTelegram
from tests.faults.crowd import Writer
from tests.faults.process import Program, environment, nursery, until
from tests.running.test_process import contents, running, stopped
from tests.town import MASTER, TOKEN

CANARY = "elf Kanarienvögel"
NEVER_TYPED = "neun Kanarienvögel"
SECRETS = (CANARY, "Kanarienv", r"Kanarienv\u00f6gel", TOKEN, TOKEN.split(":")[1], MASTER)
LABEL = re.compile(r'(\w+)="([^"]*)"')
LABELS = {
    "kind": {"send", "edit", "delete", "leave"},
    "fate": {str(fate) for fate in Fate},
    "queue": {str(queue) for queue in QueueName},
}
"""What the labels of figures are, and may say."""
FAULTS = (Kind.BROKEN, Kind.DROP_AFTER, Kind.TOO_MANY, Kind.BLOCKED)
PEOPLE = ("Ann", "Ben", "Cleo", "Dov")


def nothing_of_anyone(said: str, *more: str) -> None:
    """See that a log is lines of JSON in which no secret is."""
    for line in said.splitlines():
        assert json.loads(line)["event"], line
    for secret in (*SECRETS, *more):
        assert secret not in said


async def wrong_answers(program: Program, writers: list[Writer]) -> None:
    """Have Telegram answer wrongly in every way, with words that quote the person and the token."""
    quoted = f"Bad Request: can't parse {CANARY} of {TOKEN}"
    faults = program.telegram.faults
    waiting = [faults.add(Kind.BROKEN, method="getUpdates", description=quoted)]
    for kind, writer in zip(FAULTS, writers, strict=True):
        waiting.append(faults.add(kind, chat=writer.who, description=quoted))
        await writer.types(CANARY)
    await until(lambda: not any(fault.times for fault in waiting), "everything went wrong")
    for odd in ({"text": [CANARY]}, {"photo": CANARY}, {"text": CANARY, "entities": [CANARY]}):
        program.telegram.inject(TOKEN, {"message": {"chat": {"id": writers[0].who.id}, **odd}})


async def no_database(program: Program, ann: Writer, data: Path) -> None:
    """Take a table away while somebody writes, and bring it back."""
    known = program.said().count("OperationalError")
    for away in ("ALTER TABLE outbox RENAME TO away", "ALTER TABLE away RENAME TO outbox"):
        with closing(sqlite3.connect(data / "evenkeel.db", timeout=20)) as database:
            database.execute(away)
        if away.endswith("away"):
            await ann.who.says(f"after it {CANARY}")
            await until(lambda: program.said().count("OperationalError") > known, "it stumbles")


async def test_at_the_lowest_level_with_everything_going_wrong_nothing_of_anyone_is_said(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, *PEOPLE, EVENKEEL_LOG_LEVEL="debug") as (program, writers):
        ann = writers[0]
        await wrong_answers(program, writers)
        await no_database(program, ann, tmp_path / "data")
        async with aiohttp.ClientSession() as session:
            for way in ("metrics", "health", f"bot{TOKEN}/{CANARY}", "%ff", f"metrics?{CANARY}"):
                async with session.get(f"{program.address}/{way}") as answer:
                    said = await answer.text()
                    assert CANARY not in said
                    for name, value in LABEL.findall(said):
                        assert value in LABELS[name], f"a figure names {value}"
        await stopped(program)
        nothing_of_anyone(program.said(), str(ann.who.id), *PEOPLE)
        assert '"level":"debug"' in program.said().replace(" ", ""), "it was the lowest level"
        for secret in SECRETS:
            assert secret.encode() not in contents(tmp_path / "data")


async def test_what_ends_the_program_says_no_secret(tmp_path: Path) -> None:
    forks = nursery()
    async with LocalTelegram(clock=Clock.real()) as telegram:
        env = environment(telegram, tmp_path, EVENKEEL_LOG_LEVEL="debug")
        (tmp_path / "evenkeel.db").write_text(f"{NEVER_TYPED} {TOKEN}" * 400)  # no database
        program = Program(telegram, env, tmp_path / "log", forks)
        await program.begin()
        assert await program._gone() == 2
        assert "EVENKEEL_DATABASE_URL" in program.said()
        for secret in (*SECRETS, NEVER_TYPED, "Traceback"):
            assert secret not in program.said()
