"""What updates say."""

from __future__ import annotations

import json
import os
import secrets
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.telegram.inbound import at_once, parse, read, understand
from bot.services.flow.incoming import Incoming, Sort, Unreadable
from tests.faults.mutants import Mutants
from tests.telegram.stub import ANN, ANN_SHE, message, tapped, wrote

BEN_BOT = {"id": 99, "is_bot": True, "first_name": "Otherbot"}
ROOM = {"id": -100123, "type": "supergroup", "title": "Family"}
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
FILE = {"file_id": "a", "file_unique_id": "b"}


def came(update: dict[str, Any]) -> Incoming:
    return read({"update": update, "answered": None})


def sent(**more: object) -> dict[str, Any]:
    return {"update_id": 1, "message": message(ANN, 7, **{"from": ANN_SHE, **more})}


def membership(status: str, chat: dict[str, Any]) -> dict[str, Any]:
    old = {"status": "member", "user": BEN_BOT}
    new = {"status": status, "user": BEN_BOT, "until_date": 0}
    change = {"chat": chat, "from": ANN_SHE, "date": 1, "old_chat_member": old, "new_chat_member": new}
    return {"update_id": 1, "my_chat_member": change}


def test_words_come_with_who_wrote_them_and_where() -> None:
    assert came(wrote(1, "I sat down")) == Incoming(
        Sort.WORDS, chat=ANN, name="Ann", language="en", text="I sat down", message=7
    )


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/start", "start", ""),
        ("/start aB-_9", "start", "aB-_9"),
        ("/today@evenkeel_bot", "today", ""),
        ("/Start@evenkeel_bot  x y ", "start", "x y"),
        ("/note one\ntwo", "note", "one\ntwo"),
    ],
)
def test_a_command_comes_apart_from_what_follows_it(text: str, command: str, rest: str) -> None:
    incoming = came(wrote(1, text))
    assert (incoming.sort, incoming.command, incoming.text) == (Sort.COMMAND, command, rest)


@pytest.mark.parametrize("text", ["/", "/ start", "//start", "/so-so", "and/or", " /start"])
def test_a_stroke_alone_makes_no_command(text: str) -> None:
    assert (came(wrote(1, text)).sort, came(wrote(1, text)).text) == (Sort.WORDS, text)


def test_a_tap_brings_its_data_and_its_message() -> None:
    assert came(tapped(1, "rate.abc.7")) == Incoming(
        Sort.TAP, chat=ANN, name="Ann", language="en", data="rate.abc.7", message=8
    )


def test_a_tap_on_a_message_that_is_too_old_to_read_is_still_a_tap() -> None:
    update = tapped(1, "rate.abc.7", date=0)
    assert (came(update).sort, came(update).message) == (Sort.TAP, 8)
    del update["callback_query"]["message"]  # type: ignore[attr-defined]
    assert (came(update).chat, came(update).message) == (ANN, None)


@pytest.mark.parametrize(
    ("field", "value", "name"),
    [
        ("voice", FILE | {"duration": 1}, "voice"),
        ("video_note", FILE | {"duration": 1, "length": 1}, "video_note"),
        ("audio", FILE | {"duration": 1}, "audio"),
        ("photo", PHOTO, "photo"),
        ("video", FILE | {"duration": 1, "width": 1, "height": 1}, "video"),
        ("sticker", FILE | {"type": "regular", "width": 1, "height": 1, "is_animated": False,
                            "is_video": False}, "sticker"),
        ("document", FILE, "document"),
        ("contact", {"phone_number": "1", "first_name": "x"}, "contact"),
        ("location", {"latitude": 1.0, "longitude": 1.0}, "location"),
        ("dice", {"emoji": "🎲", "value": 1}, "dice"),
        ("message_auto_delete_timer_changed", {"message_auto_delete_time": 86400}, "service"),
        ("something_of_next_year", {"a": 1}, "service"),
    ],
)  # fmt: skip
def test_what_is_not_words_is_named(field: str, value: object, name: str) -> None:
    incoming = came(sent(**{field: value}, caption="look"))
    assert (incoming.sort, incoming.text, incoming.chat) == (Sort.OTHER, name, ANN)


def test_an_animation_is_not_taken_for_the_document_that_it_also_is() -> None:
    animation = FILE | {"duration": 1, "width": 1, "height": 1}
    assert came(sent(animation=animation, document=FILE)).text == "animation"


def test_words_of_somebody_else_are_not_taken_for_ones_own() -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Someone"}
    incoming = came(sent(text="I never said that", forward_origin=origin))
    assert (incoming.sort, incoming.text) == (Sort.OTHER, "forward")


@pytest.mark.parametrize(
    ("text", "name"), [("", "empty"), (" \n ", "empty"), ("\0", "empty"), ("🌊" * 2049, "long")]
)
def test_too_little_and_too_much_are_named_and_never_cut(text: str, name: str) -> None:
    assert (came(sent(text=text)).sort, came(sent(text=text)).text) == (Sort.OTHER, name)


def test_the_longest_words_that_telegram_takes_come_whole() -> None:
    assert came(sent(text="🌊" * 2048)).text == "🌊" * 2048


def test_an_edit_says_that_it_is_one() -> None:
    update = {"update_id": 1, "edited_message": message(ANN, 7, **{"from": ANN_SHE, "text": "/start no"})}
    assert (came(update).sort, came(update).text, came(update).message) == (Sort.EDITED, "/start no", 7)


