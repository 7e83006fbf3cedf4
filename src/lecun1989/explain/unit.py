"""One unit's arithmetic, from its inputs to its value.

A unit reads a window in some maps of the layer below; for H1 and H2 the window is 5x5.

    value = f( sum over maps and places of input * weight + bias )
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.geometry import Box, frame, receptive_field
from lecun1989.model.sizes import (
    CLASSES,
    H1,
    H1_MAPS,
    H1_SIDE,
    H2,
    H2_MAPS,
    H2_SIDE,
    H3_UNITS,
    IMAGE_SIDE,
    KERNEL_SIDE,
    STRIDE,
)
from lecun1989.reading import Reading

Array = NDArray[Any]
Layer = Literal["h1", "h2", "h3", "output"]

SIZES = {"h1": H1.units, "h2": H2.units, "h3": H3_UNITS, "output": CLASSES}
H3_COLUMNS = 5  # H3's units are shown in this many columns


@dataclass(frozen=True)
class Unit:
    """One unit, what it reads and what it computes.

    Attributes:
        layer: "h1", "h2", "h3" or "output".
        index: the unit's index in its layer, map by map, row by row.
        reads: the layer below, "input" for H1.
        maps: (m,), the maps of that layer that the unit reads.
        window: the part of each map that it reads, in units of that map; inputs outside the map are background.
        field: its receptive field, the part of the input image that it depends on, in pixels.
        inputs, weights: (m, rows, columns).
        bias, sum, value: the bias; the sum of all products and the bias; f(sum).
        formula: f, with "{}" in place of the sum.
    """

    layer: Layer
    index: int
    reads: str
    maps: tuple[int, ...]
    window: Box
    field: Box
    inputs: Array
    weights: Array
    bias: float
    sum: float
    value: float
    formula: str

    @property
    def products(self) -> Array:
        """Input times weight, (m, rows, columns)."""
        return np.asarray(self.inputs * self.weights)


def explain_unit(reading: Reading, layer: Layer, index: int) -> Unit:
    """Return one unit's arithmetic in a reading.

    Args:
        reading: the reading to explain.
        layer: "h1", "h2", "h3" or "output".
        index: the unit's index in its layer, map by map, row by row.

    Raises:
        InputError: there is no such unit.
    """
    if layer not in SIZES:
        raise InputError(f"there is no layer {layer!r}; give one of {', '.join(SIZES)}")
    if not 0 <= index < SIZES[layer]:
        raise InputError(f"{layer} has no unit {index}; give 0 to {SIZES[layer] - 1}")
    connected = _CONNECTED[layer](reading, index)
    sums, values = (getattr(reading.activations, name).ravel() for name in (f"{layer}_sum", layer))
    units = reading.network.output if layer == "output" else reading.network.hidden
    return Unit(layer, index, *connected, float(sums[index]), float(values[index]), units.formula)


def place_of(index: int, side: int) -> tuple[int, int, int]:
    """Return a unit's map, row and column in a layer with maps of side x side units."""
    rest, column = divmod(index, side)
    return *divmod(rest, side), column


# What a unit is connected to: reads, maps, window, field, inputs, weights and bias of `Unit`.
Connected = tuple[str, tuple[int, ...], Box, Box, Array, Array, float]
_IMAGE = Box(0, 0, IMAGE_SIDE, IMAGE_SIDE)


def _h1(reading: Reading, index: int) -> Connected:
    which, row, column = place_of(index, H1_SIDE)
    parameters = reading.network.parameters
    window = receptive_field(Box(column, row, column + 1, row + 1), IMAGE_SIDE)
    inputs = _cut_window(reading.activations.input, row, column)  # (1, 5, 5)
    weights = parameters.h1_kernels[which].reshape(inputs.shape)
    bias = parameters.h1_bias.reshape(-1, H1_MAPS)[row * H1_SIDE + column, which]
    return "input", (0,), window, window, inputs, weights, float(bias)


def _h2(reading: Reading, index: int) -> Connected:
    which, row, column = place_of(index, H2_SIDE)
    parameters, maps = reading.network.parameters, reading.network.architecture.connections[which]
    window = receptive_field(Box(column, row, column + 1, row + 1), H1_SIDE)
    inputs = _cut_window(reading.activations.h1[0, list(maps)], row, column)  # (8, 5, 5)
    kernels = parameters.h2_kernels[which].reshape(KERNEL_SIDE, KERNEL_SIDE, H1_MAPS)
    weights = kernels.transpose(2, 0, 1)[list(maps)]
    bias = parameters.h2_bias.reshape(-1, H2_MAPS)[row * H2_SIDE + column, which]
    return "h1", maps, window, receptive_field(window, IMAGE_SIDE), inputs, weights, float(bias)


def _h3(reading: Reading, index: int) -> Connected:
    parameters = reading.network.parameters
    weights = parameters.h3_weights[index].reshape(H2_SIDE, H2_SIDE, H2_MAPS).transpose(2, 0, 1)
    maps, window = tuple(range(H2_MAPS)), Box(0, 0, H2_SIDE, H2_SIDE)
    return "h2", maps, window, _IMAGE, reading.activations.h2[0], weights, float(parameters.h3_bias[index])


def _output(reading: Reading, index: int) -> Connected:
    parameters = reading.network.parameters
    window = Box(0, 0, H3_COLUMNS, H3_UNITS // H3_COLUMNS)
    inputs = reading.activations.h3.reshape(1, window.height, window.width)
    weights = parameters.output_weights[index].reshape(inputs.shape)
    return "h3", (0,), window, _IMAGE, inputs, weights, float(parameters.output_bias[index])


def _cut_window(maps: Array, row: int, column: int) -> Array:
    """Return what the unit at (row, column) sees in (m, side, side) maps: (m, 5, 5)."""
    top, left = STRIDE * row, STRIDE * column
    return frame(maps)[:, top : top + KERNEL_SIDE, left : left + KERNEL_SIDE]


_CONNECTED = {"h1": _h1, "h2": _h2, "h3": _h3, "output": _output}
