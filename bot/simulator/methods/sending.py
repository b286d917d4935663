"""Everything that puts a new message into a chat."""

from dataclasses import dataclass
from typing import Any

from bot.simulator.media import media_object
from bot.simulator.methods.ask import Ask, Reply, method
from bot.simulator.methods.content import caption_of, check_caption, check_text, file_of, text_of
from bot.simulator.methods.markup import Markup, markup_of
from bot.simulator.polls import poll_json
from bot.simulator.posts import FILED, Post
from bot.simulator.refusal import bad
from bot.simulator.words import formatted
from bot.simulator.world import Chat

# Parameters of chats and accounts that do not exist here.
ELSEWHERE = {
    "business_connection_id": "business connection not found",
    "direct_messages_topic_id": "message thread not found",
    "message_thread_id": "message thread not found",
    "suggested_post_parameters": "SUGGESTED_POST_PEER_INVALID",
    "ephemeral_message_parameters": "ephemeral messages are not simulated",
}
FILE_PARAMETERS = {
    "sendPhoto": "photo", "sendDocument": "document", "sendVoice": "voice", "sendAudio": "audio",
    "sendVideo": "video", "sendVideoNote": "video_note", "sendSticker": "sticker",
    "sendAnimation": "animation",
}  # fmt: skip
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


@dataclass
class Way:
    """How a message goes out: to which chat, as an answer to what, under which keyboard."""

    chat: Chat
    markup: Markup | None
    reply: dict[str, Any]


def way_of(ask: Ask) -> Way:
    for name, refusal in ELSEWHERE.items():
        if ask.get(name):
            raise bad(refusal)
    markup = markup_of(ask)
    chat = ask.chat(write=True)
    return Way(chat, markup, _reply_of(ask, chat))


def _reply_of(ask: Ask, chat: Chat) -> dict[str, Any]:
    wanted = ask.get("reply_parameters")
    if not wanted:
        return {}
    if wanted.get("chat_id", chat.id) != chat.id:
        raise bad("chat not found")
    post = chat.posts.get(wanted.get("message_id", 0))
    if post is None or post.deleted:
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    quote = wanted.get("quote", "")
    if not quote:
        return {"reply_to": post}
    text, entities = formatted(quote, wanted.get("quote_parse_mode"), wanted.get("quote_entities"))
    if text not in post.text:
        raise bad("QUOTE_TEXT_INVALID")
    position = wanted.get("quote_position", post.text.find(text))
    shown = {"text": text, "position": position, "is_manual": True}
    return {"reply_to": post, "quote": shown | ({"entities": entities} if entities else {})}


def put(ask: Ask, way: Way, kind: str, **content: Any) -> Post:
    ask.check_heard(way.chat)
    extra = content.pop("extra", {})
    if effect := ask.get("message_effect_id"):
        extra = extra | {"effect_id": effect}
    if options := ask.get("link_preview_options"):
        extra = extra | {"link_preview_options": options}
    return ask.world.post(
        way.chat,
        ask.bot,
        kind=kind,
        markup=way.markup,
        protected=ask.flag("protect_content"),
        extra=extra,
        **way.reply,
        **content,
    )


@method("sendMessage")
def send_message(ask: Ask) -> Reply:
    words = text_of(ask)
    way = way_of(ask)
    check_text(words)
    return put(ask, way, "text", text=words[0], entities=words[1]).as_json(ask.bot)


def send_file(ask: Ask) -> Reply:
    kind = FILE_PARAMETERS[ask.method]
    file = file_of(ask, ask.get(kind), kind, f"There is no {kind.replace('_', ' ')} in the request")
    words = caption_of(ask, ask.values)
    way = way_of(ask)
    check_caption(words)
    post = put(
        ask,
        way,
        kind,
        text=words[0],
        entities=words[1],
        file=file,
        body=media_object(file, kind, ask.values),
        spoiler=ask.flag("has_spoiler"),
        above=ask.flag("show_caption_above_media"),
    )
    return post.as_json(ask.bot)


for _name in FILE_PARAMETERS:
    method(_name)(send_file)


@method("sendMediaGroup")
def send_media_group(ask: Ask) -> Reply:
    items = ask.get("media")
    if not items:
        raise bad("There are no messages to send")
    if len(items) > 10:
        raise bad("Too many messages to send as an album")
    kinds = {item["type"] for item in items}
    if "live_photo" in kinds:
        raise bad("live photos are not simulated")
    for alone in kinds & {"audio", "document"}:
        if len(kinds) > 1:
            raise bad(f"{alone.capitalize()} can't be mixed with other media types")
    prepared = []
    for item in items:
        file = file_of(ask, item["media"], item["type"], "Can't parse InputMedia: media not found")
        words = caption_of(ask, item)
        check_caption(words)
        prepared.append((item, file, words))
    way = way_of(ask)
    album = {"media_group_id": str(ask.world.chance.randrange(10**16))} if len(items) > 1 else {}
    posts = [
        put(
            ask,
            way,
            item["type"],
            text=words[0],
            entities=words[1],
            file=file,
            body=media_object(file, item["type"], item),
            spoiler=item.get("has_spoiler", False),
            extra=album,
        )
        for item, file, words in prepared
    ]
    return [post.as_json(ask.bot) for post in posts]


