"""A new master key in the place of an old one, while the bot runs: `evenkeel keys rotate`."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from rich.console import Console

from bot.adapters.database.keys import Keyring, Keys, UnknownMaster
from bot.adapters.database.store import open_keys
from bot.adapters.files import alone_in, to_disk
from bot.settings import SettingError, Settings, sentence
from bot.wiring import clock, keyring, opening


async def rotate(settings: Settings, screen: Console, finish: bool = False) -> int:
    """Wrap every key by a new master key; or, to finish, take the old ones out of the file. 0 if all is done.

    Cut off anywhere, it goes on where it was when it is called again.
    """
    file = settings.master_key_file
    with _alone(file):
        async with _key_store(settings) as (keys, ring):
            if finish:
                return await _finish(keys, ring, file, screen)
            if ring.size == 1 and not await keys.stale():
                _put_in_front(file)
                ring.look()
            done = await keys.rewrap()
            _say(screen, f"{done} keys were wrapped anew, by the first master key.")
            return await _told(keys, ring, screen)


async def check(settings: Settings, screen: Console) -> int:
    """Say whether every key opens, and whether the first master key wrapped it; 1 if not."""
    async with _key_store(settings) as (keys, ring):
        return await _told(keys, ring, screen)


@asynccontextmanager
async def _key_store(settings: Settings) -> AsyncIterator[tuple[Keys, Keyring]]:
    """Open the key store beside the running bot."""
    async with AsyncExitStack() as stack:
        with opening():
            ring = keyring(settings)
            ring.look()  # the settings may have been read before the file was ours
            place = open_keys(
                url=settings.data_url, keys_url=settings.key_store_url, master=ring, clock=clock
            )
            keys = await stack.enter_async_context(place)
        try:
            yield keys, ring
        except UnknownMaster:
            raise SettingError(sentence("master_key", "opens not all of the keys that are here")) from None


def _say(screen: Console, words: str) -> None:
    screen.print(words, soft_wrap=True, highlight=False, markup=False)


async def _told(keys: Keys, ring: Keyring, screen: Console) -> int:
    found = await _look(keys, ring)
    if found["shut"]:
        raise UnknownMaster
    if found["old"]:
        _say(screen, f"{found['old']} of {found.total()} keys are still wrapped by an older master key.")
        _say(screen, "Run: evenkeel keys rotate")
        return 1
    _say(screen, f"All {found.total()} keys are wrapped by the first master key and open with it.")
    if ring.size > 1:
        _say(
            screen,
            "Nothing here needs the others any more. Key backups from before still do: they are gone after 7 "
            "days. To take the others out: evenkeel keys rotate --finish",
        )
    return 0


async def _look(keys: Keys, ring: Keyring) -> Counter[str]:
    """Count the keys by who opens them: the first master, an older one, or none."""
    found: Counter[str] = Counter()
    ring.look()
    for name, wrapped in await keys.wrapped():
        if ring.current(name, wrapped):
            found["first"] += 1
            continue
        try:
            ring.unwrap(name, wrapped)
            found["old"] += 1
        except UnknownMaster:
            found["shut"] += 1
    return found


async def _finish(keys: Keys, ring: Keyring, file: Path | None, screen: Console) -> int:
    if await _told(keys, ring, screen):
        return 1
    if file is None:
        raise SettingError(
            "EVENKEEL_MASTER_KEY is not in a file: leave only its first key there, and restart."
        )
    first, *others = _written(file)
    if others:
        _write(file, [first])
    _say(screen, f"{file} holds one master key now. Keep a copy of it, apart from every backup.")
    return 0


# ---------------------------------------------------------------------- the file


def _put_in_front(file: Path | None) -> None:
    """Write a new master key to the front of the file, for good, before anything is wrapped by it."""
    if file is None:
        raise SettingError(
            "EVENKEEL_MASTER_KEY is not in a file that can be changed here: put a new key (evenkeel keys "
            "new) in front of the one that is there, with a comma between, restart every process, and run "
            "this again."
        )
    _write(file, [Keyring.new(), *_written(file)])


def _written(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").replace(",", " ").split()


def _write(file: Path, keys: list[str]) -> None:
    """Put these keys into the file so that it is always whole, with the owner and the mode that it had."""
    file = file.resolve()
    draft, was = file.with_name(f"{file.name}.new"), file.stat()
    try:
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write("".join(f"{each}\n" for each in keys))
            written.flush()
            os.fchmod(written.fileno(), was.st_mode & 0o7777)
            os.fchown(written.fileno(), was.st_uid, was.st_gid)
            os.fsync(written.fileno())
        draft.replace(file)
        to_disk(file.parent)
    except OSError:
        raise SettingError(
            f"EVENKEEL_MASTER_KEY_FILE cannot be changed here: put a new key (evenkeel keys new) above the "
            f"one that stands in {file}, restart every process, and run this again."
        ) from None


@contextlib.contextmanager
def _alone(file: Path | None) -> Iterator[None]:
    """Hold the folder of the file: of two that write it at once, one would lose its key."""
    if file is None or not file.exists():
        yield
        return
    try:
        with alone_in(file.resolve().parent):
            yield
    except BlockingIOError:
        raise SettingError(
            "EVENKEEL_MASTER_KEY is being changed by another process: let it end first."
        ) from None
