"""The first evenings, linking with somebody, and what is set about one's own days."""