@method("sendLocation")
def send_location(ask: Ask) -> Reply:
    latitude, longitude = ask.get("latitude"), ask.get("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise bad("Invalid location specified")
    place = {"latitude": latitude, "longitude": longitude}
    if "horizontal_accuracy" in ask.values:
        place["horizontal_accuracy"] = ask.get("horizontal_accuracy")
    return put(ask, way_of(ask), "location", body=place).as_json(ask.bot)


@method("sendVenue")
def send_venue(ask: Ask) -> Reply:
    place = {"latitude": ask.get("latitude"), "longitude": ask.get("longitude")}
    body = {"location": place, "title": ask.get("title"), "address": ask.get("address")}
    return put(ask, way_of(ask), "venue", body=body, extra={"location": place}).as_json(ask.bot)


@method("sendContact")
def send_contact(ask: Ask) -> Reply:
    for name in ("phone_number", "first_name"):
        if not ask.get(name):
            raise bad(f'Parameter "{name}" is required')
    kept = ("phone_number", "first_name", "last_name", "vcard")
    body = {key: ask.get(key) for key in kept if ask.get(key)}
    return put(ask, way_of(ask), "contact", body=body).as_json(ask.bot)


@method("sendDice")
def send_dice(ask: Ask) -> Reply:
    emoji = ask.get("emoji") or "🎲"
    if emoji not in DICE:
        raise bad("DICE_EMOJI_INVALID")
    way = way_of(ask)
    value = ask.world.chance.randint(1, DICE[emoji])
    return put(ask, way, "dice", body={"emoji": emoji, "value": value}).as_json(ask.bot)


@method("sendPoll")
def send_poll(ask: Ask) -> Reply:
    question = formatted(ask.get("question"), ask.get("question_parse_mode"), ask.get("question_entities"))
    options = [option["text"] for option in ask.get("options")]
    if len(question[0]) > 300:
        raise bad("Poll question length must not exceed 300")
    if not options:
        raise bad("poll must have at least 1 option")
    if len(options) > 12:
        raise bad("poll can't have more than 12 options")
    if not all(1 <= len(option) <= 100 for option in options):
        raise bad("poll options length must not exceed 100")
    kind = ask.get("type") or "regular"
    if kind not in ("regular", "quiz"):
        raise bad("Unsupported poll type specified")
    correct = ask.get("correct_option_ids", [])
    if kind == "quiz" and not correct:
        raise bad("Correct quiz option list must be non-empty")
    if any(not 0 <= number < len(options) for number in correct):
        raise bad("Invalid correct option identifier specified")
    more = {
        "is_closed": ask.flag("is_closed"),
        "is_anonymous": ask.get("is_anonymous", True),
        "type": kind,
        "allows_multiple_answers": ask.flag("allows_multiple_answers"),
        "allows_revoting": ask.get("allows_revoting", kind != "quiz"),
        "members_only": ask.flag("members_only"),
    } | ({"correct_option_ids": correct} if kind == "quiz" else {})
    body = poll_json(ask.world, question[0], options, **more)
    return put(ask, way_of(ask), "poll", body=body).as_json(ask.bot)


def source_of(ask: Ask, spoken: str, number: int) -> Post:
    post = ask.chat("from_chat_id").posts.get(number)
    if post is None or post.deleted:
        raise bad(f"message to {spoken} not found")
    return post


def origin_of(post: Post) -> dict[str, Any]:
    if post.origin:
        return post.origin
    return {"type": "user", "date": int(post.at.timestamp()), "sender_user": post.sender.as_json()}


def again(post: Post) -> dict[str, Any]:
    """The content of a message, to be sent once more."""
    return {
        "text": post.text,
        "entities": post.entities,
        "file": post.file,
        "body": post.body,
        "spoiler": post.spoiler,
        "above": post.above,
    }


def forward(ask: Ask, number: int) -> Post:
    post = source_of(ask, "forward", number)
    if post.protected or post.kind == "service":
        raise bad("message can't be forwarded")
    return put(ask, way_of(ask), post.kind, **again(post), origin=origin_of(post))


def copied(ask: Ask, number: int) -> Post:
    post = source_of(ask, "copy", number)
    if post.protected or post.kind in ("service", "dice"):
        raise bad("message can't be copied")
    content = again(post)
    if "caption" in ask.values and post.kind in FILED:
        content["text"], content["entities"] = caption_of(ask, ask.values)
        check_caption((content["text"], content["entities"]))
    return put(ask, way_of(ask), post.kind, **content)


@method("forwardMessage")
def forward_message(ask: Ask) -> Reply:
    return forward(ask, ask.get("message_id")).as_json(ask.bot)


@method("copyMessage")
def copy_message(ask: Ask) -> Reply:
    return {"message_id": copied(ask, ask.get("message_id")).id}


@method("forwardMessages")
def forward_messages(ask: Ask) -> Reply:
    return [{"message_id": forward(ask, number).id} for number in several(ask)]


@method("copyMessages")
def copy_messages(ask: Ask) -> Reply:
    return [{"message_id": copied(ask, number).id} for number in several(ask)]


def several(ask: Ask) -> list[int]:
    """The messages of a list that are still there; the others are passed over."""
    numbers: list[int] = ask.get("message_ids")
    if not numbers:
        raise bad("Message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("Too many message identifiers specified")
    if any(number <= 0 for number in numbers):
        raise bad("Invalid message identifier specified")
    posts = ask.chat("from_chat_id" if "from_chat_id" in ask.values else "chat_id").posts
    return [number for number in numbers if number in posts and not posts[number].deleted]
