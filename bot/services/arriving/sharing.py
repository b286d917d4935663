"""A link on its way to somebody else: Telegram asks whom to send it to."""

from __future__ import annotations

from urllib.parse import quote

from bot.domain.say import Button, line


def send_button(label: str, url: str) -> Button:
    """Return a button that opens Telegram's own way of sending; words of a protected message have no copy."""
    return Button(line(label), url=f"https://t.me/share/url?url={quote(url, safe='')}")
