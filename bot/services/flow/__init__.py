"""From an update or a due instant to what a chat shows: what every feature stands on."""
