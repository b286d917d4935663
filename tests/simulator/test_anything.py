"""Whatever is asked, it is answered: random requests from the schema never break the server."""

import asyncio
import re
from typing import Any

import aiohttp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.simulator import LocalTelegram
from bot.simulator.media import Files
from bot.simulator.methods import METHODS
from bot.simulator.pictures import DOT
from bot.simulator.schema import Field, schema
from bot.simulator.shapes import is_plain
from tests.simulator.conftest import TOKEN, Caller

ANN, GROUP = 700_000_001, -4_000_000_001
FILE = Files().keep("photo", DOT)
PLAIN: dict[str, st.SearchStrategy[Any]] = {
    "Integer": st.one_of(st.integers(0, 12), st.just(ANN), st.integers()),
    "Integer or String": st.one_of(st.just(ANN), st.just(-4_000_000_001), st.integers(), st.text(max_size=9)),
    "String": st.one_of(
        st.text(max_size=20), st.sampled_from(["HTML", "MarkdownV2", "<b>x</b>", "de", "👍", ""])
    ),
    "Float": st.floats(),
    "Boolean": st.booleans(),
    "True": st.booleans(),
    "InputFile": st.text(max_size=9),
    "InputFile or String": st.sampled_from(["attach://x", "https://x.org/y", "nonsense", ""]),
}
# Names whose values must mean something for a call to get further than its first check.
SENSIBLE: dict[str, st.SearchStrategy[Any]] = {
    "chat_id": st.sampled_from([ANN, ANN, ANN, GROUP]),
    "from_chat_id": st.sampled_from([ANN, GROUP]),
    "message_id": st.integers(1, 8),
    "user_id": st.just(ANN),
    "text": st.text(min_size=1, max_size=20),
    "parse_mode": st.sampled_from(["HTML", "MarkdownV2", "Markdown"]),
    "language_code": st.sampled_from(["", "de"]),
    "callback_data": st.text(min_size=1, max_size=16),
    "url": st.just("https://example.org/"),
    "action": st.just("typing"),
    "style": st.sampled_from(["danger", "success"]),
    "offset": st.integers(0, 4),
    "length": st.integers(0, 4),
    "command": st.sampled_from(["start", "help"]),
    "latitude": st.floats(-95, 95),
    "longitude": st.floats(-180, 180),
} | {name: st.just(FILE.id) for name in ("photo", "media", "file_id")}
# Optional by the schema, and yet nothing comes of an edit without them.
NEEDED = {"chat_id", "message_id", "text", "media"}
ELSEWHERE = {"business_connection_id", "message_thread_id", "direct_messages_topic_id", "inline_message_id",
             "ephemeral_message_parameters", "suggested_post_parameters", "timeout"}  # fmt: skip
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=5,
)


def of_kind(kind: str, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that look as the schema says, down to a depth."""
    if kind.startswith("="):
        return st.just(kind[1:])
    if kind in PLAIN:
        return PLAIN[kind]
    if kind.startswith("Array of "):
        return st.lists(of_kind(kind.removeprefix("Array of "), depth + 1), max_size=3)
    members = schema().unions.get(kind) or re.split(r", | and | or ", kind)
    members = [member for member in members if member in schema().types]
    if depth > 3 or not members:
        return ANYTHING
    return st.sampled_from(members).flatmap(lambda member: of_type(member, depth + 1))


def later(field: Field, depth: int) -> st.SearchStrategy[Any]:
    if field.name in SENSIBLE and is_plain(field.kind):
        return SENSIBLE[field.name]
    return st.deferred(lambda: of_kind(field.kind, depth))


def some(fields: list[Field], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    """Every field that is required, and a few of the others."""
    required = {field.name: later(field, depth) for field in fields if field.required or field.name in NEEDED}
    others = [field for field in fields if field.name not in required and field.name not in ELSEWHERE]
    if not others:
        return st.fixed_dictionaries(required)
    few = st.lists(st.sampled_from(others), max_size=3, unique=True)
    return few.flatmap(
        lambda chosen: st.fixed_dictionaries(required | {field.name: later(field, depth) for field in chosen})
    )


def of_type(name: str, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    return some(list(schema().types[name].values()), depth)


def of_method(name: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(name), some(list(schema().methods[name].values()), 0))


def wild(name: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    names = sorted(set(schema().methods[name]) - {"timeout"})
    values = st.dictionaries(st.sampled_from(names), ANYTHING, max_size=5) if names else st.just({})
    return st.tuples(st.just(name), values)


# What is simulated is asked more often than what is only checked.
SIMULATED = sorted({*METHODS, "getUpdates"} - {"logOut", "close"})
CALLS = st.one_of(
    st.sampled_from(SIMULATED).flatmap(of_method),
    st.sampled_from(SIMULATED).flatmap(of_method),
    st.sampled_from(sorted(schema().methods)).flatmap(of_method),
    st.sampled_from(SIMULATED).flatmap(wild),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(CALLS, min_size=1, max_size=12))
def test_whatever_is_asked_is_answered(calls: list[tuple[str, dict[str, Any]]]) -> None:
    asyncio.run(ask(calls))


async def ask(calls: list[tuple[str, dict[str, Any]]]) -> None:
    async with LocalTelegram() as local, aiohttp.ClientSession() as session:
        call = Caller(session, local.url)
        bot = local.bot(TOKEN)
        ann = local.person("Ann")
        await ann.starts()
        local.group("Family", [ann])
        local.world.files.keep("photo", DOT)
        for number in range(3):
            local.world.post(ann.chat, bot, text=f"Message {number}")
        for method, params in calls:
            body = await call(method, **params)
            assert body["ok"] or 400 <= body["error_code"] < 500, (method, params, body)
            if body["ok"]:
                ann.screen()
        await ann.says("Still here")
