"""What goes on inside: every layer's activations, and one unit's arithmetic from its inputs to its value.

A unit sees a patch of each map that it reads, up to 5x5 (H3: whole 4x4 maps), so that

    value = f( sum over maps and places of input * weight + bias )

Numbers to be painted are given as levels, -100 to 100, with the value that 100 stands for.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.explain.intensities import LEVELS
from lecun1989.model.architecture import (
    CLASSES,
    H1_MAPS,
    H1_SIDE,
    H2_MAPS,
    H2_SIDE,
    H3_UNITS,
    IMAGE_SIDE,
    KERNEL_SIDE,
    STRIDE,
)
from lecun1989.model.network import Layers, Network

Array = NDArray[Any]

SIZES = {
    "h1": H1_MAPS * H1_SIDE**2,
    "h2": H2_MAPS * H2_SIDE**2,
    "h3": H3_UNITS,
    "output": CLASSES,
}
REACH = (KERNEL_SIDE - 1) // 2  # of a kernel around its middle
H3_COLUMNS = 5  # in which H3's units are shown


def layer_levels(network: Network, image: Array) -> dict[str, Any]:
    """Return every layer's activations for one image (16, 16).

    Returns:
        By layer, "levels", a list for each map (H3 and output: one list), row by row, and "scale", the activation that
        100 stands for, the layer's strongest.
    """
    maps = network.layers(image).maps()
    shapes = {"h1": (H1_MAPS, -1), "h2": (H2_MAPS, -1), "h3": (1, -1), "output": (1, -1)}
    return {layer: levels(maps[layer].reshape(shape)) for layer, shape in shapes.items()}


def explain_unit(network: Network, image: Array, layer: str, number: int) -> dict[str, Any]:
    """Return the arithmetic of one unit.

    Args:
        network: whose unit it is.
        image: (16, 16) in [-1, 1].
        layer: "h1", "h2", "h3" or "output".
        number: of the unit: map by map, row by row.

    Returns:
        "title"; "field", the part of the input that it depends on, as [left, top, right, bottom] in pixels; "reads",
        the layer below, and "window", the part of each of its maps that it reads, likewise in units (what lies outside
        the map is background); "sources", for each of these maps its "title", its number "map", "columns", "total", the
        sum of its products, and as levels its "inputs", "weights" and "products"; "scales" of these three; "strongest",
        the product farthest from nought, with the title of its source, its "row" and "column" there, and its "input"
        and "weight"; "bias", "sum" and "value", where totals and bias add up to the sum; "text", all this in words.

    Raises:
        InputError: there is no such unit.
    """
    if layer not in SIZES:
        raise InputError(f"explain_unit: there is no layer {layer!r}; give one of {', '.join(SIZES)}")
    if not 0 <= number < SIZES[layer]:
        raise InputError(f"explain_unit: {layer} has no unit {number}; give 0 to {SIZES[layer] - 1}")
    layers = network.layers(image)
    read, inputs, weights, bias = _SOURCES[layer](network, layers, number)  # (n,), (n, k), (n, k)
    below = _BELOW[layer]
    products = inputs * weights
    total, value = _sum_and_value(layers, layer, number)
    painted = {
        "inputs": levels(inputs),
        "weights": levels(weights),
        "products": levels(products),
    }
    columns = {KERNEL_SIDE**2: KERNEL_SIDE, H2_SIDE**2: H2_SIDE}.get(inputs.shape[1], H3_COLUMNS)
    source, place = (int(part) for part in np.unravel_index(np.abs(products).argmax(), products.shape))
    found = {
        "title": _title(layer, number),
        "field": _field(layer, number),
        "reads": below,
        "window": _window(layer, number),
        "sources": [
            {
                "title": _source_title(below, which),
                "map": which,
                "columns": columns,
                "total": float(products[at].sum()),
                **{name: found["levels"][at] for name, found in painted.items()},
            }
            for at, which in enumerate(read)
        ],
        "scales": {name: found["scale"] for name, found in painted.items()},
        "strongest": {
            "title": _source_title(below, read[source]),
            "row": place // columns + 1,
            "column": place % columns + 1,
            "input": float(inputs[source, place]),
            "weight": float(weights[source, place]),
            "product": float(products[source, place]),
        },
        "bias": bias,
        "sum": total,
        "value": value,
    }
    function = network.architecture.output if layer == "output" else network.architecture.activation
    return {**found, "text": _describe(found, inputs.size, function)}


_FORMULAS = {
    "relu": "max(0, {})",
    "tanh": "tanh({})",
    "scaled_tanh": "1.7159 tanh(⅔ · {})",
    "softmax": "its share of exp({}) among the ten",
}


def _describe(found: dict[str, Any], count: int, function: str) -> str:
    first, *others = (source["total"] for source in found["sources"])
    totals = " ".join([_plain(first), *map(_signed, others)])
    part = found["strongest"]
    total = _plain(found["sum"])
    return (
        f"{found['title']}. {count} inputs times {count} weights: {totals}; with its bias {_signed(found['bias'])} "
        f"that makes {total}. It gives {_FORMULAS[function].format(total)} = {_plain(found['value'])}. "
        f"The largest product, in {part['title']}, row {part['row']}, column {part['column']}: "
        f"{_plain(part['input'])} × {_plain(part['weight'])} = {_plain(part['product'])}."
    )


def _plain(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def _signed(number: float) -> str:
    return f"{'−' if number < 0 else '+'} {abs(number):.2f}"


def levels(rows: Array) -> dict[str, Any]:
    """Return rows of numbers as "levels", -100 to 100, with the "scale", the number that 100 stands for."""
    scale = float(np.abs(rows).max()) or 1.0
    return {"levels": np.rint(rows * (LEVELS / scale)).astype(int).tolist(), "scale": f"{scale:.2f}"}


def _place(layer: str, number: int) -> tuple[int, int, int]:
    """Return map, row and column of a unit of H1 or H2."""
    side = H1_SIDE if layer == "h1" else H2_SIDE
    place, column = divmod(number, side)
    which, row = divmod(place, side)
    return which, row, column


def _title(layer: str, number: int) -> str:
    if layer in ("h1", "h2"):
        which, row, column = (part + 1 for part in _place(layer, number))
        return f"{layer.upper()}, map {which}, row {row}, column {column}"
    return f"H3, unit {number + 1}" if layer == "h3" else f"Output {number}"


def _source_title(below: str, which: int) -> str:
    return {"input": "the input", "h3": "H3"}.get(below, f"{below.upper()}, map {which + 1}")


def _field(layer: str, number: int) -> list[int]:
    if layer not in ("h1", "h2"):
        return [0, 0, IMAGE_SIDE, IMAGE_SIDE]
    window = _window(layer, number)
    return window if layer == "h1" else _spread_out(window, IMAGE_SIDE)


def _window(layer: str, number: int) -> list[int]:
    """Return what a unit reads of each map below, as left, top, right and bottom: right and bottom are one past it."""
    if layer not in ("h1", "h2"):
        return [0, 0, H2_SIDE, H2_SIDE] if layer == "h3" else [0, 0, H3_COLUMNS, H3_UNITS // H3_COLUMNS]
    _, row, column = _place(layer, number)
    return _spread_out([column, row, column + 1, row + 1], IMAGE_SIDE if layer == "h1" else H1_SIDE)


def _spread_out(part: list[int], side: int) -> list[int]:
    """Return what a part of a map depends on in the layer below, whose maps have so many units on a side."""
    left, top, right, bottom = part
    first = [max(STRIDE * at - REACH, 0) for at in (left, top)]
    return first + [min(STRIDE * (at - 1) + REACH + 1, side) for at in (right, bottom)]


def _sum_and_value(layers: Layers, layer: str, number: int) -> tuple[float, float]:
    maps = layers.maps()
    return float(maps[f"{layer}_sum"].ravel()[number]), float(maps[layer].ravel()[number])


Sources = tuple[list[int], Array, Array, float]


def _h1(network: Network, layers: Layers, number: int) -> Sources:
    which, row, column = _place("h1", number)
    place = row * H1_SIDE + column
    theta = network.theta
    bias = theta.h1_bias.reshape(-1, H1_MAPS)[place, which]
    return [0], layers.h1_patches[place][None], theta.h1_kernels[which][None], float(bias)


def _h2(network: Network, layers: Layers, number: int) -> Sources:
    which, row, column = _place("h2", number)
    place = row * H2_SIDE + column
    theta = network.theta
    read = list(network.architecture.connections[which])
    inputs = layers.h2_patches[place].reshape(-1, H1_MAPS).T[read]  # (8, 25)
    weights = theta.h2_kernels[which].reshape(-1, H1_MAPS).T[read]
    bias = theta.h2_bias.reshape(-1, H2_MAPS)[place, which]
    return read, inputs, weights, float(bias)


def _h3(network: Network, layers: Layers, number: int) -> Sources:
    theta = network.theta
    inputs = layers.h2_row[0].reshape(-1, H2_MAPS).T  # (12, 16)
    weights = theta.h3_weights[number].reshape(-1, H2_MAPS).T
    return list(range(H2_MAPS)), inputs, weights, float(theta.h3_bias[number])


def _output(network: Network, layers: Layers, number: int) -> Sources:
    theta = network.theta
    return [0], layers.h3[0][None], theta.output_weights[number][None], float(theta.output_bias[number])


_BELOW = {"h1": "input", "h2": "h1", "h3": "h2", "output": "h3"}
_SOURCES = {"h1": _h1, "h2": _h2, "h3": _h3, "output": _output}
