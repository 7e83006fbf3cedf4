"""From ink to the 16x16 image that a network reads."""
