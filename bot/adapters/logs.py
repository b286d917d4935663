"""The log: one line of JSON each, of allowed fields in allowed shapes; no text of anyone, no token."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator, MutableMapping
from types import FrameType, TracebackType
from typing import Any, TextIO

import structlog

NUMBER = "number"
WORDS = re.compile(r"[A-Za-z][A-Za-z'_ -]{0,79}")
FIXED = re.compile(r".{1,200}", re.DOTALL)
ONE = r"[A-Za-z_]\w*(\(\w+(, \w+)*\))?"
KINDS = re.compile(rf"gave up|refused|unreadable update \w+|{ONE}( from {ONE})*")
HASH = re.compile(r"[\w=-]{1,80}")
PLACE = re.compile(r"[\w.:/\\~<> -]{1,200}")
HOST = re.compile(r"[\w.:-]{1,100}|an address without a host")

# Whatever else is given is dropped. `ref` and `lane` are keyed hashes, `update` is an update's id.
ALLOWED: dict[str, re.Pattern[str] | str] = {
    "after": NUMBER, "attempts": NUMBER, "count": NUMBER, "ms": NUMBER, "port": NUMBER, "seconds": NUMBER,
    "status": NUMBER, "update": NUMBER,
    "event": FIXED, "fate": WORDS, "kind": WORDS, "level": WORDS, "mode": WORDS, "queue": WORDS,
    "error": KINDS, "trace": PLACE, "where": PLACE, "host": HOST, "lane": HASH, "ref": HASH,
    "logger": re.compile(r"[\w.]{1,80}"), "timestamp": re.compile(r"[\dTZ:.+-]+"),
    "version": re.compile(r"[\w.+-]{1,40}"),
}  # fmt: skip
"""The fields there are, and what each may look like as a whole."""

UNSAID = "this was not said in fixed words"
LONGEST = 200
FRAMES = 20
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
LIBRARIES = (
    "telegram", "httpx", "httpcore", "aiohttp", "apscheduler", "asyncpg", "aiosqlite", "sqlalchemy",
    "alembic", "asyncio", "concurrent",
)  # fmt: skip

Event = MutableMapping[str, Any]


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Have everything logged this way, that of libraries too, theirs from warnings on (or at DEBUG, all)."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_where,
            in_fixed_words,
            keep_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    theirs = level if level <= logging.DEBUG else max(level, logging.WARNING)
    root = logging.getLogger()
    root.handlers[:] = [Through()]
    root.setLevel(theirs)
    for name in [*LIBRARIES, *(each for each in root.manager.loggerDict if each.startswith(LIBRARIES))]:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(theirs if name in LIBRARIES else logging.NOTSET)


def catch_all() -> None:
    """Have what nobody caught logged this way too: as Python writes it, it quotes what it stumbled over."""

    def stopped(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            structlog.get_logger().critical("nobody caught this", exc_info=error)

    def thread_stopped(given: threading.ExceptHookArgs) -> None:
        if given.exc_value and not isinstance(given.exc_value, SystemExit):
            structlog.get_logger().error("nobody caught this in a thread", exc_info=given.exc_value)

    def dropped(given: Any) -> None:
        structlog.get_logger().error("nobody could catch this", exc_info=given.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = stopped, thread_stopped, dropped
    logging.captureWarnings(True)


class Through(logging.Handler):
    """Passes on that a library logged something, and where, but of its words only a fixed template.

    Filled in, they quote what they stumbled over: updates, parameters of statements, addresses.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Pass one record on."""
        structlog.get_logger().log(
            record.levelno,
            record.msg if isinstance(record.msg, str) else UNSAID,
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


def in_fixed_words(_: object, __: str, event: Event) -> Event:
    """Keep the words of an event only if they stand so in the code that logs: then they carry nothing."""
    said = event.get("event")
    event["event"] = said[:LONGEST] if isinstance(said, str) and _fixed(said) else UNSAID
    return event


def _fixed(said: str) -> bool:
    return said == UNSAID or any(said in constants for constants in _constants())


def _constants() -> Iterator[tuple[object, ...]]:
    """Return the constants of the functions that led here, the logging itself left out."""
    frame: FrameType | None = sys._getframe(1)
    left = 3  # a library may have a function of its own that passes on what it is given to log
    while frame is not None and left:
        module = str(frame.f_globals.get("__name__", ""))
        if module not in (__name__, "logging") and not module.startswith("structlog"):
            yield frame.f_code.co_consts
            left -= 1
        elif frame.f_code.co_qualname.startswith("catch_all"):
            yield frame.f_code.co_consts
        frame = frame.f_back


def keep_allowed(_: object, __: str, event: Event) -> Event:
    """Drop every field that is not allowed or not of its shape, and every token wherever it is."""
    return {name: plain(value) for name, value in event.items() if name in ALLOWED and fits(name, value)}


def fits(name: str, value: object) -> bool:
    """Return whether a value looks as its field may."""
    shape = ALLOWED[name]
    if isinstance(value, list | tuple):
        return name == "trace" and all(fits(name, each) for each in value)
    if isinstance(shape, str):
        return isinstance(value, int | float)
    return isinstance(value, str) and shape.fullmatch(value) is not None


def plain(value: Any) -> Any:
    """Return a value without tokens."""
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return TOKEN.sub("[token]", value) if isinstance(value, str) else value
