"""Resizes images."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.sizes import IMAGE_SIDE

Image = NDArray[np.float32]


def halve(ink: Image) -> Image:
    """Average blocks of 2x2 pixels."""
    rows, columns = ((size + 1) // 2 for size in ink.shape)
    even = np.zeros((2 * rows, 2 * columns), np.float32)
    even[: ink.shape[0], : ink.shape[1]] = ink
    pairs = even[::2] + even[1::2]
    return np.asarray((pairs[:, ::2] + pairs[:, 1::2]) * np.float32(0.25))


def resample_square(image: Image, size: int, row: float, column: float, side: float) -> Image:
    """Resample the square of `side` pixels around (row, column) to (size, size)."""
    half = side / 2
    rows = _resample(image, size, row - half, row + half)
    return _resample(rows.T, size, column - half, column + half).T


def _resample(image: Image, size: int, start: float, stop: float) -> Image:
    """Average the rows between `start` and `stop` into `size` rows, by exact area; rows outside the image are paper."""
    height = len(image)
    above = np.zeros((height + 1, image.shape[1]), np.float32)
    np.cumsum(image, axis=0, out=above[1:])  # ink above each row's upper edge
    edges = start + (stop - start) / size * np.arange(size + 1)
    edges.clip(0, height, out=edges)
    row = edges.astype(np.intp).clip(max=height - 1)
    share = (edges - row).astype(np.float32)[:, None]
    at_edges = above[row]
    at_edges += share * (above[row + 1] - at_edges)
    at_edges *= np.float32(size / (stop - start))
    return np.asarray(at_edges[1:] - at_edges[:-1])


def shrink(images: NDArray[Any]) -> NDArray[Any]:
    """Resize (..., side, side) images to (..., 16, 16) bilinearly without antialiasing, as Karpathy's prepro.py does.

    Pixel centres lie at half-integers; values in between are weighted means of the two nearest.
    """
    side = images.shape[-1]
    centres = np.clip((np.arange(IMAGE_SIDE) + 0.5) * side / IMAGE_SIDE - 0.5, 0, side - 1)
    left = np.minimum(centres.astype(int), side - 2)
    share = (centres - left).astype(np.float32)
    rows = images[..., left, :] * (1 - share[:, None]) + images[..., left + 1, :] * share[:, None]
    return np.asarray(rows[..., left] * (1 - share) + rows[..., left + 1] * share)
