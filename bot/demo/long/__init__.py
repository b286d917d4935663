"""Twelve weeks, told whole: a couple through all five stages, and somebody alone."""
