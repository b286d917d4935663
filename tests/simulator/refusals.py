"""What Telegram refuses: method, parameters, code and description. `$words` stand for what the test has set up."""

# ruff: noqa: E501 - a table is read in rows

from typing import Any

Row = tuple[str, dict[str, Any], int, str]

LONG_URL = "https://example.org/" + "x" * 40
KEY = {"text": "Key", "callback_data": "key"}


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


def text(**params: Any) -> dict[str, Any]:
    return {"chat_id": "$ann", "text": "Hello"} | params


def edit(message: str, **params: Any) -> dict[str, Any]:
    return {"chat_id": "$ann", "message_id": message} | params


def html(words: str) -> dict[str, Any]:
    return text(text=words, parse_mode="HTML")


def markdown(words: str) -> dict[str, Any]:
    return text(text=words, parse_mode="MarkdownV2")


SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NO_ESCAPE = "is reserved and must be escaped with the preceding '\\'"
BUTTON = "can't parse inline keyboard button: "
HTML = "can't parse entities: "

BAD: list[tuple[str, dict[str, Any], str]] = [
    # Shapes
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": "$ann"}, "message text is empty"),
    ("sendMessage", text(text=""), "message text is empty"),
    ("sendMessage", text(text="  \n "), "text must be non-empty"),
    ("sendMessage", text(text=None), 'parameter "text" must be of type String'),
    ("sendMessage", text(text=["x"]), 'parameter "text" must be of type String'),
    ("sendMessage", text(chat_id=1.5), 'parameter "chat_id" must be a Number'),
    ("sendMessage", text(chat_id=2**70), 'parameter "chat_id" must be a valid Number'),
    ("sendMessage", text(reply_to_message_id=1), 'unknown parameter "reply_to_message_id"'),
    ("editMessageText", edit("$text", text="x", protect_content=True), 'unknown parameter "protect_content"'),
    ("sendMessage", text(protect_content="perhaps"), 'parameter "protect_content" must be of type Boolean'),
    ("sendMessage", text(disable_notification=[]), 'parameter "disable_notification" must be of type Boolean'),
    ("getUpdates", {"limit": "many"}, 'parameter "limit" must be a Number'),
    ("getUpdates", {"allowed_updates": "message"}, "can't parse allowed_updates JSON object"),
    ("getUpdates", {"allowed_updates": {}}, 'parameter "allowed_updates" must be of type Array'),
    ("sendMessage", text(entities=[{"type": "bold"}]), 'can\'t parse MessageEntity: Can\'t find field "offset"'),
    ("sendMessage", text(entities=["bold"]), "can't parse MessageEntity: expected an Object"),
    ("sendMessage", text(link_preview_options={"off": True}), 'field "off" is unknown in LinkPreviewOptions'),
    ("sendMessage", text(reply_parameters="{"), "can't parse reply parameters JSON object"),
    # Text and captions
    ("sendMessage", text(text="x" * 4097), "message is too long"),
    ("sendMessage", text(text="😀" * 2049), "message is too long"),
    ("sendMessage", html("<b>" + "x" * 4097 + "</b>"), "message is too long"),
    ("sendMessage", text(text="x" * 32769), "text is too long"),
    ("editMessageText", edit("$text", text="x" * 4097), "message is too long"),
    ("sendPhoto", {"chat_id": "$ann", "photo": "$file", "caption": "x" * 1025}, "message caption is too long"),
    ("editMessageCaption", edit("$photo", caption="x" * 1025), "message caption is too long"),
    ("sendMessage", text(parse_mode="BBCode"), "unsupported parse_mode"),
    # HTML
    ("sendMessage", html("<b>x"), HTML + 'Can\'t find end tag corresponding to start tag "b"'),
    ("sendMessage", html("x</b>"), HTML + "Unexpected end tag at byte offset 1"),
    ("sendMessage", html("é<p>x</p>"), HTML + 'Unsupported start tag "p" at byte offset 2'),
    (
        "sendMessage",
        html("<b>x</i>"),
        HTML + 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    ),
    ("sendMessage", html("5 < 6"), HTML + 'Unsupported start tag "" at byte offset 2'),
    ("sendMessage", html("5 <6"), HTML + "Unclosed start tag at byte offset 2"),
    ("sendMessage", html("<b>x</b"), HTML + "Unclosed end tag at byte offset 4"),
    ("sendMessage", html("<a href=x_y>z</a>"), HTML + "Unexpected end of name token at byte offset 8"),
    ("sendMessage", html('<a "x">z</a>'), HTML + 'Empty attribute name in the tag "a" at byte offset 0'),
    ("sendMessage", html('<a href="x'), HTML + "Unclosed start tag at byte offset 0"),
    ("sendMessage", html("<a href"), HTML + 'Unclosed start tag "a" at byte offset 0'),
    (
        "sendMessage",
        html('<span class="red">x</span>'),
        HTML + 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    ),
    ("sendMessage", html("<tg-emoji emoji-id='x'>z</tg-emoji>"), HTML + "Invalid custom emoji identifier specified"),
    ("sendMessage", html("<tg-time unix='1' format='x'>z</tg-time>"), HTML + "Invalid date-time format specified"),
    ("sendMessage", html("<b></b>"), "text must be non-empty"),
    # Markdown
    ("sendMessage", markdown("Hello."), HTML + f"Character '.' {NO_ESCAPE}"),
    ("sendMessage", markdown("a > b"), HTML + f"Character '>' {NO_ESCAPE}"),
    ("sendMessage", markdown("*x"), HTML + "Can't find end of Bold entity at byte offset 0"),
    ("sendMessage", markdown("é _x"), HTML + "Can't find end of Italic entity at byte offset 3"),
    ("sendMessage", markdown("[x](http://y"), HTML + "Can't find end of a URL at byte offset 4"),
    ("sendMessage", markdown("![x]"), HTML + "The entity must contain a tg://emoji or tg://time URL"),
    ("sendMessage", markdown("![x](http://y.z)"), HTML + "Invalid tg://emoji or tg://time URL specified"),
    (
        "sendMessage",
        text(text="*x", parse_mode="Markdown"),
        HTML + "Can't find end of the entity starting at byte offset 0",
    ),
    # Entities
    (
        "sendMessage",
        text(entities=[{"type": "bold", "offset": 3, "length": 9}]),
        "entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 12",
    ),
    (
        "sendMessage",
        text(entities=[{"type": "bold", "offset": -1, "length": 2}]),
        "receive an entity with incorrect offset -1",
    ),
    (
        "sendMessage",
        text(entities=[{"type": "loud", "offset": 0, "length": 2}]),
        "can't parse MessageEntity: Unsupported type specified",
    ),
    (
        "sendMessage",
        text(entities=[{"type": "text_link", "offset": 0, "length": 2}]),
        'can\'t parse MessageEntity: Can\'t find field "url"',
    ),
    # Keyboards
    ("sendMessage", text(reply_markup="{"), "can't parse reply keyboard markup JSON object"),
    ("sendMessage", text(reply_markup=[]), "object expected as reply markup"),
    ("sendMessage", text(reply_markup=keys([KEY | {"callback_data": "é" * 33}])), "BUTTON_DATA_INVALID"),
    ("editMessageReplyMarkup", edit("$text", reply_markup=keys([KEY | {"callback_data": "x" * 65}])), "BUTTON_DATA_INVALID"),
    ("sendMessage", text(reply_markup=keys([{"text": "x"}])), BUTTON + "Text buttons are unallowed in the inline keyboard"),
    (
        "sendMessage",
        text(reply_markup=keys([{"text": "x", "callback_data": ""}])),
        BUTTON + "Text buttons are unallowed in the inline keyboard",
    ),
    ("sendMessage", text(reply_markup=keys([{"callback_data": "x"}])), BUTTON + 'Can\'t find field "text"'),
    ("sendMessage", text(reply_markup={"inline_keyboard": [["x"]]}), BUTTON + "InlineKeyboardButton must be an Object"),
    (
        "sendMessage",
        text(reply_markup=keys([KEY | {"color": "red"}])),
        BUTTON + 'Field "color" is unknown in InlineKeyboardButton',
    ),
    ("sendMessage", text(reply_markup=keys([KEY | {"style": "loud"}])), BUTTON + "invalid button style specified"),
    ("sendMessage", text(reply_markup=keys([KEY | {"url": LONG_URL}])), "BUTTON_TYPE_INVALID"),
    (
        "sendMessage",
        text(reply_markup=keys([{"text": "x", "url": "nowhere"}])),
        "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
    ),
    ("sendMessage", text(reply_markup=keys(*[[KEY]] * 101)), "reply markup is too long"),
    ("sendMessage", text(reply_markup=keys([KEY] * 9)), "reply markup is too long"),
    ("sendMessage", text(reply_markup={"keyboard": [["x"] * 13]}), "reply markup is too long"),
    ("sendMessage", text(reply_markup={"keyboard": [["x"]] * 301}), "reply markup is too long"),
    ("sendMessage", text(reply_markup=keys([KEY | {"text": "x" * 10_000}])), "reply markup is too long"),
    (
        "sendMessage",
        text(reply_markup={"keyboard": [[5]]}),
        "can't parse keyboard button: KeyboardButton must be a String or an Object",
    ),
    ("editMessageText", edit("$text", text="x", reply_markup={"keyboard": [["x"]]}), "inline keyboard expected"),
    # Chats and answers
    ("sendMessage", text(chat_id=5), "chat not found"),
    ("sendMessage", text(chat_id="$ben"), "chat not found"),
    ("sendMessage", text(chat_id="@nobody"), "chat not found"),
    ("getChat", {"chat_id": -1}, "chat not found"),
    ("sendMessage", text(reply_parameters={"message_id": 999}), "message to be replied not found"),
    ("sendMessage", text(message_thread_id=7), "message thread not found"),
    ("sendMessage", text(business_connection_id="x"), "business connection not found"),
    ("getChatMember", {"chat_id": "$ann", "user_id": "$ben"}, "user not found"),
    ("getUserProfilePhotos", {"user_id": 5}, "user not found"),
    ("leaveChat", {"chat_id": "$ann"}, "chat member status can't be changed in private chats"),
    ("getChatAdministrators", {"chat_id": "$ann"}, "there are no administrators in the private chat"),
    # Editing
    ("editMessageText", edit("$text", text="Text"), SAME),
    ("editMessageReplyMarkup", edit("$text"), SAME),
    ("editMessageText", edit("999", text="x"), "message to edit not found"),
    ("editMessageText", edit("$deleted", text="x"), "message to edit not found"),
    ("editMessageText", edit("$hers", text="x"), "message can't be edited"),
    ("editMessageText", edit("$keyboard", text="x"), "message can't be edited"),
    ("editMessageReplyMarkup", edit("$keyboard", reply_markup=keys([KEY])), "message can't be edited"),
    ("editMessageText", edit("$photo", text="x"), "there is no text in the message to edit"),
    ("editMessageCaption", edit("$text", caption="x"), "there is no caption in the message to edit"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"text": "x", "chat_id": "$ann"}, "message to edit not found"),
    ("editMessageText", {"text": "x", "message_id": "$text"}, "chat_id is empty"),
    ("editMessageText", {"text": "x", "inline_message_id": "abc"}, "MESSAGE_ID_INVALID"),
    ("editMessageText", edit("$text"), "message text is empty"),
    ("editMessageMedia", edit("$text"), 'parameter "media" is required'),
    ("editMessageMedia", edit("$text", media={"type": "photo"}), "can't parse InputMedia: Can't find field \"media\""),
    (
        "editMessageMedia",
        edit("$text", media={"type": "photo", "media": "attach://gone"}),
        "can't parse InputMedia: media not found",
    ),
    ("editMessageMedia", edit("$text", media={"type": "poem", "media": "x"}), 'can\'t parse InputMedia: type "poem" is unsupported'),
    ("editMessageMedia", edit("$hers", media={"type": "photo", "media": "$file"}), "message media can't be edited"),
    ("editMessageMedia", edit("$dice", media={"type": "photo", "media": "$file"}), "message media can't be edited"),
    # Deleting
    ("deleteMessage", edit("999"), "message to delete not found"),
    ("deleteMessage", edit("$deleted"), "message to delete not found"),
    ("deleteMessage", {"chat_id": "$ann"}, "message identifier is not specified"),
    ("deleteMessage", {"message_id": 2}, "chat identifier is not specified"),
    ("deleteMessages", {"chat_id": "$ann", "message_ids": []}, "message identifiers are not specified"),
    ("deleteMessages", {"chat_id": "$ann", "message_ids": [1] * 101}, "too many message identifiers specified"),
    ("deleteMessages", {"chat_id": "$ann", "message_ids": [0]}, "invalid message identifier specified"),
    ("deleteMessage", edit("$dice"), "message can't be deleted for everyone"),
    # Files
    ("sendPhoto", {"chat_id": "$ann"}, "there is no photo in the request"),
    ("sendDocument", {"chat_id": "$ann"}, "there is no document in the request"),
    ("sendVoice", {"chat_id": "$ann", "voice": "attach://gone"}, "there is no voice in the request"),
    ("sendPhoto", {"chat_id": "$ann", "photo": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": "$ann", "photo": LONG_URL}, "failed to get HTTP URL content"),
    ("sendVoice", {"chat_id": "$ann", "voice": "$file"}, "can't use file of type Photo as VoiceNote"),
    ("getFile", {}, "file_id not specified"),
    ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
    ("sendMediaGroup", {"chat_id": "$ann", "media": []}, "there are no messages to send"),
    (
        "sendMediaGroup",
        {"chat_id": "$ann", "media": [{"type": "photo", "media": "$file"}] * 11},
        "too many messages to send as an album",
    ),
    # Other messages
    ("sendLocation", {"chat_id": "$ann", "longitude": 1}, "latitude is empty"),
    ("sendLocation", {"chat_id": "$ann", "latitude": 91, "longitude": 1}, "invalid location specified"),
    ("sendContact", {"chat_id": "$ann", "first_name": "x"}, 'parameter "phone_number" is required'),
    ("sendDice", {"chat_id": "$ann", "emoji": "x"}, "DICE_EMOJI_INVALID"),
    ("sendPoll", {"chat_id": "$ann", "question": "x", "options": []}, "poll must have at least 1 option"),
    ("sendPoll", {"chat_id": "$ann", "question": "x" * 301, "options": [{"text": "y"}]}, "poll question length must not exceed 300"),
    ("sendPoll", {"chat_id": "$ann", "question": "x", "options": [5]}, "can't parse InputPollOption: expected an Object"),
    ("sendChatAction", {"chat_id": "$ann", "action": "dancing"}, "wrong parameter action in request"),
    ("sendChatAction", {"chat_id": "$ann"}, "wrong parameter action in request"),
    ("forwardMessage", {"chat_id": "$ann", "from_chat_id": "$ann", "message_id": 999}, "message to forward not found"),
    ("forwardMessage", {"chat_id": "$ann", "message_id": 2}, 'parameter "from_chat_id" is required'),
    ("forwardMessage", {"chat_id": "$ann", "from_chat_id": "$ann", "message_id": "$kept"}, "message can't be forwarded"),
    ("copyMessage", {"chat_id": "$ann", "from_chat_id": "$ann", "message_id": "$kept"}, "message can't be copied"),
    ("copyMessage", {"chat_id": "$ann", "from_chat_id": "$ann", "message_id": 999}, "message to copy not found"),
    ("pinChatMessage", edit("999"), "message to pin not found"),
    ("unpinChatMessage", {"chat_id": "$ann"}, "message to unpin not found"),
    ("setMessageReaction", edit("999"), "message to react not found"),
    ("setMessageReaction", edit("$hers", reaction=[{"type": "emoji", "emoji": "👍"}] * 2), "REACTIONS_TOO_MANY"),
    ("setMessageReaction", edit("$hers", reaction=[{"type": "x"}]), 'can\'t parse ReactionType: type "x" is unsupported'),
    # Taps
    ("answerCallbackQuery", {}, TOO_OLD),
    ("answerCallbackQuery", {"callback_query_id": "123"}, TOO_OLD),
    ("answerCallbackQuery", {"callback_query_id": "$tap", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    ("answerCallbackQuery", {"callback_query_id": "$tap", "url": "https://example.org"}, "URL_INVALID"),
    # What the bot says of itself
    ("setMyCommands", {}, 'parameter "commands" is required'),
    ("setMyCommands", {"commands": "x"}, "can't parse commands JSON object"),
    ("setMyCommands", {"commands": [{"command": "x"}]}, "can't parse BotCommand: Can't find field \"description\""),
    ("setMyCommands", {"commands": [{"command": "Start", "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "x" * 33, "description": "x"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "x", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "x", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "x", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [], "language_code": "english"}, "invalid language code specified"),
    ("setMyCommands", {"commands": [], "scope": {"type": "moon"}}, 'can\'t parse BotCommandScope: type "moon" is unsupported'),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat_administrators", "chat_id": "$ann"}},
        "can't use specified scope in private chats",
    ),
    ("setMyName", {"name": "x" * 65}, "BOT_TITLE_INVALID"),
    ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_INVALID"),
    ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_SHORT_DESCRIPTION_INVALID"),
    ("setChatMenuButton", {"menu_button": {"type": "moon"}}, 'can\'t parse menu button: type "moon" is unsupported'),
    ("setChatMenuButton", {"menu_button": {"type": "web_app", "text": "x", "web_app": {"url": "http://x.y"}}}, "BUTTON_URL_INVALID"),
    ("setMyDefaultAdministratorRights", {"rights": {"can_fly": True}}, 'can\'t parse ChatAdministratorRights: Field "can_fly" is unknown in ChatAdministratorRights'),
    # Webhooks
    ("setWebhook", {}, 'parameter "url" is required'),
    ("setWebhook", {"url": "http://example.org/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://example.org:8080/x"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("setWebhook", {"url": "https://"}, "invalid webhook URL specified"),
    ("setWebhook", {"url": "https://nowhere/x"}, "bad webhook: Failed to resolve host: Name or service not known"),
    ("setWebhook", {"url": "https://example.org", "secret_token": "x y"}, "secret token contains unallowed characters"),
    ("setWebhook", {"url": "https://example.org", "secret_token": "x" * 257}, "secret token is too long"),
    # What exists, but not here
    ("banChatMember", {"chat_id": "$ann", "user_id": 5}, "method banChatMember is not simulated"),
    ("sendInvoice", {}, "chat_id is empty"),
    ("getMyStarBalance", {}, "method getMyStarBalance is not simulated"),
]  # fmt: skip

REFUSALS: list[Row] = [(method, params, 400, f"Bad Request: {words}") for method, params, words in BAD] + [
    ("sendMessage", text(chat_id="$blocking"), 403, "Forbidden: bot was blocked by the user"),
    (
        "editMessageText",
        edit("1", chat_id="$blocking", text="x"),
        400,
        "Bad Request: message can't be edited",
    ),
    ("sendMessage", text(chat_id="$gone"), 403, "Forbidden: user is deactivated"),
    ("sendChatAction", {"chat_id": "$gone", "action": "typing"}, 403, "Forbidden: user is deactivated"),
    ("sendMessage", text(chat_id="$met"), 403, "Forbidden: bot can't initiate conversation with a user"),
    ("sendMessage", text(chat_id="$kicked"), 403, "Forbidden: bot was kicked from the group chat"),
    ("sendMessage", text(chat_id="$left"), 403, "Forbidden: bot is not a member of the group chat"),
    ("sendMessages", text(), 404, "Not Found"),
    ("getMe2", {}, 404, "Not Found"),
]