def test_words_that_became_a_caption_are_an_edit_and_a_moving_location_is_not() -> None:
    edit = message(ANN, 7, **{"from": ANN_SHE, "photo": PHOTO, "caption": "now with a view"})
    assert came({"update_id": 1, "edited_message": edit}).text == "now with a view"
    live = message(ANN, 7, **{"from": ANN_SHE, "location": {"latitude": 1.0, "longitude": 1.0}})
    assert came({"update_id": 1, "edited_message": live}).sort is Sort.OTHER


def test_who_blocks_the_bot_and_who_comes_back_is_known() -> None:
    alone = {"id": ANN, "type": "private", "first_name": "Ann"}
    assert came(membership("kicked", alone)).text == "blocked"
    assert came(membership("member", alone)).text == "back"
    assert came(membership("kicked", alone)).sort is Sort.MEMBER
    assert came(membership("kicked", alone)).chat == ANN


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": message(1, 7, **{"from": ANN_SHE, "chat": ROOM, "text": "hi"})},
        {"update_id": 1, "edited_message": message(1, 7, **{"from": ANN_SHE, "chat": ROOM, "text": "hi"})},
        {"update_id": 1, "channel_post": message(1, 7, chat=ROOM | {"type": "channel"}, text="hi")},
        tapped(1, "rate.abc.7", chat=ROOM),
        membership("member", ROOM),
    ],
)
def test_nothing_said_outside_of_private_chats_is_taken_for_a_person(update: dict[str, Any]) -> None:
    incoming = came(update)
    assert (incoming.sort, incoming.chat, incoming.data, incoming.name) == (Sort.GROUP, ROOM["id"], "", "")


def test_another_bot_is_not_spoken_with() -> None:
    assert came(sent(**{"from": BEN_BOT, "text": "/start"})).text == "bot"
    assert came(sent(**{"from": BEN_BOT, "text": "/start"})).sort is Sort.OTHER


def test_halves_of_characters_and_nul_break_nothing() -> None:
    she = ANN_SHE | {"first_name": "A\ud83dnn\0"}
    update = sent(**{"from": she, "text": "so\udc00 it\0 is"})
    incoming = came(update)
    assert (incoming.name, incoming.text) == ("A?nn", "so? it is")
    incoming.text.encode()


def test_the_answer_that_intake_gave_is_handed_on() -> None:
    assert read({"update": wrote(1, "/calm"), "answered": 901}).answered == 901
    assert read({"update": wrote(1, "/calm")}).answered is None


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "canary",
        [],
        {},
        {"update_id": "canary"},
        {"update_id": 5},
        {"update_id": 5, "message": "canary"},
        {"update_id": 5, "message": {"text": "canary"}},
        {"update_id": 5, "message": message(ANN, 7, text={"canary": 1}, **{"from": ANN_SHE})},
        {"update_id": 5, "message": message(ANN, 7, text="canary", **{"from": ANN_SHE | {"id": "x"}})},
        {"update_id": 5, "message": message(ANN, 7, text="canary", **{"from": ANN_SHE | {"id": 2**63}})},
        {"update_id": 5, "callback_query": {"id": "canary", "data": "canary"}},
        {"update_id": 5, "message_reaction": {"canary": 1}},
        {"update_id": 5, "poll": {"id": "canary"}},
    ],
)
def test_junk_is_set_aside_without_a_word_of_it(raw: object) -> None:
    with pytest.raises(Unreadable) as caught:
        read({"update": raw})
    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["message", "callback_query", "edited_message", "my_chat_member", "from", "chat", "id",
                 "text", "type", "data", "date", "message_id", "is_bot", "new_chat_member", "status"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)  # fmt: skip


@given(anything)
def test_whatever_comes_is_read_or_set_aside(raw: object) -> None:
    payload = {"update": {"update_id": 1, **raw} if isinstance(raw, dict) else raw}
    try:
        incoming = read(payload)
    except Unreadable:
        return
    json.dumps(vars(incoming), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "update",
    [
        wrote(1, "I sat down"),
        wrote(1, "/start abc"),
        wrote(1, " "),
        wrote(1, "x" * 4097),
        tapped(1, "rate.abc.5"),
        sent(text="hi", **{"from": {"id": ANN, "is_bot": False, "first_name": "A\0nn"}}),
    ],
)
def test_what_nearly_everybody_sends_is_read_at_once_and_as_the_library_reads_it(update: Any) -> None:
    whole = parse(update)
    assert whole is not None
    assert at_once(update) == understand(whole) is not None


@pytest.mark.parametrize(
    "update",
    [
        sent(text="hi", **{"from": BEN_BOT}),
        sent(text="hi", chat=ROOM),
        sent(text="hi", forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "x"}),
        sent(photo=PHOTO),
        sent(text="hi", message_id=True),
        sent(text="hi", **{"from": ANN_SHE | {"id": 2**63}}),
        sent(text="hi", **{"from": ANN_SHE | {"language_code": 5}}),
        wrote(1, "hi") | {"edited_message": message(ANN, 7, text="hi", **{"from": ANN_SHE})},
        {"update_id": 1, "callback_query": {"id": "1", "from": ANN_SHE, "chat_instance": "1", "data": "x"}},
    ],
)
def test_what_is_not_as_usual_is_left_to_the_library(update: Any) -> None:
    assert at_once(update) is None


def test_what_is_read_at_once_of_updates_that_are_broken_is_what_the_library_reads() -> None:
    seed = os.environ.get("SEED") or secrets.token_hex(4)
    print("SEED", seed)
    mutants = Mutants(Random(seed), [ANN, ANN + 1], lambda chat: [(5, "today.abc")])
    read_at_once = 0
    for number in range(1500):
        _, update = mutants.make(number)
        found, whole = at_once(update), parse(update)
        if found is not None:
            read_at_once += 1
            assert whole is None or found == understand(
                whole
            )  # the library may stumble over what is not read
    assert read_at_once > 100
