"""Numbers scaled for painting: red for positive, blue for negative, stronger for larger."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.network import Activations

Array = NDArray[Any]

FULL = 100  # intensity of the largest number


@dataclass(frozen=True)
class Intensities:
    """Numbers to paint.

    Attributes:
        values: int8, -100 to 100, with the numbers' shape.
        scale: the number that 100 stands for.
    """

    values: NDArray[np.int8]
    scale: float


def intensities(numbers: Array) -> Intensities:
    """Scale numbers so that the largest one, positive or negative, gets full intensity."""
    scale = float(np.abs(numbers).max()) or 1.0
    return Intensities(np.rint(numbers * (FULL / scale)).astype(np.int8), scale)


def layer_intensities(activations: Activations) -> dict[str, Intensities]:
    """Return each layer's intensities for one image: h1 (12, 64), h2 (12, 16), h3 (1, 30), output (1, 10)."""
    shapes = {"h1": (12, -1), "h2": (12, -1), "h3": (1, -1), "output": (1, -1)}
    return {layer: intensities(getattr(activations, layer).reshape(shape)) for layer, shape in shapes.items()}
