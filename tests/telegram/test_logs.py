"""What the log holds, and what it never does."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
import structlog

from bot.adapters.logs import configure
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


@pytest.fixture
def log() -> Iterator[Log]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    made = Log()
    configure(made.stream)
    yield made
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


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
    assert TOKEN not in log.text
    assert TOKEN.split(":")[1] not in log.text
    assert log.text.count("[token]") == 4


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
    library = logging.getLogger(name)
    library.info("request %s", "canary")
    library.warning("could not read %s", "canary")
    library.error("could not read canary")
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
    assert bare["event"] == "a library logged this"
    assert bare["where"].startswith("test_logs:")
    assert (failed["event"], failed["error"]) == ("Error handling %r", "KeyError")


def test_long_texts_are_cut_so_that_no_line_carries_much(log: Log) -> None:
    structlog.get_logger().info("x" * 5000)
    assert len(log.lines[0]["event"]) == 200


def test_what_is_below_the_level_is_not_written(log: Log) -> None:
    structlog.get_logger().debug("quiet")
    assert log.text == ""


def test_it_can_be_configured_again_without_doubling_lines(log: Log) -> None:
    configure(log.stream)
    logging.getLogger("telegram").warning("once %s", 1)
    assert len(log.lines) == 1
