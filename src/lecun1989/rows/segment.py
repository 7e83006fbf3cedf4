"""A row of handwriting -> its pieces, from left to right: strokes if they are known, else connected components.

    ink -> made smaller -> connected components -> wide ones cut at their thinnest columns -> pieces
    strokes -> drawn one by one -> pieces

A piece may be only part of a digit: `decode` joins pieces to digits, by the network's scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.components import label_components
from lecun1989.ink.extent import dark_ink, mask_box
from lecun1989.ink.strokes import draw_paths
from lecun1989.model.geometry import Box
from lecun1989.preprocess.resample import halve

MAX_HEIGHT = 128  # pixels; a taller row is made smaller
MIN_COMPONENT = 0.003  # share of all ink; smaller components are dirt
MIN_WIDTH = 0.75  # share of the row's height; narrower components are not cut
MIN_DISTANCE = 0.1  # share of the row's height; between two cuts, and from a cut to a side
MAX_CUTS = 5  # in a component

Image = NDArray[np.float32]


@dataclass(frozen=True)
class Piece:
    """Some ink, (rows, columns) in [0, 1], and its bounding box."""

    box: Box
    ink: Image


@dataclass(frozen=True)
class Pieces:
    """The pieces of a row of handwriting.

    Attributes:
        pieces: from left to right.
        seams: for each piece but the last, the width in pixels of the ink that joins it to the next; 0 if they do not
            touch.
        height: the tallest piece's height in pixels, about that of the row's digits.
        scale: pixels of the drawing per pixel of the pieces.
    """

    pieces: list[Piece]
    seams: list[float]
    height: int
    scale: float

    def box(self, first: int, last: int) -> Box:
        """Return the bounding box of the pieces from first to last, counted from 0."""
        boxes = [piece.box for piece in self.pieces[first : last + 1]]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    def join(self, first: int, last: int) -> Image:
        """Return the ink of the pieces from first to last, counted from 0, in their box."""
        around = self.box(first, last)
        ink = np.zeros((around.height, around.width), np.float32)
        for piece in self.pieces[first : last + 1]:
            box = piece.box
            part = ink[
                box.top - around.top : box.bottom - around.top,
                box.left - around.left : box.right - around.left,
            ]
            np.maximum(part, piece.ink, out=part)
        return ink


def segment_strokes(paths: Sequence[NDArray[np.float64]], pen: float) -> Pieces:
    """Make every stroke a piece.

    Args:
        paths: the pen's paths, at least one, each (n, 2), x and y in pixels.
        pen: the pen's width in pixels.
    """
    points = np.concatenate(paths)
    corner, size = points.min(axis=0) - pen, np.ptp(points, axis=0) + 2 * pen
    scale = max(1.0, float(size[1]) / MAX_HEIGHT)
    columns, rows = np.ceil(size / scale).astype(int) + 1
    pieces = []
    for path in paths:
        ink = draw_paths([(path - corner) / scale], pen / scale, (rows, columns))
        pieces.append(_cut_out(ink, mask_box(ink > 0)))
    pieces.sort(key=lambda piece: piece.box.left + piece.box.right)
    seams = [_overlap(left, right) for left, right in pairwise(pieces)]
    moved = [Piece(_move(piece.box, corner / scale), piece.ink) for piece in pieces]
    return Pieces(moved, seams, max(piece.box.height for piece in pieces), scale)


def segment_ink(ink: Image) -> Pieces:
    """Find the pieces of a row of handwriting.

    Args:
        ink: (rows, columns) in [0, 1], any size, with some ink in it.
    """
    scale = 1.0
    while mask_box(dark_ink(ink)).height > MAX_HEIGHT:
        ink, scale = halve(ink), 2 * scale
    label, count = label_components(dark_ink(ink))
    amounts = np.bincount(label.ravel(), ink.ravel(), count + 1)[1:]
    numbers = np.flatnonzero(amounts >= MIN_COMPONENT * amounts.sum()) + 1
    label = _spread(label)
    components = [_cut_out(ink * (label == number), mask_box(label == number)) for number in numbers]
    height = max(component.box.height for component in components)
    parts = [part for component in components for part in _cut(component, height)]
    parts.sort(key=lambda part: part[0].box.left + part[0].box.right)
    seams = [seam for _, seam in parts[:-1]]
    return Pieces([piece for piece, _ in parts], seams, height, scale)


def _cut_out(ink: Image, box: Box) -> Piece:
    return Piece(box, ink[box.top : box.bottom, box.left : box.right])


def _move(box: Box, by: NDArray[np.float64]) -> Box:
    across, down = (round(float(way)) for way in by)
    return Box(box.left + across, box.top + down, box.right + across, box.bottom + down)


def _overlap(one: Piece, other: Piece) -> float:
    """Return the side of a square with the same area as the ink that two pieces share."""
    a, b = one.box, other.box
    left, right, top, bottom = (
        max(a.left, b.left),
        min(a.right, b.right),
        max(a.top, b.top),
        min(a.bottom, b.bottom),
    )
    if left >= right or top >= bottom:
        return 0.0
    shared = [
        piece.ink[
            top - piece.box.top : bottom - piece.box.top, left - piece.box.left : right - piece.box.left
        ]
        for piece in (one, other)
    ]
    return float(np.sqrt(np.minimum(*shared).sum()))


def _cut(component: Piece, height: int) -> list[tuple[Piece, float]]:
    """Cut a wide component at its thinnest columns; return its parts, each with the seam to the next."""
    box, ink = component.box, component.ink
    margin = max(1, round(MIN_DISTANCE * height))
    thickness = ink.sum(axis=0)
    cuts: list[int] = []
    if box.width >= MIN_WIDTH * height:
        for column in np.argsort(thickness[margin:-margin], kind="stable") + margin:
            if len(cuts) < MAX_CUTS and all(abs(column - cut) >= margin for cut in cuts):
                cuts.append(int(column))
    parts = []
    for left, right in pairwise([0, *sorted(cuts), box.width]):
        inside = mask_box(ink[:, left:right] > 0)
        seam = float(thickness[right]) if right < box.width else 0.0
        here = Box(box.left + left, box.top, box.left + right, box.bottom)
        part = Box(
            here.left + inside.left, here.top + inside.top, here.left + inside.right, here.top + inside.bottom
        )
        parts.append(
            (Piece(part, ink[inside.top : inside.bottom, left + inside.left : left + inside.right]), seam)
        )
    return parts


def _spread(label: NDArray[np.intp]) -> NDArray[np.intp]:
    """Assign the pale edges of strokes, one pixel wide, to the components beside them."""
    wide = np.pad(label, 1)
    beside = np.max([wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:]], axis=0)
    return np.where(label == 0, beside, label)
