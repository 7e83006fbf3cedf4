"""What the units of a convolution see: 5x5 windows with stride 2, on maps inside a frame of background.

A map of side x side units reads a map of 2 side x 2 side units. Unit (row, column) sees rows 2 row - 2 to 2 row + 2 and
columns 2 column - 2 to 2 column + 2. Everything outside the map is background.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from lecun1989.model.sizes import BACKGROUND, KERNEL_SIDE, PADDING, STRIDE

Array = NDArray[Any]


class Box(NamedTuple):
    """A rectangle of units or pixels; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.bottom - self.top


def frame(maps: Array) -> Array:
    """Put maps (..., side, side) into a frame of background: (..., side + 4, side + 4)."""
    edges = [(0, 0)] * (maps.ndim - 2) + [(PADDING, PADDING)] * 2
    return np.pad(maps, edges, constant_values=BACKGROUND)


def windows(frames: Array, side: int) -> Array:
    """View the 5x5 windows of frames; the last axis is the maps.

    Args:
        frames: (n, 2 side + 4, 2 side + 4, maps), C-contiguous.
        side: side of the maps that read the windows.

    Returns:
        (n, side, side, 5, 5 * maps), read-only.
    """
    n, row, column, _ = frames.strides
    return as_strided(
        frames,
        (len(frames), side, side, KERNEL_SIDE, KERNEL_SIDE * frames.shape[3]),
        (n, STRIDE * row, STRIDE * column, row, frames.itemsize),
        writeable=False,
    )


def overlay(patches: Array, side: int, maps: int) -> Array:
    """Add windows up at their places in the layer below: the transpose of `windows`.

    Args:
        patches: (side * side, 25 * maps), one row for each unit.
        side: side of the units' map.
        maps: number of maps in the layer below.

    Returns:
        (4 side * side, maps): the units of the layer below, row by row. Values on the frame are dropped.
    """
    below = STRIDE * side
    framed = np.zeros((below + 2 * PADDING, below + 2 * PADDING, maps), patches.dtype)
    for place, patch in enumerate(patches.reshape(-1, KERNEL_SIDE, KERNEL_SIDE, maps)):
        row, column = (STRIDE * part for part in divmod(place, side))
        framed[row : row + KERNEL_SIDE, column : column + KERNEL_SIDE] += patch
    return framed[PADDING:-PADDING, PADDING:-PADDING].reshape(-1, maps)


def receptive_field(part: Box, side: int) -> Box:
    """Return what part of a map sees in a map of the layer below, of side x side units."""
    left, top, right, bottom = part
    return Box(
        max(STRIDE * left - PADDING, 0),
        max(STRIDE * top - PADDING, 0),
        min(STRIDE * (right - 1) + PADDING + 1, side),
        min(STRIDE * (bottom - 1) + PADDING + 1, side),
    )
