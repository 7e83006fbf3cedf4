"""How well a network reads people: recorded pen strokes, drawn as the page's pad draws them."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.architecture import CLASSES
from lecun1989.browser import answer
from lecun1989.errors import InputError
from lecun1989.normalize import normalise
from lecun1989.weights import Weights
from lecun1989_lab.datasets.gzipped import read_gzip
from lecun1989_lab.files import read_text

PAD_SIDE = 280
PEN = 20.0  # the pad's pen width in pixels
DIGIT_SIDE = 200.0  # longest side of a digit drawn with ease on the pad

Stroke = list[tuple[float, float]]


@dataclass(frozen=True)
class Placement:
    """Where on the pad, and how large, digits are drawn.

    Attributes:
        side: the longest side in pixels.
        centres: (x, y) in pixels, taken in turn.
    """

    side: float
    centres: tuple[tuple[float, float], ...]


PLACEMENTS = {
    "centred": Placement(DIGIT_SIDE, ((140, 140),)),
    "half size, off-centre": Placement(DIGIT_SIDE / 2, ((75, 75), (205, 75), (75, 205), (205, 205))),
}


@dataclass(frozen=True)
class PenDigit:
    """One digit as its writer's pen moved; x and y in 0..1, y down, the longest side 1."""

    id: str
    label: int
    strokes: list[Stroke]


def load_strokes(path: Path) -> list[PenDigit]:
    """Read digits from JSON lines, gzipped or not: {"id", "label", "strokes": [[[x, y], ...], ...]}.

    Raises:
        InputError: the file cannot be read, or a line is not such a digit; it names the line.
    """
    remedy = "give a file of strokes, .jsonl or .jsonl.gz"
    text = read_gzip(path, remedy)[1].decode("utf-8", "replace") if path.suffix == ".gz" else read_text(path)
    digits = [_pen_digit(line, f"{path}, line {number}") for number, line in enumerate(text.splitlines(), 1)]
    if not digits:
        raise InputError(f"{path}: holds no strokes; give one JSON object a line")
    return digits


def _pen_digit(line: str, where: str) -> PenDigit:
    try:
        fields = json.loads(line)
        strokes = [[(float(x), float(y)) for x, y in stroke] for stroke in fields["strokes"]]
        digit = PenDigit(str(fields["id"]), int(fields["label"]), strokes)
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"{where}: not a digit's strokes ({error}); give id, label and strokes") from None
    points = np.array([point for stroke in strokes for point in stroke])
    if not 0 <= digit.label < CLASSES:
        raise InputError(f"{where}: label is {digit.label}; give 0 to 9")
    if points.size == 0 or not np.isfinite(points).all():
        raise InputError(f"{where}: strokes hold no finite point; remove the line")
    return digit


def draw(
    strokes: Sequence[Stroke],
    pen: float = PEN,
    side: float = DIGIT_SIDE,
    centre: tuple[float, float] = (PAD_SIDE / 2, PAD_SIDE / 2),
) -> NDArray[np.float32]:
    """Draw strokes with a round pen on the pad.

    Args:
        strokes: points with the longest side of their box 1, as in `PenDigit`.
        pen: its width in pixels.
        side: the longest side of the box in pixels.
        centre: x and y of the box's centre in pixels.

    Returns:
        (280, 280) ink in [0, 1], antialiased as a canvas does it: by the share of a pixel that the pen covers.
    """
    points = np.array([point for stroke in strokes for point in stroke])
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    ink = np.zeros((PAD_SIDE, PAD_SIDE), np.float32)
    for stroke in strokes:
        path = (np.array(stroke) - middle) * side + centre
        if len(path) == 1:  # a tap makes a dot
            path = np.repeat(path, 2, axis=0)
        for start, end in itertools.pairwise(path):
            _draw_line(ink, start, end, pen / 2)
    return ink


def _draw_line(ink: NDArray[np.float32], start: NDArray[Any], end: NDArray[Any], radius: float) -> None:
    reach = radius + 1
    left, top = np.maximum(np.minimum(start, end) - reach, 0).astype(int)
    right, bottom = np.minimum(np.maximum(start, end) + reach + 1, PAD_SIDE).astype(int)
    if right <= left or bottom <= top:
        return
    x = np.arange(left, right) + 0.5
    y = (np.arange(top, bottom) + 0.5)[:, None]
    (dx, dy), length = end - start, float(((end - start) ** 2).sum())
    along = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / length, 0, 1) if length else 0.0
    distance = np.hypot(x - start[0] - along * dx, y - start[1] - along * dy)
    window = ink[top:bottom, left:right]
    np.maximum(window, np.clip(radius + 0.5 - distance, 0, 1), out=window)


def measure_strokes(weights: Weights, digits: Sequence[PenDigit], pen: float = PEN) -> dict[str, Any]:
    """Draw every digit in each of PLACEMENTS, normalise it, let the network read it, and count.

    Returns:
        {placement: {"digits", "correct", "accuracy_percent", "by_class": {digit: accuracy in percent}}}
    """
    return {name: _measure_placement(weights, digits, pen, place) for name, place in PLACEMENTS.items()}


def _measure_placement(
    weights: Weights, digits: Sequence[PenDigit], pen: float, place: Placement
) -> dict[str, Any]:
    right: dict[int, list[bool]] = {}
    for number, digit in enumerate(digits):
        centre = place.centres[number % len(place.centres)]
        image = normalise(draw(digit.strokes, pen, place.side, centre), weights.normalisation)
        right.setdefault(digit.label, []).append(answer(weights, image)["digit"] == digit.label)
    correct = sum(sum(answers) for answers in right.values())
    return {
        "digits": len(digits),
        "correct": correct,
        "accuracy_percent": 100 * correct / len(digits),
        "by_class": {str(label): 100 * sum(right[label]) / len(right[label]) for label in sorted(right)},
    }
