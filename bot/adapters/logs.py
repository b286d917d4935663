"""The log: one line of JSON each, of allowed fields only; no text of anyone, no token, no values."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any, TextIO

import structlog

# Whatever else is given is dropped. `ref` and `lane` are keyed hashes, `update` is an update's id.
ALLOWED = frozenset({
    "after", "attempts", "count", "error", "event", "fate", "host", "kind", "lane", "level", "logger", "mode",
    "ms", "port", "queue", "ref", "seconds", "status", "timestamp", "trace", "update", "version", "where",
})  # fmt: skip
LONGEST = 200
FRAMES = 20
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")

Event = MutableMapping[str, Any]


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Have everything logged this way, that of libraries too, theirs from warnings on."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_where,
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers[:] = [Through()]
    root.setLevel(logging.WARNING)
    for name in (
        "telegram",
        "httpx",
        "httpcore",
        "aiohttp",
        "apscheduler",
        "sqlalchemy",
        "alembic",
        "asyncio",
    ):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(logging.WARNING)  # at INFO and below some write addresses with the token in them


class Through(logging.Handler):
    """Passes on that a library logged something, and where, but of its words only the template.

    Filled in, they quote what they stumbled over: updates, parameters of statements, addresses.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Pass one record on."""
        # Without arguments it may have been filled in before it came here.
        event = record.msg if record.args and isinstance(record.msg, str) else "a library logged this"
        structlog.get_logger().log(
            record.levelno,
            event,
            logger=record.name,
            where=f"{record.module}:{record.lineno} {record.funcName}",
            exc_info=record.exc_info,
        )


def tell_where(_: object, __: str, event: Event) -> Event:
    """Put in place of an exception its type and the places in the code that it came through."""
    given = event.pop("exc_info", None)
    if isinstance(given, tuple):
        given = given[1]
    error = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if error is not None:
        event["error"] = " from ".join(kinds(error))
        event["trace"] = frames(error)
    return event


def kinds(error: BaseException | None) -> Iterator[str]:
    """Name the types of an exception and of those that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
        among = ", ".join(sorted({type(each).__name__ for each in inner}))
        yield f"{type(error).__name__}({among})" if among else type(error).__name__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def frames(error: BaseException) -> list[str]:
    """Name the places that an exception came through: module, line, function."""
    walked = [
        f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return walked[-FRAMES:]


def keep_allowed(_: object, __: str, event: Event) -> Event:
    """Drop every field that is not allowed, and every token wherever it is."""
    return {name: plain(value) for name, value in event.items() if name in ALLOWED and usable(value)}


def usable(value: object) -> bool:
    """Return whether a value shows no more than itself."""
    if isinstance(value, list | tuple):
        return all(isinstance(each, str) for each in value)
    return value is None or isinstance(value, str | int | float)


def plain(value: Any) -> Any:
    """Return a value without tokens, and short."""
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return TOKEN.sub("[token]", value)[:LONGEST] if isinstance(value, str) else value
