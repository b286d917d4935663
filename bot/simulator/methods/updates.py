"""How a bot gets its updates: webhook settings, and the rules for getUpdates."""

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from bot.simulator.methods.ask import Ask, Reply, method
from bot.simulator.refusal import bad
from bot.simulator.world import Webhook

PORTS = {80, 88, 443, 8443}
DEFAULT_CONNECTIONS = 40
LONGEST_POLL = 50


def remember_allowed(ask: Ask) -> None:
    """Left out means "as before"; an empty list means the usual ones."""
    if "allowed_updates" in ask.values:
        ask.bot.queue.allowed = list(ask.get("allowed_updates"))


@method("setWebhook")
def set_webhook(ask: Ask) -> Reply:
    url, secret = ask.get("url", ""), ask.get("secret_token", "")
    if not url:
        return delete_webhook(ask)
    check_url(url)
    if len(secret) > 256:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    if ask.flag("drop_pending_updates"):
        ask.bot.queue.clear()
    remember_allowed(ask)
    connections = ask.number("max_connections", DEFAULT_CONNECTIONS, 1, 100)
    ask.bot.webhook = Webhook(url, secret, connections, ask.get("ip_address", ""))
    ask.bot.queue.wake()
    return True


def check_url(url: str) -> None:
    """HTTPS on Telegram's ports; on this machine plain HTTP on any port, so that tests need no keys."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad("invalid webhook URL specified") from None
    if not host or re.search(r"\s", url):
        raise bad("invalid webhook URL specified")
    if parts.scheme in ("http", "https") and is_loopback(host):
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if "." not in host and ":" not in host:
        raise bad("bad webhook: Failed to resolve host: Name or service not known")


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@method("deleteWebhook")
def delete_webhook(ask: Ask) -> Reply:
    if ask.flag("drop_pending_updates"):
        ask.bot.queue.clear()
    ask.bot.webhook = None
    ask.bot.queue.wake()
    return True


@method("getWebhookInfo")
def get_webhook_info(ask: Ask) -> Reply:
    queue, hook = ask.bot.queue, ask.bot.webhook
    info: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(queue.waiting()),
    }
    if queue.allowed:
        info["allowed_updates"] = queue.allowed
    if hook:
        info["max_connections"] = hook.max_connections
        info |= {"ip_address": hook.ip_address} if hook.ip_address else {}
        if hook.error_at:
            info |= {"last_error_date": int(hook.error_at.timestamp()), "last_error_message": hook.error}
    return info


def poll_of(ask: Ask) -> tuple[int, int, int]:
    """Offset, limit and timeout of a getUpdates, bent into their ranges."""
    remember_allowed(ask)
    return (
        ask.number("offset", 0, -(2**31), 2**31 - 1),
        ask.number("limit", 100, 1, 100),
        ask.number("timeout", 0, 0, LONGEST_POLL),
    )
