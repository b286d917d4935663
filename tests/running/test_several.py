"""Several processes on one PostgreSQL: one polls, another takes over, and what they keep together."""

from __future__ import annotations

import asyncio
import itertools
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import asyncpg
import pytest

from bot.adapters.database.together import Together
from bot.simulator import Clock, Kind, LocalTelegram
from bot.simulator.refusal import UNAUTHORIZED, Refused
from tests import postgres
from tests.faults.crowd import Writer, count, crowd
from tests.faults.process import (
    SECRET,
    Program,
    at_rest,
    environment,
    free_port,
    nursery,
    outlast_leases,
    until,
)
from tests.town import TOKEN

TAKEOVER = 15.0
POLLS, STANDS_BY = "this process polls", "stands by"


@dataclass
class Pair:
    """Two processes that poll, or would, on one database."""

    telegram: LocalTelegram
    first: Program
    second: Program
    url: str
    keys_url: str


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Give the address of a PostgreSQL server."""
    with postgres.server() as address:
        yield address


@asynccontextmanager
async def pair(folder: Path, server: str) -> AsyncIterator[Pair]:
    """Give two processes, of which the first polls."""
    url, keys_url = await postgres.create(server), await postgres.create(server)
    forks = nursery()
    async with LocalTelegram(clock=Clock.real()) as telegram:
        telegram.bot(TOKEN)
        programs = []
        for name in ("first", "second"):
            env = environment(telegram, folder / name, EVENKEEL_DATABASE_URL=url, EVENKEEL_KEYS_URL=keys_url)
            programs.append(Program(telegram, env, folder / f"{name}.log", forks))
        try:
            await asyncio.gather(*(program.begin() for program in programs))  # both migrate, at once
            await until(lambda: sum(POLLS in each.said() for each in programs) == 1, "one polls")
            await until(lambda: sum(STANDS_BY in each.said() for each in programs) == 1, "one stands by")
            programs.sort(key=lambda each: STANDS_BY in each.said())
            yield Pair(telegram, programs[0], programs[1], url, keys_url)
        finally:
            for program in programs:
                await program.close()


async def goes_on(here: Pair, writers: list[Writer], *living: Program) -> None:
    """Have somebody write to whoever polls now, and see that everything was kept once."""
    for writer in writers:
        await writer.types()
    await outlast_leases(here.url)
    await at_rest(here.telegram, here.url)
    for program in living:
        assert await program.end() == 0, program.said()[-2000:]
        assert "Traceback" not in program.said()
    found = await count(here.telegram, writers, here.url, here.keys_url)
    assert (found.lost, found.doubled) == ([], [])
    assert found.typed >= len(writers)


async def test_when_the_poller_is_killed_another_takes_over(tmp_path: Path, server: str) -> None:
    async with pair(tmp_path, server) as here:
        writers = await crowd(here.telegram, "Ann")
        await here.first.end(signal.SIGKILL)
        await writers[0].types()
        await until(lambda: POLLS in here.second.said(), "the second polls", TAKEOVER)
        await goes_on(here, writers, here.second)


async def test_a_poller_whose_connection_is_cut_leaves_off_and_another_takes_over(
    tmp_path: Path, server: str
) -> None:
    async with pair(tmp_path, server) as here:
        writers = await crowd(here.telegram, "Ann")
        cut = await asyncpg.connect(here.url)
        # whoever holds the lock of the poller, which is the only one that is not shared
        found = await cut.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid) "
            "WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND application_name LIKE '%together'"
        )
        await cut.close()
        assert len(found) == 1
        told = here.first.said().count(POLLS)

        def another() -> bool:
            return POLLS in here.second.said() or here.first.said().count(POLLS) > told

        await until(another, "one polls again", TAKEOVER)
        await goes_on(here, writers, here.first, here.second)
        assert "another process polls with this token" not in here.first.said() + here.second.said()


# ---------------------------------------------------------------------- the pace, and what one does alone


@asynccontextmanager
async def together(server: str, many: int) -> AsyncIterator[list[Together]]:
    """Give so many processes, as far as they see one another."""
    url = await postgres.create(server)
    connection = await asyncpg.connect(url)
    await connection.execute(
        "CREATE TABLE pace (name text PRIMARY KEY, until timestamptz NOT NULL, paused timestamptz)"
    )
    all_of_them = [Together(url, str) for _ in range(many)]
    try:
        for each in all_of_them:
            await each.open()
        yield all_of_them
    finally:
        for each in all_of_them:
            await each.close()
        await connection.close()


async def test_turns_are_given_once_in_blocks_that_follow_one_another(server: str) -> None:
    async with together(server, 4) as processes:
        taken = await asyncio.gather(*(each.take(60, 30, 0.014) for each in processes))
        starts = sorted(start for start, _ in taken)
        for before, then in itertools.pairwise(starts):
            # told from the moment of each answer, which is a little later for the later ones
            assert 1.0 < then - before <= 2.01
        assert -0.1 < starts[0] <= 0.1
        start, _ = await processes[0].take(1, 30, 0.014)
        assert 5.0 < start <= 8.1  # behind all of them


async def test_a_pause_of_everybody_is_told_with_each_block_and_every_pause_is_heard_by_the_others(
    server: str,
) -> None:
    async with together(server, 3) as (first, second, third):
        heard: list[tuple[float, str]] = []
        second.hear = third.hear = lambda after, name: heard.append((after, name))
        first.hear = lambda after, name: pytest.fail("one does not hear oneself")
        first.tell(17.0, 4711)
        first.tell(60.0, None)
        await until(lambda: len(heard) == 4, "both heard of both")
        assert sorted(heard) == [(17.0, "4711")] * 2 + [(60.0, "")] * 2
        _, pause = await third.take(1, 30, 0.0)
        assert 50 < pause <= 60


async def test_only_one_leads_and_whoever_goes_leaves_it_to_another(server: str) -> None:
    async with together(server, 2) as (first, second):
        one, other = first.lead("poll"), second.lead("poll")
        await first._look()
        await second._look()
        assert (one.ours.is_set(), other.ours.is_set(), other.others) == (True, False, True)
        assert first.sharing() == 2
        await first.close()
        assert one.lost.is_set()
        await second._look()
        assert other.ours.is_set()


async def test_what_one_does_alone_another_waits_for(server: str) -> None:
    async with together(server, 2) as (first, second):
        order: list[str] = []

        async def does(each: Together, name: str) -> None:
            async with each.alone("start"):
                order.append(name)
                await each._look()
                order.append(name)

        await asyncio.gather(does(first, "a"), does(second, "b"))
        assert order in (["a", "a", "b", "b"], ["b", "b", "a", "a"])


# ---------------------------------------------------------------------- how it ends


async def test_a_token_that_is_refused_behind_a_webhook_ends_it_with_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(token: str) -> NoReturn:
        raise Refused(*UNAUTHORIZED)

    port = free_port()
    hook = {
        "EVENKEEL_LISTEN": f"127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_URL": f"http://127.0.0.1:{port}",
        "EVENKEEL_WEBHOOK_SECRET": SECRET,
    }
    forks = nursery()
    async with LocalTelegram(clock=Clock.real()) as telegram:
        telegram.bot(TOKEN)
        program = Program(telegram, environment(telegram, tmp_path / "data", **hook), tmp_path / "log", forks)
        try:
            await program.start()
            (ann,) = await crowd(telegram, "Ann")
            await until(lambda: not telegram.pending(TOKEN), "all of it came")
            monkeypatch.setattr(telegram.world, "bot", refuse)
            await ann.types()
            assert await program._gone() == 2
        finally:
            await program.close()
        assert "EVENKEEL_BOT_TOKEN was refused" in " ".join(program.said().split())
        assert "Traceback" not in program.said()


async def test_it_can_be_stopped_while_it_starts(tmp_path: Path) -> None:
    forks = nursery()
    async with LocalTelegram(clock=Clock.real()) as telegram:
        telegram.bot(TOKEN)
        telegram.faults.add(Kind.HANG_BEFORE, method="getMe")
        program = Program(telegram, environment(telegram, tmp_path / "data"), tmp_path / "log", forks)
        try:
            await program.begin()
            await until(lambda: any(call.method == "getMe" for call in telegram.calls), "it asks who it is")
            assert await program.end() == 0
        finally:
            await program.close()
        assert "stopped" in program.said()
        assert "Traceback" not in program.said()
