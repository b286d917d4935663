"""The ways in which a request may come, and the schema it is read against."""

import aiohttp
import pytest

from bot.simulator import LocalTelegram, Person
from bot.simulator.pictures import DOT
from bot.simulator.schema import schema
from bot.simulator.schema.slim import slim
from tests.simulator.conftest import TOKEN, Caller


def test_the_schema_holds_the_whole_bot_api() -> None:
    assert schema().version == "10.3"
    assert len(schema().methods) == 185
    assert len(schema().types) + len(schema().unions) == 400
    assert schema().methods["sendMessage"]["chat_id"].required
    assert schema().types["InputMediaPhoto"]["type"].kind == "=photo"
    assert schema().unions["MenuButton"] == ["MenuButtonCommands", "MenuButtonWebApp", "MenuButtonDefault"]


def test_slimming_keeps_names_types_and_tags() -> None:
    def field(name: str, kind: str, required: bool, description: str = "") -> dict[str, object]:
        return {"name": name, "type": kind, "required": required, "description": description}

    items = [
        {
            "name": "sing",
            "category": "methods",
            "description": "",
            "annotations": [field("song", "Song", True)],
        },
        {"name": "Song", "category": "types", "description": "One of\n - Hymn", "annotations": []},
        {
            "name": "Hymn",
            "category": "types",
            "description": "",
            "annotations": [
                field("type", "String", True, "Type, must be hymn"),
                field("verse", "Integer", False),
            ],
        },
    ]
    assert slim({"api": {"version": "1"}, "items": [{"children": items}]}) == {
        "version": "1",
        "methods": {"sing": {"song": "Song"}},
        "types": {"Hymn": {"type": "=hymn", "verse?": "Integer"}},
        "unions": {"Song": ["Hymn"]},
    }


async def test_a_method_may_be_written_in_any_case_and_asked_by_get(
    ann: Person, local: LocalTelegram, session: aiohttp.ClientSession
) -> None:
    query = {"chat_id": str(ann.id), "text": "Hello", "disable_notification": "True", "reply_markup": ""}
    async with session.get(f"{local.url}/bot{TOKEN}/SENDmessage", params=query) as response:
        assert (await response.json())["ok"]
    assert ann.phone[-1].text == "Hello"
    assert local.calls[-1].params["disable_notification"] is True


async def test_a_form_may_hold_json_and_files_by_name(
    ann: Person, local: LocalTelegram, session: aiohttp.ClientSession
) -> None:
    form = aiohttp.FormData({"chat_id": str(ann.id)})
    form.add_field("media", '{"type": "photo", "media": "attach://dot", "caption": "A dot"}')
    form.add_field("message_id", str(local.world.post(ann.chat, local.bot(TOKEN), text="x").id))
    form.add_field("dot", DOT, filename="dot.png", content_type="image/png")
    async with session.post(f"{local.url}/bot{TOKEN}/editMessageMedia", data=form) as response:
        assert (await response.json())["ok"]
    assert ann.phone[-1].photo == DOT
    written = local.calls[-1].params["media"]["media"]
    assert (written["file"], written["size"], written["sha256"]) == (
        "dot.png",
        len(DOT),
        ann.phone[-1].photo_sha256,
    )


@pytest.mark.parametrize(
    "path", ["/page", "/bot", f"/bot{TOKEN}", f"/bot{TOKEN}/", f"/file/bot{TOKEN}/photos/none.jpg"]
)
async def test_elsewhere_there_is_nothing(
    local: LocalTelegram, session: aiohttp.ClientSession, path: str
) -> None:
    async with session.get(local.url + path) as response:
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_numbers_may_be_words_and_words_numbers(ann: Person, call: Caller) -> None:
    await call.result("sendMessage", chat_id=str(ann.id), text=42)
    assert ann.phone[-1].text == "42"
