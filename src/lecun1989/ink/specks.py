"""Small marks that lie apart from a drawing, such as a dot where the pen rested: they aren't part of the digit.

A speck in a corner would shrink the digit and move it aside. The ink's box is divided into coarse cells; cells with ink
that touch, also at a corner, make a group. A gap narrower than a cell therefore separates nothing, and a digit of many
short strokes stays whole.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.components import label_components

CELLS = 16  # on the longest side
MAX_SPECK = 0.08  # share of all ink that a speck has at most
MIN_DIGIT = 0.8  # share that the largest group has at least; else nothing is taken for a speck


def drop_specks(ink: NDArray[np.float32], dark: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Wipe the specks off a drawing.

    Args:
        ink: (rows, columns), just the box of the drawing.
        dark: (rows, columns), where there is ink.

    Returns:
        `ink` itself where there is no speck; else a copy without them.
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
    """Return where the cells of a side begin, in pixels; none is smaller than a pixel."""
    cells = max(1, min(size, round(size * CELLS / longest)))
    return (np.arange(cells) * size // cells).astype(np.intp)


def _add_up(dark: NDArray[np.bool_], starts: list[NDArray[np.intp]]) -> NDArray[Any]:
    """Return how many dark pixels there are in each cell."""
    rows = np.add.reduceat(dark, starts[0], axis=0, dtype=np.int32)
    return np.asarray(np.add.reduceat(rows, starts[1], axis=1))


def _is_one_group(cells: NDArray[Any]) -> bool:
    """Return whether all cells with ink touch, as those of most drawings do.

    Each cell is a bit of one number, each row followed by a bit of paper, so that a few shifts reach all neighbours.
    On 16x16 cells this takes 9 µs, where `label_components` takes 61 µs (CPython 3.11), of a drawing's 200 µs.
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
