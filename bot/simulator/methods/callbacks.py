"""Answering a tap, and showing that one is busy."""

from bot.simulator.methods.ask import Ask, Reply, method
from bot.simulator.refusal import bad
from bot.simulator.words import units

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "record_audio",
    "upload_audio", "upload_document", "choose_sticker", "pick_up_location", "find_location",
    "record_video_note", "upload_video_note", "cancel",
}  # fmt: skip


@method("answerCallbackQuery")
def answer_callback_query(ask: Ask) -> Reply:
    tap = ask.bot.taps.get(ask.get("callback_query_id", ""))
    if tap is None or not tap.alive(ask.now):
        raise bad("query is too old and response timeout expired or query ID is invalid")
    text = ask.get("text", "")
    if units(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    url = ask.get("url", "")
    if url and not url.lower().startswith((f"t.me/{ask.bot.username}?", f"https://t.me/{ask.bot.username}?")):
        raise bad("URL_INVALID")
    tap.answer = {"text": text, "alert": ask.flag("show_alert"), "url": url}
    ask.world.touched(tap.chat)
    return True


@method("sendChatAction")
def send_chat_action(ask: Ask) -> Reply:
    action = ask.get("action").lower()
    if action not in ACTIONS:
        raise bad("Wrong parameter action in request")
    chat = ask.chat(write=True)
    ask.check_heard(chat)
    chat.actions.append((ask.now, action))
    ask.world.touched(chat)
    return True
