"""How often the statements about change err, and how soon they see one: by simulation."""
