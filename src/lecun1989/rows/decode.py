"""Reading a row of digits, such as a zip code: the network itself says which pieces of ink make a digit.

    pieces -> every run of neighbouring pieces read as a digit -> the cheapest way from left to right

A digit costs -log p, p the network's score for its best reading, and more for an unlikely shape; parting pieces that
meet and joining pieces over a gap cost, too. The cheapest way is found by dynamic programming, as in segmentation by
recognition (Matan et al., 1992; LeCun et al., 1998, section V).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.checkpoint import Weights
from lecun1989.model.scores import scores
from lecun1989.preprocess.normalization import blank, normalise
from lecun1989.rows.segment import Box, Row

LENGTH = 5  # digits of a zip code
MOST_PIECES = 7  # of a digit
WIDEST = 1.5  # of the row's height
# What it costs, beside -log p:
SEAM, SEAM_WIDTH = 1.0, 2.0  # to part pieces that meet; by the seam's width, as a share of the row's height
GAP = 6.0  # to join pieces that lie apart, by the gap as a share of the row's height
LOW = 3.0  # that a digit is lower than the row, by the square of the ratio's logarithm
OTHER_LENGTH = 4.0  # that a row is not LENGTH digits long, for each digit more or less; unless it is short
SHORT = 2.4  # of the row's height: a narrower row may still be growing
LEAST = 1e-6  # score

Image = NDArray[np.float32]
Run = tuple[int, int]  # of pieces, the first and the last


@dataclass(frozen=True)
class Digit:
    """One digit of a row.

    Attributes:
        box: in pixels of the drawing.
        image: (16, 16) in [-1, 1], as the network sees it.
        outputs: (10,), the network's.
    """

    box: Box
    image: Image
    outputs: NDArray[np.float32]


def read_row(weights: Weights, row: Row) -> list[Digit]:
    """Find and read the digits of a row, from left to right."""
    pieces = len(row.pieces)
    runs = [
        (first, last)
        for first in range(pieces)
        for last in range(first, min(first + MOST_PIECES, pieces))
        if first == last or row.box(first, last).width <= WIDEST * row.height
    ]
    found = [normalise(row.join(*run), weights.normalisation) for run in runs]
    images = np.stack([blank() if image is None else image for image in found])
    outputs = weights.network.outputs(images)
    reading = scores(weights.network, outputs)
    certainty = reading.max(axis=1) / np.maximum(reading.sum(axis=1), LEAST)
    costs = {
        run: _shape_cost(row, *run) - math.log(max(sure, LEAST))
        for run, sure in zip(runs, certainty.tolist(), strict=True)
    }
    number = {run: at for at, run in enumerate(runs)}
    return [
        Digit(_on_drawing(row, *run), images[number[run]], outputs[number[run]])
        for run in _cheapest_way(costs, row)
    ]


def _shape_cost(row: Row, first: int, last: int) -> float:
    """Return what it costs to take these pieces for a digit, whatever they look like inside."""
    low = math.log(row.box(first, last).height / row.height)
    gap, edge = 0, row.pieces[first].box.right
    for piece in row.pieces[first + 1 : last + 1]:
        gap += max(0, piece.box.left - edge)
        edge = max(edge, piece.box.right)
    return GAP * gap / row.height + LOW * low**2


def _seam_cost(row: Row, last: int) -> float:
    """Return what it costs that a digit ends with this piece and another begins."""
    seam = row.seams[last] if last < len(row.seams) else 0.0
    return SEAM + SEAM_WIDTH * seam / row.height if seam else 0.0


def _cheapest_way(costs: dict[Run, float], row: Row) -> list[Run]:
    """Return the runs, each beginning where the one before ends, that cost least together."""
    end = len(row.pieces)
    # By how many digits and before which piece they end: what they cost, and where the last of them begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(end):
        reached: dict[int, tuple[float, int]] = {}
        for (first, last), cost in costs.items():
            if first in best[-1]:
                total = best[-1][first][0] + cost + _seam_cost(row, last)
                if last + 1 not in reached or total < reached[last + 1][0]:
                    reached[last + 1] = (total, first)
        best.append(reached)
    other_length = OTHER_LENGTH if row.box(0, end - 1).width > SHORT * row.height else 0.0
    length = min(
        (digits for digits in range(1, end + 1) if end in best[digits]),
        key=lambda digits: best[digits][end][0] + other_length * abs(digits - LENGTH),
    )
    way: list[Run] = []
    for digits in range(length, 0, -1):
        first = best[digits][end][1]
        way.insert(0, (first, end - 1))
        end = first
    return way


def _on_drawing(row: Row, first: int, last: int) -> Box:
    box = row.box(first, last)
    return Box(*(round(row.scale * edge) for edge in (box.left, box.top, box.right, box.bottom)))
