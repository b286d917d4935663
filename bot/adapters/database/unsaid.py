"""A yes of an open week, taken out of a copy: since it was made, it may have become a no."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, bindparam, select, update

from bot.adapters.database.codec import codec
from bot.adapters.database.keys import Keyring, UnknownMaster, key_of_person
from bot.adapters.database.shelf import Key, Place
from bot.adapters.database.tables import shelves
from bot.adapters.database.tools import table_of
from bot.domain.page import Audience, WeekPage, chosen
from bot.services.ports import Unopened

AT_ONCE = 500
PAGE = table_of(WeekPage)


def take_every_yes_out(connection: Connection, wrapped: Mapping[str, bytes | None], ring: Keyring) -> int:
    """Leave every page whose week is still open as if nothing had been chosen; return how many had a yes.

    The keys are wrapped, by their names. What cannot be read here has no yes that the bot could read.
    """
    table = shelves[PAGE]
    others = list(_without_a_yes(connection, wrapped, ring))
    if others:
        row = table.c.owner == bindparam("of"), table.c.id == bindparam("one")
        connection.execute(update(table).where(*row).values(sealed=bindparam("cell")), others)
    return len(others)


def _without_a_yes(
    connection: Connection, wrapped: Mapping[str, bytes | None], ring: Keyring
) -> Iterator[dict[str, object]]:
    shelf, keys = shelves[PAGE].c, dict[str, Key | None]()
    asked = select(shelf.owner, shelf.id, shelf.sealed)
    for owner, id, sealed in connection.execution_options(yield_per=AT_ONCE).execute(asked):
        if owner not in keys:
            keys[owner] = _key(ring, key_of_person(owner), wrapped)
        key, place = keys[owner], Place(PAGE, id, owner)
        page = _page(key, sealed, place)
        if key and page and not page.decided and page.choice is not Audience.KEEP:
            kept = codec(WeekPage).dump(chosen(page, Audience.KEEP, "", ()))
            yield {"of": owner, "one": id, "cell": key.seal(kept, place)}


def _key(ring: Keyring, name: str, wrapped: Mapping[str, bytes | None]) -> Key | None:
    there = wrapped.get(name)
    try:
        return ring.unwrap(name, there) if there else None
    except UnknownMaster:
        return None


def _page(key: Key | None, sealed: bytes, place: Place) -> WeekPage | None:
    try:
        return codec(WeekPage).load(key.open(sealed, place)) if key else None
    except (Unopened, ValueError, LookupError):  # not whole, or of a version that is not known here
        return None
