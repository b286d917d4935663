"""The demonstration: it passes when all is well, and says so when it is not."""
