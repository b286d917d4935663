"""“Gone within 7 days”: what is left in both databases after /delete, through the running bot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.adapters.database.keys import Keyring
from bot.adapters.database.shelf import Key, Place
from bot.adapters.database.tables import SHELVES
from bot.services.ports import GIVE_UP_AFTER, QueueName, Unopened
from tests.database.conftest import START, House
from tests.database.people import ANN, BEN, move_in
from tests.town import MASTER, SATURDAY, SUNDAY, Resident, Town, town

OWN, SHARED, LOST = "I counted the stairs again", "I still listen for the phone", "Nobody could read this"
QUEUES = ("inbox", "due", "outbox")


@dataclass(frozen=True)
class Cell:
    """A sealed cell, and where it was found."""

    table: str
    id: str
    owner: str
    sealed: bytes
    state: str = ""

    def opened(self, keys: Sequence[Key]) -> bytes | None:
        """Return what one of these keys makes of it, if any opens it."""
        for key in keys:
            try:
                return key.open(self.sealed, Place(self.table, self.id, self.owner))
            except Unopened:
                continue
        return None


async def cells(base: House) -> list[Cell]:
    """Return every sealed cell of the database of rows."""
    found = []
    for table in SHELVES.values():
        rows = await base.sql(f'SELECT id, owner, sealed FROM "{table}"')
        found += [Cell(table, id, owner, bytes(sealed)) for id, owner, sealed in rows]
    for queue in QUEUES:
        rows = await base.sql(f"SELECT ref, lane, sealed, state FROM {queue} WHERE sealed IS NOT NULL")
        found += [Cell(queue, ref, lane, bytes(sealed), state) for ref, lane, sealed, state in rows]
    return found


async def keys(base: House) -> dict[str, Key | None]:
    """Return every key that the key store has, unwrapped by the operator's own; none for a tombstone."""
    ring = Keyring(MASTER)
    rows = await base.sql("SELECT name, wrapped FROM wrapped_key", keys=True)
    return {name: ring.unwrap(name, bytes(wrapped)) if wrapped else None for name, wrapped in rows}


def whole(found: dict[str, Key | None]) -> list[Key]:
    """Return the keys that are still there."""
    return [key for key in found.values() if key]


async def owner_of(base: House, before: Iterable[str] = ()) -> str:
    """Return the id of the person who came last."""
    (new,) = {row[0] for row in await base.sql("SELECT owner FROM person")} - {*before}
    return str(new)


async def lived(here: Town, base: House) -> tuple[Resident, Resident, str]:
    """Return a couple after a shared week, and the id of the one who will go."""
    ann = await here.settled("Ann", "hurt", "London")
    owner = await owner_of(base)
    ben = await here.settled("Ben", "broke", "London")
    await ann.link(ben)
    await ann.says(OWN)
    await here.until(SATURDAY)
    await ann.says("/week")
    await ann.taps("add-understand")
    await ann.says(SHARED)
    await ann.taps("choose-partner")
    await ben.shares()
    await here.until(SUNDAY)
    await ann.reads()
    await ann.exports()
    return ann, ben, owner


def telling(found: Sequence[Cell], keyring: Sequence[Key], words: str) -> Iterator[Cell]:
    """Yield the cells in which somebody who has every key still finds these words."""
    for cell in found:
        if words.encode() in (cell.opened(keyring) or b""):
            yield cell


async def test_after_delete_no_row_is_left_no_key_opens_what_was_copied_and_who_comes_back_is_new(
    base: House,
) -> None:
    async with town(databases=(base.url, base.keys_url)) as here:
        ann, ben, owner = await lived(here, base)
        assert {each.owner for each in telling(await cells(base), whole(await keys(base)), OWN)} == {owner}
        stolen = [each for each in await cells(base) if each.owner == owner]
        held = await keys(base)
        assert all(each.opened(whole(held)) is not None for each in stolen)
        assert len({each.table for each in stolen}) > 6
        await ann.says("/delete")
        await ann.taps("delete-yes")
        held = await keys(base)
        assert held[f"person:{owner}"] is None
        assert not any(each.opened(whole(held)) for each in stolen)
        left = await cells(base)
        assert not [each for each in left if each.owner == owner]
        for queue in QUEUES:
            rows = await base.sql(f"SELECT kind FROM {queue} WHERE lane = '{owner}' AND state <> 'done'")
            assert rows == [], queue
        assert not list(telling(left, whole(held), OWN))
        (copy,) = telling(left, whole(held), SHARED)  # the reader's own copy, as both were told
        assert copy.table == "copy"
        await ben.reads()
        assert ben.shows(SHARED)
        others = [row[0] for row in await base.sql("SELECT owner FROM person")]
        await ann.begins("begin", "agree", "Ann", "hour-myself", "5", "enough-tonight")
        assert await owner_of(base, others) != owner
        assert not ann.shows("Ben")
        written, _ = await ann.exports()
        assert len(written["ratings_and_words"]) == 1
        assert written["pages"] == written["receipts"] == written["released_to_you"] == []
        assert written["links"]["partner"] == []
        here.clock.turn(SUNDAY + timedelta(weeks=12, minutes=1))
        await here.settle()
        assert not list(telling(await cells(base), whole(await keys(base)), SHARED))


