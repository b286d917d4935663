"""A therapist, from their own side and from the couple's."""
