"""The worked example that the page shows until a visitor draws: a digit, its 16x16 input and the answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.explain.intensities import Intensities, intensities, layer_intensities
from lecun1989.explain.unit import Unit, explain_unit
from lecun1989.explain.unit_text import describe_unit, source_title
from lecun1989.ink.strokes import draw_paths, smooth
from lecun1989.reading import Reading
from lecun1989.trained_network import TrainedNetwork

STEPS = 6  # between two points of a smooth line

# A smooth line goes through these points.
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
class Source:
    """One map that the explained unit reads.

    Attributes:
        name: such as "the input".
        columns: of the unit's window.
        total: the sum of the products.
        inputs, weights, products: intensities, -100 to 100, row by row.
    """

    name: str
    columns: int
    total: float
    inputs: NDArray[np.int8]
    weights: NDArray[np.int8]
    products: NDArray[np.int8]


@dataclass(frozen=True)
class Example:
    """A digit as drawn and as read.

    Attributes:
        digit: the digit, and the network's answer.
        strokes: x and y on the pad of 280x280.
        reading: by the first network.
        layers: each layer's intensities, see `layer_intensities`.
        unit: the strongest H1 unit.
    """

    digit: int
    strokes: list[NDArray[np.float64]]
    reading: Reading
    layers: dict[str, Intensities]
    unit: Unit

    @property
    def path(self) -> str:
        """SVG path data of the strokes."""
        return " ".join("M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in stroke) for stroke in self.strokes)

    def maps(self, layer: str) -> list[NDArray[np.int8]]:
        """Return the intensities of each map of a layer, row by row."""
        return list(self.layers[layer].values)

    @property
    def unit_text(self) -> str:
        """The unit's arithmetic as a text."""
        return describe_unit(self.unit)

    @property
    def sources(self) -> list[Source]:
        """The unit's inputs, map by map."""
        unit = self.unit
        inputs, weights, products = (
            intensities(numbers).values for numbers in (unit.inputs, unit.weights, unit.products)
        )
        return [
            Source(
                source_title(unit, which),
                unit.inputs.shape[2],
                float(unit.products[at].sum()),
                *(each[at].ravel() for each in (inputs, weights, products)),
            )
            for at, which in enumerate(unit.maps)
        ]


def read_example(network: TrainedNetwork) -> Reading:
    """Let a network read the example's digit."""
    return network.read_ink(draw_paths(_strokes()))


def make_example(network: TrainedNetwork) -> Example:
    """Let a network read the example.

    Raises:
        InputError: the network misreads the example.
    """
    reading = read_example(network)
    if reading.digit != DIGIT:
        raise InputError(
            f"{network.name}: reads the page's example, a {DIGIT}, as {reading.digit}; "
            "publish a network that reads it right"
        )
    layers = layer_intensities(reading.activations)
    strongest = int(np.argmax(layers["h1"].values))
    return Example(DIGIT, _strokes(), reading, layers, explain_unit(reading, "h1", strongest))


def _strokes() -> list[NDArray[np.float64]]:
    return [smooth(np.array(stroke, np.float64), STEPS) for stroke in STROKES]
