"""The real program with its databases and its master key in files, people who type, and an operator."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from bot.adapters.database import schema
from bot.adapters.database.cells import Cells, open_every_cell
from bot.adapters.database.keys import Keyring
from bot.simulator import Clock, LocalTelegram
from tests.faults.crowd import Writer, crowd
from tests.faults.process import Nursery, Program, at_rest, environment, nursery, until
from tests.town import MASTER, TOKEN


async def wrapped_keys(keys_url: str) -> dict[str, bytes | None]:
    """Return every key of a key store by its name, past the program."""
    rows = await schema.connected(
        keys_url, lambda link: link.execute(text("SELECT name, wrapped FROM wrapped_key")).all()
    )
    return {row.name: row.wrapped for row in rows}


async def cells(url: str, keys_url: str, ring: Keyring) -> Cells:
    """Try to open every cell of a database by these keys."""
    wrapped = await wrapped_keys(keys_url)
    return await schema.connected(url, lambda link: open_every_cell(link, wrapped, ring))


@dataclass
class Ground:
    """One installation, the people who use it, and whoever runs it."""

    telegram: LocalTelegram
    forks: Nursery
    folder: Path
    url: str
    keys_url: str
    programs: list[Program]
    writers: list[Writer] = field(default_factory=list)

    @property
    def key_file(self) -> Path:
        """Where the master keys are."""
        return self.folder / "apart" / "master.key"

    @property
    def masters(self) -> list[str]:
        """The master keys that are there."""
        return self.key_file.read_text().split()

    @property
    def program(self) -> Program:
        """The first of its processes."""
        return self.programs[0]

    async def begins(self, *words: str, log: str = "operator") -> int:
        """Begin a command of the operator, and return its process."""
        asked = {"env": self.program.env, "cwd": str(self.folder), "log": str(self.folder / log)}
        return await self.forks.ask({"start": {**asked, "words": list(words)}})

    async def does(self, *words: str) -> tuple[int, str]:
        """Let the operator do something; return how it ended, and what it said."""
        log = self.folder / "operator"
        log.unlink(missing_ok=True)
        code = await self.forks.ask({"wait": await self.begins(*words)})
        return code, log.read_text()

    async def killed(self, after: float, *words: str) -> bool:
        """Begin a command, and kill it so many seconds later; return whether it was still at work."""
        pid = await self.begins(*words, log="killed")
        await asyncio.sleep(after)
        os.kill(pid, signal.SIGKILL)
        return await self.forks.ask({"wait": pid}) == -signal.SIGKILL

    async def start(self) -> None:
        """Start every process, one after another."""
        for program in self.programs:
            await program.begin()
            await until(lambda program=program: program.listening, f"it runs: {program.said()[-800:]}")  # type: ignore[misc]

    async def move_in(self, *names: str) -> None:
        """Bring people past their first evening."""
        self.writers += await crowd(self.telegram, *names)

    async def rest(self) -> None:
        """Wait until nothing waits."""
        await at_rest(self.telegram, self.url)

    async def stop(self) -> None:
        """End every process as an operator does."""
        for program in self.programs:
            if program.alive:
                assert await program.end() == 0, program.said()[-2000:]

    def said(self) -> str:
        """Return all that was logged."""
        return "".join(program.said() for program in self.programs)


@asynccontextmanager
async def ground(
    folder: Path, *names: str, databases: tuple[str, str] | None = None, processes: int = 1
) -> AsyncIterator[Ground]:
    """Give an installation at work with these people."""
    data = folder / "data"
    url, keys_url = databases or (f"sqlite:///{data}/evenkeel.db", f"sqlite:///{data}/keys.db")
    (folder / "apart").mkdir(mode=0o700)
    key = folder / "apart" / "master.key"
    key.write_text(MASTER + "\n")
    key.chmod(0o400)
    settings = {
        "EVENKEEL_DATABASE_URL": url,
        "EVENKEEL_KEYS_URL": keys_url,
        "EVENKEEL_MASTER_KEY_FILE": str(key),
        "EVENKEEL_MASTER_KEY": "",
    }
    forks = nursery()
    async with LocalTelegram(clock=Clock.real()) as telegram:
        telegram.bot(TOKEN)
        programs = [
            Program(telegram, environment(telegram, data, **settings), folder / f"log{number}", forks)
            for number in range(processes)
        ]
        made = Ground(telegram, forks, folder, url, keys_url, programs)
        try:
            await made.start()
            await made.move_in(*names)
            yield made
        finally:
            for program in programs:
                await program.close()
