"""What the house itself promises: locks, make, the image, the licence."""
