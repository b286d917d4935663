"""The keys that the code names: literals and f-strings, with the values that are given beside them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parent
SAYING = {"line", "Line", "Word", "button", "raw", "Refusal", "say", "CalmButton", "CalmScreen"}
NAMING = {
    "action": 0,
    "tick": 0,
    "plan": 0,
    "unplan": 0,
    "planned": 0,
    "notify": 2,
    "Picture": 0,
}  # which argument
LABELLING = {"button", "raw", "CalmButton"}
NOT_VALUES = {"rows", "awaits", "about", "picture", "fades", "fixes", "action", "value"}
KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
HOLE = "\0"

# Literals that look like keys and are none; names of actions, due instants and notices need not be here.
NOT_KEYS = {"utf-8", "utf-16-le", "ua-1", "three-weeks"}


@dataclass(frozen=True)
class Use:
    """A place in the code that names a key, or with `{…}` a family of keys."""

    key: str  # every hole of an f-string is HOLE
    where: str
    said: bool  # stands where only a key can stand
    label: bool
    given: frozenset[str] | None  # the values beside it; None where that is not written there
    near: frozenset[str] = frozenset()  # every literal of the module

    def __str__(self) -> str:
        return f"{self.key.replace(HOLE, '{…}')} ({self.where})"

    def reaches(self, key: str) -> bool:
        if not re.search("[a-z]", self.key):  # f"{this}-{that}": its beginning is written somewhere near
            return key.partition("-")[0] in self.near
        return re.fullmatch("[A-Za-z0-9-]+".join(map(re.escape, self.key.split(HOLE))), key) is not None


@cache
def uses() -> tuple[Use, ...]:
    """Return every key that the code names."""
    found = [use for path in sorted(ROOT.rglob("*.py")) if not _foreign(path) for use in Module(path).uses()]
    names = {
        name for path in sorted(ROOT.rglob("*.py")) if not _foreign(path) for name in Module(path).names()
    }
    return tuple(use for use in found if use.said or (use.key not in names and use.key not in NOT_KEYS))


def _foreign(path: Path) -> bool:
    return path.is_relative_to(ROOT / "simulator") or path.is_relative_to(ROOT / "demo")


class Module:
    """One module of the bot."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.name = str(path.relative_to(ROOT))
        self.outside = not self.name.startswith(("domain", "services"))

    def names(self) -> Iterator[str]:
        """Yield the names of actions, due instants and notices."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _name(node) in NAMING:
                yield from map(_literal, node.args[NAMING[_name(node)] :][:1])
            yield from (_literal(notice) for notice in _notices(node))

    def uses(self) -> Iterator[Use]:
        said: set[int] = set()
        near = frozenset(filter(None, map(_literal, ast.walk(self.tree))))
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _name(node) in SAYING:
                for arg in node.args if _name(node) == "say" else node.args[:1]:
                    for literal, key in _keys(arg):
                        said.add(id(literal))
                        where = f"{self.name}:{literal.lineno}"
                        yield Use(key, where, True, _name(node) in LABELLING, _given(node), near)
            for notice in _notices(node):
                if name := _literal(notice).strip(HOLE):
                    yield Use(f"notice-{name}", f"{self.name}:{notice.lineno}", True, False, None)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.expr) and id(node) not in said and (key := _literal(node)):
                shape = key.replace(HOLE, "0")
                if KEY.fullmatch(shape) and not key.startswith(HOLE):
                    yield Use(key, f"{self.name}:{node.lineno}", False, False, None)


def _name(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _notices(node: ast.AST) -> list[ast.expr]:
    """Return the names of notices: what waits behind a knock is said by `notice-<name>`."""
    match node:
        case ast.Call(func=ast.Name(id="notify"), args=[_, _, name, *_]):
            return [name]
        case ast.Call(func=ast.Name(id="Notice"), keywords=keywords):
            return [keyword.value for keyword in keywords if keyword.arg == "key"]
    return []


def _literal(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_literal(part) or HOLE for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right) if _literal(left) or _literal(right):
            return (_literal(left) or HOLE) + (_literal(right) or HOLE)
    return ""


def _keys(node: ast.expr) -> Iterator[tuple[ast.expr, str]]:
    """Yield the literals that an expression can come out as."""
    match node:
        case ast.IfExp():
            yield from _keys(node.body)
            yield from _keys(node.orelse)
        case ast.Starred():
            yield from _keys(node.value)
        case ast.Subscript(value=ast.Dict(values=values)):
            for each in values:
                yield from _keys(each)
        case _:
            key = _literal(node)
            if key.strip(HOLE):
                yield node, key


def _given(call: ast.Call) -> frozenset[str] | None:
    """Return the names of the values beside a key, where all of them are written there."""
    names = [keyword.arg for keyword in call.keywords]
    if None in names or _name(call) in ("CalmButton", "CalmScreen"):
        return None
    if _name(call) == "Line":
        values = [*call.args[1:], *(keyword.value for keyword in call.keywords)]
        if any(not isinstance(value, ast.Dict) for value in values):
            return None
        keys = [key for value in values if isinstance(value, ast.Dict) for key in value.keys]
        if any(not isinstance(key, ast.Constant) for key in keys):
            return None
        return frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))
    return frozenset(name for name in names if name is not None) - NOT_VALUES
