"""The zip code that the wide pad shows until a visitor writes: its strokes, and how the network reads them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.geometry import Box
from lecun1989.trained_network import TrainedNetwork
from lecun1989_site.page.samples import make_samples

DIGITS = (1, 4, 2, 0, 7)  # a zip code in Buffalo, New York, where the paper's digits come from
PAD_WIDTH, PAD_HEIGHT = 720, 300  # of the wide pad, as in styles.css
PEN = 14.0  # the pen's width on this pad
SCALE, LEFT, TOP, STEP = 0.72, 5, 48, 127  # of the samples on this pad


@dataclass(frozen=True)
class CodeDigit:
    """A digit of the example.

    Attributes:
        box: in pixels of the pad.
        image: (16, 16) in [-1, 1].
        reading: the answer, "?" if the network refuses.
        note: the score, or the guess if the network refuses.
    """

    box: Box
    image: NDArray[np.float32]
    reading: str
    note: str


@dataclass(frozen=True)
class CodeExample:
    """A zip code: the strokes as SVG path data on the pad, and the readings."""

    path: str
    code: str
    digits: list[CodeDigit]


def make_code_example(network: TrainedNetwork) -> CodeExample:
    """Let a network read the example."""
    samples = make_samples()
    paths = [
        np.array(stroke) * SCALE + (LEFT + STEP * at, TOP)
        for at, digit in enumerate(DIGITS)
        for stroke in samples[digit].strokes
    ]
    row = network.read_strokes(paths, PEN)
    digits = []
    for found in row.digits:
        reading = found.reading
        sure = f"{100 * reading.scores[reading.digit or 0]:.0f}%"
        note = f"perhaps {reading.digit}" if reading.rejected else sure
        said = "?" if reading.rejected else str(reading.digit)
        digits.append(CodeDigit(found.box, reading.image, said, note))
    path = " ".join("M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in stroke) for stroke in paths)
    return CodeExample(path, row.code, digits)
