"""Inbox, due and outbox, the same on every store."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.cards import Card
from bot.domain.people import telegram_locator
from bot.domain.say import line
from bot.services.ports import QueueName, Row
from tests.database.conftest import START, House
from tests.database.people import ANN, BEN, move_in

INBOX, DUE, OUTBOX = QueueName.INBOX, QueueName.DUE, QueueName.OUTBOX
MINUTE = timedelta(minutes=1)


async def finish(store: Any, row: Row) -> bool:
    async with store.begin() as tx:
        done: bool = await tx.finish(row)
        return done


async def plan(store: Any, owner: str, *kinds: str, at: Any = START) -> None:
    async with store.begin() as tx:
        for kind in kinds:
            await tx.of(owner).plan(kind, "", at)


def kinds(rows: list[Row]) -> list[str]:
    return [row.kind for row in rows]


# ---------------------------------------------------------------------- what comes in


async def test_an_update_is_stored_once_even_after_it_is_done(store: Any) -> None:
    assert await store.receive(7, 101, START, {"text": "hello", "n": [1, None]})
    assert not await store.receive(7, 101, START, {"text": "hello"})
    (row,) = await store.claim(INBOX, START, 10)
    assert (row.queue, row.kind, row.ref, row.at, row.attempts) == (INBOX, "update", "7", START, 0)
    assert row.lane == store.lane(telegram_locator(101))
    assert row.payload == {"text": "hello", "n": [1, None]}
    assert await finish(store, row)
    assert not await store.receive(7, 101, START, {"text": "hello"})
    assert await store.claim(INBOX, START + MINUTE, 10) == []


async def test_an_update_id_is_known_for_72_hours(house: House) -> None:
    store = await house.open()
    await store.receive(7, 101, START, {})
    await finish(store, (await store.claim(INBOX, START, 1))[0])
    await store.sweep(house.times.later(hours=71, minutes=59))
    assert not await store.receive(7, 101, house.times.now, {})
    await store.sweep(house.times.later(minutes=2))
    assert await store.receive(7, 101, house.times.now, {})


async def test_an_update_that_nobody_could_take_for_a_day_is_forgotten(house: House) -> None:
    store = await house.open()
    await store.receive(7, 101, START, {})
    await store.sweep(house.times.later(hours=23))
    assert await store.waiting(INBOX, house.times.now) == 1
    await store.sweep(house.times.later(hours=2))
    assert await store.claim(INBOX, house.times.now, 10) == []
    assert not await store.receive(7, 101, house.times.now, {})


async def test_it_is_known_whether_updates_of_a_chat_still_wait(store: Any) -> None:
    await store.receive(1, 101, START, {})

    async def waits(before: Any, *chats: int) -> bool:
        async with store.begin() as tx:
            answer: bool = await tx.undrained(before, chats)
            return answer

    assert await waits(START + MINUTE, 202, 101)
    assert not await waits(START + MINUTE, 202)
    assert not await waits(START + MINUTE)
    assert not await waits(START, 101)
    (row,) = await store.claim(INBOX, START, 1)
    assert await waits(START + MINUTE, 101), "one that is under way is not yet drained"
    async with store.begin() as tx:
        await tx.finish(row)
        assert not await tx.undrained(START + MINUTE, [101])
    assert not await waits(START + MINUTE, 101)


# ---------------------------------------------------------------------- what is planned


async def test_what_is_planned_is_due_at_its_instant_and_not_before(store: Any) -> None:
    await plan(store, ANN, "knock", at=START + MINUTE)
    assert await store.next_due() == START + MINUTE
    assert await store.claim(DUE, START, 10) == []
    assert await store.waiting(DUE, START) == 0
    assert await store.waiting(DUE, START + MINUTE) == 1
    (row,) = await store.claim(DUE, START + 2 * MINUTE, 10)
    assert (row.lane, row.kind, row.ref, row.at) == (ANN, "knock", "", START + MINUTE)
    assert await store.waiting(DUE, START + MINUTE) == 1, "a claimed row still waits"
    assert await finish(store, row)
    assert await store.next_due() is None
    assert await store.waiting(DUE, START + MINUTE) == 0


async def test_a_plan_of_the_same_kind_and_reference_is_moved(store: Any) -> None:
    await plan(store, ANN, "knock", at=START)
    await plan(store, ANN, "knock", at=START + MINUTE)
    async with store.begin() as tx:
        mine = tx.of(ANN)
        assert await mine.planned("knock", "") == START + MINUTE
        assert await mine.planned("knock", "other") is None
        await mine.plan("knock", "other", START)
        assert await mine.planned("knock", "other") == START
        await mine.unplan("knock", "other")
        assert await mine.planned("knock", "other") is None
        await mine.unplan("never", "")
    assert await store.claim(DUE, START, 10) == []
    async with store.begin() as tx:
        await tx.of(ANN).unplan("knock", "")
    assert await store.next_due() is None


async def test_a_due_row_that_is_moved_is_no_longer_whose_it_was(store: Any) -> None:
    await plan(store, ANN, "knock")
    (row,) = await store.claim(DUE, START, 10)
    await plan(store, ANN, "knock", at=START + MINUTE)
    assert not await finish(store, row)
    assert await store.next_due() == START + MINUTE


async def test_a_due_row_is_planned_anew_by_the_transaction_that_finishes_it(store: Any) -> None:
    for finish_first in (True, False):
        await plan(store, ANN, "knock")
        (row,) = await store.claim(DUE, START, 10)
        async with store.begin() as tx:
            if finish_first:
                assert await tx.finish(row)
            await tx.of(ANN).plan("knock", "", START + MINUTE)
            await tx.of(ANN).all(Card)
            if not finish_first:
                assert await tx.finish(row)
            assert await tx.of(ANN).planned("knock", "") == START + MINUTE
        assert await store.next_due() == START + MINUTE
        assert len(await store.claim(DUE, START + MINUTE, 10)) == 1
        async with store.begin() as tx:
            await tx.of(ANN).unplan("knock", "")


async def test_the_next_instant_is_one_that_can_be_claimed_then(store: Any) -> None:
    await plan(store, ANN, "first", at=START)
    await plan(store, ANN, "second", at=START + MINUTE)
    await plan(store, BEN, "first", at=START + 5 * MINUTE)
    (row,) = await store.claim(DUE, START, 10)
    async with store.begin() as tx:
        await tx.delay(row, START + 9 * MINUTE)
    assert await store.next_due() == START + 5 * MINUTE, "Ann's second is behind her first"
    assert [row.lane for row in await store.claim(DUE, START + 5 * MINUTE, 10)] == [BEN]


# ---------------------------------------------------------------------- claiming


async def test_rows_are_claimed_oldest_first_and_no_more_than_asked_for(store: Any) -> None:
    for minute, owner in ((3, "c"), (1, "a"), (2, "b"), (0, "d")):
        await plan(store, owner, "knock", at=START + minute * MINUTE)
    rows = await store.claim(DUE, START + 2 * MINUTE, 2)
    assert [row.lane for row in rows] == ["d", "a"]
    assert [row.lane for row in await store.claim(DUE, START + 2 * MINUTE, 2)] == ["b"]


async def test_one_row_of_a_lane_is_out_at_a_time_and_in_order(store: Any) -> None:
    for number in range(4):
        await store.receive(number, 101, START, {"n": number})
    await store.receive(9, 202, START, {"n": 9})
    first = await store.claim(INBOX, START, 10)
    assert [row.payload["n"] for row in first] == [0, 9]
    assert await store.claim(INBOX, START, 10) == []
    for row in first:
        await finish(store, row)
    assert [row.payload["n"] for row in await store.claim(INBOX, START, 10)] == [1]


async def test_due_rows_of_a_person_go_by_their_instants(store: Any) -> None:
    await plan(store, ANN, "late", at=START + MINUTE)
    await plan(store, ANN, "early", at=START)
    (row,) = await store.claim(DUE, START + MINUTE, 10)
    assert row.kind == "early"
    await plan(store, ANN, "earlier", at=START - MINUTE)
    assert await store.claim(DUE, START + MINUTE, 10) == [], "one of this person's is out already"
    await finish(store, row)
    (row,) = await store.claim(DUE, START + MINUTE, 10)
    assert row.kind == "earlier"


async def test_a_delayed_head_holds_its_lane_up(store: Any) -> None:
    await store.receive(1, 101, START, {})
    await store.receive(2, 101, START, {})
    (row,) = await store.claim(INBOX, START, 10)
    async with store.begin() as tx:
        assert await tx.delay(row, START + MINUTE)
    assert await store.claim(INBOX, START, 10) == []
    (again,) = await store.claim(INBOX, START + MINUTE, 10)
    assert (again.ref, again.at, again.attempts) == ("1", START, 1)


async def test_a_row_set_aside_lets_its_lane_go_on(store: Any) -> None:
    await store.receive(1, 101, START, {})
    await store.receive(2, 101, START, {})
    (row,) = await store.claim(INBOX, START, 10)
    async with store.begin() as tx:
        assert await tx.quarantine(row)
        assert not await tx.finish(row)
    assert [row.ref for row in await store.claim(INBOX, START, 10)] == ["2"]
    assert not await finish(store, row)
    assert await store.waiting(INBOX, START) == 1


async def test_a_due_row_set_aside_can_be_planned_anew(store: Any) -> None:
    await plan(store, ANN, "knock")
    (row,) = await store.claim(DUE, START, 10)
    async with store.begin() as tx:
        await tx.quarantine(row)
    async with store.begin() as tx:
        assert await tx.of(ANN).planned("knock", "") is None
    assert await store.next_due() is None
    await plan(store, ANN, "knock", at=START + MINUTE)
    assert await store.next_due() == START + MINUTE
    (row,) = await store.claim(DUE, START + MINUTE, 10)
    assert row.attempts == 0
    assert await finish(store, row)


async def test_a_claim_that_outlived_its_lease_can_write_nothing_any_more(house: House) -> None:
    store = await house.open()
    await store.receive(1, 101, START, {})
    (old,) = await store.claim(INBOX, START, 10)
    await house.outlast_leases()
    (new,) = await store.claim(INBOX, START, 10)
    assert (new.id, new.attempts) == (old.id, 1)
    assert new.fence > old.fence
    async with store.begin() as tx:
        assert not await tx.finish(old)
        assert not await tx.delay(old, START)
        assert not await tx.quarantine(old)
    await store.give_back([old])
    async with store.begin() as tx:
        assert await tx.finish(new)
        assert not await tx.finish(new)


async def test_a_lease_does_not_follow_the_clock_of_the_app(house: House) -> None:
    store = await house.open()
    await store.receive(1, 101, START, {})
    assert await store.claim(INBOX, START, 10)
    assert await store.claim(INBOX, house.times.later(hours=5), 10) == []


async def test_rows_that_were_not_begun_are_given_back_as_they_were(store: Any) -> None:
    for number, chat in ((1, 101), (2, 202)):
        await store.receive(number, chat, START, {})
    rows = await store.claim(INBOX, START, 10)
    await store.give_back(rows)
    await store.give_back([])
    again = await store.claim(INBOX, START, 10)
    assert [(row.ref, row.attempts) for row in again] == [("1", 0), ("2", 0)]
    assert not await finish(store, rows[0])


async def test_a_delay_counts_as_an_attempt_unless_it_is_not_to(store: Any) -> None:
    await store.receive(1, 101, START, {})
    attempts = []
    for counted in (True, False, True, True):
        (row,) = await store.claim(INBOX, START, 10)
        attempts.append(row.attempts)
        async with store.begin() as tx:
            await tx.delay(row, START, counted=counted)
    assert attempts == [0, 1, 1, 2]


# ---------------------------------------------------------------------- what goes out


async def test_what_is_posted_goes_out_in_its_order(store: Any) -> None:
    await move_in(store, ANN)
    async with store.begin() as tx:
        await tx.of(ANN).post("show", "card")
        await tx.of(ANN).post("wipe", messages=(4, 5))
        await tx.of(ANN).post("delete", messages=[6])
    out = []
    while rows := await store.claim(OUTBOX, START, 10):
        assert len(rows) == 1
        out.append((rows[0].lane, rows[0].kind, rows[0].payload))
        await finish(store, rows[0])
    assert out == [
        (ANN, "show", {"card": "card", "messages": []}),
        (ANN, "wipe", {"card": "", "messages": [4, 5]}),
        (ANN, "delete", {"card": "", "messages": [6]}),
    ]


async def test_a_line_goes_to_a_chat_that_belongs_to_nobody(store: Any) -> None:
    async with store.begin() as tx:
        await tx.tell("leave", -5, "de", line("only-in-private", name="x"))
    (row,) = await store.claim(OUTBOX, START, 10)
    assert (row.lane, row.kind) == (store.lane(telegram_locator(-5)), "leave")
    said = line("only-in-private", name="x")
    assert row.payload == {"chat": -5, "language": "de", "line": said, "messages": []}
    assert await finish(store, row)


async def test_a_farewell_is_dropped_once_the_key_of_its_day_is_gone(house: House) -> None:
    store = await house.open()
    async with store.begin() as tx:
        await tx.tell("tell", 5, "en", line("x"))
    await store.sweep(house.times.later(days=4))
    assert await store.claim(OUTBOX, house.times.now, 10) == []
    assert await store.waiting(OUTBOX, house.times.now) == 0


async def test_what_answers_somebody_goes_before_what_time_brought_unless_that_waits_for_an_hour(
    house: House, store: Any
) -> None:
    async def posts(owner: str, hurries: bool) -> None:
        async with store.begin() as tx:
            if hurries:
                tx.hurry()
            await tx.of(owner).post("show", "a card")

    await move_in(store, ANN, BEN)
    await posts(ANN, hurries=False)
    await posts(BEN, hurries=True)
    (first,) = await store.claim(OUTBOX, house.times.now, 1)
    assert first.lane == BEN
    assert await finish(store, first)
    house.times.later(minutes=61)
    await posts(BEN, hurries=True)
    (first,) = await store.claim(OUTBOX, house.times.now, 1)
    assert first.lane == ANN
