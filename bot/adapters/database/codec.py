"""Documents and versioned JSON: every value comes back as it was put in, its type included."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator, core_schema, from_json

from bot.domain.say import Word

T = TypeVar("T")

UPGRADES: Mapping[str, tuple[Callable[[dict[str, Any]], dict[str, Any]], ...]] = {}
"""How an older document becomes a newer one, by the name of its class: the first turns version 1 into 2.

A new field with a default needs none of this.
"""


def _instant_out(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("an instant without a zone is no instant")
    return value.astimezone(UTC).isoformat()


def _value_out(value: object) -> object:
    match value:
        case Word(key):
            return {"word": key}
        case datetime():
            return {"at": _instant_out(value)}
        case date():
            return {"on": value.isoformat()}
        case None | str() | int() | float():
            return value
    raise TypeError(f"a {type(value).__name__} cannot be kept")


def _value_in(value: Any) -> object:
    match value:
        case {"word": key}:
            return Word(key)
        case {"at": at}:
            return datetime.fromisoformat(at)
        case {"on": on}:
            return date.fromisoformat(on)
    return value


def _by(into: Callable[[Any], Any], out: Callable[[Any], Any], json: CoreSchema) -> CoreSchema:
    serialization = core_schema.plain_serializer_function_ser_schema(out, return_schema=json)
    return core_schema.no_info_plain_validator_function(into, serialization=serialization)


_VALUES = frozenset({str, int, float, bool, Word, datetime, date, types.NoneType})
_PLAIN: Mapping[object, CoreSchema] = {
    str: core_schema.str_schema(strict=True),
    int: core_schema.int_schema(strict=True),
    bool: core_schema.bool_schema(strict=True),
    float: core_schema.float_schema(),
    datetime: _by(datetime.fromisoformat, _instant_out, core_schema.str_schema()),
    date: _by(date.fromisoformat, date.isoformat, core_schema.str_schema()),
}


def _schema(hint: Any) -> CoreSchema:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        rest = [each for each in inner if each is not types.NoneType]
        if len(rest) == 1:
            return core_schema.nullable_schema(_schema(rest[0]))
        if _VALUES.issuperset(inner):
            return _by(_value_in, _value_out, core_schema.any_schema())
    if origin is tuple:
        if inner[1:] == (Ellipsis,):
            return core_schema.tuple_schema([_schema(inner[0])], variadic_item_index=0)
        return core_schema.tuple_schema([_schema(each) for each in inner])
    if origin in (dict, Mapping):
        return core_schema.dict_schema(_schema(inner[0]), _schema(inner[1]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return core_schema.enum_schema(hint, list(hint), sub_type="str")
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass(hint)
    raise TypeError(f"{hint} cannot be kept")


def _dataclass(kind: type) -> CoreSchema:
    hints = get_type_hints(kind)
    inner = [
        core_schema.dataclass_field(each.name, _field(each, hints[each.name]), kw_only=True)
        for each in fields(kind)
    ]
    return core_schema.dataclass_schema(
        kind,
        core_schema.dataclass_args_schema(kind.__name__, inner),
        [each.name for each in fields(kind)],
        frozen=True,
    )


def _field(each: Field[Any], hint: Any) -> CoreSchema:
    schema = _schema(hint)
    if each.default is not MISSING:
        return core_schema.with_default_schema(schema, default=each.default)
    if each.default_factory is not MISSING:
        return core_schema.with_default_schema(schema, default_factory=each.default_factory)
    return schema


class Codec(Generic[T]):
    """Turns the values of one frozen dataclass into JSON and back."""

    def __init__(self, kind: type[T]) -> None:
        self._steps = UPGRADES.get(kind.__name__, ())
        self._head = b'{"v":%d,' % (len(self._steps) + 1)
        schema = _dataclass(kind)
        self._out = SchemaSerializer(schema)
        self._in = SchemaValidator(schema)

    def dump(self, value: T) -> bytes:
        """Return a value as JSON. What does not fit its type is refused, not bent."""
        return self._head + self._out.to_json(value, warnings="error")[1:]

    def load(self, data: bytes) -> T:
        """Return the value that this is the JSON of, in whichever version it was written."""
        if data.startswith(self._head):
            return self._in.validate_json(data)  # type: ignore[no-any-return]
        raw = from_json(data)
        for step in self._steps[raw["v"] - 1 :]:
            raw = step(raw)
        return self._in.validate_python(raw)  # type: ignore[no-any-return]


_made: dict[type, Codec[Any]] = {}


def codec(kind: type[T]) -> Codec[T]:
    """Return the codec of a frozen dataclass."""
    if kind not in _made:
        _made[kind] = Codec(kind)
    return _made[kind]
