"""Joins all parts. The only file that knows them all, reads the clock and draws chance."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from bot.adapters.database.keys import BadMasterKey, Keyring
from bot.adapters.database.schema import Outdated
from bot.adapters.database.store import DatabaseStore, NoKeys, SecondProcess, WrongAddress, open_store
from bot.adapters.grouped import together
from bot.adapters.telegram.inbound import read
from bot.adapters.words import ORIGINAL, FluentWords, WordsError, find_messages
from bot.domain import helplines, own_items
from bot.domain.library import Library, LibraryError
from bot.domain.own_items import OwnItems
from bot.engine import Engine
from bot.services import contents  # noqa: F401  # importing it makes every action known
from bot.services.flow.conversation import Conversation
from bot.services.flow.delivery import Delivery
from bot.services.ports import Chance, Facts, Renderer, Sender, Store
from bot.settings import SettingError, Settings, sentence

log = structlog.get_logger("evenkeel")

Clock = Callable[[], datetime]


def clock() -> datetime:
    """Return the time. Nothing else in the program reads it."""
    return datetime.now(UTC)


class Random:
    """Chance from the system's own source."""

    def token(self) -> str:
        """Return 96 random bits."""
        return secrets.token_urlsafe(12)

    def code(self) -> str:
        """Return 128 random bits."""
        return secrets.token_urlsafe(16)

    def digits(self) -> str:
        """Return six random digits."""
        return f"{secrets.randbelow(1_000_000):06d}"

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return secrets.randbits(53) / 2**53


class Seeded:
    """Chance that a seed repeats, a stream a chat: for the demonstration and for tests."""

    def __init__(self, seed: str, chat: int) -> None:
        self._name, self._drawn = f"{seed}:{chat}", 0

    def _draw(self) -> bytes:
        self._drawn += 1
        return sha256(f"{self._name}:{self._drawn}".encode()).digest()

    def token(self) -> str:
        """Return 16 characters."""
        return base64.urlsafe_b64encode(self._draw()[:12]).decode()

    def code(self) -> str:
        """Return 22 characters."""
        return base64.urlsafe_b64encode(self._draw()[:16]).decode().rstrip("=")

    def digits(self) -> str:
        """Return six digits."""
        return f"{int.from_bytes(self._draw()[:8]) % 1_000_000:06d}"

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""
        return int.from_bytes(self._draw()[:6]) / 2**48


def seeded(seed: str) -> Callable[[int], Chance]:
    """Return one stream for each chat, all from one seed."""
    streams: dict[int, Seeded] = {}
    return lambda chat: streams.setdefault(chat, Seeded(seed, chat))


# ---------------------------------------------------------------------- what is read once


def load_words(items_file: Path | None = None) -> tuple[FluentWords, OwnItems]:
    """Read all texts, and an operator's own items. Raises SettingError, which names the item."""
    if items_file is None:
        return FluentWords(), OwnItems()
    try:
        toml = tomllib.loads(items_file.read_text(encoding="utf-8"))
        own = own_items.parse(toml, _shipped(find_messages()), ORIGINAL)
        return FluentWords(added=own.texts), own
    except (LibraryError, WordsError) as error:
        raise SettingError(sentence("items_file", f"cannot be used ({error})")) from None
    except (OSError, ValueError):
        raise SettingError(sentence("items_file", "cannot be read as TOML")) from None


@cache
def _shipped(folder: Path) -> Library:
    return Library.parse(tomllib.loads((folder / "library.toml").read_text(encoding="utf-8")))


def load_facts(username: str, help_file: Path | None = None, own: OwnItems | None = None) -> Facts:
    """Read everything of `messages/` that is not a text, and add what an operator has of their own."""
    folder = find_messages()
    library = own_items.added(_shipped(folder), own or OwnItems())
    lines = _help_lines(folder)
    if help_file:
        lines = helplines.merge(lines, tomllib.loads(help_file.read_text(encoding="utf-8")))
    hints = _hints(folder)
    return Facts(username, library, helplines.parse(lines), hints)


@cache
def _help_lines(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "help.toml").read_text(encoding="utf-8"))


@cache
def _hints(folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    files = sorted(folder.glob("*/hints/*.txt"))
    return {(path.parent.parent.name, path.stem): _phrases(path) for path in files}


def _phrases(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(each.strip().casefold() for each in lines if each.strip() and not each.startswith("#"))


def master_key(settings: Settings) -> tuple[Keyring, Path | None]:
    """Return the keyring, and the file that was made for it on a first start."""
    given, file, made = settings.master_key.get_secret_value(), settings.master_key_file, None
    if not given and file:
        if not file.exists():
            _make_key(file)
            made = file
        given = file.read_text(encoding="utf-8")
    return Keyring(given, file), made


def keyring(settings: Settings) -> Keyring:
    """Return the master keys that are there; none is made."""
    given, file = settings.master_key.get_secret_value(), settings.master_key_file
    if not given and not (file and file.exists()):
        raise SettingError(sentence("master_key", "is missing"))
    return Keyring(given or file.read_text(encoding="utf-8"), file)  # type: ignore[union-attr]


def _make_key(path: Path) -> None:
    """Write a new key so that it is there whole and for good, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(Keyring.new() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):  # another start was quicker: its key is the key
        os.link(draft, path)
    draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


async def open_databases(settings: Settings, clock: Clock = clock) -> tuple[DatabaseStore, Path | None]:
    """Open both, migrated; return also the file that was made for a master key.

    Raises SettingError, or another error that is one sentence, where whoever runs this can mend it.
    """
    try:
        ring, made = master_key(settings)
    except OSError:
        raise SettingError(sentence("data_dir", "names no folder that can be written to")) from None
    except BadMasterKey:
        raise SettingError(sentence("master_key", "is not what it should be")) from None
    with opening(made):
        store = await open_store(
            url=settings.data_url, keys_url=settings.key_store_url, master=ring, clock=clock, migrate=True
        )
    return store, made


@contextlib.contextmanager
def opening(made: Path | None = None) -> Iterator[None]:
    """Turn what goes wrong while databases are opened into one sentence, whose place is `__main__`."""
    try:
        yield
    except (SettingError, SecondProcess, WrongAddress, NoKeys, Outdated):
        raise
    except BadMasterKey:
        if made:  # the one that belongs here lies elsewhere, and must find its place free
            made.unlink()
        raise SettingError(sentence("master_key", "opens none of the keys that are here")) from None
    except Exception as error:  # each driver has errors of its own, and their words may show addresses
        raise SettingError(
            f"The databases cannot be opened ({type(error).__name__}): "
            "check EVENKEEL_DATABASE_URL, EVENKEEL_KEYS_URL and EVENKEEL_DATA_DIR."
        ) from None


# ---------------------------------------------------------------------- the engine


def engine(
    store: Store,
    sender: Sender,
    renderer: Renderer,
    facts: Facts,
    clock: Clock = clock,
    chances: Callable[[int], Chance] = lambda chat: Random(),
    words: FluentWords | None = None,
) -> Engine:
    """Put the pieces together."""
    words = words or FluentWords()

    def trouble(what: str, kind: str) -> None:
        log.warning("trouble", error=what, kind=kind)

    talk = Conversation(store, chances, words, facts, read, clock, trouble)
    post = Delivery(store, sender, words, renderer, clock, trouble, time.monotonic, together)
    return Engine(store, talk, post)
