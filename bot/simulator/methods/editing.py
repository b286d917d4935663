"""Changing and taking back what stands in a chat."""

import copy
from datetime import timedelta
from typing import Any

from bot.simulator.media import media_object
from bot.simulator.methods.ask import Ask, Reply, method
from bot.simulator.methods.content import caption_of, check_caption, check_text, file_of, text_of
from bot.simulator.methods.markup import markup_of
from bot.simulator.methods.sending import several
from bot.simulator.posts import CAPTIONED, EDITABLE, Post
from bot.simulator.refusal import bad

DELETABLE_FOR = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def message_of(ask: Ask, spoken: str, *, write: bool = True) -> Post:
    chat = ask.chat(write=write)
    post = chat.posts.get(ask.get("message_id", 0))
    if post is None or post.deleted:
        raise bad(f"{spoken} not found")
    return post


def edited_one(ask: Ask) -> Post:
    """The message to edit, if this bot may edit it at all."""
    if ask.get("business_connection_id"):
        raise bad("business connection not found")
    if "chat_id" not in ask.values and "message_id" not in ask.values:
        if ask.get("inline_message_id"):
            raise bad("MESSAGE_ID_INVALID")
        raise bad("Message identifier is not specified")
    return message_of(ask, "message to edit")


def check_editable(ask: Ask, post: Post, refusal: str = "Message can't be edited") -> None:
    under_another_keyboard = bool(post.markup) and not post.inline
    if post.sender is not ask.bot or post.origin or under_another_keyboard or post.kind == "service":
        raise bad(refusal)


def change(ask: Ask, post: Post, **changes: Any) -> Reply:
    """Applies an edit as a whole, unless it would change nothing."""
    ask.check_heard(post.chat)
    changed = copy.copy(post)
    for name, value in changes.items():
        setattr(changed, name, value)
    if changed.content() == post.content():
        raise bad(NOT_MODIFIED)
    for name, value in changes.items():
        setattr(post, name, value)
    post.edited_at = ask.now
    ask.world.note(post)
    return post.as_json(ask.bot)


@method("editMessageText")
def edit_message_text(ask: Ask) -> Reply:
    if ask.get("rich_message"):
        raise bad("rich messages are not simulated")
    words = text_of(ask)
    markup = markup_of(ask, only_inline=True)
    post = edited_one(ask)
    check_editable(ask, post)
    if post.kind != "text":
        raise bad("There is no text in the message to edit")
    check_text(words)
    return change(ask, post, markup=markup, text=words[0], entities=words[1])


@method("editMessageCaption")
def edit_message_caption(ask: Ask) -> Reply:
    markup = markup_of(ask, only_inline=True)
    words = caption_of(ask, ask.values)
    post = edited_one(ask)
    check_editable(ask, post)
    if post.kind not in CAPTIONED:
        raise bad("There is no caption in the message to edit")
    check_caption(words)
    above = ask.flag("show_caption_above_media")
    return change(ask, post, markup=markup, text=words[0], entities=words[1], above=above)


@method("editMessageMedia")
def edit_message_media(ask: Ask) -> Reply:
    markup = markup_of(ask, only_inline=True)
    media = ask.get("media")
    kind = media["type"]
    if kind not in EDITABLE - {"text"}:
        raise bad(f'Can\'t parse InputMedia: type "{kind}" is unsupported')
    words = caption_of(ask, media)
    file = file_of(ask, media["media"], kind, "Can't parse InputMedia: media not found")
    post = edited_one(ask)
    check_editable(ask, post, "Message media can't be edited")
    if post.kind not in EDITABLE:
        raise bad("Message media can't be edited")
    check_caption(words)
    return change(
        ask,
        post,
        markup=markup,
        kind=kind,
        file=file,
        body=media_object(file, kind, media),
        text=words[0],
        entities=words[1],
        spoiler=media.get("has_spoiler", False),
        above=media.get("show_caption_above_media", False),
    )


@method("editMessageReplyMarkup")
def edit_message_reply_markup(ask: Ask) -> Reply:
    markup = markup_of(ask, only_inline=True)
    post = edited_one(ask)
    check_editable(ask, post)
    return change(ask, post, markup=markup)


def check_deletable(ask: Ask, post: Post) -> None:
    """Two days in every chat; in groups a plain member takes back only its own."""
    chat = post.chat
    own = post.sender is ask.bot
    if not chat.private and not own and chat.members[ask.bot.id][1] != "administrator":
        raise bad("Message can't be deleted")
    age = ask.now - post.at
    fresh_dice = chat.private and post.kind == "dice" and age < timedelta(hours=24)
    if age > DELETABLE_FOR or fresh_dice:
        raise bad("Message can't be deleted for everyone")


@method("deleteMessage")
def delete_message(ask: Ask) -> Reply:
    post = message_of(ask, "message to delete")
    check_deletable(ask, post)
    ask.world.delete(post)
    return True


@method("deleteMessages")
def delete_messages(ask: Ask) -> Reply:
    """All or nothing of those that are there; those that are gone are passed over."""
    numbers = several(ask)
    posts = ask.chat(write=True).posts
    doomed = [posts[number] for number in dict.fromkeys(numbers)]
    for post in doomed:
        check_deletable(ask, post)
    for post in doomed:
        ask.world.delete(post)
    return True


@method("pinChatMessage")
def pin_chat_message(ask: Ask) -> Reply:
    post = message_of(ask, "message to pin")
    if post.kind == "service":
        raise bad("Service messages can't be pinned")
    check_pins(ask, post)
    ask.check_heard(post.chat)
    if post.id not in post.chat.pinned:
        post.chat.pinned.append(post.id)
        pinned = {"pinned_message": post.as_json(ask.bot, with_reply=False)}
        ask.world.post(post.chat, ask.bot, kind="service", body=pinned)
    return True


def check_pins(ask: Ask, post: Post) -> None:
    if not post.chat.private and post.chat.members[ask.bot.id][1] != "administrator":
        raise bad("Not enough rights to manage pinned messages in the chat")


@method("unpinChatMessage")
def unpin_chat_message(ask: Ask) -> Reply:
    chat = ask.chat(write=True)
    number = ask.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.posts or chat.posts[number].deleted:
        raise bad("message to unpin not found")
    check_pins(ask, chat.posts[number])
    chat.pinned = [pinned for pinned in chat.pinned if pinned != number]
    ask.world.touched(chat)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(ask: Ask) -> Reply:
    chat = ask.chat(write=True)
    if chat.pinned:
        check_pins(ask, chat.posts[chat.pinned[-1]])
    chat.pinned = []
    ask.world.touched(chat)
    return True


@method("setMessageReaction")
def set_message_reaction(ask: Ask) -> Reply:
    post = message_of(ask, "message to react", write=False)
    reactions = ask.get("reaction", [])
    if len(reactions) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(reaction["type"] != "emoji" for reaction in reactions):
        raise bad("REACTION_INVALID")
    ask.check_heard(post.chat)
    post.reactions = post.reactions | {ask.bot.id: reactions}
    ask.world.touched(post.chat)
    return True
