"""How well a network reads people: recorded pen strokes, drawn as the page's pad draws them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lecun1989.architecture import CLASSES
from lecun1989.browser import answer
from lecun1989.errors import InputError
from lecun1989.normalize import normalise
from lecun1989.pen import DIGIT_SIDE, PAD_SIDE, PEN, Stroke, draw
from lecun1989.weights import Weights
from lecun1989_lab.datasets.gzipped import read_gzip
from lecun1989_lab.files import read_text


@dataclass(frozen=True)
class Placement:
    """Where on the pad, how large, and with which pen digits are drawn.

    Attributes:
        side: the longest side in pixels.
        centres: (x, y) in pixels, taken in turn.
        pen: its width in pixels.
    """

    side: float = DIGIT_SIDE
    centres: tuple[tuple[float, float], ...] = ((PAD_SIDE / 2, PAD_SIDE / 2),)
    pen: float = PEN


PLACEMENTS = {
    "centred": Placement(),
    "half size, off-centre": Placement(DIGIT_SIDE / 2, ((75, 75), (205, 75), (75, 205), (205, 205))),
    "pen of 10": Placement(pen=10),
    "pen of 36": Placement(pen=36),
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


def measure_strokes(weights: Weights, digits: Sequence[PenDigit]) -> dict[str, Any]:
    """Draw every digit in each of PLACEMENTS, normalise it, let the network read it, and count.

    Returns:
        {placement: {"digits", "correct", "accuracy_percent", "by_class": {digit: accuracy in percent}}}
    """
    return {name: _measure_placement(weights, digits, place) for name, place in PLACEMENTS.items()}


def _measure_placement(weights: Weights, digits: Sequence[PenDigit], place: Placement) -> dict[str, Any]:
    right: dict[int, list[bool]] = {}
    for number, digit in enumerate(digits):
        centre = place.centres[number % len(place.centres)]
        image = normalise(draw(digit.strokes, place.pen, place.side, centre), weights.normalisation)
        right.setdefault(digit.label, []).append(answer(weights, image)["digit"] == digit.label)
    correct = sum(sum(answers) for answers in right.values())
    return {
        "digits": len(digits),
        "correct": correct,
        "accuracy_percent": 100 * correct / len(digits),
        "by_class": {str(label): 100 * sum(right[label]) / len(right[label]) for label in sorted(right)},
    }
