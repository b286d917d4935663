"""Migrations: which version the databases are at, and bringing them to the newest."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from bot.adapters.database.postgres import number
from bot.adapters.database.sqlite import make_file

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic and the asynchronous engine take a good part of a start to load, and most starts find nothing to
# migrate: each is loaded where it is needed.

T = TypeVar("T")

DATA = "versions"
KEYS = "keys"
"""The two lines of migrations, one for each database, by their folder under `migrations/`."""


class Outdated(Exception):
    """The database is at another version than the program."""


def folder() -> Path:
    """Return where the migrations are: beside the package, or shipped inside it."""
    package = Path(__file__).resolve().parents[2]
    beside = package.parent / "migrations"
    return beside if (beside / "env.py").exists() else package / "_shipped" / "migrations"


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite database, or nothing for any other database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def config(line: str, connection: Connection) -> Config:
    """Return Alembic's settings for one of the two databases."""
    from alembic.config import Config  # noqa: PLC0415

    made = Config(stdout=sys.stdout)  # as it is now: the default is what it was when that was imported
    made.set_main_option("script_location", str(folder()).replace("%", "%%"))
    made.set_main_option("version_locations", str(folder() / line).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    made.attributes["line"] = line
    return made


def engine(path: Path) -> Engine:
    """Return what connects to a SQLite file."""
    return create_engine(f"sqlite:///{path}", poolclass=NullPool)


async def connected(url: str, run: Callable[[Connection], T]) -> T:
    """Run something on an ordinary connection to a database, committed if it goes well."""
    path = sqlite_path(url)
    if path is None:
        from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

        there = create_async_engine("postgresql+asyncpg://" + url.split("://", 1)[1], poolclass=NullPool)
        try:
            async with there.begin() as connection:
                return await connection.run_sync(run)
        finally:
            await there.dispose()

    make_file(path)

    def inside() -> T:
        made = engine(path)
        try:
            with made.begin() as connection:
                return run(connection)
        finally:
            made.dispose()

    return await asyncio.to_thread(inside)


def newest(line: str) -> str:
    """Return the newest version there is: the files of the migrations begin with their numbers."""
    return max(path.name for path in (folder() / line).glob("[0-9]*_*.py")).partition("_")[0]


def version(connection: Connection) -> str | None:
    """Return the version that a database is at, or nothing where it has none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


async def upgrade(url: str, line: str, to: str = "head") -> None:
    """Bring a database to a version."""

    def run(connection: Connection) -> None:
        if sqlite_path(url) is None:  # several processes may start at once: the others wait, and find it done
            connection.execute(text(f"SELECT pg_advisory_xact_lock({number('migrate')})"))
        if to == "head" and version(connection) == newest(line):
            return
        from alembic import command  # noqa: PLC0415

        command.upgrade(config(line, connection), to)

    await connected(url, run)


async def downgrade(url: str, line: str, to: str = "base") -> None:
    """Bring a database back to an earlier version."""
    from alembic import command  # noqa: PLC0415

    await connected(url, lambda connection: command.downgrade(config(line, connection), to))


async def check(url: str, line: str) -> None:
    """Raise if the tables in the code differ from those that the migrations make."""
    from alembic import command  # noqa: PLC0415

    await connected(url, lambda connection: command.check(config(line, connection)))


async def require_newest(url: str, line: str) -> None:
    """Raise `Outdated` unless a database is at the version that this program was written for."""

    def look(connection: Connection) -> None:
        if version(connection) != newest(line):
            raise Outdated("The database is not at the version of this program. Run: evenkeel migrate")

    await connected(url, look)
