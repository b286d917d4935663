"""parse_mode MarkdownV2, and the older Markdown, with the complaints of Telegram."""

import re
from dataclasses import dataclass

from bot.simulator.words.units import Entity, Unparsable, byte_offset, date_time_entity, link_entity, units

RESERVED = "_*[]()~`>#+-=|{}.!\n"
MARKS = {
    "__": "underline", "_": "italic", "*": "bold", "~": "strikethrough", "||": "spoiler",
    "![": "custom_emoji", "[": "text_link", "```": "pre", "`": "code",
}  # fmt: skip
ENDS = {
    "underline": "__", "italic": "_", "bold": "*", "strikethrough": "~", "spoiler": "||",
    "custom_emoji": "]", "text_link": "]", "pre": "```", "code": "`", "blockquote": "",
}  # fmt: skip
NAMES = {
    "underline": "Underline", "italic": "Italic", "bold": "Bold", "strikethrough": "Strikethrough",
    "spoiler": "Spoiler", "custom_emoji": "CustomEmoji", "text_link": "TextUrl", "pre": "Pre",
    "pre_code": "PreCode", "code": "Code", "blockquote": "BlockQuote",
}  # fmt: skip
FENCE = re.compile(r"([^\s`]+)?(?=\s|$|`)")


@dataclass
class Open:
    kind: str
    offset: int
    position: int
    begins: int
    language: str = ""


class MarkdownV2:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.size = 0
        self.open: list[Open] = []
        self.entities: list[Entity] = []
        self.line_begins = True

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        self._close_quote(at_end=True)
        if self.open:
            raise self._unclosed()
        return "".join(self.out), self.entities

    def _write(self, character: str) -> None:
        self.out.append(character)
        self.size += units(character)
        if character != "\r":
            self.line_begins = character == "\n"

    def _unclosed(self) -> Unparsable:
        last = self.open[-1]
        name = NAMES["pre_code" if last.kind == "pre" and last.language else last.kind]
        return Unparsable(
            f"Can't find end of {name} entity at byte offset {byte_offset(self.source, last.position)}"
        )

    def _step(self) -> None:
        source, at = self.source, self.at
        character, following = source[at], source[at + 1 : at + 2]
        inside = self.open[-1].kind if self.open else ""
        if character == "\\" and following and 0 < ord(following) <= 126:
            self._write(following)
            self.at += 2
        elif character not in ("`" if inside in ("code", "pre") else RESERVED):
            self._write(character)
            self.at += 1
        elif character == "\n":
            if any(one.kind == "blockquote" for one in self.open) and not source.startswith(">", at + 1):
                self._close_quote(at_end=False)
            self._write("\n")
            self.at += 1
        elif inside and self._ends(inside):
            self._end(self.open.pop())
        else:
            self._begin()

    def _ends(self, inside: str) -> bool:
        if inside == "italic":
            return self.source[self.at] == "_" and not self.source.startswith("__", self.at)
        return bool(ENDS[inside]) and self.source.startswith(ENDS[inside], self.at)

    def _begin(self) -> None:
        source, at = self.source, self.at
        mark = next((mark for mark in MARKS if source.startswith(mark, at)), "")
        if source[at] == ">" and self.line_begins:
            self.at += 1
            if not any(one.kind == "blockquote" for one in self.open):
                self.open.append(Open("blockquote", self.size, at, len(self.out)))
            return
        if not mark:
            raise Unparsable(
                f"Character '{source[at]}' is reserved and must be escaped with the preceding '\\'"
            )
        self.at += len(mark)
        opened = Open(MARKS[mark], self.size, at, len(self.out))
        if mark == "```":
            opened.language, self.at = fence(source, self.at)
        self.open.append(opened)

    def _end(self, opened: Open) -> None:
        self.at += len(ENDS[opened.kind])
        span = {"offset": opened.offset, "length": self.size - opened.offset}
        entity: Entity | None = {"type": opened.kind, **span}
        if opened.kind == "text_link":
            url = self._url() if self.source.startswith("(", self.at) else "".join(self.out[opened.begins :])
            entity = link_entity(url, *span.values())
        elif opened.kind == "custom_emoji":
            if not self.source.startswith("(", self.at):
                raise Unparsable("The entity must contain a tg://emoji or tg://time URL")
            entity = special(self._url(), span)
        elif opened.kind == "pre" and opened.language:
            entity = {"type": "pre", **span, "language": opened.language}
        if entity and span["length"]:
            self.entities.append(entity)

    def _url(self) -> str:
        begin = self.at = self.at + 1
        url = ""
        while self.at < len(self.source) and self.source[self.at] != ")":
            self.at += self.source[self.at] == "\\" and self.at + 1 < len(self.source)
            url += self.source[self.at]
            self.at += 1
        if self.at >= len(self.source):
            raise Unparsable(f"Can't find end of a URL at byte offset {byte_offset(self.source, begin)}")
        self.at += 1
        return url

    def _close_quote(self, *, at_end: bool) -> None:
        """A quotation ends with its last line; `||` right before that end makes it expandable."""
        if not any(one.kind == "blockquote" for one in self.open):
            return
        kind = "blockquote"
        if self.open[-1].kind == "spoiler" and self.open[-1].position == self.at - 2:
            self.open.pop()
            kind = "expandable_blockquote"
        if self.open[-1].kind != "blockquote":
            raise self._unclosed()
        opened = self.open.pop()
        length = self.size - opened.offset + (0 if at_end else 1)
        if length:
            self.entities.append({"type": kind, "offset": opened.offset, "length": length})


