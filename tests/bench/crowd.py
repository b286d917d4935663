"""A local Telegram in a process of its own, and in it people who tap as fast as they are answered."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Iterator
from itertools import count
from typing import Any

from bot.simulator import Clock, LocalTelegram, Person
from bot.simulator.world import Chat
from tests.bench.ground import START
from tests.town import TOKEN

WANTED = ("more", "practice")  # the two screens that each lead to the other
PATIENCE = 60.0  # seconds
BETWEEN = 1.2  # seconds: a chat takes one message a second, which would be all that is measured


class Crowd:
    """Everybody in this Telegram."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self._changed: dict[int, asyncio.Event] = {}
        self._late: set[int] = set()
        telegram.bot(TOKEN)
        telegram.world.watch(self._touched)

    def _touched(self, chat: Chat) -> None:
        if chat.id in self._changed:
            self._changed[chat.id].set()

    async def people(self, many: int) -> list[int]:
        """Have people press Start, of which no bot hears."""
        made = [self.telegram.person(f"P{number}") for number in range(many)]
        for person in made:
            person.chat.started = True
            self._changed[person.id] = asyncio.Event()
        return [person.id for person in made]

    async def forget(self) -> None:
        """Drop every update that nobody took, and what was called so far."""
        for bot in self.telegram.world.all_bots():
            for update in bot.queue.waiting():
                bot.queue.forget(update)
        self.telegram.calls.clear()

    async def told(self) -> list[int]:
        """Return to whom a message was sent, one entry for each."""
        return [int(call.chat_id or 0) for call in self.telegram.calls_of("sendMessage")]

    async def opens(self, chats: list[int], text: str) -> None:
        """Have each type something, and wait until there is a button to tap."""
        people = [self.telegram.people[chat] for chat in chats]
        async with asyncio.timeout(PATIENCE):
            for person in people:
                await person.says(text)
            for person in people:
                while found(person) is None:
                    await self._change(person)

    async def taps(self, chats: list[int], many: int) -> float:
        """Have them tap so many times in all, each as soon as the message has changed; return the seconds."""
        numbers = iter(range(many))
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(self._taps(self.telegram.people[chat], numbers) for chat in chats))
        return time.perf_counter() - began

    async def _taps(self, person: Person, numbers: Iterator[int]) -> None:
        for _ in numbers:
            shown = found(person)
            assert shown, person.screen()
            message, text, data = shown
            await person.taps_data(message, data)
            while (now := found(person)) is None or now[1] == text:
                await self._change(person)

    async def waits(self, chat: int, many: int, loud: list[int], a_second: int) -> list[float]:
        """Have one person tap, with a moment between; return how many ms each wait was.

        Meanwhile each of `loud` writes so many messages a second, answered or not.
        """
        person, waits = self.telegram.people[chat], []
        floods = [asyncio.create_task(self._floods(self.telegram.people[each], a_second)) for each in loud]
        try:
            async with asyncio.timeout(5 * PATIENCE):
                for _ in range(many):
                    began = time.perf_counter()
                    await self._taps(person, iter(range(1)))
                    waits.append((time.perf_counter() - began) * 1000)
                    await asyncio.sleep(BETWEEN)
        finally:
            for flood in floods:
                flood.cancel()
            await asyncio.gather(*floods, return_exceptions=True)
        return waits

    async def _floods(self, person: Person, a_second: int) -> None:
        for number in count():
            await person.says(f"{number} and more")
            await asyncio.sleep(1 / a_second)

    async def _change(self, person: Person) -> None:
        self._changed[person.id].clear()
        self._late.add(person.id)
        await self._changed[person.id].wait()
        self._late.discard(person.id)

    def late(self) -> str:
        """Return how many still wait, and what the phone of one of them shows."""
        shown = [self.telegram.people[chat].screen() for chat in self._late]
        many = len(shown)
        self._late.clear()
        return f"{many} wait\n{shown[0] if shown else ''}"


def found(person: Person) -> tuple[int, str, str] | None:
    """Return the newest message with a button that is wanted: its id, its text, the button's data."""
    for post in reversed(person.chat.visible()):
        for button in (button for row in post.inline for button in row):
            data = button.get("callback_data", "")
            if data.partition(".")[0] in WANTED:
                return post.id, post.text, data
    return None


async def main() -> None:
    """Serve until nobody asks any more."""
    lines = asyncio.StreamReader(limit=2**24)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with LocalTelegram(Clock(START)) as telegram:
        crowd = Crowd(telegram)
        say(telegram.url)
        while line := await lines.readline():
            asked: dict[str, Any] = json.loads(line)
            try:
                say(await getattr(crowd, asked.pop("do"))(**asked))
            except TimeoutError:
                say({"late": crowd.late()})


def say(answer: object) -> None:
    """Answer in one line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
