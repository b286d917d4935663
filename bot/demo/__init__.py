"""Evenkeel to try out: a page with three phones, or three weeks that are played and checked."""

from bot.demo.playing import play
from bot.demo.serving import serve

__all__ = ["play", "serve"]
