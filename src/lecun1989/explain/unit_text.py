"""One unit's arithmetic in a few sentences."""

import numpy as np

from lecun1989.explain.unit import Unit, place_of
from lecun1989.model.sizes import H1_SIDE, H2_SIDE


def unit_title(unit: Unit) -> str:
    """Name a unit, such as "H1, map 3, row 5, column 8"."""
    if unit.layer in ("h1", "h2"):
        place = place_of(unit.index, H1_SIDE if unit.layer == "h1" else H2_SIDE)
        which, row, column = (part + 1 for part in place)
        return f"{unit.layer.upper()}, map {which}, row {row}, column {column}"
    return f"H3, unit {unit.index + 1}" if unit.layer == "h3" else f"Output {unit.index}"


def source_title(unit: Unit, which: int) -> str:
    """Name a map that a unit reads, such as "H1, map 3"."""
    return {"input": "the input", "h3": "H3"}.get(unit.reads, f"{unit.reads.upper()}, map {which + 1}")


def describe_unit(unit: Unit) -> str:
    """Describe how a unit computes its value."""
    products = unit.products  # (m, rows, columns)
    first, *others = products.sum(axis=(1, 2)).tolist()
    totals = " ".join([_plain(first), *map(_signed, others)])
    source, row, column = (int(at) for at in np.unravel_index(np.abs(products).argmax(), products.shape))
    strongest = [float(array[source, row, column]) for array in (unit.inputs, unit.weights, products)]
    value, weight, product = map(_plain, strongest)
    return (
        f"{unit_title(unit)}. {products.size} inputs times {products.size} weights: {totals}; with its bias "
        f"{_signed(unit.bias)} that makes {_plain(unit.sum)}. It gives {unit.formula.format(_plain(unit.sum))} = "
        f"{_plain(unit.value)}. The largest product, in {source_title(unit, unit.maps[source])}, row {row + 1}, "
        f"column {column + 1}: {value} × {weight} = {product}."
    )


def _plain(number: float) -> str:
    return f"{number:.2f}".replace("-", "−")


def _signed(number: float) -> str:
    return f"{'−' if number < 0 else '+'} {abs(number):.2f}"
