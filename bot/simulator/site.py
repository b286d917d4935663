"""The chat page as files, under a policy that lets nothing in from elsewhere; and files out of chats."""

from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from aiohttp import web

from bot.simulator.media import measures

PAGE = Path(__file__).with_name("page")
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{what}-src 'self'" for what in ("script", "style", "connect")),
        "img-src 'self' data: blob:",
        *(f"{what} 'none'" for what in ("base-uri", "form-action", "frame-ancestors")),
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp"}


@cache
def names() -> frozenset[str]:
    """Every file of the page: nothing else is served."""
    return frozenset(path.name for path in PAGE.iterdir() if path.suffix in KINDS)


def page_routes() -> list[web.RouteDef]:
    return [web.get("/", shown), web.get("/page/{name}", shown)]


async def shown(request: web.Request) -> web.Response:
    """One file of the page, read anew each time, so that a change shows on a reload."""
    name = request.match_info.get("name", "index.html")
    if name not in names():
        raise web.HTTPNotFound
    path = PAGE / name
    return web.Response(
        body=path.read_bytes(), content_type=KINDS[path.suffix], charset="utf-8", headers=HEADERS
    )


def file_answer(data: bytes, name: str) -> web.Response:
    """A file out of a chat: pictures are shown, everything else is only handed over to be kept."""
    kind = next((kind for start, kind in PICTURES.items() if data.startswith(start) and measures(data)), "")
    how = "inline" if kind else "attachment"
    headers = HEADERS | {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}"}
    return web.Response(body=data, content_type=kind or "application/octet-stream", headers=headers)


def foreign(request: web.Request) -> bool:
    """Whether the page of another site asks: no business of this Telegram's people."""
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
