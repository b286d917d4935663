"""Lengths in UTF-16 units and bytes, links, and what an entity looks like."""

import re
from typing import Any

Entity = dict[str, Any]


class Unparsable(Exception):
    """Says, in Telegram's words, where a text stops making sense."""


def units(text: str) -> int:
    """How long a text is for Telegram: characters beyond the basic plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def byte_offset(text: str, position: int) -> int:
    return position if text.isascii() else len(text[:position].encode("utf-8", "surrogatepass"))


def link_entity(url: str, offset: int, length: int) -> Entity | None:
    """A text_link or text_mention, or nothing when Telegram would drop the link."""
    if user := re.fullmatch(r"tg://user/?\?id=(\d+)", url.strip(), re.IGNORECASE):
        number = int(user[1])
        return {"type": "text_mention", "offset": offset, "length": length, "user": {"id": number}}
    checked = checked_link(url)
    return {"type": "text_link", "offset": offset, "length": length, "url": checked} if checked else None


def checked_link(url: str) -> str:
    """The link as Telegram writes it, or nothing when it leads nowhere."""
    url = url.strip()
    if re.fullmatch(r"(tg|ton|tonsite)://\S+", url, re.IGNORECASE):
        return url
    match = re.fullmatch(r"(?:(https?)://)?([^\s/?#]+)([/?#]\S*)?", url, re.IGNORECASE)
    if not match:
        return ""
    scheme, host, rest = (match[1] or "http").lower(), match[2].lower(), match[3] or "/"
    name = host.rsplit("@", 1)[-1].split(":")[0]
    if "." not in name.strip("."):
        return ""
    return f"{scheme}://{host}{rest if rest.startswith('/') else '/' + rest}"


def date_time_entity(unix: str, wanted: str, offset: int, length: int) -> Entity | None:
    """A moment shown in the reader's own format, or nothing for a date that is none."""
    if wanted and wanted not in ("r", "R") and not re.fullmatch(r"[tTdDwW]+", wanted):
        raise Unparsable("Invalid date-time format specified")
    if not re.fullmatch(r"\d{1,10}", unix) or not 0 < int(unix) < 2**31:
        return None
    entity = {"type": "date_time", "offset": offset, "length": length, "unix_time": int(unix)}
    return entity | ({"date_time_format": wanted} if wanted else {})
