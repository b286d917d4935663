"""The clock and the people over HTTP, for a page or another process."""

import asyncio
import base64
import json
import sys
from typing import Any

import aiohttp
import pytest

from bot.simulator import LocalTelegram
from bot.simulator.__main__ import clock_of, parser
from bot.simulator.pictures import DOT
from tests.simulator.conftest import Caller


class Visitor:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session, self.url = session, url

    async def get(self, path: str) -> Any:
        async with self.session.get(self.url + path) as response:
            return await response.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.session.post(self.url + path, json=body) as response:
            return await response.json()


@pytest.fixture
def visitor(local: LocalTelegram, session: aiohttp.ClientSession) -> Visitor:
    return Visitor(session, local.url)


async def test_the_clock_is_shown_and_turned(visitor: Visitor) -> None:
    assert await visitor.get("/clock") == {"now": "2026-01-05T09:00:00Z"}
    assert await visitor.post("/clock", to="2026-01-05T21:00:00+01:00") == {"now": "2026-01-05T20:00:00Z"}
    assert await visitor.post("/clock", by=60) == {"now": "2026-01-05T20:01:00Z"}
    assert "not turned back" in (await visitor.post("/clock", by=-60))["error"]
    assert await visitor.post("/clock", by=-60, backwards=True) == {"now": "2026-01-05T20:00:00Z"}
    for body in ({}, {"to": "tomorrow"}, {"to": "2027-01-01T00:00:00"}, {"by": "x"}):
        assert (await visitor.post("/clock", **body))["ok"] is False


async def test_a_person_lives_over_http(local: LocalTelegram, visitor: Visitor, call: Caller) -> None:
    ann = (await visitor.post("/lab/people", name="Ann", language="de"))["id"]
    here = f"/lab/people/{ann}"
    assert (await visitor.post(f"{here}/starts", payload="CODE"))["message_id"] == 1
    await visitor.post(f"{here}/says", text="Hello")
    await visitor.post(f"{here}/edits", message_id=2, text="Hello!")
    await visitor.post(f"{here}/photo", data=base64.b64encode(DOT).decode(), caption="A dot")
    for act in ("voice", "sticker", "document"):
        await visitor.post(f"{here}/{act}")
    await visitor.post(f"{here}/forwards", text="Words")
    keys = {"inline_keyboard": [[{"text": "Next", "callback_data": "next"}]]}
    await call.result("sendMessage", chat_id=ann, text="Turn", reply_markup=keys)
    assert (await visitor.post(f"{here}/taps", label="Next"))["ok"]
    assert (await visitor.post(f"{here}/taps_data", message_id=8, data="old"))["ok"]
    seen = await visitor.get(here)
    assert [bubble["kind"] for bubble in seen["phone"]] == [
        "text", "text", "photo", "voice", "sticker", "document", "text", "text",
    ]  # fmt: skip
    assert seen["phone"][1]["edited"] and seen["phone"][-1]["buttons"] == [["Next"]]
    assert "[Next]" in seen["screen"]
    async with visitor.session.get(f"{visitor.url}{here}/files/3") as response:
        assert await response.read() == DOT
    await visitor.post(f"{here}/blocks")
    assert (await visitor.get(here))["blocked"]
    await visitor.post(f"{here}/unblocks")
    assert (await visitor.get("/lab/pending"))["pending"] == local.pending() == 12
    assert len(await visitor.get(f"{here}/history")) == 9
    overview = await visitor.get("/lab")
    assert overview["bot"]["username"] == "evenkeel_bot" and overview["people"][0]["name"] == "Ann"
    assert [each["method"] for each in await visitor.get("/lab/calls")] == ["sendMessage"]
    assert await visitor.get("/lab/calls?after=1") == []


