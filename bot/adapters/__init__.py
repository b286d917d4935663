"""The outside world: Telegram, databases, words, pictures, time, the web."""
