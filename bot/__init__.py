"""Evenkeel: a quiet notebook for two people, and the one page a week that both may choose to share."""
