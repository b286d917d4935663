"""Everything in the list of refused requests is refused, in just these words, whatever way it comes."""

import io
import json
from typing import Any

import aiohttp
import pytest

from bot.simulator import Group, LocalTelegram, Person
from bot.simulator.pictures import DOT
from tests.simulator.conftest import TOKEN, Caller
from tests.simulator.refusals import REFUSALS


async def scene(local: LocalTelegram, ann: Person, call: Caller) -> dict[str, Any]:
    """Somebody with every kind of message, and people and groups that cannot be reached."""
    post = local.world.post
    bot = local.bot(TOKEN)
    file = local.world.files.keep("photo", DOT)
    here = {"hers": await ann.says("Hers"), "text": post(ann.chat, bot, text="Text").id}
    here["photo"] = post(ann.chat, bot, kind="photo", file=file, body=[]).id
    here["dice"] = post(ann.chat, bot, kind="dice", body={"emoji": "🎲", "value": 6}).id
    here["keyboard"] = post(ann.chat, bot, text="Below", markup={"keyboard": [[{"text": "x"}]]}).id
    here["kept"] = post(ann.chat, bot, text="Kept", protected=True).id
    gone_post = post(ann.chat, bot, text="Gone")
    local.world.delete(gone_post)
    await ann.taps_data(here["text"], "x")
    ben, blocking, gone, met = (local.person(name) for name in ("Ben", "Cara", "Dan", "Eve"))
    await blocking.starts()
    blocking.blocks()
    await gone.starts()
    gone.deletes_account()
    kicked, left = local.group("Kicked", [met]), local.group("Left", [met])
    kicked.removes_bot()
    await call.result("leaveChat", chat_id=left.id)
    chats: dict[str, Person | Group] = {
        "ann": ann,
        "ben": ben,
        "blocking": blocking,
        "gone": gone,
        "met": met,
        "kicked": kicked,
        "left": left,
    }
    numbers = {name: chat.id for name, chat in chats.items()}
    return here | numbers | {"deleted": gone_post.id, "file": file.id, "tap": next(iter(bot.taps))}


def filled(value: Any, known: dict[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        return known[value[1:]]
    if isinstance(value, dict):
        return {key: filled(inner, known) for key, inner in value.items()}
    return [filled(inner, known) for inner in value] if isinstance(value, list) else value


async def test_what_telegram_refuses_is_refused(local: LocalTelegram, ann: Person, call: Caller) -> None:
    known = await scene(local, ann, call)
    before = ann.phone
    wrong = []
    for method, params, code, description in REFUSALS:
        answer = await call(method, **filled(params, known))
        if (answer.get("error_code"), answer.get("description")) != (code, description):
            wrong.append(f"{method} {params}\n  expected {code} {description}\n  got      {answer}"[:600])
    assert not wrong, "\n".join(wrong)
    assert ann.phone == before


async def test_a_form_is_refused_in_the_same_words(
    local: LocalTelegram, ann: Person, call: Caller, session: aiohttp.ClientSession
) -> None:
    """In forms objects are JSON, and numbers and truths are words; null does not exist."""
    known = await scene(local, ann, call)
    wrong = []
    for method, params, code, description in REFUSALS:
        if any(value is None or isinstance(value, float) for value in params.values()):
            continue
        plain = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in filled(params, known).items()
        }
        if "must be of type String" in description or "must be of type Boolean" in description:
            continue
        async with session.post(f"{local.url}/bot{TOKEN}/{method}", data=plain) as response:
            answer = await response.json()
        if (answer.get("error_code"), answer.get("description")) != (code, description):
            wrong.append(f"{method} {params}\n  expected {code} {description}\n  got      {answer}"[:600])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("token", ["1:x", "abc:" + "A" * 35, "123456" + "A" * 35, "123456:" + "A" * 29, "0"])
async def test_a_malformed_token_is_unauthorized(
    local: LocalTelegram, session: aiohttp.ClientSession, token: str
) -> None:
    assert await Caller(session, local.url, token).refusal("getMe") == (401, "Unauthorized")


async def test_a_body_that_is_no_json_is_refused(
    local: LocalTelegram, session: aiohttp.ClientSession
) -> None:
    headers = {"Content-Type": "application/json"}
    for body in (b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000, b'{"text": NaN}', b"{" + b'"a":{' * 9000):
        async with session.post(
            f"{local.url}/bot{TOKEN}/sendMessage", data=body, headers=headers
        ) as response:
            assert (response.status, (await response.json())["ok"]) == (400, False)


async def test_a_broken_multipart_body_is_refused(
    local: LocalTelegram, session: aiohttp.ClientSession
) -> None:
    for kind, body in (
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"hello"),
    ):
        async with session.post(
            f"{local.url}/bot{TOKEN}/sendMessage", data=body, headers={"Content-Type": kind}
        ) as response:
            assert (response.status, (await response.json())["ok"]) == (400, False), kind


async def test_photos_that_are_none_are_refused(
    ann: Person, local: LocalTelegram, session: aiohttp.ClientSession
) -> None:
    wide = DOT[:16] + (9_000).to_bytes(4, "big") + (2_000).to_bytes(4, "big") + DOT[24:]
    thin = DOT[:16] + (2_100).to_bytes(4, "big") + (100).to_bytes(4, "big") + DOT[24:]
    big = DOT + bytes(10 * 1024 * 1024)
    for data, description in (
        (b"", "Bad Request: file must be non-empty"),
        (b"words", "Bad Request: IMAGE_PROCESS_FAILED"),
        (wide, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (thin, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (
            big,
            f"Bad Request: file of size {len(big)} bytes is too big for a photo; "
            "the maximum size is 10485760 bytes",
        ),
    ):
        form = aiohttp.FormData({"chat_id": str(ann.id)})
        form.add_field("photo", io.BytesIO(data), filename="x.png")
        async with session.post(f"{local.url}/bot{TOKEN}/sendPhoto", data=form) as response:
            assert (await response.json())["description"] == description


async def test_a_file_nobody_speaks_of_is_refused(
    ann: Person, local: LocalTelegram, session: aiohttp.ClientSession
) -> None:
    form = aiohttp.FormData({"chat_id": str(ann.id), "text": "x"})
    form.add_field("extra", DOT, filename="x.png")
    async with session.post(f"{local.url}/bot{TOKEN}/sendMessage", data=form) as response:
        assert (await response.json())["description"] == 'Bad Request: unknown parameter "extra"'
