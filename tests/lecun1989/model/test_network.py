from itertools import product
from typing import get_args

import numpy as np
import pytest

from lecun1989.model.architecture import Activation, Output
from lecun1989.model.network import Network, image_patches
from lecun1989.model.parameters import SHAPES
from tests.lecun1989.model import reference
from tests.lecun1989.model.random_networks import random_images, random_network

KINDS = list(product(get_args(Activation), get_args(Output)))


@pytest.mark.parametrize(("activation", "output"), KINDS)
def test_the_forward_pass_agrees_with_the_plain_one(activation: Activation, output: Output) -> None:
    network = random_network(activation, output, np.float64)
    images = random_images(3, np.float64)
    expected = [reference.outputs(network.parameters(), image, activation, output) for image in images]
    np.testing.assert_allclose(network.outputs(images), expected, rtol=0, atol=2e-6)


def test_one_image_and_a_batch_give_the_same() -> None:
    network, images = random_network(), random_images(7)
    batch = network.outputs(images)
    assert batch.shape == (7, 10)
    assert batch.dtype == np.float32
    for image, expected in zip(images, batch, strict=True):
        np.testing.assert_allclose(network.outputs(image), expected, atol=1e-6)


def test_the_order_of_an_images_memory_does_not_matter() -> None:
    network, image = random_network(), random_images(1)[0]
    np.testing.assert_array_equal(network.outputs(np.asfortranarray(image)), network.outputs(image))
    np.testing.assert_array_equal(network.outputs(image[::-1, ::-1][::-1, ::-1]), network.outputs(image))


def test_each_layer_is_returned_with_its_sums() -> None:
    network, images = random_network("scaled_tanh", "scaled_tanh"), random_images(2)
    maps = network.layers(images).maps()
    shapes = {"h1": (2, 12, 8, 8), "h2": (2, 12, 4, 4), "h3": (2, 30), "output": (2, 10)}
    for name, shape in shapes.items():
        assert maps[name].shape == shape
        np.testing.assert_allclose(maps[name], 1.7159 * np.tanh(maps[f"{name}_sum"] * 2 / 3), atol=1e-6)
    one_unit = network.parameters()["h1_bias"][3, 2, 5] + np.sum(
        network.parameters()["h1_weights"][3] * images[0][2 * 2 - 2 : 2 * 2 + 3, 2 * 5 - 2 : 2 * 5 + 3]
    )
    assert maps["h1_sum"][0, 3, 2, 5] == pytest.approx(one_unit, abs=1e-5)


def test_the_background_is_minus_one() -> None:
    patches = image_patches(np.zeros((1, 16, 16), np.float32)).reshape(8, 8, 5, 5)
    assert (patches[0, 0, :2] == -1).all()
    assert (patches[0, 0, 2:, 2:] == 0).all()
    assert (patches[7, 7, 4] == -1).all()


def test_parameters_come_back_as_they_were_given() -> None:
    generator = np.random.default_rng(5)
    arrays = {name: generator.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}
    network = Network.from_arrays(random_network().architecture, arrays)
    for name, array in network.parameters().items():
        np.testing.assert_array_equal(array, arrays[name])


@pytest.mark.parametrize("shape", [(15, 16), (256,), (1, 1, 16, 16)])
def test_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="shape"):
        random_network().outputs(np.zeros(shape, np.float32))
