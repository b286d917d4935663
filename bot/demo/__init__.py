"""Three weeks of two partners and a therapist, played and checked on a local Telegram."""

from bot.demo.playing import play

__all__ = ["play"]
