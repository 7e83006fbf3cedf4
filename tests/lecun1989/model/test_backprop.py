import autograd
import numpy as np
import pytest

from lecun1989.model.architecture import Activation, Output
from lecun1989.model.backprop import Backprop
from lecun1989.model.loss import loss, make_targets
from lecun1989.model.network import image_patches
from lecun1989.model.optimizers import StochasticGradient
from lecun1989.model.parameters import connection_mask
from tests.lecun1989.model import reference
from tests.lecun1989.model.random_networks import random_images, random_network
from tests.lecun1989.model.test_network import KINDS

LABELS = np.array([3, 0, 9])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("activation", "output"), KINDS)
def test_the_gradient_agrees_with_automatic_differentiation(
    activation: Activation, output: Output, count: int
) -> None:
    network = random_network(activation, output, np.float64)
    images, labels = random_images(count, np.float64), LABELS[:count]
    backprop = Backprop(network, count)
    backprop.layers.h1_patches[:] = image_patches(images).reshape(-1, 25)
    network.forward(backprop.layers)
    targets = make_targets(output, labels, np.float64)
    backprop.backward(targets)

    value, expected = autograd.value_and_grad(reference.loss)(
        network.parameters(), images, labels, activation, output
    )
    assert loss(output, backprop.layers.output, targets) == pytest.approx(value, rel=1e-6)
    for name, array in backprop.gradient.arrays().items():
        tolerance = 1e-6 * np.abs(expected[name]).max()
        np.testing.assert_allclose(array, expected[name], rtol=0, atol=tolerance, err_msg=name)


def test_a_pass_is_one_step_down_the_gradient_after_another() -> None:
    network, plain = random_network(dtype=np.float64), random_network(dtype=np.float64)
    images, rate = random_images(3, np.float64), 0.1
    targets = make_targets("tanh", LABELS, np.float64)
    StochasticGradient(network, rate).run_pass(image_patches(images), targets[:, None])

    arrays = plain.parameters()
    for image, label in zip(images, LABELS, strict=True):
        gradient = autograd.grad(reference.loss)(arrays, [image], [label], "tanh", "tanh")
        arrays = {name: array - rate * gradient[name] for name, array in arrays.items()}
    for name, array in network.parameters().items():
        np.testing.assert_allclose(array, arrays[name], rtol=0, atol=1e-7, err_msg=name)


def test_absent_connections_stay_absent() -> None:
    network = random_network()
    images = random_images(5)
    targets = make_targets("tanh", np.arange(5))[:, None]
    StochasticGradient(network, 0.1).run_pass(image_patches(images), targets)
    absent = connection_mask(network.architecture.connections) == 0
    assert absent.sum() == 1200
    assert (network.theta.h2_kernels[absent] == 0).all()
