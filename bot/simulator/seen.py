"""What a phone shows around the messages of a chat with a bot: its commands, its words about itself."""

from typing import Any

from bot.simulator.world import Bot, Chat


def words_of(bot: Bot, what: str, language: str | None) -> str:
    """A name or description in a person's language, else the one for everybody."""
    own = bot.texts.get((what, language or ""))
    return own or bot.texts.get((what, ""), bot.first_name if what == "name" else "")


def commands_of(bot: Bot, chat: Chat, language: str | None) -> list[dict[str, Any]]:
    """The narrowest list there is for this chat, in the person's language before any other."""
    scopes = [f"chat {chat.id}", "all_private_chats" if chat.private else "all_group_chats", "default"]
    for scope in scopes:
        for code in (language or "", ""):
            if commands := bot.commands.get((scope, code)):
                return commands
    return []


def bot_json(bot: Bot, chat: Chat, language: str | None) -> dict[str, Any]:
    menu = bot.menus.get(chat.id) or bot.menus.get(0) or {"type": "default"}
    return {
        "name": words_of(bot, "name", language),
        "username": bot.username,
        "description": words_of(bot, "description", language),
        "commands": commands_of(bot, chat, language),
        "menu": menu,
    }


def around_json(chat: Chat) -> dict[str, Any]:
    """The keyboard's wishes, and what the bot is said to be doing."""
    markup = (chat.keyboard.markup or {}) if chat.keyboard and not chat.keyboard_used else {}
    rows = markup.get("keyboard", [])
    return {
        "placeholder": markup.get("input_field_placeholder", ""),
        "persistent": markup.get("is_persistent", False),
        "styles": [[button.get("style") for button in row] for row in rows],
        "doing": chat.actions[-1][1] if chat.actions else "",
        "done": len(chat.actions),
        "pinned": list(chat.pinned),
    }
