"""Keys, backups and stolen files, through the real program."""
