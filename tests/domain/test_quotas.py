"""Quotas: each person's own, counted apart for what must never shut out what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quotas import QUOTAS, Kind, Quotas, Verdict

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
ANN, BEN = 11, 22


def minute_of(quotas: Quotas, kind: Kind, who: int = BEN, at: datetime = NOW) -> list[Verdict]:
    return [quotas.take(who, kind, at)[0] for _ in range(QUOTAS[kind][0].most + 5)]


@pytest.mark.parametrize("kind", Kind)
def test_the_last_that_is_taken_is_known_and_what_follows_is_not_taken(kind: Kind) -> None:
    most = QUOTAS[kind][0].most
    verdicts = minute_of(Quotas(), kind)
    assert verdicts == [Verdict.TAKEN] * (most - 1) + [Verdict.LAST] + [Verdict.OVER] * 5


@pytest.mark.parametrize("kind", Kind)
def test_much_of_one_kind_takes_nothing_from_another_nor_from_anybody_else(kind: Kind) -> None:
    quotas = Quotas()
    minute_of(quotas, kind)
    for other in set(Kind) - {kind}:
        assert quotas.take(BEN, other, NOW)[0] is Verdict.TAKEN
    assert quotas.take(ANN, kind, NOW)[0] is Verdict.TAKEN


def test_after_a_minute_it_goes_on_and_an_hour_and_a_day_have_bounds_of_their_own() -> None:
    quotas, taken = Quotas(), 0
    for minute in range(0, 48 * 60, 3):
        taken += sum(
            each is not Verdict.OVER
            for each in minute_of(quotas, Kind.WORDS, at=NOW + timedelta(minutes=minute))
        )
    begun_hours, begun_days = 48, 3
    assert taken <= min(begun_hours * QUOTAS[Kind.WORDS][1].most, begun_days * QUOTAS[Kind.WORDS][2].most)
    assert quotas.take(BEN, Kind.WORDS, NOW + timedelta(days=7))[0] is Verdict.TAKEN


def test_what_was_not_taken_counts_for_nothing() -> None:
    quotas = Quotas()
    for _ in range(100):
        minute_of(quotas, Kind.WORDS)
    assert quotas.take(BEN, Kind.WORDS, NOW + timedelta(minutes=1))[0] is Verdict.TAKEN


SENT = st.tuples(st.sampled_from((ANN, BEN)), st.sampled_from(Kind), st.integers(0, 200))


@given(st.lists(SENT, max_size=300))
def test_what_one_does_is_nothing_to_the_other(sent: list[tuple[int, Kind, int]]) -> None:
    both, alone = Quotas(), Quotas()
    for who, kind, seconds in sent:
        at = NOW + timedelta(seconds=seconds)
        verdict = both.take(who, kind, at)
        if who == ANN:
            assert verdict == alone.take(who, kind, at)


def test_so_many_are_remembered_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.domain.quotas.REMEMBERED", 10)
    quotas = Quotas()
    for who in range(100):
        quotas.take(who, Kind.TAP, NOW)
    assert len(quotas) == 10


def test_a_crowd_does_not_make_anybody_be_forgotten_who_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.domain.quotas.REMEMBERED", 10)
    quotas = Quotas()
    verdicts = []
    for who in range(1, 61):
        verdicts.append(quotas.take(0, Kind.TAP, NOW)[0])
        quotas.take(who, Kind.TAP, NOW)
    assert verdicts[-1] is Verdict.LAST
    assert quotas.take(0, Kind.TAP, NOW)[0] is Verdict.OVER
