"""Decides which pieces of a row make a digit, by the network's own scores.

    pieces -> every run of neighbouring pieces read as a digit -> the cheapest path from left to right

A digit costs -log p, where p is the network's score for its best reading, and more if its shape is unlikely. Separating
pieces that touch also has a cost, and so has joining pieces across a gap. Dynamic programming finds the cheapest path,
as in segmentation by recognition (Matan et al., 1992; LeCun et al., 1998, section V).
"""

import math
from dataclasses import dataclass

import numpy as np

from lecun1989.model.geometry import Box
from lecun1989.model.network import Activations, Network
from lecun1989.preprocess.normalization import blank, normalise
from lecun1989.rows.segment import Pieces

LENGTH = 5  # digits of a zip code
MAX_PIECES = 7  # of a digit
MAX_WIDTH = 1.5  # of a digit, as a multiple of the row's height
# Costs besides -log p:
SEAM = 1.0  # to separate pieces that touch
SEAM_WIDTH = 2.0  # and for the seam: times its width / row height
GAP = 6.0  # to join pieces across a gap: times gap / row height
LOW = 3.0  # for a digit lower than the row: times the squared logarithm of digit height / row height
OTHER_LENGTH = 4.0  # for each digit more or fewer than LENGTH, unless the row is short
SHORT = 2.4  # row width / row height: a narrower row may be unfinished
MIN_SCORE = 1e-6

Run = tuple[int, int]  # the first and the last piece


@dataclass(frozen=True)
class Span:
    """One digit of a row.

    Attributes:
        box: its bounding box, in pixels of the drawing.
        index: its image's index among all images that were read.
    """

    box: Box
    index: int


def decode_row(network: Network, normalisation: str, row: Pieces) -> tuple[list[Span], Activations]:
    """Find the digits of a row.

    Args:
        network: reads every run of pieces that may be a digit.
        normalisation: how its inputs are made, see `normalise`.
        row: the row's pieces, at least one.

    Returns:
        The digits from left to right, and the activations for all runs that were read.
    """
    pieces = len(row.pieces)
    runs = [
        (first, last)
        for first in range(pieces)
        for last in range(first, min(first + MAX_PIECES, pieces))
        if first == last or row.box(first, last).width <= MAX_WIDTH * row.height
    ]
    found = [normalise(row.join(*run), normalisation) for run in runs]
    images = np.stack([blank() if image is None else image for image in found])
    activations = network.activations(images)
    scores = network.output.scores(activations.output)
    certainty = scores.max(axis=1) / np.maximum(scores.sum(axis=1), MIN_SCORE)
    costs = {
        run: _shape_cost(row, *run) - math.log(max(sure, MIN_SCORE))
        for run, sure in zip(runs, certainty.tolist(), strict=True)
    }
    index = {run: at for at, run in enumerate(runs)}
    path = _cheapest_path(costs, row)
    return [Span(_on_drawing(row, *run), index[run]) for run in path], activations


def _shape_cost(row: Pieces, first: int, last: int) -> float:
    """Return the cost of joining these pieces to a digit, from their boxes alone."""
    low = math.log(row.box(first, last).height / row.height)
    gap, edge = 0, row.pieces[first].box.right
    for piece in row.pieces[first + 1 : last + 1]:
        gap += max(0, piece.box.left - edge)
        edge = max(edge, piece.box.right)
    return GAP * gap / row.height + LOW * low**2


def _seam_cost(row: Pieces, last: int) -> float:
    """Return the cost of ending a digit with this piece and starting another."""
    seam = row.seams[last] if last < len(row.seams) else 0.0
    return SEAM + SEAM_WIDTH * seam / row.height if seam else 0.0


def _cheapest_path(costs: dict[Run, float], row: Pieces) -> list[Run]:
    """Return the consecutive runs with the lowest total cost."""
    end = len(row.pieces)
    # best[number of digits][the piece after the last digit] = (cost, the last digit's first piece)
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
    path: list[Run] = []
    for digits in range(length, 0, -1):
        first = best[digits][end][1]
        path.insert(0, (first, end - 1))
        end = first
    return path


def _on_drawing(row: Pieces, first: int, last: int) -> Box:
    box = row.box(first, last)
    return Box(*(round(row.scale * edge) for edge in (box.left, box.top, box.right, box.bottom)))
