"""Removes specks: small marks apart from the digit, such as a dot where the pen rested.

A speck in a corner would shrink the digit and shift it. The ink's box is divided into coarse cells. Cells with ink that
touch, also at a corner, form a group. So a gap narrower than a cell does not count, and a digit of many short strokes
stays whole.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.components import label_components

CELLS = 16  # on the longest side
MAX_SPECK = 0.08  # a speck has at most this share of all ink
MIN_DIGIT = 0.8  # if the largest group has a smaller share, no group is a speck


def drop_specks(ink: NDArray[np.float32], dark: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Remove the specks from a drawing.

    Args:
        ink: (rows, columns), cropped to the drawing's box.
        dark: (rows, columns), true where there is ink.

    Returns:
        `ink` itself if there is no speck, else a copy without specks.
    """
    starts = [_cell_starts(size, max(ink.shape)) for size in ink.shape]
    cells = _add_up(dark, starts)
    if _is_one_group(cells):
        return ink
    label, count = label_components(cells > 0)
    amounts = np.bincount(label.ravel(), cells.ravel(), count + 1)[1:]
    total = amounts.sum()
    if amounts.max() < MIN_DIGIT * total:
        return ink
    edges = [np.append(start, size) for start, size in zip(starts, ink.shape, strict=True)]
    clean = ink.copy()
    specks = np.isin(label, np.flatnonzero(amounts <= MAX_SPECK * total) + 1)
    for row, column in zip(*specks.nonzero(), strict=True):
        clean[edges[0][row] : edges[0][row + 1], edges[1][column] : edges[1][column + 1]] = 0
    return clean


def _cell_starts(size: int, longest: int) -> NDArray[np.intp]:
    """Return where the cells along a side begin, in pixels; no cell is smaller than a pixel."""
    cells = max(1, min(size, round(size * CELLS / longest)))
    return (np.arange(cells) * size // cells).astype(np.intp)


def _add_up(dark: NDArray[np.bool_], starts: list[NDArray[np.intp]]) -> NDArray[Any]:
    """Return the number of dark pixels in each cell."""
    rows = np.add.reduceat(dark, starts[0], axis=0, dtype=np.int32)
    return np.asarray(np.add.reduceat(rows, starts[1], axis=1))


def _is_one_group(cells: NDArray[Any]) -> bool:
    """Return whether all cells with ink form one group, as in most drawings.

    The cells are the bits of one integer, with an empty bit after each row, so a few shifts reach all neighbours.
    On 16x16 cells this takes 9 µs, and `label_components` 61 µs (CPython 3.11). A whole drawing takes 200 µs.
    """
    rows, columns = cells.shape
    row = columns + 1
    bits = np.zeros((rows, row), np.bool_)
    bits[:, :columns] = cells
    inked = int.from_bytes(np.packbits(bits).tobytes())
    group, before = inked & -inked, 0
    while group != before:
        before = group
        group |= group << 1 | group >> 1
        group |= group << row | group >> row
        group &= inked
    return group == inked
