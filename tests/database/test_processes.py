"""Processes: a second one is refused on SQLite, and one that is killed loses nothing and doubles nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.adapters.database import SecondProcess
from bot.domain.checkin import Entry
from bot.services.ports import QueueName
from tests.database.conftest import MASTER, START, House
from tests.database.people import ANN

ROOT = Path(__file__).parents[2]


@contextmanager
def worker(base: House, work: str) -> Generator[subprocess.Popen[str]]:
    """Run a process that works on a store."""
    command = [sys.executable, "-m", "tests.database.worker", base.url, base.keys_url, MASTER, work]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def killed_after(base: House, work: str, lines: int) -> list[str]:
    """Return what a process had said when it was killed, its last words included."""
    with worker(base, work) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(lines + 1)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
    assert said[0] == "open"
    return said[1:]


async def test_on_sqlite_a_second_process_is_refused_in_a_sentence(on_sqlite: House) -> None:
    await on_sqlite.open()
    with pytest.raises(SecondProcess, match=r"already. .*\.$"):
        await on_sqlite.open()
    with worker(on_sqlite, "receive") as process:
        assert process.stdout is not None
        assert "already" in process.stdout.read()
    await on_sqlite.again()


async def test_a_kill_between_storing_and_finishing_loses_no_update(base: House) -> None:
    received: set[str] = set()
    for round_ in range(2):
        received |= set(killed_after(base, "receive", 15 + 20 * round_))
    done: list[str] = []
    for lines in (7, 12):
        done += killed_after(base, "handle", lines)
        await base.outlast_leases()
    store = await base.open()
    left = []
    while rows := await store.claim(QueueName.INBOX, START, 10):
        for row in rows:
            left.append(row.ref)
            async with store.begin() as tx:
                assert await tx.finish(row)
    async with store.begin() as tx:
        effects = [each.id for each in await tx.of(ANN).all(Entry)]
    assert len(done) == len(set(done))
    assert set(done) <= set(effects), "what was said to be done is done"
    assert len(set(effects) - set(done)) <= 2, "one more for each kill may have been committed and not said"
    assert not set(left) & set(effects), "nothing twice"
    assert set(left) | set(effects) >= received, "nothing lost"
    assert await base.sql("SELECT count(*) FROM outbox") == [(len(effects),)], "each with its letter"
