"""The zip code that stands on the wide pad until a visitor writes: its strokes, and how the network reads them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.geometry import Box
from lecun1989.trained_network import TrainedNetwork
from lecun1989_site.page.samples import make_samples

DIGITS = (1, 4, 2, 0, 7)  # a zip code of Buffalo, New York, where the paper's digits came from
PAD_WIDTH, PEN = 720, 14.0  # of the zip code's pad, and of its pen; the page's script is told both
SCALE, LEFT, TOP, STEP = 0.72, 5, 48, 127  # of the samples on the pad of 720 x 300


@dataclass(frozen=True)
class CodeDigit:
    """One digit of the example: its box in pixels, (16, 16) in [-1, 1], the answer, and how sure it is, in words."""

    box: Box
    image: NDArray[np.float32]
    reading: str
    note: str


@dataclass(frozen=True)
class CodeExample:
    """A zip code as written, SVG path data on the pad's 720x300, and as read."""

    path: str
    code: str
    digits: list[CodeDigit]


def make_code_example(network: TrainedNetwork) -> CodeExample:
    """Let a network read the example; what it refuses stands as "?"."""
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
