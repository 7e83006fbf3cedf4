"""The worked example that stands on the page until a visitor draws: a digit, its 16x16 input, its answer."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.explain.unit import explain_unit, layer_levels
from lecun1989.ink.strokes import draw_paths, smooth
from lecun1989.model.checkpoint import Weights
from lecun1989.preprocess.normalization import normalise
from lecun1989.session import answer

STEPS = 6  # of a smooth line from point to point

# Points that a smooth line passes through.
DIGIT = 3
STROKES = (
    (
        (84, 64),
        (108, 38),
        (146, 28),
        (182, 44),
        (188, 78),
        (164, 106),
        (128, 118),
        (166, 124),
        (198, 150),
        (196, 192),
        (160, 220),
        (114, 218),
        (80, 192),
    ),
)


@dataclass(frozen=True)
class Example:
    """A digit as drawn and as read.

    Attributes:
        digit: what it is, and what the network reads.
        strokes: as drawn, x and y on the pad's 280x280.
        image: (16, 16), what the network sees.
        scores: ten, in 0..1.
        layers: the activations of all layers, see `explain.layer_levels`.
        number: of the strongest unit of H1.
        unit: its arithmetic, see `explain.explain_unit`.
    """

    digit: int
    strokes: list[NDArray[np.float64]]
    image: NDArray[np.float32]
    scores: list[float]
    layers: dict[str, Any]
    number: int
    unit: dict[str, Any]

    @property
    def path(self) -> str:
        """SVG path data of the strokes."""
        return " ".join("M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in stroke) for stroke in self.strokes)


def draw_example(weights: Weights) -> NDArray[np.float32]:
    """Return the example, (16, 16) in [-1, 1], normalised as a network needs it."""
    image = normalise(draw_paths(_strokes()), weights.normalisation)
    assert image is not None, "the example has ink"
    return image


def _strokes() -> list[NDArray[np.float64]]:
    return [smooth(np.array(stroke, np.float64), STEPS) for stroke in STROKES]


def make_example(weights: Weights) -> Example:
    """Let a network read the example.

    Raises:
        InputError: it reads something else, so it is no network to greet visitors with.
    """
    image = draw_example(weights)
    result = answer(weights, image)
    if result["digit"] != DIGIT:
        raise InputError(
            f"{weights.name}: reads the page's example, a {DIGIT}, as {result['digit']}; publish a network that reads"
        )
    layers = layer_levels(weights.network, image)
    number = int(np.argmax(layers["h1"]["levels"]))
    unit = explain_unit(weights.network, image, "h1", number)
    return Example(DIGIT, _strokes(), image, result["scores"], layers, number, unit)
