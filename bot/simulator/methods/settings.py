"""What a bot says of itself: commands, name, descriptions, menu button, rights."""

import re
from typing import Any

from bot.simulator.methods.ask import Ask, Reply, method
from bot.simulator.refusal import bad
from bot.simulator.schema import schema

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
# What may be set in words: parameter, longest, and what Telegram's servers call it.
TEXTS = {
    "Name": ("name", 64, "BOT_TITLE_INVALID"),
    "Description": ("description", 512, "BOT_DESCRIPTION_INVALID"),
    "ShortDescription": ("short_description", 120, "BOT_SHORT_DESCRIPTION_INVALID"),
}
RIGHTS = [name for name, field in schema().types["ChatAdministratorRights"].items() if field.required]


def language_of(ask: Ask) -> str:
    code: str = ask.get("language_code", "")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("Invalid language code specified")
    return code


def scope_of(ask: Ask) -> str:
    """The scope as one word, after its chat was looked for."""
    scope: dict[str, Any] = ask.get("scope", {"type": "default"})
    kind: str = scope["type"]
    if "chat_id" not in scope:
        return kind
    if scope["chat_id"] == "":
        raise bad("Can't parse BotCommandScope: Empty chat_id specified")
    chat = Ask(ask.world, ask.bot, ask.method, scope).chat()
    if chat.private and kind != "chat":
        raise bad("Can't use specified scope in private chats")
    if kind != "chat_member":
        return f"{kind} {chat.id}"
    if scope["user_id"] <= 0:
        raise bad("Can't parse BotCommandScope: Invalid user_id specified")
    if scope["user_id"] not in chat.members:
        raise bad("PARTICIPANT_ID_INVALID")
    return f"{kind} {chat.id} {scope['user_id']}"


@method("setMyCommands")
def set_my_commands(ask: Ask) -> Reply:
    commands: list[dict[str, Any]] = [
        command | {"command": command["command"].strip().removeprefix("/")} for command in ask.get("commands")
    ]
    where = scope_of(ask), language_of(ask)
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    ask.bot.commands[where] = commands
    if not commands:
        del ask.bot.commands[where]
    return True


@method("getMyCommands")
def get_my_commands(ask: Ask) -> Reply:
    return ask.bot.commands.get((scope_of(ask), language_of(ask)), [])


@method("deleteMyCommands")
def delete_my_commands(ask: Ask) -> Reply:
    ask.bot.commands.pop((scope_of(ask), language_of(ask)), None)
    return True


def set_text(ask: Ask) -> Reply:
    parameter, longest, refusal = TEXTS[ask.method.removeprefix("setMy")]
    text = ask.get(parameter, "")
    where = parameter, language_of(ask)
    if len(text) > longest:
        raise bad(refusal)
    if not text:
        ask.bot.texts.pop(where, None)
        return True
    ask.bot.texts[where] = text
    if where == ("name", ""):
        ask.bot.first_name = text
    return True


def get_text(ask: Ask) -> Reply:
    """In the language that was asked for, else the one for everybody."""
    parameter = TEXTS[ask.method.removeprefix("getMy")][0]
    texts, language = ask.bot.texts, language_of(ask)
    general = ask.bot.first_name if parameter == "name" else ""
    return {parameter: texts.get((parameter, language)) or texts.get((parameter, ""), general)}


for _what in TEXTS:
    method(f"setMy{_what}")(set_text)
    method(f"getMy{_what}")(get_text)


def menu_owner(ask: Ask) -> int:
    if "chat_id" not in ask.values:
        return 0
    if ask.get("chat_id") <= 0:
        raise bad("Invalid chat_id specified")
    return ask.chat().id


@method("setChatMenuButton")
def set_chat_menu_button(ask: Ask) -> Reply:
    button = ask.get("menu_button", {"type": "default"})
    owner = menu_owner(ask)
    if button["type"] == "web_app":
        if not button["web_app"]["url"].startswith("https://"):
            raise bad("BUTTON_URL_INVALID")
        if not 1 <= len(button["text"]) <= 64:
            raise bad("BUTTON_TEXT_INVALID")
    ask.bot.menus[owner] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(ask: Ask) -> Reply:
    own = ask.bot.menus.get(menu_owner(ask))
    return own or ask.bot.menus.get(0) or {"type": "default"}


@method("setMyDefaultAdministratorRights")
def set_my_default_administrator_rights(ask: Ask) -> Reply:
    ask.bot.rights[ask.flag("for_channels")] = ask.get("rights", {})
    return True


@method("getMyDefaultAdministratorRights")
def get_my_default_administrator_rights(ask: Ask) -> Reply:
    return dict.fromkeys(RIGHTS, False) | ask.bot.rights.get(ask.flag("for_channels"), {})
