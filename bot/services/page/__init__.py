"""The week's page: what goes on it, what both say to it, and what each reads."""
