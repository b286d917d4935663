"""Whole conversations, as people have them."""
