"""Calm, paced: one message goes along with the breath, and stops for whatever comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.adapters.telegram import breathing
from bot.adapters.telegram.intake import Intake
from bot.domain.calm import beats
from bot.services.ports import Fate, Outcome
from tests.telegram.stub import ANN, NOW, Hand, Inbox, Words, message, tapped, telegram, wrote

ALONG = "calm.racing.breath"
ALL = [("edit", 8, f"{beat.data} in en") for beat in beats(ALONG)]


class Waits:
    """A sleep that ends when it is told to."""

    def __init__(self) -> None:
        self.open: list[tuple[float, asyncio.Future[None]]] = []
        self.over: list[float] = []

    async def sleep(self, seconds: float) -> None:
        end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.open.append((seconds, end))
        await end

    async def pass_(self, most: int = 100) -> None:
        """Let what is waited for now be over, again and again."""
        for _ in range(most):
            await turn()
            if not self.open:
                return
            seconds, end = self.open.pop(0)
            if not end.done():
                self.over.append(seconds)
                end.set_result(None)
        await turn()


async def turn() -> None:
    """Let everything run that can."""
    for _ in range(20):
        await asyncio.sleep(0)


@dataclass
class Desk:
    intake: Intake
    inbox: Inbox
    hand: Hand
    waits: Waits


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with telegram() as (_, bot):
        inbox, hand, waits = Inbox(), Hand(), Waits()
        intake = Intake(bot, inbox, hand, Words(), clock=lambda: NOW, sleep=waits.sleep)
        yield Desk(intake, inbox, hand, waits)
        await intake.close()


async def test_one_message_is_edited_with_each_breath_until_the_question_at_the_end(desk: Desk) -> None:
    await desk.intake.take(tapped(5, ALONG))
    await desk.waits.pass_()
    assert desk.hand.done == ALL
    assert desk.waits.over == [beat.seconds for beat in beats(ALONG)[:-1]]


async def test_it_needs_no_database(desk: Desk) -> None:
    def away() -> None:
        raise OSError

    desk.inbox.before = away
    with pytest.raises(OSError):
        await desk.intake.take(tapped(5, ALONG))
    await desk.waits.pass_()
    assert desk.hand.done == ALL


@pytest.mark.parametrize(
    "what", [tapped(6, "calm.racing.after"), tapped(6, "hide"), tapped(6, "open.ref"), wrote(6, "I stop")]
)
async def test_whatever_comes_from_that_chat_ends_it(desk: Desk, what: dict[str, object]) -> None:
    await desk.intake.take(tapped(5, ALONG))
    await desk.waits.pass_(3)
    before = len(desk.hand.done)
    await desk.intake.take(what)
    after = desk.hand.done[before:]
    await desk.waits.pass_()
    assert desk.hand.done == [*ALL[:4], *after], "nothing is put over what came after"


async def test_the_same_tap_twice_is_one_breath(desk: Desk) -> None:
    await desk.intake.take(tapped(5, ALONG))
    await desk.intake.take(tapped(5, ALONG))
    await desk.waits.pass_()
    assert desk.hand.done == ALL


async def test_tapping_it_anew_begins_anew(desk: Desk) -> None:
    await desk.intake.take(tapped(5, ALONG))
    await desk.waits.pass_(2)
    await desk.intake.take(tapped(6, ALONG))
    await desk.waits.pass_()
    assert desk.hand.done == [*ALL[:3], *ALL]


@pytest.mark.parametrize("fate", [Fate.GONE, Fate.BLOCKED, Fate.REFUSED])
async def test_a_message_that_is_gone_is_left_alone(desk: Desk, fate: Fate) -> None:
    await desk.intake.take(tapped(5, ALONG))
    desk.hand.fates.append(Outcome(fate))
    await desk.waits.pass_()
    assert desk.hand.done == ALL[:2]


async def test_an_edit_that_came_too_fast_is_left_out_and_the_breath_goes_on(desk: Desk) -> None:
    await desk.intake.take(tapped(5, ALONG))
    desk.hand.fates.append(Outcome(Fate.LATER, after=3))
    await desk.waits.pass_()
    assert desk.hand.done == ALL


async def test_several_people_breathe_side_by_side(desk: Desk) -> None:
    for n in range(3):
        sender = {"id": ANN + n, "is_bot": False, "first_name": "Ann", "language_code": "en"}
        query = {"id": f"q{n}", "from": sender, "chat_instance": "1", "data": ALONG}
        place = {**message(ANN + n, 20 + n)}
        await desk.intake.take({"update_id": 10 + n, "callback_query": {**query, "message": place}})
    await desk.waits.pass_(200)
    for n in range(3):
        assert [text for _, place, text in desk.hand.done if place == 20 + n] == [text for _, _, text in ALL]


async def test_where_too_many_breathe_the_words_stay_as_they_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breathing, "MOST", 0)
    await desk.intake.take(tapped(5, ALONG))
    await desk.waits.pass_()
    assert desk.hand.done == ALL[:1]


async def test_an_edit_on_its_way_arrives_before_what_comes_after_it(desk: Desk) -> None:
    arrives = asyncio.Event()
    edit = desk.hand.edit

    async def slow(chat: int, message: int, screen: object, media: bool) -> Outcome:
        if len(desk.hand.done) == 1:
            await arrives.wait()
        return await edit(chat, message, screen, media)  # type: ignore[arg-type]

    await desk.intake.take(tapped(5, ALONG))
    desk.hand.edit = slow  # type: ignore[method-assign]
    await desk.waits.pass_(1)
    stops = asyncio.create_task(desk.intake.take(tapped(6, "calm.racing.after")))
    await turn()
    arrives.set()
    await stops
    await desk.waits.pass_()
    assert desk.hand.done == [*ALL[:2], ("edit", 8, "calm.racing.after in en")]
