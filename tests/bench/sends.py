"""Sending: from claimed rows to the recorded outcome, over real HTTP to a local Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator

from telegram import Bot
from telegram.ext import AIORateLimiter, ExtBot

from bot.adapters.telegram.transport import connect
from bot.services.ports import QueueName
from tests.bench.figures import Aim, Figure, Measure, Way, rate
from tests.bench.ground import Crowd, Ground, spread_over
from tests.bench.house import House, house
from tests.town import TOKEN

AT_ONCE = 32
NOTE = (
    "ours: rows claimed, people and screens read and opened, rendered, sent, the outcome committed; "
    "the others send a text from memory and keep nothing"
)


async def ours(crowd: Crowd, here: House, chats: list[int]) -> Figure:
    """Send a knock to everybody: those are queued before, the sending is measured."""
    await crowd.ask("forget")
    await here.knocks_due(chats)
    while await here.engine.conversation.beat():
        pass
    assert await here.waits(QueueName.OUTBOX) == len(chats)
    done = await rate(len(chats), here.engine.deliver())
    assert await here.waits(QueueName.OUTBOX) == 0
    return done


async def plain(crowd: Crowd, bot: Bot, chats: list[int], many: int, at_once: int) -> Figure:
    """Send as many texts, so many at once."""
    await crowd.ask("forget")

    async def send(_: int, number: int) -> None:
        await bot.send_message(chats[number % len(chats)], f"Your moment for today. {number}")

    async with bot:
        await bot.send_message(chats[0], "to open the first connection")
        return await rate(many, spread_over(many, at_once, send))


async def measures(ground: Ground) -> AsyncIterator[Measure]:
    """Give every measure of sending."""
    crowd = await ground.telegram()
    chats = await crowd.people(ground.some(2000, 4))
    many, fewer = len(chats), ground.some(600, 4)

    def library() -> Bot:
        return Bot(TOKEN, base_url=f"{crowd.url}/bot")

    def limited() -> Bot:
        return ExtBot(TOKEN, base_url=f"{crowd.url}/bot", rate_limiter=AIORateLimiter(1000, 1))

    for kind in ground.kinds:
        async with house(await ground.base(kind), chats, url=crowd.url, knock=True) as here:
            yield Measure(
                f"knocks sent on {kind}, from the claimed row to the recorded outcome",
                "a second",
                (
                    Way("ours", lambda: ours(crowd, here, chats)),
                    Way(
                        "python-telegram-bot's own transport, 32 at once",
                        lambda: plain(crowd, library(), chats, fewer, AT_ONCE),
                    ),
                    Way(
                        "with its AIORateLimiter at 1,000/s, 256 at once",
                        lambda: plain(crowd, limited(), chats, fewer, 256),
                    ),
                    Way(
                        "only our transport, 32 at once",
                        lambda: plain(crowd, connect(TOKEN, crowd.url), chats, many, AT_ONCE),
                    ),
                ),
                (Aim(1000), Aim(4, of=1)),
                note=NOTE,
            )
