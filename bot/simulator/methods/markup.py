"""What a keyboard must be before Telegram shows it."""

import json
import re
from typing import Any

from bot.simulator.methods.ask import Ask
from bot.simulator.refusal import bad
from bot.simulator.words.units import checked_link

TYPES = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
}  # fmt: skip
STYLES = {"danger", "success", "primary"}
# Buttons in a row and in all, inline or below the chat, and bytes. Telegram silently drops what is too much
# in a row; here that is refused like the rest, because nobody finds a dropped button.
INLINE, BELOW = (8, 100), (12, 300)
LARGEST = 10_000

Markup = dict[str, Any]


def markup_of(ask: Ask, *, only_inline: bool = False) -> Markup | None:
    """The keyboard of a request, without what Telegram silently leaves out; None if nothing is left."""
    markup: Markup | None = ask.get("reply_markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline keyboard button", inline=True)
        return {"inline_keyboard": rows} if rows else None
    if only_inline:
        raise bad("Inline keyboard expected")
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard button", inline=False)
        placeholder = markup.get("input_field_placeholder")
        if placeholder is not None and not 1 <= len(placeholder) <= 64:
            raise bad("REPLY_MARKUP_PLACEHOLDER_INVALID")
        return markup | {"keyboard": rows} if rows else None
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return markup
    return None


def _rows(rows: list[list[Markup]], spoken: str, *, inline: bool) -> list[list[Markup]]:
    kept = []
    for row in rows:
        buttons = [button for button in row if button["text"] or button.get("icon_custom_emoji_id")]
        for button in buttons:
            if button.get("style", "primary") not in STYLES:
                raise bad(f"Can't parse {spoken}: invalid button style specified")
            if inline:
                _check_inline(button)
        if buttons:
            kept.append(buttons)
    size = len(json.dumps(kept, ensure_ascii=False).encode())
    in_a_row, in_all = INLINE if inline else BELOW
    if max(map(len, kept), default=0) > in_a_row or sum(map(len, kept)) > in_all or size > LARGEST:
        raise bad("reply markup is too long")
    return kept


def _check_inline(button: Markup) -> None:
    chosen = [key for key in TYPES if key in button and button[key] not in ("", False)]
    if "switch_inline_query" in button or "switch_inline_query_current_chat" in button:
        chosen = [key for key in TYPES if key in button]
    if not chosen:
        raise bad("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(chosen) > 1 or chosen[0] in ("pay", "callback_game"):
        raise bad("BUTTON_TYPE_INVALID")
    if len(button.get("callback_data", "").encode()) > 64:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "url" in button:
        _check_url(button["url"])
    for key in ("web_app", "login_url"):
        if key in button and not re.match(r"https://[^\s/]+\.", button[key]["url"]):
            raise bad(f"BUTTON_URL_INVALID: {button[key]['url'][:64]}")


def _check_url(url: str) -> None:
    if not checked_link(url):
        raise bad(f"Inline keyboard button URL '{url[:128]}' is invalid: Wrong HTTP URL")
