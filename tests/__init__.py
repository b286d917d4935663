"""Tests are promises: their names are sentences."""
