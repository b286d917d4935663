"""A process that handles what has come in, each time it is told to: `… tests.bench.worker url keys_url`."""

from __future__ import annotations

import asyncio
import sys

from bot.services.ports import QueueName
from tests.bench.ground import Base
from tests.bench.house import Silent, house


async def main(url: str, keys_url: str) -> None:
    """Open the bot, and handle until nothing is left, once for each line that is read."""
    async with house(Base("", url, keys_url), sender=Silent()) as here:
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            done = 0
            while await here.waits(QueueName.INBOX):
                handled = await here.engine.drain()
                done += handled
                if not handled:  # what is left is in the other's hands
                    await asyncio.sleep(0.005)
            print(done, flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
