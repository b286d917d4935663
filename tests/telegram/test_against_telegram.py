"""The whole way, over real HTTP, to a Telegram that is as strict as the real one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from bot.adapters.telegram.fates import TokenRefused
from bot.adapters.telegram.inbound import read
from bot.adapters.telegram.intake import Intake
from bot.adapters.telegram.outbound import TelegramSender
from bot.adapters.telegram.pace import Pace
from bot.adapters.telegram.polling import Polling
from bot.adapters.telegram.profile import Face, Unreachable, dress, use_polling, use_webhook, who_am_i
from bot.adapters.telegram.transport import connect
from bot.adapters.telegram.webhook import Webhook
from bot.services.flow.incoming import Incoming, Sort
from bot.services.ports import Fate, Outcome, Screen
from bot.simulator import Kind, LocalTelegram, Person
from tests.telegram.stub import NOW, TOKEN, Inbox, Words

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f"
    "0005050102a0b2d1bb0000000049454e44ae426082"
)
SCREEN = Screen("<b>How safe</b> &amp; sound?", rows=((("7", "rate.a.7"), ("Read", "https://example.org")),))


@dataclass
class Place:
    telegram: LocalTelegram
    bot: Bot
    sender: TelegramSender
    inbox: Inbox
    intake: Intake
    ann: Person
    slept: list[float]

    def polling(self) -> Polling:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        return Polling(self.bot, self.intake, hold=0, sleep=sleep)

    async def polled(self, rounds: int = 2) -> None:
        polling = self.polling()
        for _ in range(rounds):
            await polling.once()
        await self.intake.close()

    def read(self) -> list[Incoming]:
        return [read(payload) for _, _, payload in self.inbox.rows]


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    async with LocalTelegram() as telegram:
        telegram.bot(TOKEN, username="evenkeel_bot", name="Evenkeel")
        bot = connect(TOKEN, telegram.url, total=5)
        telegram.enforce_pace = False
        inbox, slept = Inbox(), list[float]()
        sender = TelegramSender(bot, Pace(time.monotonic, asyncio.sleep, rate=1000, burst=1000))
        intake = Intake(bot, inbox, sender, Words(), clock=lambda: NOW)
        yield Place(telegram, bot, sender, inbox, intake, telegram.person("Ann"), slept)
        await intake.close()
        await bot.request.shutdown()


async def test_what_people_do_arrives_once_and_in_order(place: Place) -> None:
    await place.ann.starts("aB-_9")
    await place.ann.says("I sat down 🌊")
    await place.ann.sends_voice()
    await place.ann.forwards("not mine")
    place.ann.blocks()
    place.telegram.faults.add(Kind.REPEAT, copies=3)
    await place.polled()
    came = place.read()
    assert [(each.sort, each.command, each.text) for each in came] == [
        (Sort.COMMAND, "start", "aB-_9"),
        (Sort.WORDS, "", "I sat down 🌊"),
        (Sort.OTHER, "", "voice"),
        (Sort.OTHER, "", "forward"),
        (Sort.MEMBER, "", "blocked"),
    ]
    assert {each.chat for each in came} == {place.ann.id}
    assert place.telegram.pending(TOKEN) == 0


async def test_a_tap_and_an_edit_arrive(place: Place) -> None:
    await place.ann.starts()
    said = await place.ann.says("one")
    await place.ann.says_edited(said, "two")
    sent = await place.sender.send(place.ann.id, SCREEN)
    await place.ann.taps("7")
    await place.polled()
    edit, tap = place.read()[-2:]
    assert (edit.sort, edit.text, edit.message) == (Sort.EDITED, "two", said)
    assert (tap.sort, tap.data, tap.message) == (Sort.TAP, "rate.a.7", sent.message)
    assert len(place.telegram.calls_of("answerCallbackQuery")) == 1


async def test_a_group_is_recognised_and_left(place: Place) -> None:
    group = place.telegram.group("Family", [place.ann])
    await group.says("/start@evenkeel_bot")
    await place.polled()
    assert {each.sort for each in place.read()} == {Sort.GROUP}
    assert {each.chat for each in place.read()} == {group.id}
    assert (await place.sender.leave(group.id)).fate is Fate.SENT


async def test_updates_in_disorder_are_all_kept(place: Place) -> None:
    await place.ann.starts()
    for number in range(20):
        await place.ann.says(str(number))
    place.telegram.faults.add(Kind.SHUFFLE, times=5)
    await place.polled(12)
    assert sorted(place.inbox.ids) == sorted(set(place.inbox.ids))
    assert len(place.inbox.ids) == 21
    assert place.telegram.pending(TOKEN) == 0


async def test_no_update_is_lost_while_the_store_is_down(place: Place) -> None:
    await place.ann.starts()
    await place.ann.says("/calm")
    place.inbox.broken = True
    polling = place.polling()
    for _ in range(3):
        await polling.once()
    assert place.telegram.pending(TOKEN) == 2
    assert [bubble.text for bubble in place.ann.phone if not bubble.mine] == ["calm in en"]
    place.inbox.broken = False
    await polling.once()
    await polling.once()
    assert place.telegram.pending(TOKEN) == 0
    assert [bubble.text for bubble in place.ann.phone if not bubble.mine] == ["calm in en"]
    assert place.inbox.answered(place.inbox.ids[-1]) == place.ann.phone[-1].id


async def test_calm_and_help_walk_on_within_one_message_without_a_store(place: Place) -> None:
    await place.ann.starts()
    place.inbox.broken = True
    sent = await place.sender.send(place.ann.id, Screen("x", rows=((("Go", "calm.racing.1"),),)))
    await place.ann.taps("Go")
    await place.polling().once()
    assert [bubble.text for bubble in place.ann.phone if not bubble.mine] == ["calm.racing.1 in en"]
    assert sent.message is not None
    await place.ann.taps_data(sent.message, "hide")
    await place.polling().once()
    assert [bubble.text for bubble in place.ann.phone if not bubble.mine] == []


async def test_junk_in_between_stops_nothing(place: Place) -> None:
    await place.ann.starts()
    place.telegram.inject(TOKEN, {"update_id": 900, "message": {"chat": {"id": "x"}, "text": ["?"]}})
    await place.ann.says("still here")
    await place.polled(4)
    assert place.telegram.pending(TOKEN) == 0
    assert len(place.inbox.ids) == 3


async def test_a_screen_looks_as_it_was_meant(place: Place) -> None:
    await place.ann.starts()
    sent = await place.sender.send(place.ann.id, SCREEN)
    bubble = place.ann.phone[-1]
    assert sent == Outcome(Fate.SENT, bubble.id)
    assert (bubble.text, bubble.buttons, bubble.protected) == ("How safe & sound?", (("7", "Read"),), True)
    await place.sender.send(place.ann.id, Screen("hi", keyboard=(("Today", "Calm"), ("Break", "Help"))))
    assert place.ann.keyboard == ["Today", "Calm", "Break", "Help"]


async def test_a_text_becomes_a_picture_and_a_picture_another(place: Place) -> None:
    await place.ann.starts()
    sent = await place.sender.send(place.ann.id, SCREEN)
    assert sent.message
    picture = Screen("a week", rows=((("Back", "b"),),), picture=PNG)
    for media in (False, True):
        assert await place.sender.edit(place.ann.id, sent.message, picture, media) == sent
        bubble = place.ann.phone[-1]
        assert (bubble.photo, bubble.caption, bubble.labels) == (PNG, "a week", ["Back"])
    gone = await place.sender.edit(place.ann.id, sent.message, Screen("gone"), media=False)
    assert gone == replace(sent, media=True), "what is media stays media: a picture that says nothing"
    assert (place.ann.phone[-1].caption, place.ann.phone[-1].labels) == ("gone", [])
    direct = await place.sender.send(place.ann.id, picture)
    assert (place.ann.phone[-1].photo, direct.fate) == (PNG, Fate.SENT)


async def test_the_same_screen_twice_is_no_trouble(place: Place) -> None:
    await place.ann.starts()
    sent = await place.sender.send(place.ann.id, SCREEN)
    assert sent.message
    assert await place.sender.edit(place.ann.id, sent.message, SCREEN, media=False) == sent


async def test_messages_go_away_and_those_that_are_too_old_are_said_to_be_gone(place: Place) -> None:
    await place.ann.starts()
    messages = [(await place.sender.send(place.ann.id, SCREEN)).message or 0 for _ in range(3)]
    assert (await place.sender.delete(place.ann.id, messages)).fate is Fate.SENT
    assert not [bubble for bubble in place.ann.phone if not bubble.mine]
    assert (await place.sender.delete(place.ann.id, messages[:1])).fate is Fate.GONE
    assert (await place.sender.edit(place.ann.id, messages[0], SCREEN, media=False)).fate is Fate.GONE
    old = (await place.sender.send(place.ann.id, SCREEN)).message or 0
    place.telegram.clock.turn_by(timedelta(hours=49))
    assert (await place.sender.delete(place.ann.id, [old])).fate is Fate.GONE


async def test_whoever_is_not_there_is_blocked(place: Place) -> None:
    assert (await place.sender.send(place.ann.id, SCREEN)).fate is Fate.BLOCKED  # never pressed START
    assert (await place.sender.send(777, SCREEN)).fate is Fate.BLOCKED
    await place.ann.starts()
    place.ann.blocks()
    assert (await place.sender.send(place.ann.id, SCREEN)).fate is Fate.BLOCKED
    place.ann.unblocks()
    place.ann.deletes_account()
    assert (await place.sender.send(place.ann.id, SCREEN)).fate is Fate.BLOCKED


@pytest.mark.parametrize(
    ("kind", "fate", "arrived"),
    [
        (Kind.TOO_MANY, Fate.LATER, 0),
        (Kind.BROKEN, Fate.UNSURE, 0),
        (Kind.BAD_GATEWAY, Fate.UNSURE, 0),
        (Kind.DROP_BEFORE, Fate.UNSURE, 0),
        (Kind.DROP_AFTER, Fate.UNSURE, 1),
    ],
)
async def test_trouble_on_the_way_has_a_name(place: Place, kind: Kind, fate: Fate, arrived: int) -> None:
    await place.ann.starts()
    place.telegram.faults.add(kind, method="sendMessage", retry_after=7)
    assert (await place.sender.send(place.ann.id, SCREEN)).fate is fate
    assert len([bubble for bubble in place.ann.phone if not bubble.mine]) == arrived


async def test_updates_come_by_webhook_too_until_they_are_stored(place: Place) -> None:
    stored = asyncio.Event()
    place.telegram.webhook_schedule = (0.0,)
    app = web.Application()
    app.router.add_post("/hook", Webhook(place.intake, "s3cret").handle)
    async with TestServer(app) as server:
        url = str(server.make_url("/hook"))
        assert await use_webhook(place.bot, url, "s3cret") == ""
        place.inbox.before = stored.set
        await place.ann.starts()
        await stored.wait()
        await place.telegram.quiet()
        assert [each.command for each in place.read()] == ["start"]
        assert await use_webhook(place.bot, url, "s3cret") == ""  # our own is no alarm


FACES = [
    Face("", "Evenkeel", "For two.", "For two, after betrayal.", (("today", "Today"), ("help", "Help"))),
    Face("de", "Evenkeel", "Für zwei.", "Für zwei, nach Betrug.", (("today", "Heute"),)),
]


async def test_the_profile_is_set_once_and_then_left_alone(place: Place) -> None:
    assert await dress(place.bot, FACES) == []
    before = [call.method for call in place.telegram.calls]
    assert before.count("setMyCommands") == 2
    assert (await place.bot.get_my_short_description("de")).short_description == "Für zwei."
    assert await dress(place.bot, FACES) == []
    again = [call.method for call in place.telegram.calls[len(before) :]]
    assert [method for method in again if method.startswith("set")] == []


async def test_what_telegram_does_not_take_is_said_in_one_sentence_and_the_rest_is_set(place: Place) -> None:
    place.telegram.faults.add(Kind.TOO_MANY, method="setMyName", retry_after=9000)
    place.telegram.faults.add(Kind.BROKEN, method="getMyCommands")
    assert await dress(place.bot, [replace(FACES[0], name="Even keel")]) == [
        "Telegram did not take the commands (NetworkError).",
        "Telegram did not take the name (RetryAfter).",
    ]
    assert (await place.bot.get_my_description("")).description == FACES[0].description


async def test_a_foreign_webhook_is_taken_away_with_an_alarm(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await use_polling(place.bot) == ""
    await place.bot.set_webhook("https://thief.example.org:8443/secret-path")
    assert await use_polling(place.bot) == "thief.example.org"
    assert (await place.bot.get_webhook_info()).url == ""
    said = capsys.readouterr().out
    assert "was the token stolen?" in said
    assert "secret-path" not in said


async def test_a_webhook_of_somebody_else_is_replaced_with_an_alarm(place: Place) -> None:
    await place.bot.set_webhook("https://thief.example.org/x")
    assert await use_webhook(place.bot, "https://evenkeel.example.org/hook", "s3cret") == "thief.example.org"
    info = await place.bot.get_webhook_info()
    assert info.url == "https://evenkeel.example.org/hook"
    assert set(info.allowed_updates) == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_who_the_bot_is_comes_from_telegram(place: Place) -> None:
    assert await who_am_i(place.bot) == "evenkeel_bot"
    place.telegram.faults.add(Kind.BROKEN, method="getMe")
    with pytest.raises(Unreachable, match=r"^Telegram did not tell who this bot is \(NetworkError\)\.$"):
        await who_am_i(place.bot)


async def test_a_token_that_is_none_is_refused() -> None:
    async with LocalTelegram() as telegram:
        bot = connect("no-token", telegram.url)
        for ask in (who_am_i(bot), use_webhook(bot, "https://a.b", "c")):
            with pytest.raises(TokenRefused):
                await ask
        await bot.request.shutdown()


@pytest.mark.parametrize(
    ("name", "about", "description"), [("x" * 65, "", ""), ("", "x" * 121, ""), ("", "", "x" * 513)]
)
def test_a_profile_that_telegram_would_refuse_is_never_made(name: str, about: str, description: str) -> None:
    with pytest.raises(ValueError, match="over"):
        Face("de", name, about, description, ())
