"""getUpdates: offsets, waiting, what is kept and for how long, and who may ask."""

import asyncio
import contextlib
from datetime import timedelta

import aiohttp
import pytest

from bot.simulator import LocalTelegram, Person
from bot.simulator.methods.updates import LONGEST_POLL
from tests.simulator.conftest import TOKEN, Caller, until


async def ids(call: Caller, **params: object) -> list[int]:
    return [update["update_id"] for update in await call.result("getUpdates", **params)]


async def test_updates_stay_until_the_offset_moves_past_them(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    for word in ("one", "two", "three"):
        await ann.says(word)
    first, second, third = await ids(call)
    assert (second, third) == (first + 1, first + 2)
    assert await ids(call, limit=2) == [first, second]
    assert local.pending(TOKEN) == 3
    assert await ids(call, offset=third) == [third]
    assert local.pending(TOKEN) == 1
    assert await ids(call, offset=first) == [third]
    assert await ids(call, offset=third + 1) == []
    await local.quiet()


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(ann: Person, call: Caller) -> None:
    for word in ("one", "two", "three"):
        await ann.says(word)
    *_, second, third = await ids(call)
    assert await ids(call, offset=-2) == [second, third]
    assert await ids(call) == [second, third]


async def test_a_waiting_poll_returns_as_soon_as_somebody_speaks(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    poll = asyncio.create_task(ids(call, timeout=LONGEST_POLL))
    await until(lambda: local.polled(TOKEN))
    await ann.says("Here I am")
    assert len(await poll) == 1
    assert not local.polled(TOKEN)


async def test_a_second_poller_ends_the_first(local: LocalTelegram, ann: Person, call: Caller) -> None:
    first = asyncio.create_task(call.refusal("getUpdates", timeout=50))
    await until(lambda: local.polled(TOKEN))
    second = asyncio.create_task(ids(call, timeout=50))
    assert await first == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await ann.says("x")
    assert len(await second) == 1


async def test_nobody_polls_beside_a_webhook(local: LocalTelegram, call: Caller) -> None:
    waiting = asyncio.create_task(call.refusal("getUpdates", timeout=50))
    await until(lambda: local.polled(TOKEN))
    await call.result("setWebhook", url="https://example.org/hook")
    assert await waiting == (409, "Conflict: terminated by setWebhook request")
    code, description = await call.refusal("getUpdates")
    assert (code, description.partition(";")[0]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active",
    )
    await call.result("deleteWebhook")
    assert await ids(call) == []


async def test_allowed_updates_left_out_mean_as_before(ann: Person, call: Caller) -> None:
    await ids(call, allowed_updates=["callback_query"])
    await ann.says("unheard")
    await ids(call)
    await ann.says("unheard still")
    await ann.taps_data(1, "x")
    (update,) = await call.result("getUpdates", allowed_updates=[])
    assert "callback_query" in update
    await ann.reacts(1, "👍")
    await ann.says("heard")
    assert len(await ids(call)) == 2


async def test_messages_are_kept_for_a_day_and_taps_for_150_seconds(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    await ann.says("kept")
    await ann.taps_data(1, "x")
    message, tap = await call.result("getUpdates")
    local.clock.turn_by(timedelta(seconds=149))
    assert await ids(call) == [message["update_id"], tap["update_id"]]
    local.clock.turn_by(timedelta(seconds=1))
    assert await ids(call) == [message["update_id"]]
    code, description = await call.refusal(
        "answerCallbackQuery", callback_query_id=tap["callback_query"]["id"]
    )
    assert (code, "query is too old" in description) == (400, True)
    local.clock.turn_by(timedelta(hours=24))
    assert await ids(call) == []


async def test_after_a_quiet_week_numbers_begin_anew(local: LocalTelegram, ann: Person, call: Caller) -> None:
    """Who keeps a maximum as offset is then given the same updates again and again."""
    await ann.says("before")
    (before,) = await ids(call)
    local.bot(TOKEN).queue.restart_ids(2_000_000_000)
    await ann.says("far ahead")
    *_, highest = await ids(call)
    await ids(call, offset=highest + 1)
    local.clock.turn_by(timedelta(days=8))
    await ann.says("after")
    (after,) = await ids(call)
    assert after not in range(before, before + 10) and after < highest
    assert await ids(call, offset=highest + 1) == [after]
    assert await ids(call, offset=after + 1) == []


async def test_quiet_tells_who_is_still_waiting(local: LocalTelegram, ann: Person) -> None:
    await ann.says("unheard")
    with pytest.raises(AssertionError, match=r"still waiting.*'evenkeel_bot': 1"):
        await local.quiet(seconds=0)


async def test_nothing_is_lost_while_telegram_is_away(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    await ann.says("before")
    waiting = asyncio.create_task(call("getUpdates", offset=2**30, timeout=50))
    await local.stop()
    with pytest.raises(aiohttp.ClientError):
        await call("getMe")
    with contextlib.suppress(aiohttp.ClientError):
        await waiting
    await ann.says("meanwhile")
    await local.start()
    assert len(await ids(call)) == 2


async def test_each_bot_has_its_own_updates(local: LocalTelegram, ann: Person, call: Caller) -> None:
    other = local.bot("654321:" + "B" * 35, username="other_bot", name="Other")
    await ann.opens("https://t.me/other_bot?start=hello")
    assert await ids(call) == []
    theirs = Caller(call.session, call.url, other.token)
    (update,) = await theirs.result("getUpdates")
    assert update["message"]["text"] == "/start hello"
    await theirs.result("sendMessage", chat_id=ann.id, text="From the other")
    assert [bubble.text for bubble in ann.facing(other).phone] == ["/start hello", "From the other"]
    assert [bubble.text for bubble in ann.phone] == ["/start"]


async def test_a_malformed_update_is_delivered_as_it_is(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    number = local.inject(TOKEN, {"message": {"text": 5}})
    await ann.says("after")
    first, second = await call.result("getUpdates")
    assert (first, second["update_id"]) == ({"update_id": number, "message": {"text": 5}}, number + 1)
