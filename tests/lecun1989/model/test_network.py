import copy
import pickle
from itertools import product

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.model.activations import NONLINEARITIES
from lecun1989.model.backprop import Backprop
from lecun1989.model.loss import OUTPUTS, make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.model.optimizers import SGD, start
from lecun1989.model.parameters import SHAPES
from lecun1989.model.train_pass import train_pass
from tests.lecun1989 import reference
from tests.lecun1989.networks import random_images, random_network, trained

KINDS = list(product(["tanh", "scaled_tanh", "relu"], ["tanh", "scaled_tanh", "softmax"]))


def test_all_kinds_are_tested() -> None:
    assert list(product(NONLINEARITIES, OUTPUTS)) == KINDS


@pytest.mark.parametrize(("activation", "output"), KINDS)
def test_the_forward_pass_agrees_with_the_plain_one(activation: str, output: str) -> None:
    network = random_network(activation, output, np.float64)
    images = random_images(3, np.float64)
    arrays = network.parameters.arrays()
    expected = [reference.outputs(arrays, image, activation, output) for image in images]
    np.testing.assert_allclose(network(images), expected, rtol=0, atol=2e-6)


def test_one_image_and_a_batch_give_the_same_outputs() -> None:
    network, images = random_network(), random_images(7)
    batch = network(images)
    assert batch.shape == (7, 10)
    assert batch.dtype == np.float32
    for image, expected in zip(images, batch, strict=True):
        np.testing.assert_allclose(network(image), expected, atol=1e-6)


def test_the_memory_order_of_an_image_does_not_matter() -> None:
    network, image = random_network(), random_images(1)[0]
    np.testing.assert_array_equal(network(np.asfortranarray(image)), network(image))
    np.testing.assert_array_equal(network(image[::-1, ::-1][::-1, ::-1]), network(image))


def test_activations_have_each_layer_with_its_sums() -> None:
    network, images = random_network("scaled_tanh", "scaled_tanh"), random_images(2)
    found = network.activations(images)
    np.testing.assert_array_equal(found.input, images)
    shapes = {"h1": (2, 12, 8, 8), "h2": (2, 12, 4, 4), "h3": (2, 30), "output": (2, 10)}
    for name, shape in shapes.items():
        values, sums = getattr(found, name), getattr(found, f"{name}_sum")
        assert values.shape == shape
        np.testing.assert_allclose(values, 1.7159 * np.tanh(sums * 2 / 3), atol=1e-6)
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 0
        np.testing.assert_array_equal(getattr(found.take(1), name), values[1:])
    arrays = network.parameters.arrays()
    one_unit = arrays["h1_bias"][3, 2, 5] + np.sum(
        arrays["h1_weights"][3] * images[0][2 * 2 - 2 : 2 * 2 + 3, 2 * 5 - 2 : 2 * 5 + 3]
    )
    assert found.h1_sum[0, 3, 2, 5] == pytest.approx(one_unit, abs=1e-5)


def test_the_background_is_minus_one() -> None:
    patches = image_patches(np.zeros((1, 16, 16), np.float32)).reshape(8, 8, 5, 5)
    assert (patches[0, 0, :2] == -1).all()
    assert (patches[0, 0, 2:, 2:] == 0).all()
    assert (patches[7, 7, 4] == -1).all()


def test_parameters_are_the_same_after_setting_and_getting() -> None:
    generator = np.random.default_rng(5)
    arrays = {name: generator.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}
    network = Network.from_arrays(random_network().architecture, arrays)
    for name, array in network.parameters.arrays().items():
        np.testing.assert_array_equal(array, arrays[name])


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (np.zeros((15, 16)), r"shape \(15, 16\)"),
        (np.zeros(256), r"shape \(256,\)"),
        (np.zeros((1, 1, 16, 16)), r"shape \(1, 1, 16, 16\)"),
        (np.full((16, 16), 255, np.uint8), "range from 255 to 255; give numbers from -1"),
        (np.full((16, 16), np.nan), "range from nan to nan"),
        (np.full((16, 16), -1.1), "range from -1.1 to -1.1"),
        (np.zeros((16, 16), bool), "dtype bool"),
        ([["a"]], "dtype <U1"),
    ],
)
def test_invalid_images_are_refused(images: object, message: str) -> None:
    network = random_network()
    for ask in (network, network.activations):
        with pytest.raises(InputError, match=message):
            ask(images)


def learn(network: Network) -> None:
    targets = make_targets("tanh", np.array([3, 1, 4]))[:, None]
    batches = zip(image_patches(random_images(3)), targets, strict=True)
    train_pass(Backprop(network), start(SGD(0.1), network, 1, 3), batches)


@pytest.mark.parametrize(
    "duplicate",
    [
        Network.copy,
        copy.copy,
        copy.deepcopy,
        lambda network: pickle.loads(pickle.dumps(network)),
    ],
)
@pytest.mark.parametrize("has_card", [False, True])
def test_a_copy_learns_independently(duplicate: object, has_card: bool) -> None:
    original = trained(random_network()) if has_card else random_network()
    images, before = random_images(2), original(random_images(2))
    copied = duplicate(original)  # type: ignore[operator]
    assert type(copied) is type(original)
    np.testing.assert_array_equal(copied(images), before)
    learn(copied)
    np.testing.assert_array_equal(original(images), before)
    learn(original)
    assert np.abs(copied(images) - before).max() > 0.01
    np.testing.assert_array_equal(copied(images), original(images))
    np.testing.assert_array_equal(copied.parameters.flat, original.parameters.flat)


def test_a_network_prints_its_kind() -> None:
    assert repr(random_network("relu", "softmax")) == "<Network: relu and softmax, 9,760 parameters>"
    assert repr(trained(random_network())) == "<TrainedNetwork a: tanh and tanh, 9,760 parameters>"


@pytest.mark.parametrize("name", ["architecture", "parameters", "hidden", "output"])
def test_the_parts_of_a_network_cannot_be_replaced(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(random_network(), name, getattr(random_network("relu", "softmax"), name))


@pytest.mark.parametrize("name", ["h1_kernels", "h1_bias", "h2_kernels", "h3_bias", "output_bias", "flat"])
def test_parameters_are_written_into_and_never_replaced(name: str) -> None:
    network = random_network()
    parameters = network.parameters
    before = network(random_images(1))
    with pytest.raises(AttributeError, match=rf"write into it: {name}\[\.\.\.\] = values"):
        setattr(parameters, name, np.zeros_like(getattr(parameters, name)))
    np.testing.assert_array_equal(network(random_images(1)), before)
    setattr(parameters, name, getattr(parameters, name).__iadd__(0.5))  # as `+=` does
    assert np.abs(network(random_images(1)) - before).max() > 1e-3
