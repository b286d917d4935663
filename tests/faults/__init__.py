"""What breaks: processes killed, Telegram and the database away, everything in the wrong order."""
