"""The desk beside the phones: a clock and lasting troubles by itself, or whatever the host puts there."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.simulator import Clock, Control, LocalTelegram, Person
from tests.simulator.conftest import Caller
from tests.simulator.test_lab import Visitor

NINE = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Hosted:
    """A desk as a host may set it: it turns the clock by way of every hour."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram
        self.hours: list[int] = []

    async def turn(self, to: datetime) -> None:
        while (on := self.telegram.clock.now() + timedelta(hours=1)) <= to:
            self.telegram.clock.turn(on)
            self.hours.append(on.hour)

    def controls(self) -> Sequence[Control]:
        return [Control("tale", "A tale", "stories", "It is told.")]

    async def press(self, name: str) -> None:
        if name != "tale":
            raise ValueError("there is no such tale")
        self.telegram.desk_changed()

    def state(self) -> Mapping[str, Any]:
        return {"story": "tale", "zones": {7: "Asia/Tokyo"}}

    def page(self, name: str) -> Mapping[str, Any]:
        return {"columns": []} if name == "hidden" else {}


@pytest.fixture
def visitor(local: LocalTelegram, session: aiohttp.ClientSession) -> Visitor:
    return Visitor(session, local.url)


async def controls(visitor: Visitor) -> dict[str, bool | None]:
    return {each["name"]: each["on"] for each in (await visitor.get("/lab/desk"))["controls"]}


async def test_a_host_turns_the_clock_its_own_way(local: LocalTelegram, visitor: Visitor) -> None:
    desk = local.desk = Hosted(local)
    assert await visitor.post("/clock", to="2026-01-05T12:00:00Z") == {"now": "2026-01-05T12:00:00Z"}
    assert await visitor.post("/clock", by=3600) == {"now": "2026-01-05T13:00:00Z"}
    assert desk.hours == [10, 11, 12, 13]


async def test_a_host_says_what_can_be_pressed_and_how_things_stand(
    local: LocalTelegram, visitor: Visitor
) -> None:
    local.desk = Hosted(local)
    tale = {"name": "tale", "label": "A tale", "group": "stories", "hint": "It is told."}
    shown: dict[str, Any] = {"controls": [tale | {"on": None, "enabled": True}]}
    shown |= {"state": {"story": "tale", "zones": {"7": "Asia/Tokyo"}}}
    assert await visitor.get("/lab/desk") == shown
    assert await visitor.post("/lab/desk/tale") == shown
    assert await visitor.post("/lab/desk/song") == {"ok": False, "error": "there is no such tale"}
    assert await visitor.get("/lab/desk/views/hidden") == {"columns": []}
    assert await visitor.get("/lab/desk/views/worlds") == {}


async def test_pages_hear_of_the_clock_of_newcomers_and_of_the_desk(
    local: LocalTelegram, visitor: Visitor
) -> None:
    async with visitor.session.get(f"{visitor.url}/lab/events") as response:
        await response.content.readline()
        await response.content.readline()
        local.clock.turn_by(timedelta(hours=1))
        local.person("Ann")
        local.desk_changed()
        told: list[Any] = []
        while len(told) < 3:
            if line := (await response.content.readline()).strip():
                told.append(json.loads(line.removeprefix(b"data: ")))
    assert told == [{"now": "2026-01-05T10:00:00+00:00"}, {"people": True}, {"desk": True}]


async def test_by_itself_it_lets_the_clock_run_and_stand(local: LocalTelegram, visitor: Visitor) -> None:
    assert (await controls(visitor))["run"] is False
    await visitor.post("/lab/desk/run")
    assert (await controls(visitor))["run"] is True
    before = local.clock.now()
    await asyncio.sleep(0.01)
    assert local.clock.now() > before
    await visitor.post("/lab/desk/run")
    stood = local.clock.now()
    await asyncio.sleep(0.01)
    assert local.clock.now() == stood
    assert "nothing called" in (await visitor.post("/lab/desk/fly"))["error"]


async def test_a_clock_that_ran_and_stands_is_not_behind() -> None:
    clock = Clock(NINE)
    clock.run(speed=1e6)
    await asyncio.sleep(0.01)
    clock.stand()
    assert clock.now() > NINE


async def test_asking_to_wait_lasts_until_it_is_switched_off(
    visitor: Visitor, ann: Person, call: Caller
) -> None:
    await visitor.post("/lab/desk/429")
    for _ in range(3):
        assert (await call.refusal("sendMessage", chat_id=ann.id, text="x"))[0] == 429
    await call.result("getUpdates")
    assert await controls(visitor) == {"run": False, "slow": False, "429": True, "down": False}
    await visitor.post("/lab/desk/429")
    await call.result("sendMessage", chat_id=ann.id, text="x")


async def test_while_it_is_away_nothing_gets_through_in_either_direction(
    local: LocalTelegram, visitor: Visitor, ann: Person, call: Caller
) -> None:
    polling = asyncio.create_task(call("getUpdates", timeout=20))
    while not local.polled():  # noqa: ASYNC110 - what is waited for sets no event
        await asyncio.sleep(0)
    await visitor.post("/lab/desk/down")
    await ann.says("Are you there?")
    with pytest.raises(aiohttp.ClientError):
        await polling
    for method in ("getUpdates", "getMe"):
        with pytest.raises(aiohttp.ClientError):
            await call(method)
    await visitor.post("/lab/desk/down")
    heard = await call.result("getUpdates")
    assert [update["message"]["text"] for update in heard] == ["Are you there?"]


async def test_a_slow_telegram_keeps_everything_and_other_faults_strike_beside(
    local: LocalTelegram, visitor: Visitor, ann: Person, call: Caller
) -> None:
    await visitor.post("/lab/faults", kind="lag", seconds=0.05, times=2, method="sendMessage", name="mine")
    local.faults.add("429", method="sendMessage")
    assert (await call.refusal("sendMessage", chat_id=ann.id, text="x"))[0] == 429
    late = asyncio.create_task(call.result("sendMessage", chat_id=ann.id, text="late"))
    await call.result("sendChatAction", chat_id=ann.id, action="typing")
    assert [bubble.text for bubble in ann.phone] == ["/start"]
    await late
    assert ann.phone[-1].text == "late"
    assert await visitor.get("/lab/faults") == []


async def test_faults_are_taken_back_by_name(local: LocalTelegram, visitor: Visitor) -> None:
    local.faults.add("500", name="mine", times=None)
    await visitor.post("/lab/desk/slow")
    assert [each["name"] for each in await visitor.get("/lab/faults")] == ["mine", "slow"]
    async with visitor.session.delete(f"{visitor.url}/lab/faults?name=mine") as response:
        assert response.status == 200
    assert [each["name"] for each in await visitor.get("/lab/faults")] == ["slow"]
