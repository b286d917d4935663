"""Whole worlds, run twice: what one person's chat shows must not depend on what another keeps."""
