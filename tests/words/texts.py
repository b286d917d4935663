"""The texts as they lie in `messages/`: their variables, and every way each of them can read."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser, ast

from bot.adapters.words import MARKUP, find_messages

MESSAGES = find_messages()
LANGUAGES = sorted(folder.name for folder in MESSAGES.iterdir() if folder.is_dir())
SHOWN = {"CLOCK": "16:00", "WEEKDAY": "Sunday", "DAY": "21 November", "MONTH": "May 2026"}
SHOWN |= {"DATE": "21 November 2026", "NUMBER": "7"}

Node = ast.Message | ast.Term


@dataclass(frozen=True)
class Text:
    """One text of one language."""

    key: str
    language: str
    file: str
    variables: frozenset[str]
    functions: frozenset[str]
    written: tuple[str, ...]  # with its markup; first with every default, then each other choice once

    @property
    def readings(self) -> tuple[str, ...]:
        """Every way it can read, without its markup."""
        return tuple(html.unescape(MARKUP.sub("", each)).strip() for each in self.written)


@cache
def texts(language: str) -> dict[str, Text]:
    """Return the texts of a language by key."""
    return {text.key: text for text in Folder(MESSAGES / language).texts()}


class Folder:
    """A language's files, parsed."""

    def __init__(self, folder: Path) -> None:
        self.language = folder.name
        self.nodes: dict[str, Node] = {}
        self.files: dict[str, str] = {}
        for path in sorted(folder.rglob("*.ftl")):
            for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
                assert not isinstance(entry, ast.Junk), f"{path.name}: {entry.content}"
                if isinstance(entry, ast.Message | ast.Term):
                    name = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
                    assert name not in self.nodes, f"{name}: there are two of it"
                    self.nodes[name], self.files[name] = entry, str(path.relative_to(folder))

    def texts(self) -> Iterator[Text]:
        for key, node in self.nodes.items():
            if isinstance(node, ast.Message):
                assert node.value is not None, f"{key}: it has no text"
                yield Text(
                    key,
                    self.language,
                    self.files[key],
                    frozenset(
                        part.id.name for part in self.parts(node) if isinstance(part, ast.VariableReference)
                    ),
                    frozenset(
                        part.id.name for part in self.parts(node) if isinstance(part, ast.FunctionReference)
                    ),
                    tuple(dict.fromkeys(self.readings(node))),
                )

    def parts(self, node: object) -> Iterator[object]:
        """Yield everything inside a node, and inside what it refers to."""
        yield node
        if isinstance(node, ast.MessageReference):
            yield from self.parts(self.nodes[node.id.name])
        elif isinstance(node, ast.TermReference):
            yield from self.parts(self.nodes["-" + node.id.name])
        elif isinstance(node, ast.BaseNode):
            for name, value in vars(node).items():
                if name not in ("comment", "span"):
                    for each in value if isinstance(value, list) else [value]:
                        yield from self.parts(each)

    def readings(self, node: Node) -> Iterator[str]:
        yield self.read(node.value, {})
        for choice in self.parts(node):
            if isinstance(choice, ast.SelectExpression):
                for variant in choice.variants:
                    yield self.read(node.value, {id(choice): variant})

    def read(self, node: object, chosen: dict[int, ast.Variant]) -> str:
        match node:
            case ast.Pattern():
                return "".join(self.read(each, chosen) for each in node.elements)
            case ast.TextElement():
                return str(node.value)
            case ast.Placeable():
                return self.read(node.expression, chosen)
            case ast.StringLiteral() | ast.NumberLiteral():
                return str(node.parse()["value"])
            case ast.FunctionReference():
                return SHOWN[node.id.name]
            case ast.MessageReference():
                return self.read(self.nodes[node.id.name].value, chosen)
            case ast.TermReference():
                return self.read(self.nodes["-" + node.id.name].value, chosen)
            case ast.SelectExpression():
                variant = chosen.get(id(node)) or next(each for each in node.variants if each.default)
                return self.read(variant.value, chosen)
        return "Ana"  # a variable
