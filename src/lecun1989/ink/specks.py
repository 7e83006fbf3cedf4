"""Small marks that lie apart from a drawing, such as a dot where the pen rested: not a part of the digit.

Taken along, a speck in a corner would shrink the digit and move it aside. The ink's box is laid out in coarse cells;
cells with ink that touch, at a corner too, make a group, so that a gap of less than a cell parts nothing: a digit of
many short strokes stays whole.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

CELLS = 16  # on the longest side
SPECK = 0.08  # of all ink, at most
DIGIT = 0.8  # of all ink, at least: where no group has so much, nothing is taken for a speck

Cell = tuple[int, int]


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
    groups = _groups(cells)
    amounts = [sum(int(cells[cell]) for cell in group) for group in groups]
    total = sum(amounts)
    if max(amounts) < DIGIT * total:
        return ink
    edges = [np.append(start, size) for start, size in zip(starts, ink.shape, strict=True)]
    clean = ink.copy()
    for group, amount in zip(groups, amounts, strict=True):
        if amount <= SPECK * total:
            for row, column in group:
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
    """Return whether all cells with ink touch, as those of most drawings do: much faster than `_groups`.

    Each cell is a bit of one number, each row followed by a bit of paper, and all neighbours are a few shifts away.
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


def _groups(cells: NDArray[Any]) -> list[list[Cell]]:
    """Return the cells with ink in groups of those that touch."""
    waiting = set(zip(*(axis.tolist() for axis in cells.nonzero()), strict=True))
    groups = []
    while waiting:
        group = [waiting.pop()]
        for row, column in group:
            for below in (row - 1, row, row + 1):
                for beside in (column - 1, column, column + 1):
                    if (below, beside) in waiting:
                        waiting.remove((below, beside))
                        group.append((below, beside))
        groups.append(group)
    return groups