async def test_what_could_not_be_sent_or_read_opens_for_nobody_after_three_days(base: House) -> None:
    async with town(databases=(base.url, base.keys_url)) as here:
        ann = await here.settled("Ann")
        owner = await owner_of(base)
        person = {"id": ann.person.id, "is_bot": False, "first_name": "Ann"}
        odd = {"message_id": "no number", "from": person, "text": LOST, "date": 1}
        odd["chat"] = {"id": ann.person.id, "type": "private"}
        here.telegram.world.first_bot().queue.inject({"message": odd})
        await ann.says("/delete")
        for method in ("sendMessage", "editMessageText", "deleteMessage", "deleteMessages"):
            here.telegram.faults.add("500", method=method, times=100)
        await ann.taps("delete-yes")
        left, held = await cells(base), whole(await keys(base))
        aside = [each for each in left if each.state != "done"]
        assert {each.table for each in aside if each.opened(held)} >= {"inbox", "outbox"}
        assert list(telling(left, held, LOST))
        here.clock.turn(here.clock.now() + timedelta(days=4, hours=1))
        await here.store.sweep(here.clock.now())
        await here.settle()
        left, held = await cells(base), whole(await keys(base))
        assert not list(telling(left, held, LOST))
        assert not [each for each in left if each.owner == owner and each.opened(held)]
        here.troubles.clear()


async def test_a_key_is_tried_to_be_destroyed_until_it_is_however_long_that_takes(
    base: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(databases=(base.url, base.keys_url)) as here:
        ann = await here.settled("Ann")
        owner = await owner_of(base)

        async def cannot(_: str) -> None:
            raise RuntimeError("the key store can be read, but not written")

        with monkeypatch.context() as broken:
            broken.setattr(here.store, "shred", cannot)
            await ann.says("/delete")
            await ann.taps("delete-yes")
            await here.passes(hours=6)
        assert (await keys(base))[f"person:{owner}"]
        assert len(here.troubles) > 2 * GIVE_UP_AFTER
        assert not any(what == "gave up" for what, _ in here.troubles)
        await here.passes(minutes=11)
        assert (await keys(base))[f"person:{owner}"] is None
        here.troubles.clear()


async def test_whoever_deletes_everything_goes_even_if_what_waited_to_be_cleared_was_changed(
    base: House,
) -> None:
    store = await base.open()
    await move_in(store, ANN)
    async with store.begin() as tx:
        for messages in ([1], [2]):
            await tx.of(ANN).post("wipe", "card", messages)
    await base.sql("UPDATE outbox SET sealed = (SELECT sealed FROM outbox WHERE id = 2) WHERE id = 1")
    assert await store.claim(QueueName.OUTBOX, START, 10) == [], "it does not open, and is set aside"
    async with store.begin() as tx:
        await tx.of(ANN).forget(None, 101, "en", [])
    (farewell,) = await store.claim(QueueName.OUTBOX, START, 10)
    assert farewell.payload["messages"] == [2]


async def test_no_table_keeps_a_row_of_whoever_deletes_everything(base: House) -> None:
    store = await base.open()
    await move_in(store, ANN, BEN)
    for table in SHELVES.values():
        await base.sql(
            f'INSERT INTO "{table}" (owner, id, at, locator, sealed) '
            "SELECT owner, 'another', at, NULL, sealed FROM person WHERE id = owner"
        )
    async with store.begin() as tx:
        await tx.of(ANN).forget(None, 101, "en", [])
    for table in SHELVES.values():
        assert {row[0] for row in await base.sql(f'SELECT owner FROM "{table}"')} == {BEN}, table
