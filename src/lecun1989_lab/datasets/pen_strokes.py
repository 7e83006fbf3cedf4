"""Recorded pen strokes: digits as sequences of pen positions."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lecun1989.errors import InputError
from lecun1989.files import read_text
from lecun1989.ink.strokes import Stroke
from lecun1989.model.sizes import CLASSES
from lecun1989_lab.datasets.gzipped import read_gzip


@dataclass(frozen=True)
class PenDigit:
    """One digit.

    Attributes:
        id: the writer's name, "-", and the digit's number.
        label: 0 to 9.
        strokes: points (x, y) in 0..1, y down, the longest side 1.
    """

    id: str
    label: int
    strokes: list[Stroke]

    @property
    def writer(self) -> str:
        """Who wrote it."""
        return self.id.rpartition("-")[0]


def load_strokes(path: Path) -> list[PenDigit]:
    """Read digits from JSON lines, gzipped or not: {"id", "label", "strokes": [[[x, y], ...], ...]}.

    Raises:
        InputError: the file cannot be read, or a line is not such a digit; the message names the line.
    """
    remedy = "give a file of strokes, .jsonl or .jsonl.gz"
    text = read_gzip(path, remedy)[1].decode("utf-8", "replace") if path.suffix == ".gz" else read_text(path)
    digits = [_pen_digit(line, f"{path}, line {number}") for number, line in enumerate(text.splitlines(), 1)]
    if not digits:
        raise InputError(f"{path}: contains no strokes; give one JSON object per line")
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
        raise InputError(f"{where}: strokes have no points, or points that are not finite; remove the line")
    return digit
