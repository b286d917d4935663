"""Backups of data and of keys, apart and in this order, and their way back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from bot.adapters.database import copies, schema
from bot.adapters.database.cells import Cells, open_every_cell
from bot.adapters.database.copies import KeyRow
from bot.adapters.database.keys import LOOKUP, Keyring, UnknownMaster
from bot.adapters.database.unsaid import take_every_yes_out
from bot.adapters.files import alone_in, to_disk
from bot.settings import SettingError, Settings, sentence
from bot.wiring import clock, keyring, opening

DATA_DAYS, KEY_DAYS = 30, 7
STAMP = "%Y%m%dT%H%M%SZ"
PERSON = "person:"


@dataclass(frozen=True)
class Place:
    """Where the backups of one of the two databases lie."""

    folder: Path
    name: str
    line: str

    def file(self, stamp: str) -> Path:
        """Return the backup of an instant."""
        return self.folder / f"evenkeel-{self.name}-{stamp}.db"

    def stamps(self) -> list[str]:
        """Return the instants of which there is a backup, oldest first."""
        found = sorted(self.folder.glob(f"evenkeel-{self.name}-*Z.db"))
        return [each.stem.rsplit("-", 1)[1] for each in found]


def places(folder: Path, keys: Path | None) -> tuple[Place, Place]:
    """Return where data and keys lie: two folders, which can go to two places."""
    return Place(folder / "data", "data", schema.DATA), Place(keys or folder / "keys", "keys", schema.KEYS)


async def backup(
    settings: Settings,
    screen: Console,
    folder: Path,
    keys: Path | None = None,
    days: tuple[int, int] = (DATA_DAYS, KEY_DAYS),
) -> int:
    """Copy data and then keys, while the bot runs; open every cell; let old backups go. 0 if all is well."""
    both = places(folder, keys)
    stamp = clock().strftime(STAMP)
    ring, drafts = keyring(settings), []
    with _folders(both):
        for place, url in zip(both, (settings.data_url, settings.key_store_url), strict=True):
            draft = place.file(stamp).with_suffix(".part")
            draft.touch(mode=0o600)
            drafts.append(draft)
            with opening():
                await copies.copy_out(url, place.line, draft)
            to_disk(draft)
        found = await _opened(drafts[0], await copies.read_keys(copies.at(drafts[1])), ring)
        for place, draft, kept in zip(both, drafts, days, strict=True):
            draft.replace(place.file(stamp))
            to_disk(place.folder)
            _prune(place, stamp, kept)
    for place in both:
        _say(screen, str(place.file(stamp)))
    return _told(found, screen, "This backup", "is not whole")


@contextmanager
def _folders(both: Sequence[Place]) -> Iterator[None]:
    """Make the folders, and have them for oneself."""
    with ExitStack() as stack:
        for place in both:
            try:
                place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                stack.enter_context(alone_in(place.folder))
                for left in place.folder.glob("evenkeel-*.part*"):  # of one that was cut off
                    left.unlink()
            except BlockingIOError:
                raise SettingError("Another backup is being made there: let it end first.") from None
            except OSError:
                raise SettingError(f"{place.folder} is no folder that can be written to.") from None
        yield


def _prune(place: Place, stamp: str, days: int) -> None:
    oldest = (_instant(stamp) - timedelta(days=days)).strftime(STAMP)
    for each in place.stamps():
        if each < oldest:
            place.file(each).unlink()


def _instant(stamp: str) -> datetime:
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


# ---------------------------------------------------------------------- the way back


async def restore(
    settings: Settings,
    screen: Console,
    folder: Path,
    keys: Path | None = None,
    of: str = "",
    replace: bool = False,
    even_so: bool = False,
) -> int:
    """Bring a backup back, without those who left since then; 0 if everything in it opens.

    Nothing is changed before every cell of the backup was opened. Whom the newest key store that can be found
    (the one in use, or any backup of keys) knows as gone, stays gone. No page goes out on a yes from before:
    nobody can know whether it was taken back since.
    """
    data, store = places(folder, keys)
    ring, stamp = keyring(settings), _chosen(data, of)
    with tempfile.TemporaryDirectory(prefix="evenkeel-") as room, opening():
        file = await _brought_up(data.file(stamp), schema.DATA, Path(room))
        async with copies.nobody_else(settings.data_url):
            for url, line in ((settings.key_store_url, schema.KEYS), (settings.data_url, schema.DATA)):
                await schema.upgrade(url, line)
            if not replace and await copies.rows_in(settings.data_url):
                raise SettingError(
                    "There is data already: nothing was changed. To put the backup in its place: --replace"
                )
            here = await copies.read_keys(settings.key_store_url)
            backups = [await _keys_of(store.file(each), Path(room)) for each in store.stamps()]
            known = _merged(here, backups, ring)
            found = await _opened(file, known, ring)
            if found.total() > found.opened + found.over and not even_so:
                _told(
                    found, screen, f"The backup of {stamp}", "was not brought back, and nothing was changed"
                )
                return 2
            wrapped = {name: key for name, (_, key) in known.items()}
            yeses = await schema.connected(
                copies.at(file), lambda link: take_every_yes_out(link, wrapped, ring)
            )
            gone = {name.removeprefix(PERSON) for name, key in wrapped.items() if key is None}
            await copies.write_keys(settings.key_store_url, known)  # first: no row without its key
            rows = await copies.copy_in(file, settings.data_url, gone)
        after = await _opened_at(settings.data_url, known, ring)
    _say(screen, f"{rows} rows of {stamp} were brought back. Who left since then is not among them.")
    if yeses:
        _say(
            screen, f"Taken out: the yes to {yeses} of the open weeks' pages. Their writers can choose again."
        )
    return _told(after, screen, "What was brought back", "is not whole")


def _chosen(data: Place, of: str) -> str:
    there = data.stamps()
    if of and of not in there:
        raise SettingError(f"There is no backup of {of}; there are: {', '.join(there) or 'none'}.")
    if not there:
        raise SettingError(f"There is no backup of data in {data.folder}.")
    return of or there[-1]


async def _brought_up(file: Path, line: str, room: Path) -> Path:
    copy = room / file.name
    shutil.copyfile(file, copy)
    try:
        await copies.bring_up(copy, line)
    except copies.Foreign:
        raise SettingError(
            f"{file} is damaged, or was made by a newer version: nothing was changed."
        ) from None
    return copy


async def _keys_of(file: Path, room: Path) -> dict[str, KeyRow]:
    return await copies.read_keys(copies.at(await _brought_up(file, schema.KEYS, room)))


def _merged(
    here: Mapping[str, KeyRow], backups: Sequence[Mapping[str, KeyRow]], ring: Keyring
) -> dict[str, KeyRow]:
    """Return the keys of the store in use, if it is the one of these backups, and of the newest backup.

    Whom any of them knows as gone, stays gone. Raises SettingError where no master key opens any of them.
    """
    if not backups and LOOKUP not in here:
        raise SettingError("There is no backup of keys, and no key store: without keys no backup opens.")
    newest = backups[-1] if backups else {}
    mine, theirs = _secret(ring, here), _secret(ring, newest)
    if mine is None and theirs is None:
        raise SettingError(sentence("master_key", "opens none of the keys in this backup"))
    known = dict(newest) if theirs else {}
    if mine is not None and theirs in (None, mine):
        known |= here
    for each in (*backups, here):
        known |= {name: row for name, row in each.items() if row[1] is None}
    return known


def _secret(ring: Keyring, keys: Mapping[str, KeyRow]) -> bytes | None:
    wrapped = keys[LOOKUP][1] if LOOKUP in keys else None
    try:
        return ring.unwrap(LOOKUP, wrapped).secret if wrapped else None
    except UnknownMaster:
        return None


# ---------------------------------------------------------------------- what is in it


async def _opened(file: Path, keys: Mapping[str, KeyRow], ring: Keyring) -> Cells:
    return await _opened_at(copies.at(file), keys, ring)


async def _opened_at(url: str, keys: Mapping[str, KeyRow], ring: Keyring) -> Cells:
    wrapped = {name: key for name, (_, key) in keys.items()}
    return await schema.connected(url, lambda link: open_every_cell(link, wrapped, ring))


def _told(found: Cells, screen: Console, what: str, wrong: str) -> int:
    if not found.keyless and not found.shut:
        _say(screen, f"All {found.opened} cells open.")
        return 0
    if found.keyless:
        _say(screen, f"{what} {wrong}: {found.keyless} cells have no key, as when keys are older than data.")
    if found.shut:
        tables = ", ".join(f"{count} in {table}" for table, count in sorted(found.shut.items()))
        _say(screen, f"{what} {wrong}: cells do not open ({tables}).")
    return 1


def _say(screen: Console, words: str) -> None:
    screen.print(words, soft_wrap=True, highlight=False, markup=False)
