"""Readings of published networks, for the tests."""

import numpy as np

from lecun1989.ink.strokes import draw
from lecun1989.reading import Reading
from tests.lecun1989.networks import published

SEVEN = [[(0.2, 0.1), (0.8, 0.1), (0.4, 0.9)]]
NETWORKS = ("reader", "zip-1989", "mnist-2022")


def read_seven(name: str) -> Reading:
    """Let a network read a drawn seven."""
    return published(name).read_ink(draw(SEVEN))


def read_noise(name: str, seed: int = 0) -> Reading:
    """Let a network read random pixels."""
    image = np.random.default_rng(seed).uniform(-1, 1, (16, 16)).astype(np.float32)
    return published(name).read_image(image)
