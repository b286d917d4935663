"""A statement of SQLAlchemy Core, compiled once, to be run on the driver's own connection."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy import ARRAY, ColumnElement, Dialect, Text, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.expression import CompoundSelect, Delete, Insert, Select, Update

Statement = Select[Any] | CompoundSelect[Any] | Insert | Update | Delete
Params = Mapping[str, Any]
Processor = Callable[[Any], Any]

SQLITE: Dialect = SQLiteDialect_pysqlite(paramstyle="named")
POSTGRESQL: Dialect = PGDialect_asyncpg()  # type: ignore[no-untyped-call]


class Unreachable(ConnectionError):
    """The database cannot be reached."""


class Prepared:
    """The text of a statement, and how values go into it and come out."""

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        # What runs is the driver's own call: SQLAlchemy's costs more than SQLite itself.
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self.names: Sequence[str] = compiled.positiontup or tuple(compiled.binds)
        binds = compiled.binds
        for name in self.names:
            if not binds[name].required:
                raise TypeError(f"{name} must be written out as SQL or handed in")
        self._ins = self._processors(
            {name: binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in self.names}
        )
        out = {
            position: column.type.dialect_impl(dialect).result_processor(dialect, None)
            for position, column in enumerate(statement.exported_columns)
        }
        # asyncpg hands out aware instants by itself
        self._outs = self._processors(out) if dialect is SQLITE else ()

    @staticmethod
    def _processors(found: Mapping[Any, Processor | None]) -> Sequence[tuple[Any, Processor]]:
        return tuple((name, processor) for name, processor in found.items() if processor is not None)

    def named(self, params: Params) -> dict[str, Any]:
        """Return the values as the driver of SQLite takes them."""
        values = dict(params)
        for name, processor in self._ins:
            values[name] = processor(values[name])
        return values

    def listed(self, params: Params) -> list[Any]:
        """Return the values as the driver of PostgreSQL takes them."""
        values = self.named(params)
        return [values[name] for name in self.names]

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
        """Return rows with their values as they were put in."""
        if not self._outs:
            return list(found)
        whole: list[Sequence[Any]] = []
        for row in found:
            values = list(row)
            for position, processor in self._outs:
                values[position] = processor(values[position])
            whole.append(values)
        return whole


Write = tuple[Prepared, Params]


def among(dialect: Dialect, column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Return whether a column is one of the texts that are handed in by this name, made by `several`."""
    if dialect is SQLITE:
        return column.in_(select(func.json_each(bindparam(name, type_=Text)).table_valued("value").c.value))
    return column == any_(bindparam(name, type_=ARRAY(Text)))


def several(dialect: Dialect, texts: Sequence[str]) -> Any:
    """Return texts as one value for a statement."""
    return json.dumps(texts) if dialect is SQLITE else list(texts)


class Link(Protocol):
    """A connection inside a transaction."""

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Run a statement and return its rows."""
        ...

    async def fetch_each(self, prepared: Prepared, each: Sequence[Params]) -> list[Sequence[Any]]:
        """Run a statement for each of these, in one round trip, and return all rows."""
        ...

    async def write(self, writes: Sequence[Write]) -> None:
        """Run statements that return nothing; those of the same text in this order."""
        ...

    async def lock(self, name: str) -> None:
        """Hold a name until the transaction ends."""
        ...

    async def hold(self, names: Sequence[str]) -> set[str]:
        """Hold those of these names that nobody else holds, until the transaction ends; return them."""
        ...


class Database(Protocol):
    """A database, whichever it is."""

    dialect: Dialect

    def transaction(self) -> AbstractAsyncContextManager[Link]:
        """Begin a transaction; committed when its block ends without an error."""
        ...

    async def fetch(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Read by one statement, beside whatever is being written."""
        ...

    async def alone(self, prepared: Prepared, params: Params) -> list[Sequence[Any]]:
        """Write by one statement that is a transaction of its own, and return its rows."""
        ...

    async def close(self) -> None:
        """Let go of every connection."""
        ...
