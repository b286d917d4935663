"""Evenkeel to try out: a page with three phones, or stories that are played and checked."""

from bot.demo.long.told import tell_all
from bot.demo.playing import play
from bot.demo.serving import serve

__all__ = ["play", "serve", "tell_all"]
