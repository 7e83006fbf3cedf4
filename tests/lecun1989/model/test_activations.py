"""Nonlinearities: what they compute, and how to register another one."""

import json
from collections.abc import Iterator

import numpy as np
import pytest

from lecun1989 import add_nonlinearity
from lecun1989.errors import InputError
from lecun1989.explain.unit import explain_unit
from lecun1989.explain.unit_text import describe_unit
from lecun1989.model.activations import NONLINEARITIES
from lecun1989.model.architecture import Architecture
from lecun1989.model.backprop import Backprop
from lecun1989.model.loss import get_output, make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.trained_network import TrainedNetwork
from tests.lecun1989.networks import random_images, random_network, trained

Array = np.ndarray


def swish(x: Array, out: Array) -> None:
    np.divide(x, 1 + np.exp(-x), out)


def swish_slope(x: Array, y: Array, out: Array) -> None:
    sigmoid = 1 / (1 + np.exp(-x))
    np.add(sigmoid, y * (1 - sigmoid), out)


@pytest.fixture(scope="module", autouse=True)
def added() -> Iterator[None]:
    add_nonlinearity("swish", swish, swish_slope, formula="swish({})")
    yield
    del NONLINEARITIES["swish"]


@pytest.fixture
def network() -> Network:
    arrays = random_network(dtype=np.float64).parameters.arrays()
    return Network.from_arrays(Architecture("swish", "softmax"), arrays, np.float64)


@pytest.mark.parametrize("name", ["tanh", "scaled_tanh", "relu", "swish"])
def test_the_slope_is_the_derivative_of_the_value(name: str) -> None:
    function = NONLINEARITIES[name]
    x = np.linspace(-3, 3, 40)
    y, slope, left, right = (np.empty_like(x) for _ in range(4))
    function.value(x, y)
    function.slope(x, y, slope)
    function.value(x - 1e-6, left)
    function.value(x + 1e-6, right)
    np.testing.assert_allclose(slope, (right - left) / 2e-6, atol=1e-6)


def test_a_registered_nonlinearity_trains(network: Network) -> None:
    images, targets = random_images(2, np.float64), make_targets("softmax", np.array([3, 5]), np.float64)
    gradient = Backprop(network, 2).run(image_patches(images), targets).arrays()["h1_weights"][4, 2, 1]
    losses = []
    for sign in (1, -1):
        arrays = network.parameters.arrays()
        arrays["h1_weights"][4, 2, 1] += sign * 1e-6
        moved = Network.from_arrays(network.architecture, arrays, np.float64)
        losses.append(get_output("softmax").loss(moved(images), targets))
    assert gradient == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-4)


def test_a_registered_nonlinearity_is_explained_by_its_formula(network: Network) -> None:
    reading = trained(network).read_image(random_images(1)[0])
    assert "It gives swish(" in describe_unit(explain_unit(reading, "h2", 5))


def test_a_registered_nonlinearity_is_saved_under_its_own_name(network: Network) -> None:
    arrays = random_network().parameters.arrays()
    text = trained(Network.from_arrays(Architecture("swish", "softmax"), arrays)).to_json()
    assert json.loads(text)["architecture"]["activation"] == "swish"
    restored = TrainedNetwork.from_json(text, "a.json")
    assert restored.hidden is NONLINEARITIES["swish"]
    with pytest.raises(InputError, match=r"a\.json: architecture\.activation is 'mish'; give one of tanh"):
        TrainedNetwork.from_json(text.replace('"swish"', '"mish"'), "a.json")


def test_a_network_that_computes_something_else_is_not_saved() -> None:
    class Cubed(Network):
        @property
        def hidden(self):  # type: ignore[no-untyped-def]
            return NONLINEARITIES["swish"]

    cubed = trained(Cubed(Architecture("tanh", "tanh")))
    cubed._hidden = NONLINEARITIES["swish"]
    with pytest.raises(InputError, match="the network's nonlinearity is not the one named 'tanh'"):
        cubed.to_json()


@pytest.mark.parametrize(
    ("name", "formula", "message"),
    [
        ("tanh", "tanh({})", "'tanh' exists already"),
        ("softmax", "{}", "'softmax' exists already"),
        ("x", "x", "write {} for"),
    ],
)
def test_a_name_must_be_new_and_a_formula_needs_a_placeholder(name: str, formula: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        add_nonlinearity(name, swish, swish_slope, formula)


def test_softmax_does_not_overflow() -> None:
    x = np.array([[100.0, 0, -100, *[99] * 7]], np.float32)
    y = np.empty_like(x)
    get_output("softmax").value(x, y)
    assert np.isfinite(y).all()
    assert y.sum() == pytest.approx(1)
    assert y[0, 0] > y[0, 3] > y[0, 1]
