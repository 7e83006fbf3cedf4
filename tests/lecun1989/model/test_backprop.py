import autograd
import numpy as np
import pytest

from lecun1989.model.backprop import Backprop
from lecun1989.model.loss import get_output, make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.model.optimizers import SGD, start
from lecun1989.model.parameters import connection_mask
from lecun1989.model.train_pass import train_pass
from tests.lecun1989 import reference
from tests.lecun1989.model.test_network import KINDS
from tests.lecun1989.networks import random_images, random_network

LABELS = np.array([3, 0, 9])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("activation", "output"), KINDS)
def test_the_gradient_agrees_with_automatic_differentiation(activation: str, output: str, count: int) -> None:
    network = random_network(activation, output, np.float64)
    images, labels = random_images(count, np.float64), LABELS[:count]
    backprop = Backprop(network, count)
    targets = make_targets(output, labels, np.float64)
    gradient = backprop.run(image_patches(images), targets)

    value, expected = autograd.value_and_grad(reference.loss)(
        network.parameters.arrays(), images, labels, activation, output
    )
    found = get_output(output).loss(backprop.layers.output, targets)
    assert found == pytest.approx(value, rel=1e-6)
    for name, array in gradient.arrays().items():
        tolerance = 1e-6 * np.abs(expected[name]).max()
        np.testing.assert_allclose(array, expected[name], rtol=0, atol=tolerance, err_msg=name)


def run_pass(network: Network, images: np.ndarray, targets: np.ndarray, rate: float) -> None:
    batches = zip(image_patches(images), targets[:, None], strict=True)
    train_pass(Backprop(network), start(SGD(rate), network, 1, len(images)), batches)


def test_a_pass_is_one_step_down_the_gradient_after_another() -> None:
    network, plain = random_network(dtype=np.float64), random_network(dtype=np.float64)
    images, rate = random_images(3, np.float64), 0.1
    run_pass(network, images, make_targets("tanh", LABELS, np.float64), rate)

    arrays = plain.parameters.arrays()
    for image, label in zip(images, LABELS, strict=True):
        gradient = autograd.grad(reference.loss)(arrays, [image], [label], "tanh", "tanh")
        arrays = {name: array - rate * gradient[name] for name, array in arrays.items()}
    for name, array in network.parameters.arrays().items():
        np.testing.assert_allclose(array, arrays[name], rtol=0, atol=1e-7, err_msg=name)


def test_absent_connections_stay_absent() -> None:
    network = random_network()
    run_pass(network, random_images(5), make_targets("tanh", np.arange(5)), 0.1)
    absent = connection_mask(network.architecture.connections) == 0
    assert absent.sum() == 1200
    assert (network.parameters.h2_kernels[absent] == 0).all()


def test_the_data_is_not_changed() -> None:
    patches = image_patches(random_images(3))
    before = patches.copy()
    backprop = Backprop(random_network(), 3)
    backprop.run(patches, make_targets("tanh", LABELS))
    backprop.backward_squared()
    np.testing.assert_array_equal(patches, before)
