"""Taps: from the tap on a phone to the edited message on it, over real HTTP to a local Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.transport import connect
from tests.bench.figures import Aim, Figure, Measure, Way, rate
from tests.bench.ground import Base, Crowd, Ground
from tests.bench.house import House, house
from tests.bench.others import application, raw
from tests.town import TOKEN

AT_ONCE = 32
NOTE = (
    "phones tap as soon as their message has changed. Ours: update and state sealed, committed twice. The "
    "Application with the ORM: person, card and tap read and written unsealed in one commit, after Telegram "
    "was told that the update is taken. Without the library: the same rows in one round trip"
)


async def tapping(crowd: Crowd, chats: list[int], many: int) -> Figure:
    """Have people tap; return how often a second a tap was answered."""
    return await rate(many, crowd.ask("taps", chats=chats, many=many))


async def ours(crowd: Crowd, here: House, chats: list[int], many: int) -> Figure:
    """Answer with the bot."""
    await crowd.ask("forget")
    bot = connect(TOKEN, crowd.url)
    await bot.initialize()
    async with here.working():
        polling = asyncio.create_task(Polling(bot, here.intake).run())
        try:
            await crowd.ask("opens", chats=chats, text="/practice")
            return await tapping(crowd, chats, many)
        finally:
            polling.cancel()
            await asyncio.gather(polling, return_exceptions=True)
            await bot.shutdown()


async def theirs(
    crowd: Crowd,
    base: Base,
    made: Callable[[str, str], Callable[[], Awaitable[Callable[[], Awaitable[None]]]]],
    chats: list[int],
    many: int,
) -> Figure:
    """Answer in another way."""
    await crowd.ask("forget")
    stop = await made(crowd.url, base.url)()
    try:
        await crowd.ask("opens", chats=chats, text="/practice")
        return await tapping(crowd, chats, many)
    finally:
        await stop()


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of taps."""
    crowd = await ground.telegram()
    many, fewer = ground.some(1500, 8), ground.some(400, 8)
    for kind in ground.kinds:
        chats, others = await crowd.people(AT_ONCE), await crowd.people(AT_ONCE)
        bare, other = await ground.base(kind), await ground.base(kind)
        async with house(await ground.base(kind), chats, url=crowd.url) as here:
            yield Measure(
                f"taps on {kind}, {AT_ONCE} people at once, to the edited message",
                "a second",
                (
                    Way("ours", partial(ours, crowd, here, chats, many)),
                    Way(
                        "python-telegram-bot's Application with the ORM",
                        partial(theirs, crowd, other, application, others, fewer),
                    ),
                    Way(
                        "without the library, one round trip",
                        partial(theirs, crowd, bare, raw, await crowd.people(AT_ONCE), many),
                    ),
                ),
                (Aim(600), Aim(5, of=1)),
                note=NOTE,
            )
