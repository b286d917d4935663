"""What the log holds, and what it never does."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from bot.adapters.logs import ALLOWED, UNSAID, catch_all, configure
from tests.telegram.stub import TOKEN


class Log:
    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@contextmanager
def logged(level: int = logging.INFO) -> Iterator[Log]:
    root = logging.getLogger()
    handlers, before = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in root.manager.loggerDict}
    made = Log()
    configure(made.stream, level)
    try:
        yield made
    finally:
        structlog.reset_defaults()
        root.handlers[:] = handlers
        root.setLevel(before)
        for name in root.manager.loggerDict:
            logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as made:
        yield made


class Queue(StrEnum):
    INBOX = "inbox"


def test_a_line_holds_what_is_allowed_and_nothing_else(log: Log) -> None:
    structlog.get_logger("evenkeel").info(
        "sent", kind="edit", ms=12, queue=Queue.INBOX, ref="9f2c", text="canary", name="canary", chat=42
    )
    (line,) = log.lines
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "sent",
        "level": "info",
        "kind": "edit",
        "ms": 12,
        "queue": "inbox",
        "ref": "9f2c",
    }


def test_an_allowed_field_cannot_smuggle_a_thing_in(log: Log) -> None:
    structlog.get_logger().info("sent", kind={"text": "canary"}, ref=b"canary", count=[{"a": "canary"}])
    assert "canary" not in log.text


def test_the_token_is_nowhere(log: Log) -> None:
    structlog.get_logger().warning(f"could not reach /bot{TOKEN}/getMe", host=TOKEN, trace=[TOKEN])
    logging.getLogger("telegram").warning("url %s", f"https://api/bot{TOKEN}/getMe")
    logging.getLogger("telegram").warning(f"url {TOKEN} %s", "x")
    structlog.get_logger().warning("123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA stands in the code itself")
    assert TOKEN not in log.text
    assert TOKEN.split(":")[1] not in log.text
    assert "A" * 30 not in log.text


def test_only_words_that_stand_so_in_the_code_are_said(log: Log) -> None:
    secret = "canary"
    structlog.get_logger().warning(f"I heard {secret}")
    structlog.get_logger().warning("I heard %s", secret)
    structlog.get_logger().warning(secret.upper())
    structlog.get_logger().warning("I heard something")
    assert [each["event"] for each in log.lines] == [UNSAID, UNSAID, UNSAID, "I heard something"]


SMUGGLED = {
    "kind": "she said: I lied", "fate": "sent (to Ann)", "error": "ValueError: I lied", "where": "in\nAnn",
    "trace": ["test:12 f", "I lied!"], "ref": "I lied", "lane": "I lied", "host": "I lied",
    "version": "I lied",
    "ms": "I lied", "count": "I lied", "status": "I lied", "update": "I lied", "mode": "I, lied",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SMUGGLED))
def test_an_allowed_field_of_another_shape_is_dropped(log: Log, name: str) -> None:
    assert name in ALLOWED
    structlog.get_logger().warning("sent", **{name: SMUGGLED[name]})
    assert name not in log.lines[0]


def test_what_nobody_caught_is_told_by_type_and_places(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    for holder, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(holder, name, getattr(holder, name))
    catch_all()
    logging.captureWarnings(False)
    error = ValueError("canary")
    sys.excepthook(ValueError, error, None)
    threading.excepthook(threading.ExceptHookArgs((ValueError, error, None, None)))
    sys.unraisablehook(SimpleNamespace(exc_value=error))
    assert [each["error"] for each in log.lines] == ["ValueError"] * 3
    assert [each["event"].startswith("nobody c") for each in log.lines] == [True] * 3
    assert "canary" not in log.text


def test_an_exception_is_told_by_type_and_places(log: Log) -> None:
    def stumble() -> None:
        secret = "canary"
        raise ValueError(f"could not read {secret}")

    try:
        try:
            stumble()
        except ValueError as error:
            raise OSError("canary canary") from error
    except OSError:
        structlog.get_logger().exception("a beat failed")
    (line,) = log.lines
    assert "canary" not in log.text
    assert line["error"] == "OSError from ValueError"
    assert line["trace"][0].endswith("test_an_exception_is_told_by_type_and_places")


def test_a_group_of_exceptions_is_told_by_its_types(log: Log) -> None:
    try:
        raise ExceptionGroup("canary", [ValueError("canary"), OSError("canary"), OSError("canary")])
    except ExceptionGroup:
        structlog.get_logger().exception("work failed")
    assert log.lines[0]["error"] == "ExceptionGroup(OSError, ValueError)"
    assert "canary" not in log.text


LIBRARIES = [
    "telegram.ext", "httpx", "aiohttp.server", "apscheduler.executors.default", "sqlalchemy.engine",
    "alembic.runtime", "asyncio", "something.else",
]  # fmt: skip


@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries_say_where_something_happened_but_not_what_it_was_about(log: Log, name: str) -> None:
    library, what = logging.getLogger(name), "canary"
    library.info("request %s", "canary")
    library.debug("request %s", "canary")
    library.warning("could not read %s", "canary")
    library.error(f"could not read {what}")
    try:
        raise KeyError("canary")
    except KeyError:
        library.exception("Error handling %r", {"text": "canary"})
    assert "canary" not in log.text
    template, bare, failed = log.lines
    assert (template["event"], template["level"], template["logger"]) == (
        "could not read %s",
        "warning",
        name,
    )
    assert bare["event"] == UNSAID
    assert bare["where"].startswith("test_logs:")
    assert (failed["event"], failed["error"]) == ("Error handling %r", "KeyError")


@pytest.mark.parametrize("name", LIBRARIES)
def test_at_the_lowest_level_libraries_say_no_more_than_where(name: str) -> None:
    with logged(logging.DEBUG) as log:
        library, what = logging.getLogger(name), f"SELECT {TOKEN}"
        library.debug("sent %s with %r", what, {"text": "canary"})
        library.debug(what)
        library.info("%(text)s", {"text": "canary"})
    assert [each["event"] for each in log.lines] == ["sent %s with %r", UNSAID, "%(text)s"]
    assert "canary" not in log.text
    assert TOKEN.split(":")[1] not in log.text


def test_no_line_carries_much(log: Log) -> None:
    structlog.get_logger().info("x" * 2000)  # a constant, for Python
    structlog.get_logger().info("sent", kind="x" * 2000)
    assert len(log.lines[0]["event"]) == 200
    assert "kind" not in log.lines[1]


def test_what_is_below_the_level_is_not_written(log: Log) -> None:
    structlog.get_logger().debug("quiet")
    assert log.text == ""


def test_it_can_be_configured_again_without_doubling_lines(log: Log) -> None:
    configure(log.stream)
    logging.getLogger("telegram").warning("once %s", 1)
    assert len(log.lines) == 1