def fence(source: str, at: int) -> tuple[str, int]:
    """The language after ``` and where the code begins."""
    match = FENCE.match(source, at)
    language = match[1] or "" if match else ""
    if match and language and source[match.end() : match.end() + 1] not in ("", "`"):
        at = match.end()
    else:
        language = ""
    newline = re.compile(r"\r\n|\n\r|\n|\r").match(source, at)
    return language, newline.end() if newline else at


def special(url: str, span: dict[str, int]) -> Entity | None:
    if emoji := re.fullmatch(r"tg://emoji/?\?id=([1-9]\d{0,18})", url, re.IGNORECASE):
        return {"type": "custom_emoji", **span, "custom_emoji_id": emoji[1]}
    if moment := re.fullmatch(r"tg://time/?\?unix=(\d+)(?:&format=(\w*))?", url, re.IGNORECASE):
        return date_time_entity(moment[1], moment[2] or "", *span.values())
    raise Unparsable("Invalid tg://emoji or tg://time URL specified")


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    return MarkdownV2(source).parse()


OLD = {"_": "italic", "*": "bold", "`": "code", "[": "text_link"}


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """The older mode: nothing nests, and only `_*`[` are special."""
    out, size, at = "", 0, 0
    entities: list[Entity] = []
    while at < len(source):
        character = source[at]
        if character == "\\" and source[at + 1 : at + 2] in ("_", "*", "`", "["):
            out, size, at = out + source[at + 1], size + 1, at + 2
            continue
        if character not in OLD:
            out, size, at = out + character, size + units(character), at + 1
            continue
        begin, kind, language = at, OLD[character], ""
        mark = "]" if character == "[" else character
        at += 1
        if source.startswith("```", begin):
            kind, mark = "pre", "```"
            language, at = fence(source, begin + 3)
        end = source.find(mark, at)
        if end < 0:
            offset = byte_offset(source, begin)
            raise Unparsable(f"Can't find end of the entity starting at byte offset {offset}")
        inner, at = source[at:end], end + len(mark)
        entity: Entity | None = {"type": kind, "offset": size, "length": units(inner)}
        if kind == "text_link":
            url = inner
            if source.startswith("(", at):
                stop = source.find(")", at)
                stop = len(source) if stop < 0 else stop
                url, at = source[at + 1 : stop], stop + 1
            entity = link_entity(url, size, units(inner))
        elif entity and language:
            entity["language"] = language
        if entity and inner:
            entities.append(entity)
        out, size = out + inner, size + units(inner)
    return out, entities