async def test_what_cannot_be_done_is_told_in_words(visitor: Visitor) -> None:
    ann = (await visitor.post("/lab/people", name="Ann"))["id"]
    assert "has not pressed START" in (await visitor.post(f"/lab/people/{ann}/says", text="x"))["error"]
    assert "nobody can do this" in (await visitor.post(f"/lab/people/{ann}/flies"))["error"]
    assert "missing" in (await visitor.post(f"/lab/people/{ann}/opens"))["error"]
    assert "nobody here" in (await visitor.post("/lab/people/5/starts"))["error"]
    async with visitor.session.get(f"{visitor.url}/lab/people/{ann}/files/1") as response:
        assert response.status == 204, "a file may have gone since the page looked: that is no error"


async def test_groups_faults_and_raw_updates_over_http(
    local: LocalTelegram, visitor: Visitor, call: Caller
) -> None:
    ann = (await visitor.post("/lab/people", name="Ann"))["id"]
    group = (await visitor.post("/lab/groups", title="Family", members=[ann]))["id"]
    await visitor.post(f"/lab/groups/{group}/says", text="/help", by=ann)
    number = (await visitor.post("/lab/updates", message=5))["update_id"]
    updates = await call.result("getUpdates")
    assert [updates[-2]["message"]["text"], updates[-1]] == ["/help", {"update_id": number, "message": 5}]
    await visitor.post("/lab/faults", kind="500", method="getMe")
    assert await call.refusal("getMe") == (500, "Internal Server Error")
    await visitor.post("/lab/faults", kind="500", method="getMe")
    async with visitor.session.delete(f"{visitor.url}/lab/faults") as response:
        assert response.status == 200
    await call.result("getMe")


async def test_changes_are_told_as_they_happen(local: LocalTelegram, visitor: Visitor) -> None:
    ann = local.person("Ann")
    async with visitor.session.get(f"{visitor.url}/lab/events") as response:
        assert await response.content.readline() == b": listening\n"
        await response.content.readline()
        await ann.starts()
        event = json.loads((await response.content.readline()).removeprefix(b"data: "))
        assert event == {"chat": ann.id, "version": 1}


async def test_who_listens_is_let_go_at_the_end(local: LocalTelegram, visitor: Visitor) -> None:
    async with visitor.session.get(f"{visitor.url}/lab/events") as response:
        await response.content.readline()
        await local.stop()
        assert await response.content.read() == b"\n"  # cut off, it would be an error


async def test_a_group_is_looked_at_as_its_first_member_sees_it(
    local: LocalTelegram, visitor: Visitor
) -> None:
    ann, ben = local.person("Ann"), local.person("Ben")
    made = (await visitor.post("/lab/groups", title="Us", members=[ann.id, ben.id]))["id"]
    await visitor.post(f"/lab/people/{made}/says", text="/help")
    seen = await visitor.get(f"/lab/people/{made}")
    assert (seen["name"], seen["started"], seen["members"]) == ("Us", True, 3)
    assert [(each["text"], each["mine"]) for each in seen["phone"]] == [
        ("Ann added Evenkeel", True),
        ("/help", True),
    ]
    for act in ("starts", "blocks"):
        assert "private chat" in (await visitor.post(f"/lab/people/{made}/{act}"))["error"]
    local.begin_again(local.clock.now())
    assert (await visitor.get("/lab"))["groups"] == []


def test_the_clock_of_the_command_line() -> None:
    assert (
        clock_of(parser().parse_args([])).now() - clock_of(parser().parse_args([])).now()
    ).total_seconds() < 1
    still = clock_of(parser().parse_args(["--at", "2026-01-05T21:00:00+01:00"]))
    assert still.now().isoformat() == "2026-01-05T20:00:00+00:00"


async def test_it_serves_by_itself(session: aiohttp.ClientSession) -> None:
    words = ["-m", "bot.simulator", "--port", "0", "--at", "2026-01-05T09:00:00Z", "--people", "Ann, Ben"]
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        line = (await process.stdout.readline()).decode()
        url = line.partition("People: ")[2].strip().removesuffix("/lab")
        visitor = Visitor(session, url)
        assert line.startswith(f"Page: {url} ")
        assert await visitor.get("/clock") == {"now": "2026-01-05T09:00:00Z"}
        assert [each["name"] for each in (await visitor.get("/lab"))["people"]] == ["Ann", "Ben"]
    finally:
        process.terminate()
        await process.communicate()
