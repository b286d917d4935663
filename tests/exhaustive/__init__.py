"""Every history of a few steps, all of it, over the pure rules alone."""
