"""parse_mode HTML, with the tags, entities and complaints of Telegram."""

import re
from dataclasses import dataclass

from bot.simulator.words.units import Entity, Unparsable, byte_offset, date_time_entity, link_entity, units

SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler",
}  # fmt: skip
TAGS = {*SIMPLE, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#(\d{1,8})|(lt|gt|amp|quot)(?![A-Za-z]));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
START = re.compile(r"<([^\s>]*)")
ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
SPACE = re.compile(r"\s*")


@dataclass
class Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    begins: int


class Html:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.size = 0
        self.open: list[Open] = []
        self.entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            character = self.source[self.at]
            if character == "<":
                self._end() if self.source.startswith("</", self.at) else self._start()
                continue
            if (
                character == "&"
                and (match := CHARACTER.match(self.source, self.at))
                and (spoken := decoded(match))
            ):
                self._write(spoken)
                self.at = match.end()
                continue
            self._write(character)
            self.at += 1
        if self.open:
            raise Unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.out)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise Unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)
        return text, self.entities

    def _write(self, piece: str) -> None:
        self.out.append(piece)
        self.size += units(piece)

    def _where(self, position: int) -> str:
        return f"at byte offset {byte_offset(self.source, position)}"

    def _skip(self, position: int) -> int:
        match = SPACE.match(self.source, position)
        return match.end() if match else position

    def _start(self) -> None:
        begin = self.at
        match = START.match(self.source, begin)
        tag = match[1].lower() if match else ""
        at = begin + 1 + len(tag)
        if at >= len(self.source):
            raise Unparsable(f"Unclosed start tag {self._where(begin)}")
        if tag not in TAGS:
            raise Unparsable(f'Unsupported start tag "{tag}" {self._where(begin)}')
        attributes: dict[str, str] = {}
        while self.source[at : at + 1] != ">":
            at = self._skip(at)
            if self.source[at : at + 1] == ">":
                break
            at = self._attribute(tag, begin, at, attributes)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise Unparsable(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        self.open.append(Open(tag, attributes, self.size, len(self.out)))
        self.at = at + 1

    def _attribute(self, tag: str, begin: int, at: int, attributes: dict[str, str]) -> int:
        match = ATTRIBUTE_NAME.match(self.source, at)
        name = match[0] if match else ""
        unclosed = Unparsable(f'Unclosed start tag "{tag}" {self._where(begin)}')
        if not name:
            if at >= len(self.source):
                raise unclosed
            raise Unparsable(f'Empty attribute name in the tag "{tag}" {self._where(begin)}')
        at = self._skip(at + len(name))
        if at >= len(self.source):
            raise unclosed
        if self.source[at] != "=":
            attributes[name] = ""
            return at
        at = self._skip(at + 1)
        if at >= len(self.source):
            raise unclosed
        quote = self.source[at]
        if quote in "'\"":
            end = self.source.find(quote, at + 1)
            if end < 0 or end + 1 >= len(self.source):
                raise Unparsable(f"Unclosed start tag {self._where(begin)}")
            attributes[name] = CHARACTER.sub(
                lambda found: decoded(found) or found[0], self.source[at + 1 : end]
            )
            return end + 1
        token = re.compile(r"[A-Za-z0-9.-]*").match(self.source, at)
        end = token.end() if token else at
        if end >= len(self.source):
            raise Unparsable(f"Unclosed start tag {self._where(begin)}")
        if self.source[end] != ">" and not self.source[end].isspace():
            raise Unparsable(f"Unexpected end of name token {self._where(at)}")
        attributes[name] = self.source[at:end].lower()
        return end

    def _end(self) -> None:
        begin = self.at
        if not self.open:
            raise Unparsable(f"Unexpected end tag {self._where(begin)}")
        match = START.match(self.source, begin)
        tag = match[1][1:].lower() if match else ""
        at = self._skip(begin + 2 + len(tag))
        if self.source[at : at + 1] != ">":
            raise Unparsable(f"Unclosed end tag {self._where(begin)}")
        opened = self.open[-1]
        if tag and tag != opened.tag:
            raise Unparsable(
                f'Unmatched end tag {self._where(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
            )
        self.open.pop()
        self.at = at + 1
        if self.size > opened.offset:
            self._close(opened)

    def _close(self, opened: Open) -> None:
        span = {"offset": opened.offset, "length": self.size - opened.offset}
        tag, attributes = opened.tag, opened.attributes
        if tag in SIMPLE:
            self.entities.append({"type": SIMPLE[tag], **span})
        elif tag == "blockquote":
            self.entities.append(
                {"type": "expandable_blockquote" if "expandable" in attributes else tag, **span}
            )
        elif tag == "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            if not re.fullmatch(r"[1-9]\d{0,18}", emoji):
                raise Unparsable("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": emoji})
        elif tag == "tg-time":
            moment = date_time_entity(
                attributes.get("unix", ""), attributes.get("format", ""), *span.values()
            )
            self.entities.extend([moment] if moment else [])
        elif tag == "a":
            url = attributes.get("href") or "".join(self.out[opened.begins :])
            link = link_entity(url, *span.values())
            self.entities.extend([link] if link else [])
        else:
            self._close_code(opened, span)

    def _close_code(self, opened: Open, span: dict[str, int]) -> None:
        """A <code class="language-…"> that fills its <pre> names the language."""
        language = (
            opened.attributes.get("class", "").removeprefix("language-") if opened.tag == "code" else ""
        )
        last = self.entities[-1] if self.entities else {}
        same = last.get("offset") == span["offset"] and last.get("length") == span["length"]
        if opened.tag == "pre" and same and last.get("type") == "code" and last.get("language"):
            last["type"] = "pre"
        elif opened.tag == "code" and same and last.get("type") == "pre" and language:
            last["language"] = language
        else:
            self.entities.append({"type": opened.tag, **span} | ({"language": language} if language else {}))


def decoded(match: re.Match[str]) -> str:
    """The character that is meant, or nothing when it is none; then the source stands as it is."""
    if match[3]:
        return NAMED[match[3]]
    number = int(match[1], 16) if match[1] else int(match[2])
    return chr(number) if 0 < number <= 0x10FFFF else ""


def parse_html(source: str) -> tuple[str, list[Entity]]:
    return Html(source).parse()
