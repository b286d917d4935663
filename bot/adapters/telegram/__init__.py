"""Telegram: updates in, screens out, over the Bot API."""

import os

# Opt in to durations as timedelta: otherwise the library warns whenever Telegram asks for a pause.
os.environ["PTB_TIMEDELTA"] = "true"
