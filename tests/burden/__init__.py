"""How much the programme asks of people: couples drawn by chance, over weeks, on the real bot."""
