"""What a day brings: its knock, its rating, and one small thing more."""
