"""Faults on demand: what the bot sees of them, and what has happened nonetheless."""

import asyncio

import aiohttp
import pytest
import telegram as ptb
from telegram.request import HTTPXRequest

from bot.simulator import Clock, Kind, LocalTelegram, Person
from tests.simulator.conftest import TOKEN, Caller, until


def impatient(local: LocalTelegram) -> ptb.Bot:
    request = HTTPXRequest(read_timeout=0.2)
    return ptb.Bot(TOKEN, base_url=f"{local.url}/bot", request=request, get_updates_request=HTTPXRequest())


async def test_too_many_requests_say_how_long_to_wait(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    local.faults.add(Kind.TOO_MANY, method="sendMessage", chat=ann, retry_after=35)
    body = await call("sendMessage", chat_id=ann.id, text="x")
    assert body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 35",
        "parameters": {"retry_after": 35},
    }
    await call.result("sendMessage", chat_id=ann.id, text="x")


async def test_a_fault_strikes_only_its_chat_and_method(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    ben = local.person("Ben")
    await ben.starts()
    local.faults.add(Kind.BLOCKED, method="sendMessage", chat=ann, times=2)
    await call.result("sendMessage", chat_id=ben.id, text="x")
    await call.result("sendChatAction", chat_id=ann.id, action="typing")
    for _ in range(2):
        assert await call.refusal("sendMessage", chat_id=ann.id, text="x") == (
            403,
            "Forbidden: bot was blocked by the user",
        )
    await call.result("sendMessage", chat_id=ann.id, text="x")


async def test_servers_break_with_json_and_gateways_with_html(
    local: LocalTelegram, ann: Person, call: Caller, session: aiohttp.ClientSession
) -> None:
    local.faults.add("500")
    assert await call.refusal("getMe") == (500, "Internal Server Error")
    local.faults.add("502")
    async with session.get(f"{local.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "<h1>502 Bad Gateway</h1>" in await response.text()


@pytest.mark.parametrize(("kind", "arrives"), [(Kind.HANG_BEFORE, False), (Kind.HANG_AFTER, True)])
async def test_a_time_out_may_or_may_not_have_delivered(
    local: LocalTelegram, ann: Person, kind: Kind, arrives: bool
) -> None:
    async with impatient(local) as bot:
        local.faults.add(kind, method="sendMessage")
        with pytest.raises(ptb.error.TimedOut):
            await bot.send_message(ann.id, "Did it?")
    assert (ann.phone[-1].text == "Did it?") is arrives
    assert local.calls[-1].fault == kind


@pytest.mark.parametrize(("kind", "arrives"), [(Kind.DROP_BEFORE, False), (Kind.DROP_AFTER, True)])
async def test_a_dropped_connection_may_or_may_not_have_delivered(
    local: LocalTelegram, ann: Person, call: Caller, kind: Kind, arrives: bool
) -> None:
    local.faults.add(kind, method="sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await call("sendMessage", chat_id=ann.id, text="Did it?")
    assert (ann.phone[-1].text == "Did it?") is arrives


async def test_who_hangs_is_let_go_when_telegram_closes(
    ann: Person, local: LocalTelegram, call: Caller
) -> None:
    local.faults.add(Kind.HANG_BEFORE, method="sendMessage")
    hanging = asyncio.create_task(call("sendMessage", chat_id=ann.id, text="x"))
    await until(lambda: local.calls)
    await local.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await hanging


async def test_updates_come_again_and_in_disorder(local: LocalTelegram, ann: Person, call: Caller) -> None:
    for number in range(8):
        await ann.says(str(number))
    right = [update["update_id"] for update in await call.result("getUpdates")]
    local.faults.add(Kind.REPEAT, copies=2)
    local.faults.add(Kind.SHUFFLE)
    wild = [update["update_id"] for update in await call.result("getUpdates")]
    assert wild != sorted(wild) and sorted(wild) == sorted(right * 2)
    assert [update["update_id"] for update in await call.result("getUpdates")] == right


async def test_polling_is_spared_unless_it_is_meant(local: LocalTelegram, ann: Person, call: Caller) -> None:
    local.faults.add("500")
    await call.result("getUpdates")
    local.faults.clear()
    local.faults.add("500", method="getUpdates")
    assert await call.refusal("getUpdates") == (500, "Internal Server Error")


async def test_a_pace_above_one_a_second_is_refused_when_enforced(
    local: LocalTelegram, ann: Person, call: Caller
) -> None:
    from datetime import timedelta

    local.enforce_pace = local.pace_on_turned_clock = True
    answers = [await call("sendMessage", chat_id=ann.id, text=str(number)) for number in range(4)]
    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    assert answers[-1]["parameters"] == {"retry_after": 1}
    local.clock.turn_by(timedelta(seconds=1))
    await call.result("sendMessage", chat_id=ann.id, text="again")
    await call.result("deleteMessage", chat_id=ann.id, message_id=2)


async def test_more_than_thirty_a_second_are_refused_when_enforced(
    local: LocalTelegram, call: Caller
) -> None:
    local.enforce_pace = local.pace_on_turned_clock = True
    people = [local.person(f"Person {number}") for number in range(31)]
    for person in people:
        await person.starts()
    answers = [await call("sendMessage", chat_id=person.id, text="x") for person in people]
    assert [answer["ok"] for answer in answers] == [True] * 30 + [False]


async def test_two_runs_from_one_seed_are_alike() -> None:
    async def throws(seed: int) -> list[int]:
        async with LocalTelegram(Clock(), seed=seed) as local, aiohttp.ClientSession() as session:
            ann = local.person("Ann")
            await ann.starts()
            call = Caller(session, local.url)
            return [(await call.result("sendDice", chat_id=ann.id))["dice"]["value"] for _ in range(12)]

    assert await throws(1) == await throws(1) != await throws(2)
