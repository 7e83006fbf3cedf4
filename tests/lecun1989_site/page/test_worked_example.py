"""The numbers of the networks and of the worked example in the HTML, compared with the networks themselves."""

import json
import re
from xml.etree.ElementTree import Element

import numpy as np
import pytest
from numpy.typing import NDArray

from lecun1989.published import names
from lecun1989.reading import Reading
from lecun1989_site.page.example import DIGIT, read_example
from tests.html import find, text_of
from tests.lecun1989.networks import published

SQUARE = re.compile(r"M(\d+) (\d+)h1v1h-1z")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_example(published("reader"))


def drawn(picture: Element) -> NDArray[np.float64]:
    """Return each square's opacity in a picture, with a minus for the negative colour."""
    _, _, columns, rows = map(int, picture.get("viewbox", "").split())
    strengths = np.zeros((rows, columns))
    for path in picture.iter("path"):
        sign = {"negative": -1, "positive": 1, "": 1}[path.get("class", "")]
        for column, row in SQUARE.findall(path.get("d", "")):
            strengths[int(row), int(column)] = sign * float(path.get("fill-opacity", ""))
    return strengths


def test_the_example_is_read_correctly(index: Element, reading: Reading) -> None:
    assert reading.digit == DIGIT
    assert not reading.rejected
    assert f"{DIGIT} in the example" in text_of(index)
    widths = [float(bar.get("width", "")) for bar in index.iter("rect") if bar.get("class") == "example"]
    np.testing.assert_allclose(widths, 100 * reading.scores, atol=0.05)


def test_the_input_has_the_greys_of_the_image(index: Element, reading: Reading) -> None:
    (seen,) = [each for each in index.iter("div") if each.get("class") == "pixels"]
    (picture,) = seen.findall("./div[@class='example']/svg")
    np.testing.assert_allclose(drawn(picture), (reading.image + 1) / 2, atol=0.026)  # 20 grey levels


@pytest.mark.parametrize(("layer", "shape"), [("h1", (12, 8, 8)), ("h2", (12, 4, 4)), ("h3", (1, 6, 5))])
def test_a_layer_has_the_colours_of_its_activations(
    index: Element, reading: Reading, layer: str, shape: tuple[int, ...]
) -> None:
    values = getattr(reading.activations, layer).reshape(shape)
    maps = find(index, "data-testid", f"layer-{layer}")
    painted = np.array([drawn(picture) for picture in maps.iter("svg")])
    scale = np.abs(values).max()
    np.testing.assert_allclose(painted, values / scale, atol=0.056)  # 10 levels
    assert text_of(find(index, "data-layer-scale", layer)) == f"{scale:.2f}"
    assert maps.get("aria-valuemax") == str(values.size)


def test_the_kernels_have_the_colours_of_the_weights(index: Element) -> None:
    weights = published("reader").parameters.h1_kernels.astype(np.float64)
    scale = np.abs(weights).max()
    painted = [
        [
            (-1 if cell.get("class") == "negative" else 1) * float(cell.get("fill-opacity", ""))
            for cell in kernel.iter("rect")
        ]
        for kernel in find(index, "data-testid", "kernels").iter("svg")
    ]
    np.testing.assert_allclose(painted, weights / scale, atol=0.0051)
    assert text_of(find(index, "id", "kernel-scale")) == f"{scale:.2f}"


def test_the_explained_unit_adds_up(index: Element, reading: Reading) -> None:
    panel = find(index, "data-testid", "inspector")
    config = json.loads(find(index, "id", "config").text or "")
    strongest = int(reading.activations.h1.argmax())
    assert config["example"]["unit"] == strongest
    inputs, weights, products = (drawn(picture) for picture in panel.iter("svg"))
    assert inputs.shape == weights.shape == products.shape == (5, 5)
    which, row, column = np.unravel_index(strongest, (12, 8, 8))
    window = np.pad(reading.image, 2, constant_values=-1)[2 * row : 2 * row + 5, 2 * column : 2 * column + 5]
    kernel = published("reader").parameters.h1_kernels[which].reshape(5, 5)
    for painted, numbers in ((inputs, window), (weights, kernel), (products, window * kernel)):
        np.testing.assert_allclose(painted, numbers / np.abs(numbers).max(), atol=0.056)
    total = (window * kernel).sum()
    assert text_of(panel).endswith(f"Σ {total:.2f}".replace("-", "−"))
    assert f"H1, map {which + 1}, row {row + 1}, column {column + 1}. " in text_of(panel)


def test_the_scripts_get_the_same_numbers(index: Element, reading: Reading) -> None:
    config = json.loads(find(index, "id", "config").text or "")
    np.testing.assert_allclose(config["example"]["values"], reading.image.ravel(), atol=5e-5)
    assert config["default"] == "reader"
    for model in config["models"]:
        weights = published(model["name"]).parameters.h1_kernels
        assert model["kernels"]["scale"] == pytest.approx(np.abs(weights).max())
        levels = np.array(model["kernels"]["values"]) / 100
        np.testing.assert_allclose(levels * model["kernels"]["scale"], weights.ravel(), atol=0.01)


def test_the_table_of_layers_adds_up_to_the_papers_totals(index: Element) -> None:
    table = find(index, "aria-label", "Table of the layers")
    *rows, total = [[text_of(cell) for cell in row] for row in table.iter("tr")][1:]
    numbers = [[int(cell.replace(",", "")) for cell in (row[2], *row[4:])] for row in rows]
    assert [sum(column) for column in zip(*numbers, strict=True)] == [1256, 64660, 9760]
    assert [total[2], *total[4:]] == ["1,256", "64,660", "9,760"]
    assert [row[3] for row in rows] == ["–", "25", "200", "192", "30"]


def test_every_network_is_listed_with_its_own_figures(index: Element) -> None:
    config = json.loads(find(index, "id", "config").text or "")
    abouts = {model["name"]: model["about"] for model in config["models"]}
    assert set(abouts) == set(names())
    for name, about in abouts.items():
        metrics = published(name).card.metrics
        assert f"{metrics['train'].examples:,} digits" in about
        test = metrics["test"]
        assert (
            f"misreads {test.misses} of {test.examples:,} it never saw ({test.error_percent:.1f}%)" in about
        )
    assert abouts["reader"] in text_of(index)
