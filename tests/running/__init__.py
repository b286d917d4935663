"""The program as an operator meets it: settings, starts, stops, logs."""
