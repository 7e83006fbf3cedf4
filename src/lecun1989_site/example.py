"""The worked example that stands on the page until a visitor draws: a digit, its 16x16 input, its answer."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lecun1989.browser import answer
from lecun1989.errors import InputError
from lecun1989.normalize import normalise
from lecun1989.weights import Weights

PAD_SIDE = 280  # pixels, as in site_template/app/strokes.js
PEN = 20

# Points that a smooth line passes through.
DIGIT = 3
STROKES = (
    (
        (84, 64),
        (108, 38),
        (146, 28),
        (182, 44),
        (188, 78),
        (164, 106),
        (128, 118),
        (166, 124),
        (198, 150),
        (196, 192),
        (160, 220),
        (114, 218),
        (80, 192),
    ),
)


@dataclass(frozen=True)
class Example:
    """A digit as drawn and as read.

    Attributes:
        digit: what it is, and what the network reads.
        path: SVG path data on the pad's 280x280.
        image: (16, 16), what the network sees.
        scores: ten, in 0..1.
    """

    digit: int
    path: str
    image: NDArray[np.float32]
    scores: list[float]


def make_example(weights: Weights) -> Example:
    """Let a network read the example.

    Raises:
        InputError: it reads something else, so it is no network to greet visitors with.
    """
    strokes = [smooth(np.array(stroke, np.float64)) for stroke in STROKES]
    image = normalise(draw(strokes), weights.normalisation)
    result = answer(weights, image)
    if image is None or result["digit"] != DIGIT:
        raise InputError(
            f"{weights.name}: reads the page's example, a {DIGIT}, as {result['digit']}; publish a network that reads"
        )
    path = " ".join("M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in stroke) for stroke in strokes)
    return Example(DIGIT, path, image, result["scores"])


def smooth(points: NDArray[np.float64], steps: int = 6) -> NDArray[np.float64]:
    """Return (n, 2) points of the Catmull-Rom spline through the given ones."""
    ends = np.concatenate([points[:1], points, points[-1:]])
    t = (np.arange(steps) / steps)[:, None]
    curves = [
        b + t * (c - a) / 2 + t**2 * (a - 2.5 * b + 2 * c - d / 2) + t**3 * (1.5 * (b - c) + (d - a) / 2)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.concatenate([*curves, points[-1:]])


def draw(strokes: list[NDArray[np.float64]]) -> NDArray[np.float32]:
    """Draw strokes with the pad's round pen: (280, 280) ink in [0, 1]."""
    y, x = np.mgrid[:PAD_SIDE, :PAD_SIDE] + 0.5
    distance = np.full((PAD_SIDE, PAD_SIDE), np.inf)
    for stroke in strokes:
        for (ax, ay), (bx, by) in pairwise(stroke):
            dx, dy = bx - ax, by - ay
            along = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
            np.minimum(distance, np.hypot(x - ax - along * dx, y - ay - along * dy), out=distance)
    ink: NDArray[np.float32] = np.clip(PEN / 2 + 0.5 - distance, 0, 1).astype(np.float32)
    return ink
