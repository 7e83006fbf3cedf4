"""Draws strokes like the page's pad: with a round pen on 280x280 pixels."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

PAD_SIDE = 280  # pixels, as in site_template/app/pad/strokes.js
PEN = 20.0  # the pad's pen width in pixels
DIGIT_SIDE = 200.0  # longest side of a digit of comfortable size on the pad

Array = NDArray[Any]
Stroke = list[tuple[float, float]]


def draw(
    strokes: Sequence[Stroke],
    pen: float = PEN,
    side: float = DIGIT_SIDE,
    centre: tuple[float, float] = (PAD_SIDE / 2, PAD_SIDE / 2),
) -> NDArray[np.float32]:
    """Draw strokes with a round pen on the pad.

    Args:
        strokes: points in a box whose longest side is 1, like recorded strokes.
        pen: the pen's width in pixels.
        side: the longest side of the box in pixels.
        centre: x and y of the box's centre in pixels.

    Returns:
        (280, 280) ink in [0, 1], antialiased like a canvas: by the share of each pixel that the pen covers.
    """
    return draw_paths(place_strokes(strokes, side, centre), pen)


def place_strokes(strokes: Sequence[Stroke], side: float, centre: tuple[float, float]) -> list[Array]:
    """Return strokes as paths on the pad, each (n, 2); arguments as in `draw`."""
    points = np.array([point for stroke in strokes for point in stroke])
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    return [(np.array(stroke) - middle) * side + centre for stroke in strokes]


def draw_paths(
    paths: Sequence[Array], pen: float = PEN, shape: tuple[int, int] = (PAD_SIDE, PAD_SIDE)
) -> NDArray[np.float32]:
    """Draw paths on a sheet with a round pen, without moving or scaling them; see `draw`.

    Args:
        paths: the pen's paths, each (n, 2), x and y in pixels.
        pen: the pen's width in pixels.
        shape: rows and columns of the sheet.
    """
    ink = np.zeros(shape, np.float32)
    for path in paths:
        points = np.repeat(path, 2, axis=0) if len(path) == 1 else path  # a tap makes a dot
        for start, end in itertools.pairwise(points):
            _draw_line(ink, start, end, pen / 2)
    return ink


def smooth(points: Array, steps: int) -> Array:
    """Return a path along the Catmull-Rom spline through points, (n, 2), with `steps` steps from point to point."""
    ends = np.concatenate([points[:1], points, points[-1:]])
    t = (np.arange(steps) / steps)[:, None]
    pieces = [
        b + t * (c - a) / 2 + t**2 * (a - 2.5 * b + 2 * c - d / 2) + t**3 * (1.5 * (b - c) + (d - a) / 2)
        for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False)
    ]
    return np.concatenate([*pieces, points[-1:]])


def _draw_line(ink: NDArray[np.float32], start: Array, end: Array, radius: float) -> None:
    reach = radius + 1
    left, top = np.maximum(np.minimum(start, end) - reach, 0).astype(int)
    right, bottom = np.minimum(np.maximum(start, end) + reach + 1, ink.shape[::-1]).astype(int)
    if right <= left or bottom <= top:
        return
    x = np.arange(left, right) + 0.5
    y = (np.arange(top, bottom) + 0.5)[:, None]
    (dx, dy), length = end - start, float(((end - start) ** 2).sum())
    along = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / length, 0, 1) if length else 0.0
    distance = np.hypot(x - start[0] - along * dx, y - start[1] - along * dy)
    window = ink[top:bottom, left:right]
    np.maximum(window, np.clip(radius + 0.5 - distance, 0, 1), out=window)
