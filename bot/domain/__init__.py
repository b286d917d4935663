"""The rules, in plain Python: no clock, no chance, no I/O."""
