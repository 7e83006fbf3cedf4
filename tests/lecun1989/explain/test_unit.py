"""Inside the network: the arithmetic of every unit adds up, and depends on its field of the input alone."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.unit import SIZES, explain_unit, layer_levels
from lecun1989.model.network import Network
from tests.lecun1989.explain.test_finetune import network

UNITS = [("h1", 0), ("h1", 7), ("h1", 300), ("h1", 767), ("h2", 0), ("h2", 15), ("h2", 101), ("h2", 191)]
UNITS += [("h3", 0), ("h3", 29), ("output", 0), ("output", 9)]


@pytest.fixture(scope="module", params=["reader", "zip-1989", "mnist-2022"])
def read(request: pytest.FixtureRequest) -> Network:
    return network(request.param).network


def image(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (16, 16)).astype(np.float32)


@pytest.mark.parametrize(("layer", "number"), UNITS)
def test_products_and_bias_make_the_sum(read: Network, layer: str, number: int) -> None:
    found = explain_unit(read, image(), layer, number)
    total = sum(source["total"] for source in found["sources"]) + found["bias"]
    assert total == pytest.approx(found["sum"], abs=1e-4)
    maps = read.layers(image()).maps()
    assert found["sum"] == maps[f"{layer}_sum"].ravel()[number]
    assert found["value"] == maps[layer].ravel()[number]
    counts = {"h1": (1, 25), "h2": (8, 25), "h3": (12, 16), "output": (1, 30)}
    assert (len(found["sources"]), len(found["sources"][0]["inputs"])) == counts[layer]


@pytest.mark.parametrize(("layer", "number"), UNITS[:8])
def test_a_unit_depends_on_its_field_and_on_nothing_else(read: Network, layer: str, number: int) -> None:
    left, top, right, bottom = explain_unit(read, image(), layer, number)["field"]
    other = image(1)
    outside = other.copy()
    outside[top:bottom, left:right] = image()[top:bottom, left:right]
    before = explain_unit(read, image(), layer, number)["sum"]
    assert explain_unit(read, outside, layer, number)["sum"] == pytest.approx(before, abs=1e-5)
    for row, column in ((top, left), (bottom - 1, right - 1)):
        inside = image()
        inside[row, column] += 1
        assert explain_unit(read, inside, layer, number)["sum"] != before


def test_levels_are_shares_of_the_strongest(read: Network) -> None:
    found = layer_levels(read, image())
    maps = read.layers(image()).maps()
    for layer, size in SIZES.items():
        levels = np.array(found[layer]["levels"])
        assert levels.size == size
        assert np.abs(levels).max() == 100
        scale = np.abs(maps[layer]).max()
        assert levels.ravel() == pytest.approx(100 * maps[layer].ravel() / scale, abs=0.51)
        assert float(found[layer]["scale"]) == pytest.approx(scale, abs=0.006)


@pytest.mark.parametrize(("layer", "number"), [("h4", 0), ("h1", 768), ("h2", -1), ("output", 10)])
def test_no_such_unit(read: Network, layer: str, number: int) -> None:
    with pytest.raises(InputError, match="explain_unit: "):
        explain_unit(read, image(), layer, number)


@pytest.mark.parametrize(
    ("layer", "number", "reads", "window"),
    [
        ("h1", 0, "input", [0, 0, 3, 3]),
        ("h1", 64 + 9, "input", [0, 0, 5, 5]),
        ("h1", 63, "input", [12, 12, 16, 16]),
        ("h2", 5, "h1", [0, 0, 5, 5]),
        ("h2", 15, "h1", [4, 4, 8, 8]),
        ("h3", 3, "h2", [0, 0, 4, 4]),
        ("output", 3, "h3", [0, 0, 5, 6]),
    ],
)
def test_a_unit_tells_what_it_reads(
    read: Network, layer: str, number: int, reads: str, window: list[int]
) -> None:
    found = explain_unit(read, image(), layer, number)
    assert (found["reads"], found["window"]) == (reads, window)
    maps = [source["map"] for source in found["sources"]]
    if layer == "h2":
        assert maps == list(read.architecture.connections[number // 16])
    strongest = found["strongest"]
    assert strongest["product"] == pytest.approx(strongest["input"] * strongest["weight"], rel=1e-5)
    source = next(each for each in found["sources"] if each["title"] == strongest["title"])
    place = (strongest["row"] - 1) * source["columns"] + strongest["column"] - 1
    assert abs(source["products"][place]) == 100
