"""Documents: what is kept comes back as it was, its types included."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticSerializationError, ValidationError

import bot.domain
from bot.adapters.database import codec as codecs
from bot.adapters.database.codec import codec
from bot.adapters.database.shelf import pad, unpad
from bot.adapters.database.sql import POSTGRESQL, SQLITE
from bot.adapters.database.tables import SHELVES, Instant, metadata
from bot.adapters.database.tools import table_of
from bot.domain.people import Doc, Person
from bot.domain.say import Line, Say, Value, Word, line
from tests.database.people import card, person

for found in pkgutil.walk_packages(bot.domain.__path__, "bot.domain."):
    importlib.import_module(found.name)

KINDS = sorted((each for each in Doc.__subclasses__() if "bot.domain" in each.__module__), key=str)
FIRST, LAST = (datetime(year, 6, 1) for year in (1900, 2999))  # noqa: DTZ001
ZONES = st.sampled_from([UTC, ZoneInfo("Europe/Berlin"), timezone(timedelta(hours=-9, minutes=-30))])
INSTANTS = st.datetimes(FIRST, LAST, timezones=ZONES, allow_imaginary=False)
VALUES = st.one_of(st.text(), st.integers(), st.booleans(), st.builds(Word, st.text()), INSTANTS, st.dates())


def strategy(hint: Any) -> st.SearchStrategy[Any]:
    """Return values of a type; instants are aware, and a line holds any value."""
    if isinstance(hint, type) and is_dataclass(hint):
        if hint is Line:
            return st.builds(Line, st.text(), st.dictionaries(st.text(), VALUES, max_size=3))
        hints = get_type_hints(hint)
        return st.builds(hint, **{each.name: strategy(hints[each.name]) for each in fields(hint)})
    arguments: tuple[Any, ...] = getattr(hint, "__args__", ())
    if datetime in (hint, *arguments):
        return INSTANTS if hint is datetime else st.none() | INSTANTS
    if getattr(hint, "__origin__", None) is tuple:
        if arguments[-1] is Ellipsis:
            return st.lists(strategy(arguments[0]), max_size=3).map(tuple)
        return st.tuples(*map(strategy, arguments))
    if type(None) in arguments:
        return st.none() | strategy(next(each for each in arguments if each is not type(None)))
    return st.from_type(hint)


def exact(value: Any) -> Any:
    """Return a value with the type of everything in it spelt out."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), [exact(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, tuple):
        return tuple, [exact(each) for each in value]
    if isinstance(value, dict):
        return dict, [(exact(key), exact(held)) for key, held in value.items()]
    if isinstance(value, datetime):
        return datetime, value.astimezone(UTC)
    return type(value), value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(deadline=None)
@given(data=st.data())
def test_every_document_comes_back_as_it_was(kind: type[Doc], data: st.DataObject) -> None:
    doc = data.draw(strategy(kind))
    assert exact(codec(kind).load(codec(kind).dump(doc))) == exact(doc)


@settings(deadline=None)
@given(st.dictionaries(st.text(), VALUES))
def test_the_values_of_a_line_keep_their_types(values: dict[str, Value]) -> None:
    said = Line("key", values)
    assert exact(codec(Line).load(codec(Line).dump(said))) == exact(said)


def test_texts_that_look_like_something_else_stay_texts() -> None:
    said = line("key", a="2026-05-04", b="2026-05-04T09:00:00+00:00", c="7", d="true", e='{"word":"x"}')
    assert exact(codec(Line).load(codec(Line).dump(said))) == exact(said)


def test_every_document_has_a_table_and_every_table_a_document() -> None:
    assert {kind.__name__ for kind in KINDS} == set(SHELVES)
    assert set(SHELVES.values()) <= set(metadata.tables)
    assert {table_of(kind) for kind in KINDS} == set(SHELVES.values())


def test_a_document_without_a_table_says_what_is_missing() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Newcomer(Doc):
        pass

    with pytest.raises(TypeError, match="Newcomer has no table"):
        table_of(Newcomer)


def test_an_instant_without_a_zone_is_refused_everywhere() -> None:
    bare = datetime(2026, 5, 4, 9)  # noqa: DTZ001
    for value in (person(at=bare), card(screen=Say((line("x", at=bare),)))):
        with pytest.raises((ValueError, PydanticSerializationError)):
            codec(type(value)).dump(value)
    for dialect in (SQLITE, POSTGRESQL):
        with pytest.raises(ValueError, match="zone"):
            Instant().process_bind_param(bare, dialect)


def test_an_instant_keeps_its_microsecond_and_comes_back_in_utc() -> None:
    late = datetime(2026, 5, 4, 11, 0, 0, 123457, tzinfo=ZoneInfo("Europe/Berlin"))
    kept = Instant().process_bind_param(late, SQLITE)
    back = Instant().process_result_value(kept, SQLITE)
    assert back == late
    assert back is not None
    assert back.tzinfo is UTC
    assert codec(Person).load(codec(Person).dump(person(at=late))).at.tzinfo is UTC


def test_what_does_not_fit_its_type_is_refused_not_bent() -> None:
    for wrong in (person(chat="5"), person(asked=["a"]), person(role="hurt", zone=7)):
        with pytest.raises(PydanticSerializationError):
            codec(Person).dump(wrong)
    with pytest.raises(ValidationError):
        codec(Person).load(b'{"v":1,"id":"ann","owner":"ann","at":"2026-05-04T09:00:00+00:00","chat":"5"}')


def test_a_field_that_is_new_takes_its_default_and_one_that_is_gone_is_let_go() -> None:
    old = b'{"v":1,"id":"ann","owner":"ann","at":"2026-05-04T09:00:00+00:00","chat":101,"long_gone":1}'
    assert codec(Person).load(old) == person()


def test_an_older_version_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Letter:
        words: tuple[str, ...]

    steps = (lambda raw: {"text": raw["body"]}, lambda raw: {"words": raw["text"].split()})
    monkeypatch.setattr(codecs, "UPGRADES", {"Letter": steps})
    assert codec(Letter).load(b'{"v":1,"body":"a b"}') == Letter(("a", "b"))
    assert codec(Letter).load(b'{"v":2,"text":"a b"}') == Letter(("a", "b"))
    assert codec(Letter).load(codec(Letter).dump(Letter(("c",)))) == Letter(("c",))
    assert codec(Letter).dump(Letter(("c",))).startswith(b'{"v":3,')


def test_what_cannot_be_kept_says_so_before_it_is_kept() -> None:
    @dataclass(frozen=True)
    class Odd:
        thing: object

    with pytest.raises(TypeError, match="cannot be kept"):
        codec(Odd)


@settings(deadline=None)
@given(st.binary(max_size=20_000))
def test_sizes_are_padded_to_few_steps(data: bytes) -> None:
    size = len(pad(data))
    assert size in (64, 256, 1024, 4096) or size % 4096 == 0
    assert size - len(data) - 4 < max(4096, len(data) * 4 + 64)
    assert unpad(pad(data)) == data


def test_the_sizes_of_short_and_long_answers() -> None:
    sizes = [len(pad(bytes(length))) for length in (0, 60, 61, 252, 253, 1020, 1021, 4092, 4093, 8188, 8189)]
    assert sizes == [64, 64, 256, 256, 1024, 1024, 4096, 4096, 8192, 8192, 12288]
