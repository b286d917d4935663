"""A process to be killed in the middle of its work."""

from __future__ import annotations

import asyncio
import sys
from itertools import count

from bot.adapters.database import DatabaseStore, Keyring, SecondProcess, open_store
from bot.domain.people import Person
from bot.services.ports import QueueName
from tests.database.conftest import START
from tests.database.people import ANN, entry, person


def say(word: object) -> None:
    print(word, flush=True)


async def receive(store: DatabaseStore) -> None:
    """Receive updates for ever; say the id of each once it is stored."""
    for number in count():
        await store.receive(number, number % 5, START, {"n": number})
        say(number)


async def handle(store: DatabaseStore) -> None:
    """Handle updates one by one, each in one transaction; say the id of each once it is done."""
    while True:
        for row in await store.claim(QueueName.INBOX, START, 3):
            async with store.begin() as tx:
                await tx.lock(ANN)
                assert await tx.finish(row)
                if await tx.of(ANN).get(Person, ANN) is None:
                    await tx.of(ANN).put(person())
                await tx.of(ANN).put(entry(row.ref))
                await tx.of(ANN).post("show", row.ref)
            say(row.ref)


async def main(url: str, keys_url: str, master: str, work: str) -> None:
    """Open the store and work until killed."""
    try:
        store = await open_store(url=url, keys_url=keys_url, master=Keyring(master), clock=lambda: START)
    except SecondProcess as refused:
        say(refused)
        return
    say("open")
    await {"receive": receive, "handle": handle}[work](store)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
