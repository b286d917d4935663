"""Cells moved between rows, people and tables under the running bot: refused, told kindly, left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.services.ports import QueueName
from tests.town import Resident, Town, shapes, town

NOTES = {"Ann": ("the blue door", "an evening walk"), "Ben": ("a long letter", "rain on the roof")}
ENTRY = "SELECT 'entry', owner, id, sealed FROM entry WHERE owner = ? ORDER BY at DESC, id"
PERSON = "SELECT 'person', owner, id, sealed FROM person WHERE owner = ?"
CARD = "SELECT 'card', owner, id, sealed FROM card WHERE owner = ?"
Cell = tuple[str, str, str, bytes]


class Thief:
    """Somebody at the database, past the bot."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "evenkeel.db"

    def cell(self, question: str, owner: str, number: int = 0) -> Cell:
        with closing(sqlite3.connect(self.file)) as link:
            found: Cell = link.execute(question, (owner,)).fetchall()[number]
            return found

    def owner(self, name: str, people: list[Resident]) -> str:
        """Return the id of who moved in as this one."""
        with closing(sqlite3.connect(self.file)) as link:
            owners = [row[0] for row in link.execute("SELECT owner FROM person ORDER BY at")]
        return str(owners[[each.person.name for each in people].index(name)])

    @contextmanager
    def puts(self, source: Cell, into: Cell) -> Iterator[None]:
        """Put one cell in the place of another, for a while."""
        self._write(into, source[3])
        try:
            yield
        finally:
            self._write(into, into[3])

    def _write(self, place: Cell, sealed: bytes) -> None:
        table, owner, id, _ = place
        with closing(sqlite3.connect(self.file)) as link, link:
            done = link.execute(
                f"UPDATE {table} SET sealed = ? WHERE owner = ? AND id = ?", (sealed, owner, id)
            )
            assert done.rowcount == 1


async def reads(who: Resident) -> bool:
    """Ask for one's notes; whether they come."""
    name = who.person.name
    await who.says("/notes")
    shown = any(words in text for words in NOTES[name] for text in who.phone)
    await who.says("/today")
    return shown


def told(who: Resident) -> int:
    """Return how often they were told that something cannot be opened."""
    return sum(bool(shapes()["cannot-open"].fullmatch(text)) for text in who.phone)


async def written(here: Town) -> list[Resident]:
    people = []
    for name, notes in NOTES.items():
        who = await here.settled(name)
        for words in notes:
            await who.says(words)
            await who.waits(minutes=2)
        people.append(who)
        await who.waits(minutes=3)
    return people


async def test_a_moved_cell_opens_nowhere_the_person_reads_one_sentence_and_all_goes_on(
    tmp_path: Path,
) -> None:
    async with town(tmp_path) as here:
        ann, ben = people = await written(here)
        thief = Thief(tmp_path)
        one, two = (thief.owner(name, people) for name in NOTES)
        moves = {
            "between rows": (thief.cell(ENTRY, one, 1), thief.cell(ENTRY, one, 0)),
            "between people": (thief.cell(ENTRY, two), thief.cell(ENTRY, one)),
            "between tables": (thief.cell(CARD, one), thief.cell(ENTRY, one)),
        }
        for move, (source, into) in moves.items():
            before = told(ann)
            with thief.puts(source, into):
                assert not await reads(ann), move
                assert told(ann) > before, move
                assert await reads(ben), move
            assert {what for what, _ in here.troubles} == {"Unopened"}, move
            assert not any(note in str(here.troubles) for notes in NOTES.values() for note in notes)
            here.troubles.clear()
            assert await reads(ann), f"{move}: put back, it opens again"


async def test_somebody_whose_own_row_was_moved_holds_nobody_else_up(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        ann, ben = people = await written(here)
        thief = Thief(tmp_path)
        one, two = (thief.owner(name, people) for name in NOTES)
        with thief.puts(thief.cell(PERSON, two), thief.cell(PERSON, one)):
            await ann.says("and one thing more")
            assert ann.shows("cannot-open")
            before = ben.knocks
            await here.passes(days=1)
            assert ben.knocks > before
            assert await reads(ben)
            assert not sum([await here.store.waiting(queue, here.clock.now()) for queue in QueueName])
        assert {what for what, _ in here.troubles} == {"Unopened"}
        here.troubles.clear()
        assert await reads(ann), "put back, all is there again"
