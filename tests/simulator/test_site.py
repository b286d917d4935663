"""The page as files: served as they lie, closed to everything from elsewhere."""

import re

import aiohttp
import pytest

from bot.simulator import LocalTelegram
from bot.simulator.site import PAGE
from tests.simulator.conftest import Caller

ADDRESS = re.compile(r"""(?:https?:)?//[a-z0-9.-]+""")


@pytest.mark.parametrize("path", ["/", *(f"/page/{file.name}" for file in sorted(PAGE.iterdir()))])
async def test_every_file_of_the_page_is_served_under_the_policy(
    local: LocalTelegram, session: aiohttp.ClientSession, path: str
) -> None:
    async with session.get(local.url + path) as response:
        assert response.status == 200
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_names_no_other_site() -> None:
    named = {found for file in PAGE.iterdir() for found in ADDRESS.findall(file.read_text())}
    assert named <= {"http://www.w3.org"}  # the namespace of drawings, never fetched


async def test_nothing_else_is_served(local: LocalTelegram, session: aiohttp.ClientSession) -> None:
    for path in ("/page/site.py", "/page/..%2Flab.py", "/page/", "/lab.py"):
        async with session.get(local.url + path) as response:
            assert response.status == 404


async def test_pages_of_other_sites_get_nothing(local: LocalTelegram, session: aiohttp.ClientSession) -> None:
    for headers in ({"Origin": "https://example.org"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        async with session.post(f"{local.url}/lab/people", json={"name": "Eve"}, headers=headers) as response:
            assert response.status == 403
    assert not local.people
    own = {"Origin": local.url, "Sec-Fetch-Site": "same-origin"}
    async with session.post(f"{local.url}/lab/people", json={"name": "Ann"}, headers=own) as response:
        assert response.status == 200


async def test_pictures_are_shown_and_other_files_only_handed_over(
    local: LocalTelegram, session: aiohttp.ClientSession
) -> None:
    ann = local.person("Ann")
    await ann.starts()
    await ann.sends_photo()
    await ann.sends_document(b"<script>alert(1)</script>", "a page.html")
    files = f"{local.url}/lab/people/{ann.id}/files"
    async with session.get(f"{files}/2") as response:
        assert response.content_type == "image/png"
        assert response.headers["Content-Disposition"].startswith("inline")
    async with session.get(f"{files}/3") as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%20page.html"


async def test_a_phone_knows_the_words_of_its_bot_in_its_own_language(
    local: LocalTelegram, session: aiohttp.ClientSession, call: Caller
) -> None:
    ann, uwe = local.person("Ann"), local.person("Uwe", "de")
    await call.result("setMyCommands", commands=[{"command": "calm", "description": "Breathe"}])
    await call.result(
        "setMyCommands", commands=[{"command": "calm", "description": "Atmen"}], language_code="de"
    )
    await call.result("setMyDescription", description="A quiet notebook", language_code="")
    await call.result("setMyName", name="Ruhe", language_code="de")
    seen = {}
    for person in (ann, uwe):
        async with session.get(f"{local.url}/lab/people/{person.id}") as response:
            bot = (await response.json())["bot"]
            seen[person.name] = (bot["name"], bot["description"], bot["commands"][0]["description"])
    assert seen == {
        "Ann": ("Evenkeel", "A quiet notebook", "Breathe"),
        "Uwe": ("Ruhe", "A quiet notebook", "Atmen"),
    }
    await ann.starts()
    own = [{"command": "ann", "description": "Hers alone"}]
    await call.result("setMyCommands", commands=own, scope={"type": "chat", "chat_id": ann.id})
    async with session.get(f"{local.url}/lab/people/{ann.id}") as response:
        assert (await response.json())["bot"]["commands"] == own
