"""What is one person's own: their past, their data, their safety."""
