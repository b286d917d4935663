"""Telegram: intake, what came in, what goes out, and at what pace."""
