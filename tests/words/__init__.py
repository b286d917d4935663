"""What is said: the texts of every language, their keys, their voice."""
