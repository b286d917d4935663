"""The same people, clock and faults over HTTP, for a page or another process: /clock and /lab/…"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.simulator.people import Group, Person, Place
from bot.simulator.phone import Bubble, keyboard_of
from bot.simulator.pictures import DOT, OGG
from bot.simulator.seen import around_json, bot_json
from bot.simulator.site import file_answer, foreign

if TYPE_CHECKING:
    from bot.simulator.telegram import LocalTelegram

Body = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _bytes(body: Body, otherwise: bytes) -> bytes:
    return base64.b64decode(body["data"], validate=True) if "data" in body else otherwise


# What a person can do, by its name in the address; each answers with the id of a message or nothing.
ACTS: dict[str, Callable[[Any, Body], Awaitable[int | None]]] = {
    "starts": lambda person, body: person.starts(body.get("payload", "")),
    "opens": lambda person, body: person.opens(body["link"]),
    "says": lambda person, body: person.says(body["text"], reply_to=body.get("reply_to")),
    "edits": lambda person, body: person.says_edited(body["message_id"], body["text"]),
    "photo": lambda person, body: person.sends_photo(_bytes(body, DOT), body.get("caption")),
    "voice": lambda person, body: person.sends_voice(_bytes(body, OGG)),
    "sticker": lambda person, body: person.sends_sticker(_bytes(body, DOT)),
    "document": lambda person, body: person.sends_document(_bytes(body, b"-"), body.get("name", "file.txt")),
    "forwards": lambda person, body: person.forwards(body["text"]),
    "taps_below": lambda person, body: person.taps_below(body["label"]),
    "taps": lambda person, body: person.taps(body["label"]),
    "taps_data": lambda person, body: person.taps_data(body["message_id"], body["data"]),
    "location": lambda person, body: person.sends_location(),
    "contact": lambda person, body: person.sends_contact(),
    "poll": lambda person, body: person.sends_poll(body.get("question", "Tea?")),
    "reacts": lambda person, body: person.reacts(body["message_id"], body.get("emoji")),
}
TURNS: dict[str, Callable[[Person], None]] = {
    "blocks": Person.blocks,
    "unblocks": Person.unblocks,
    "deletes_account": Person.deletes_account,
}
ALONE = {*TURNS, "starts", "opens"}
"""What is done in a private chat only."""


def bubble_json(bubble: Bubble) -> Body:
    plain = {key: value for key, value in vars(bubble).items() if key not in ("photo", "document")}
    plain["entities"] = [vars(entity) for entity in bubble.entities]
    plain["has_file"] = bubble.photo is not None or bubble.document is not None
    plain["at"] = bubble.at.isoformat() if bubble.at else None
    return plain


def place_json(place: Place) -> Body:
    return {
        "id": place.id,
        "name": place.name if place.chat.private else place.chat.title,
        "members": place.chat.present(),
        "version": place.chat.version,
        "started": place.chat.started or not place.chat.private,
        "blocked": place.chat.blocked,
        "phone": [bubble_json(bubble) for bubble in place.phone],
        "keyboard": keyboard_of(place.chat),
        "notices": [vars(notice) | {"at": notice.at.isoformat()} for notice in place.notices],
        "screen": place.screen(),
        "language": place.account.language,
        "gone": place.account.deleted,
        "bot": bot_json(place.bot, place.chat, place.account.language),
        "around": around_json(place.chat),
    }


def forgiving(handler: Handler) -> Handler:
    """What cannot be done is told in words, not as an accident of the server."""

    async def handle(request: web.Request) -> web.StreamResponse:
        if foreign(request):
            return web.json_response({"ok": False, "error": "asked by another site's page"}, status=403)
        try:
            return await handler(request)
        except (AssertionError, ValueError, KeyError, TypeError, binascii.Error) as wrong:
            said = f"missing: {wrong}" if isinstance(wrong, KeyError) else str(wrong)
            return web.json_response({"ok": False, "error": said}, status=400)

    return handle


async def body_of(request: web.Request) -> Body:
    text = await request.text()
    body = json.loads(text) if text.strip() else {}
    if not isinstance(body, dict):
        raise ValueError("an object is expected")
    return body


class Lab:
    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        table: list[tuple[str, str, Handler]] = [
            ("GET", "/clock", self.clock),
            ("POST", "/clock", self.turn),
            ("GET", "/lab", self.overview),
            ("POST", "/lab/people", self.newcomer),
            ("GET", "/lab/people/{id}", self.view),
            ("GET", "/lab/people/{id}/history", self.history),
            ("GET", "/lab/people/{id}/files/{message}", self.file),
            ("POST", "/lab/people/{id}/{act}", self.act),
            ("POST", "/lab/groups", self.new_group),
            ("POST", "/lab/groups/{id}/says", self.group_says),
            ("GET", "/lab/calls", self.calls),
            ("GET", "/lab/pending", self.pending),
            ("POST", "/lab/updates", self.inject),
            ("POST", "/lab/faults", self.add_fault),
            ("DELETE", "/lab/faults", self.clear_faults),
            ("GET", "/lab/faults", self.faults),
            ("GET", "/lab/desk", self.desk),
            ("POST", "/lab/desk/{name}", self.press),
            ("GET", "/lab/desk/views/{name}", self.desk_view),
            ("GET", "/lab/events", self.events),
        ]
        return [web.route(method, path, forgiving(handler)) for method, path, handler in table]

    # The clock

    async def clock(self, request: web.Request) -> web.Response:
        now = self.telegram.clock.now().isoformat().replace("+00:00", "Z")
        return web.json_response({"now": now})

    async def turn(self, request: web.Request) -> web.Response:
        """`{"to": "2026-01-05T21:00:00Z"}` or `{"by": seconds}`; back only with `"backwards": true`."""
        body = await body_of(request)
        clock = self.telegram.clock
        to = (
            datetime.fromisoformat(body["to"])
            if "to" in body
            else clock.now() + timedelta(seconds=body["by"])
        )
        if body.get("backwards"):
            clock.turn(to, backwards=True)
        else:
            await self.telegram.desk.turn(to)
        return await self.clock(request)

    # The desk

    async def desk(self, request: web.Request) -> web.Response:
        desk = self.telegram.desk
        controls = [vars(control) for control in desk.controls()]
        return web.json_response({"controls": controls, "state": dict(desk.state())})

    async def press(self, request: web.Request) -> web.Response:
        await self.telegram.desk.press(request.match_info["name"])
        return await self.desk(request)

    async def desk_view(self, request: web.Request) -> web.Response:
        return web.json_response(dict(self.telegram.desk.page(request.match_info["name"])))

    # People and groups

    def _person(self, request: web.Request) -> Person:
        person = self.telegram.people.get(int(request.match_info["id"]))
        if person is None:
            raise ValueError("nobody here has this number")
        return person

    def _place(self, request: web.Request) -> Place:
        """Somebody's private chat, or a group as the one sees it who made it."""
        group = self.telegram.groups.get(int(request.match_info["id"]))
        return group.seen_by_first() if group else self._person(request)

    def _group(self, request: web.Request) -> Group:
        return self.telegram.groups[int(request.match_info["id"])]

    async def overview(self, request: web.Request) -> web.Response:
        bot = self.telegram.world.first_bot()
        people = [
            {"id": one.id, "name": one.name, "started": one.chat.started, "version": one.chat.version}
            for one in self.telegram.people.values()
        ]
        groups = [{"id": one.id, "title": one.chat.title} for one in self.telegram.groups.values()]
        clock = {"now": self.telegram.clock.now().isoformat(), "runs": self.telegram.clock.runs}
        return web.json_response({"bot": bot.as_json(), "people": people, "groups": groups, "clock": clock})

    async def newcomer(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        known = ("language", "username", "last_name")
        person = self.telegram.person(body["name"], **{key: body[key] for key in known if key in body})
        return web.json_response(place_json(person))

    async def view(self, request: web.Request) -> web.Response:
        return web.json_response(place_json(self._place(request)))

    async def history(self, request: web.Request) -> web.Response:
        return web.json_response([bubble_json(bubble) for bubble in self._person(request).history])

    async def file(self, request: web.Request) -> web.Response:
        number = int(request.match_info["message"])
        for bubble in self._place(request).phone:
            if bubble.id == number and (data := bubble.photo or bubble.document):
                return file_answer(data, bubble.file_name or f"{bubble.kind}-{number}")
        return web.Response(status=204)  # it went between the page's look and its asking: nothing is wrong

    async def act(self, request: web.Request) -> web.Response:
        place, name, body = self._place(request), request.match_info["act"], await body_of(request)
        number = None
        if name in ALONE and not isinstance(place, Person):
            raise ValueError("this is done in a private chat")
        if name in TURNS and isinstance(place, Person):
            TURNS[name](place)
        elif name in ACTS:
            number = await ACTS[name](place, body)
        else:
            raise ValueError(f"nobody can do this: {name}")
        return web.json_response({"ok": True, "message_id": number})

    async def new_group(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        group = self.telegram.group(
            body["title"], [self.telegram.people[number] for number in body["members"]]
        )
        return web.json_response({"id": group.id, "title": group.chat.title})

    async def group_says(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        by = self.telegram.people[body["by"]] if "by" in body else None
        number = await self._group(request).says(body["text"], by)
        return web.json_response({"ok": True, "message_id": number})

    # What happens

    async def calls(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", 0))
        return web.json_response([call.as_json() for call in self.telegram.calls[after:]])

    async def pending(self, request: web.Request) -> web.Response:
        return web.json_response({"pending": self.telegram.pending()})

    async def inject(self, request: web.Request) -> web.Response:
        update = self.telegram.world.first_bot().queue.inject(await body_of(request))
        return web.json_response({"update_id": update.id})

    async def faults(self, request: web.Request) -> web.Response:
        return web.json_response([vars(fault) for fault in self.telegram.faults.waiting])

    async def add_fault(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        self.telegram.faults.add(body.pop("kind"), **body)
        return web.json_response({"ok": True})

    async def clear_faults(self, request: web.Request) -> web.Response:
        self.telegram.faults.clear(request.query.get("name"))
        return web.json_response({"ok": True})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events, until either side hangs up.

        `{"chat", "version"}` for each chat that changed, `{"now"}` when the clock was turned,
        `{"people": true}` when somebody came, `{"desk": true}` when the desk changed.
        """
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        with self.telegram.news.heard() as changed:
            await response.prepare(request)
            await response.write(b": listening\n\n")
            while (event := await changed.get()) is not None:
                await response.write(f"data: {json.dumps(event)}\n\n".encode())
            await response.write_eof()  # before the line is cut, so that no browser calls it broken
        return response
