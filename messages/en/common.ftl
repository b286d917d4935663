# What stands on every screen. The knock is the same whatever lies behind it.

# What people wrote, as they wrote it.
as-written = { $text }

knock = Your moment for today.
knock-open = Open
knock-later = Not now

## The four buttons that are always there
keyboard-today = Today
keyboard-calm = Calm
keyboard-break = Break
keyboard-help = Help
