"""Canaries for the whole run: what tests type as people is searched for in all that the bot leaves behind."""

from __future__ import annotations

import functools
import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import postgres
from tests.canary import WHOLE, Typed

RELEASED: deque[str] = deque(maxlen=1000)
"""The last pages that went out at T1 in this test: long runs let out millions, and send nobody a file."""
NAMES: dict[int, Typed] = {}
"""What each chat wanted to be called in this test: a name is there to be read by others."""


def _types(known: Any) -> Any:
    async def says(self: Any, *given: Any, **more: Any) -> Any:
        text = str(given[-1])
        WHOLE.type(text)
        typed = self.world.__dict__.setdefault("typed_by", {})
        typed.setdefault(self.chat.id, Typed()).add(text)
        return await known(self, *given, **more)

    return says


def words_of(params: Mapping[str, Any]) -> str:
    """Return what a call to Telegram shows in a chat: a text, or what stands under a picture or a file."""
    media = params.get("media")
    given = {**params, **(media if isinstance(media, dict) else {})}
    return str(given.get("text") or given.get("caption") or "")


def _stops(known: Any) -> Any:
    async def stop(self: Any) -> None:
        said = [(call.chat_id, words_of(call.params)) for call in self.calls]
        shown = [(chat, text) for chat, text in said if isinstance(chat, int) and text]
        files = [
            (chat.id, post.file.name or "", post.file.data)
            for chat in self.world.private.values()
            for post in chat.chronicle
            if post.by_bot and post.file
        ]
        typed = self.world.__dict__.get("typed_by", {})
        typed = {chat: said - NAMES.get(chat, Typed()) for chat, said in typed.items()}
        WHOLE.search_chats(typed, shown)
        WHOLE.search_sent(typed, shown, files, RELEASED)
        await known(self)

    return stop


def _releases(known: Any) -> Any:
    def release(*given: Any, **more: Any) -> Any:
        out = known(*given, **more)
        RELEASED.extend([out.first.text, out.second.text] if out else [])
        return out

    return release


def _calls(known: Any) -> Any:
    async def named(person: Any, given: str, world: Any) -> Any:
        NAMES.setdefault(person.chat, Typed()).add(given)
        return await known(person, given, world)

    return named


def _closes(known: Any) -> Any:
    async def close(self: Any) -> None:
        for database in (self.database, self.keys.database):
            writer = getattr(database, "_writer", None)
            for _, _, path in writer.execute("PRAGMA database_list") if writer else ():
                for each in Path(path).parent.glob(f"{Path(path).name}*"):
                    WHOLE.search_file(each)
        await known(self)

    return close


def _ends(known: Any) -> Any:
    def end(self: Any, *given: Any) -> None:
        known(self, *given)
        for part, search in (("pg_wal", WHOLE.search_file), ("base", WHOLE.search_pages)):
            for path in (self.data / part).rglob("*"):
                if path.is_file() and path.parent.name not in ("1", "4", "5"):
                    search(path)

    return end


def _figures(known: Any) -> Any:
    def generate(registry: Any) -> bytes:
        found: bytes = known(registry)
        WHOLE.search("the figures", found, "figures")
        return found

    return generate


def watch() -> Callable[[], None]:
    """Listen to what is typed in the local Telegram; search whatever ends: its chats, stores, servers."""
    from bot.adapters import web
    from bot.adapters.database.store import DatabaseStore
    from bot.domain import crossing
    from bot.services.arriving import start
    from bot.simulator import LocalTelegram
    from bot.simulator.people import Place

    held: list[tuple[Any, str, Any]] = []

    def change(holder: Any, name: str, make: Callable[[Any], Any]) -> None:
        known = getattr(holder, name)
        held.append((holder, name, known))
        setattr(holder, name, functools.wraps(known)(make(known)))

    change(Place, "says", _types)
    change(Place, "says_edited", _types)
    change(LocalTelegram, "stop", _stops)
    change(crossing, "release", _releases)
    change(start, "_named", _calls)
    change(DatabaseStore, "close", _closes)
    change(postgres.Server, "end", _ends)
    change(web, "generate_latest", _figures)

    def out() -> None:
        for holder, name, known in held:
            setattr(holder, name, known)

    return out


def pytest_configure(config: pytest.Config) -> None:
    """Listen from the beginning, in each process that runs tests; keep what is compiled, as make does."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    postgres.KEPT.begin()
    config.add_cleanup(watch())


def pytest_runtest_setup() -> None:
    """Begin each test with no page gone out, and nobody named."""
    RELEASED.clear()
    NAMES.clear()


def pytest_collection_finish() -> None:
    """Let the search for garbage pass by what was read in, and come less often: both are seconds a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Search what a test had written out, where it ran."""
    if not hasattr(report, "node"):
        for name, content in report.sections:
            WHOLE.search(f"{name} of {report.nodeid}", content, "logs of tests")


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Search what the run left behind; hand it on, or fail the run for what was found."""
    postgres.KEPT.end()
    made = getattr(session.config, "_tmp_path_factory", None)
    handed_on = getattr(session.config, "workeroutput", None)
    if made is not None and (handed_on is not None or not session.config.getoption("numprocesses", None)):
        WHOLE.search_folder(made.getbasetemp())
    if handed_on is not None:
        handed_on["canaries"] = WHOLE.state()
    elif WHOLE.found and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    yield


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take in what another process found."""
    state = getattr(node, "workeroutput", {}).get("canaries")
    if state:
        WHOLE.add(state)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in the last lines what was searched, and what was found."""
    if WHOLE.typed or WHOLE.found:
        terminalreporter.write_line(WHOLE.told())
    for each in WHOLE.found[:20]:
        terminalreporter.write_line(f"FOUND {each}", red=True)
