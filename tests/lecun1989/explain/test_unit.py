"""The arithmetic of every unit adds up, and depends only on its receptive field."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.unit import Layer, explain_unit
from lecun1989.explain.unit_text import describe_unit
from lecun1989.reading import Reading
from tests.lecun1989.explain.readings import NETWORKS, read_noise
from tests.lecun1989.networks import published

UNITS: list[tuple[Layer, int]] = [
    ("h1", 0),
    ("h1", 7),
    ("h1", 300),
    ("h1", 767),
    ("h2", 0),
    ("h2", 15),
    ("h2", 101),
    ("h2", 191),
    ("h3", 0),
    ("h3", 29),
    ("output", 0),
    ("output", 9),
]


@pytest.fixture(scope="module", params=NETWORKS)
def reading(request: pytest.FixtureRequest) -> Reading:
    return read_noise(request.param)


@pytest.mark.parametrize(("layer", "index"), UNITS)
def test_products_and_bias_make_the_sum(reading: Reading, layer: Layer, index: int) -> None:
    unit = explain_unit(reading, layer, index)
    assert unit.products.sum() + unit.bias == pytest.approx(unit.sum, abs=1e-4)
    assert unit.sum == getattr(reading.activations, f"{layer}_sum").ravel()[index]
    assert unit.value == getattr(reading.activations, layer).ravel()[index]
    shapes = {"h1": (1, 5, 5), "h2": (8, 5, 5), "h3": (12, 4, 4), "output": (1, 6, 5)}
    assert unit.inputs.shape == unit.weights.shape == shapes[layer]
    assert len(unit.maps) == len(unit.inputs)


@pytest.mark.parametrize(("layer", "index"), UNITS[:8])
def test_a_unit_depends_only_on_its_field(reading: Reading, layer: Layer, index: int) -> None:
    name = next(name for name in NETWORKS if published(name) is reading.network)
    before = explain_unit(reading, layer, index)
    left, top, right, bottom = before.field
    outside = read_noise(name, seed=1).image.copy()
    outside[top:bottom, left:right] = reading.image[top:bottom, left:right]
    other = published(name).read_image(outside)
    assert explain_unit(other, layer, index).sum == pytest.approx(before.sum, abs=1e-5)
    for row, column in ((top, left), (bottom - 1, right - 1)):
        inside = reading.image.copy()
        inside[row, column] *= -1
        assert explain_unit(published(name).read_image(inside), layer, index).sum != before.sum


@pytest.mark.parametrize(("layer", "index"), [("h4", 0), ("h1", 768), ("h2", -1), ("output", 10)])
def test_no_such_unit(reading: Reading, layer: Layer, index: int) -> None:
    with pytest.raises(
        InputError, match=r"there is no layer 'h4'; give one of h1, h2|has no unit .*; give 0 to"
    ):
        explain_unit(reading, layer, index)


@pytest.mark.parametrize(
    ("layer", "index", "reads", "window"),
    [
        ("h1", 0, "input", (0, 0, 3, 3)),
        ("h1", 64 + 9, "input", (0, 0, 5, 5)),
        ("h1", 63, "input", (12, 12, 16, 16)),
        ("h2", 5, "h1", (0, 0, 5, 5)),
        ("h2", 15, "h1", (4, 4, 8, 8)),
        ("h3", 3, "h2", (0, 0, 4, 4)),
        ("output", 3, "h3", (0, 0, 5, 6)),
    ],
)
def test_a_unit_names_what_it_reads(
    reading: Reading, layer: Layer, index: int, reads: str, window: tuple[int, ...]
) -> None:
    unit = explain_unit(reading, layer, index)
    assert (unit.reads, unit.window) == (reads, window)
    if layer == "h2":
        assert unit.maps == reading.network.architecture.connections[index // 16]


def test_the_text_has_the_same_numbers() -> None:
    unit = explain_unit(read_noise("zip-1989"), "h2", 15)
    text = describe_unit(unit)
    assert text.startswith("H2, map 1, row 4, column 4. 200 inputs times 200 weights: ")
    assert (
        f"that makes {unit.sum:.2f}. It gives 1.7159 tanh(⅔ · {unit.sum:.2f}) = {unit.value:.2f}. ".replace(
            "-", "−"
        )
        in text
    )
    which, row, column = np.unravel_index(np.abs(unit.products).argmax(), unit.products.shape)
    assert f"in H1, map {unit.maps[which] + 1}, row {row + 1}, column {column + 1}: " in text
    largest = f"{unit.products[which, row, column]:.2f}".replace("-", "−")
    assert text.endswith(f" = {largest}.")
