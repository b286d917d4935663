"""Text as Telegram keeps it: parsed, cleaned, trimmed, its entities counted in UTF-16 units."""

# ruff: noqa: E501 - a table is read in rows

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.refusal import Refused
from bot.simulator.words import Entity, formatted, plain, units


def shown(
    text: str, mode: str | None, entities: list[Entity] | None = None
) -> tuple[str, list[tuple[str, str]]]:
    """The words that stay, and which of them each entity covers."""
    words, found = formatted(text, mode, entities, empty=True)
    raw = words.encode("utf-16-le")
    spans = [
        (entity, raw[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]) for entity in found
    ]
    return words, [(entity["type"], span.decode("utf-16-le")) for entity, span in spans]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &quot;c&quot; &#33;&#x263A; &nbsp;", 'a <b> & "c" !☺ &nbsp;', []),
        ("<b>😀 <i>x</i></b>y", "😀 xy", [("bold", "😀 x"), ("italic", "x")]),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd",
         [("bold", "a"), ("italic", "b"), ("underline", "c"), ("strikethrough", "d")]),
        ("<tg-spoiler>a</tg-spoiler> <span class='tg-spoiler'>b</span>", "a b", [("spoiler", "a"), ("spoiler", "b")]),
        ("<a href='https://x.org/?a=1&amp;b=2'>x</a> <a href='nowhere'>y</a>", "x y", [("text_link", "x")]),
        ("<a>t.me/x</a>", "t.me/x", [("text_link", "t.me/x")]),
        ("<code>a</code><pre>b</pre>", "ab", [("code", "a"), ("pre", "b")]),
        ("<blockquote>a</blockquote>\n<blockquote expandable>b</blockquote>", "a\nb",
         [("blockquote", "a"), ("expandable_blockquote", "b")]),
        ("<tg-emoji emoji-id='53'>😀</tg-emoji>", "😀", [("custom_emoji", "😀")]),
        ("<tg-time unix='1767603600' format='wDT'>then</tg-time>", "then", [("date_time", "then")]),
        ("<B>a</b >", "a", [("bold", "a")]),
        ("<b>a</>", "a", [("bold", "a")]),
        ("  <b> a </b>  ", " a", [("bold", " a")]),
        ("a\r\nb\tc\x00", "a\nb c", []),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert shown(source, "HTML") == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a* _b_ __c__ ~d~ ||e||", "a b c d e",
         [("bold", "a"), ("italic", "b"), ("underline", "c"), ("strikethrough", "d"), ("spoiler", "e")]),
        ("*a _b_*", "a b", [("bold", "a b"), ("italic", "b")]),
        (r"1\.5 \> 1 \\", "1.5 > 1 \\", []),
        ("`a.b` ```py\nx = 1\n```", "a.b x = 1", [("code", "a.b"), ("pre", "x = 1")]),
        ("[x](https://x.org/\\)) [y](tg://user?id=5)", "x y", [("text_link", "x"), ("text_mention", "y")]),
        (">a\n>b\nc", "a\nb\nc", [("blockquote", "a\nb\n")]),
        (">a\n>b||", "a\nb", [("expandable_blockquote", "a\nb")]),
        ("![😀](tg://emoji?id=53)", "😀", [("custom_emoji", "😀")]),
    ],
)  # fmt: skip
def test_markdown_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert shown(source, "MarkdownV2") == (text, entities)


def test_the_older_markdown_nests_nothing() -> None:
    assert shown(r"*a _b_* \*c [d](x.org) `e`", "Markdown") == (
        "a _b_ *c d e",
        [("bold", "a _b_"), ("text_link", "d"), ("code", "e")],
    )


def test_given_entities_move_with_what_is_trimmed() -> None:
    text, (entity,) = formatted("\n\n a\r\nbc ", None, [{"type": "bold", "offset": 6, "length": 3}])
    assert (text, entity["offset"], entity["length"]) == ("a\nbc", 2, 2)


def test_commands_links_and_names_are_found() -> None:
    text = "/start@evenkeel_bot @somebody #week3 https://x.org/a?b, me@x.org 3/4 a/b"
    found = [
        (entity["type"], text[entity["offset"] :][: entity["length"]]) for entity in plain(text)["entities"]
    ]
    assert found == [
        ("bot_command", "/start@evenkeel_bot"),
        ("mention", "@somebody"),
        ("hashtag", "#week3"),
        ("url", "https://x.org/a?b"),
        ("email", "me@x.org"),
    ]


def test_nothing_is_found_in_code() -> None:
    assert shown("<code>/start @somebody</code>", "HTML")[1] == [("code", "/start @somebody")]


@given(st.text(), st.sampled_from(["HTML", "MarkdownV2", "Markdown"]))
def test_any_text_is_parsed_or_refused(source: str, mode: str) -> None:
    try:
        text, entities = formatted(source.encode("utf-8", "replace").decode(), mode, None, empty=True)
    except Refused as refusal:
        assert refusal.code == 400
    else:
        size = units(text)
        assert all(entity["length"] > 0 for entity in entities)
        assert all(0 <= entity["offset"] <= size - entity["length"] for entity in entities)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_escaped_text_comes_through_html_unchanged(source: str) -> None:
    from aiogram.utils.text_decorations import html_decoration  # takes seconds: only who asks pays

    assert shown(html_decoration.quote(source), "HTML")[0] == source.strip()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "x", "😀 ", "&lt;", "\n"]))
)
def test_what_is_parsed_from_html_can_be_written_as_html_again(pieces: list[str]) -> None:
    from aiogram.types import MessageEntity
    from aiogram.utils.text_decorations import html_decoration

    try:
        text, entities = formatted("".join(pieces), "HTML", None, empty=True)
    except Refused:
        return
    written = html_decoration.unparse(text, [MessageEntity(**entity) for entity in entities])
    again = formatted(written, "HTML", None, empty=True)
    assert again[0] == text
