"""A process of the bot that handles what waits, as soon as it is told to: one of several in a race."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from bot.adapters.database.keys import Keyring
from bot.adapters.database.store import open_store
from tests.abuse.guessing import all_at_once
from tests.worlds.world import Clock


async def main(url: str, keys_url: str, master: str) -> None:
    """Open the store; for each instant that comes in, handle all that waits then, and say so."""
    clock = Clock()
    store = await open_store(url=url, keys_url=keys_url, master=Keyring(master), clock=clock)
    print("open", flush=True)
    loop = asyncio.get_running_loop()
    while given := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        clock.now = datetime.fromisoformat(given)
        await all_at_once([store], clock)
        print("done", flush=True)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
