"""Zip codes put together from recorded digits, and how many of them a network reads.

    five digits by one writer -> placed in a row -> drawn -> read (`lecun1989.rows.decode`)

Most neighbours have a natural gap between them; the boxes of some overlap, but their ink does not. One pair in ten
touches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.strokes import draw_paths, place_strokes
from lecun1989.reading import Row
from lecun1989.results.recorded_digits import CodesRead, ZipCodes, ZipCodesHalf
from lecun1989.rows.decode import LENGTH
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.studies.significance import cluster_share

SEED = 1989
SHEET = (220, 720)  # rows and columns
MARGIN = 40  # pixels left of the first digit
HEIGHT = 110.0  # of a digit, in pixels
PEN = 14.0
SIZE, BASELINE = 0.08, 0.05  # standard deviations: of the logarithm of a digit's size; of its place / HEIGHT
GAP, GAP_SPREAD = 0.22, 0.12  # mean and standard deviation of the gap between two boxes / HEIGHT
APART = 0.03  # smallest distance / HEIGHT between the ink of two digits that do not touch
TOUCHING = 0.1  # share of all pairs
CODES = 5  # per writer

Paths = list[NDArray[np.float64]]


@dataclass(frozen=True)
class Code:
    """A zip code in one writer's hand.

    Attributes:
        writer: the writer of the digits.
        labels: the five digits.
        paths: the pen's paths, (n, 2) each, in pixels.
        touching: how many of its four pairs touch.
    """

    writer: str
    labels: tuple[int, ...]
    paths: Paths
    touching: int

    def draw(self) -> NDArray[np.float32]:
        """Return the ink, (220, 720) in [0, 1]."""
        return draw_paths(self.paths, PEN, SHEET)


def compose_codes(digits: Sequence[PenDigit]) -> list[Code]:
    """Compose CODES zip codes for each writer with at least five digits; the same digits give the same codes."""
    by_writer: dict[str, list[PenDigit]] = {}
    for digit in digits:
        by_writer.setdefault(digit.writer, []).append(digit)
    generator = np.random.default_rng(SEED)
    return [
        _compose(writer, by_writer[writer], generator)
        for writer in sorted(by_writer)
        if len(by_writer[writer]) >= LENGTH
        for _ in range(CODES)
    ]


def measure_zip_codes(network: TrainedNetwork, digits: Sequence[PenDigit], source: str) -> ZipCodes:
    """Let a network read zip codes, once as strokes and once as a picture, and count the answers.

    Every second writer by name, from the first on, is for "development": the costs in `rows.decode` were chosen on
    them. The others are for the "report".

    Args:
        network: the network.
        digits: recorded strokes.
        source: the name of their file.
    """
    writers = sorted({digit.writer for digit in digits})
    development, report = (
        _measure_half(network, compose_codes([digit for digit in digits if digit.writer in set(names)]))
        for names in (writers[::2], writers[1::2])
    )
    return ZipCodes(network.name, source, development, report)


def _measure_half(network: TrainedNetwork, codes: list[Code]) -> ZipCodesHalf:
    return ZipCodesHalf(
        codes=len(codes),
        writers=len({code.writer for code in codes}),
        strokes=_count(codes, (network.read_strokes(code.paths, PEN) for code in codes)),
        ink=_count(codes, (network.read_row_ink(code.draw()) for code in codes)),
    )


def _count(codes: list[Code], rows: Iterable[Row]) -> CodesRead:
    found = []
    for code, row in zip(codes, rows, strict=True):
        read = tuple(digit.reading.digit for digit in row.digits)
        right = sum(a == b for a, b in zip(read, code.labels, strict=False))
        found.append((read == code.labels, right, not any(digit.reading.rejected for digit in row.digits)))
    whole, right_digits, kept = np.array(found).T
    names = sorted({code.writer for code in codes})
    writer = np.array([names.index(code.writer) for code in codes])
    of, touching = np.bincount(writer), np.array([code.touching for code in codes])
    return CodesRead(
        whole=cluster_share(np.bincount(writer, whole).astype(np.int64), of),
        digits=cluster_share(np.bincount(writer, right_digits).astype(np.int64), LENGTH * of),
        whole_by_touching={
            str(pairs): 100 * float(whole[touching == pairs].mean())
            for pairs in sorted(set(touching.tolist()))
        },
        refused_percent=100 * float(1 - kept.mean()),
        whole_of_the_rest_percent=100 * float(whole[kept > 0].mean()) if kept.any() else 0.0,
    )


def _compose(writer: str, digits: list[PenDigit], generator: np.random.Generator) -> Code:
    chosen = [digits[number] for number in generator.choice(len(digits), LENGTH, replace=False)]
    paths: Paths = []
    before: Paths = []
    touching = 0
    for digit in chosen:
        side = HEIGHT * float(np.exp(generator.normal(0, SIZE)))
        row = SHEET[0] / 2 + HEIGHT * float(generator.normal(0, BASELINE))
        placed = place_strokes(digit.strokes, side, (0, row))
        left = min(path[:, 0].min() for path in placed)
        gap = HEIGHT * float(generator.normal(GAP, GAP_SPREAD))
        touches = float(generator.uniform()) < TOUCHING
        if not before:
            shift = MARGIN - left
        else:
            right = max(path[:, 0].max() for path in before)
            distance = PEN * float(generator.uniform()) if touches else PEN + APART * HEIGHT
            beside = _least_shift(before, placed, distance)  # between the pen's paths
            shift = beside if touches else max(right + PEN + gap - left, beside)
            touching += touches
        before = [path + np.array([shift, 0]) for path in placed]
        paths += before
    return Code(writer, tuple(digit.label for digit in chosen), paths, touching)


def _least_shift(before: Paths, placed: Paths, distance: float) -> float:
    """Return how far right paths must move to be at least `distance` from the paths before."""
    fixed, moved = (_dense(paths) for paths in (before, placed))
    rows = fixed[:, None, 1] - moved[None, :, 1]
    near = np.abs(rows) <= distance
    room = np.sqrt(np.maximum(distance**2 - rows**2, 0))
    shifts = fixed[:, None, 0] - moved[None, :, 0] + room
    return (
        float(shifts[near].max()) if near.any() else float(fixed[:, 0].max() - moved[:, 0].min() + distance)
    )


def _dense(paths: Paths) -> NDArray[np.float64]:
    """Return points along paths, at most 2 pixels apart."""
    points = []
    for path in paths:
        points.append(path[:1])
        for start, end in pairwise(path):
            steps = max(1, int(np.ceil(np.hypot(*(end - start)) / 2)))
            points.append(start + (end - start) * (np.arange(1, steps + 1) / steps)[:, None])
    return np.concatenate(points)
