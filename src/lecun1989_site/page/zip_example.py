"""The zip code that stands on the wide pad until a visitor writes: its strokes, and how the network reads them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.checkpoint import Weights
from lecun1989.rows.decode import read_row
from lecun1989.rows.segment import segment_strokes
from lecun1989.session import row_answer
from lecun1989_site.page.samples import make_samples

DIGITS = (1, 4, 2, 0, 7)  # a zip code of Buffalo, New York, where the paper's digits came from
PEN = 14.0  # as in site_template/app/article/zip-code.js
SCALE, LEFT, TOP, STEP = 0.72, 5, 48, 127  # of the samples on the pad of 720 x 300


@dataclass(frozen=True)
class CodeDigit:
    """One digit of the example: its box in pixels, (16, 16) in [-1, 1], the answer, and how sure it is, in words."""

    box: list[int]
    image: NDArray[np.float32]
    reading: str
    note: str


@dataclass(frozen=True)
class CodeExample:
    """A zip code as written, SVG path data on the pad's 720x300, and as read."""

    path: str
    code: str
    digits: list[CodeDigit]


def make_code_example(weights: Weights) -> CodeExample:
    """Let a network read the example; what it refuses stands as "?"."""
    samples = make_samples()
    paths = [
        np.array(stroke) * SCALE + (LEFT + STEP * at, TOP)
        for at, digit in enumerate(DIGITS)
        for stroke in samples[digit].strokes
    ]
    answer = row_answer(weights, read_row(weights, segment_strokes(paths, PEN)))
    digits = [
        CodeDigit(
            each["box"],
            np.array(each["input"], np.float32).reshape(16, 16),
            "?" if each["rejected"] else str(each["digit"]),
            f"perhaps {each['digit']}" if each["rejected"] else f"{100 * each['scores'][each['digit']]:.0f}%",
        )
        for each in answer["digits"]
    ]
    path = " ".join("M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in stroke) for stroke in paths)
    return CodeExample(path, answer["code"], digits)
