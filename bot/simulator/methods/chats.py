"""Who a bot is and who is with it: itself, chats, members, files."""

from datetime import timedelta
from math import ceil
from typing import Any

from bot.simulator.media import MEGABYTE
from bot.simulator.methods.ask import Ask, Reply, method
from bot.simulator.refusal import bad, too_many
from bot.simulator.world import Account, Bot

TEN_MINUTES = timedelta(minutes=10)


@method("getMe")
def get_me(ask: Ask) -> Reply:
    return ask.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": ask.bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": False,
    }


@method("logOut")
def log_out(ask: Ask) -> Reply:
    """No updates from now on, and ten minutes in which nothing else is answered."""
    ask.bot.out_until = ask.now + TEN_MINUTES
    ask.bot.webhook = None
    ask.bot.queue.clear()
    return True


@method("close")
def close(ask: Ask) -> Reply:
    up = ask.now - ask.bot.launched_at
    if up < TEN_MINUTES:
        raise too_many(ceil((TEN_MINUTES - up).total_seconds()))
    ask.bot.launched_at = ask.now
    return True


@method("getChat")
def get_chat(ask: Ask) -> Reply:
    chat = ask.chat()
    gifts = {
        "unlimited_gifts": True,
        "limited_gifts": True,
        "unique_gifts": True,
        "premium_subscription": True,
        "gifts_from_channels": True,
    }
    full: dict[str, Any] = chat.as_json(ask.bot) | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts if chat.private else dict.fromkeys(gifts, False),
    }
    if chat.pinned:
        full["pinned_message"] = chat.posts[chat.pinned[-1]].as_json(ask.bot, with_reply=False)
    return full


def member_json(account: Account, status: str) -> dict[str, Any]:
    """A member of a chat, with what Telegram says of each status."""
    member: dict[str, Any] = {"user": account.as_json(), "status": status}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "kicked":
        return member | {"until_date": 0}
    if status == "administrator":
        rights = [
            "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
            "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
            "can_edit_stories", "can_delete_stories", "can_pin_messages", "can_send_welcome_messages",
        ]  # fmt: skip
        return member | {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(rights, True)
    return member


@method("getChatMember")
def get_chat_member(ask: Ask) -> Reply:
    chat, number = ask.chat(), ask.get("user_id")
    if number <= 0:
        raise bad("Invalid user_id specified")
    if chat.person is not None:
        if number not in (chat.person.id, ask.bot.id):
            raise bad("user not found")
        return member_json(chat.person if number == chat.person.id else ask.bot, "member")
    if number not in chat.members:
        if number in ask.world.people:
            return member_json(ask.world.people[number], "left")
        raise bad("PARTICIPANT_ID_INVALID")
    return member_json(*chat.members[number])


@method("getChatMemberCount")
def get_chat_member_count(ask: Ask) -> Reply:
    chat = ask.chat()
    return 2 if chat.private else sum(status not in ("left", "kicked") for _, status in chat.members.values())


@method("getChatAdministrators")
def get_chat_administrators(ask: Ask) -> Reply:
    chat = ask.chat()
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return [
        member_json(account, status)
        for account, status in chat.members.values()
        if status in ("creator", "administrator") and not isinstance(account, Bot)
    ]


@method("leaveChat")
def leave_chat(ask: Ask) -> Reply:
    chat = ask.chat()
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    ask.check_access(chat, write=True)
    _, status = chat.members[ask.bot.id]
    chat.members[ask.bot.id] = (ask.bot, "left")
    ask.world.post(chat, ask.bot, kind="service", body={"left_chat_member": ask.bot.as_json()})
    change = {
        "chat": chat.as_json(ask.bot),
        "from": ask.bot.as_json(),
        "date": int(ask.now.timestamp()),
        "old_chat_member": member_json(ask.bot, status),
        "new_chat_member": member_json(ask.bot, "left"),
    }
    ask.world.tell(ask.bot, "my_chat_member", change)
    return True


@method("getUserProfilePhotos")
def get_user_profile_photos(ask: Ask) -> Reply:
    number = ask.get("user_id")
    if number <= 0:
        raise bad("Invalid user_id specified")
    if number not in ask.world.people and number != ask.bot.id:
        raise bad("user not found")
    return {"total_count": 0, "photos": []}


@method("getFile")
def get_file(ask: Ask) -> Reply:
    if not ask.get("file_id"):
        raise bad("file_id not specified")
    file = ask.world.files.get(ask.get("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.data) > 20 * MEGABYTE:
        raise bad("file is too big")
    return file.short() | {"file_path": file.path}
