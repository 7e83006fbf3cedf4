"""The Gauss-Newton diagonal agrees with numerical derivatives of the outputs where its approximations are exact."""

from typing import Literal

import numpy as np
import pytest

from lecun1989.model.backprop import Backprop
from lecun1989.model.curvature import Curvature
from lecun1989.model.loss import make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.model.optimizers import SDLM, start
from lecun1989.model.parameters import Parameters
from lecun1989.model.train_pass import train_pass
from tests.lecun1989.networks import random_images, random_network


def diagonal(network: Network, images: np.ndarray) -> dict[str, np.ndarray]:
    flat = Curvature(network, len(images)).diagonal(image_patches(images))
    return Parameters.from_flat(network.architecture.connections, flat).arrays()


@pytest.mark.parametrize("activation", ["tanh", "scaled_tanh"])
def test_the_last_layer_has_the_exact_gauss_newton_diagonal(
    activation: Literal["tanh", "scaled_tanh"],
) -> None:
    network, images = random_network(activation, activation, np.float64), random_images(3, np.float64)
    arrays, step = network.parameters.arrays(), 1e-5
    found = diagonal(network, images)
    for name in ("output_weights", "output_bias"):
        for place in range(0, arrays[name].size, 7):
            moved = []
            for sign in (1, -1):
                changed = {key: array.copy() for key, array in arrays.items()}
                changed[name].flat[place] += sign * step
                moved.append(Network.from_arrays(network.architecture, changed, np.float64)(images))
            slope = (moved[0] - moved[1]) / (2 * step)  # (3, 10)
            assert found[name].flat[place] == pytest.approx(2 / 10 * (slope**2).sum() / 3, rel=1e-5)


def test_softmax_has_the_exact_gauss_newton_diagonal_for_its_biases() -> None:
    network, images = random_network("tanh", "softmax", np.float64), random_images(3, np.float64)
    y = network(images)
    expected = (y * (1 - y)).mean(axis=0)  # the diagonal of diag(y) - y y^T
    np.testing.assert_allclose(diagonal(network, images)["output_bias"], expected, rtol=1e-9)


def test_lower_layers_agree_with_the_full_hessian_where_no_paths_meet() -> None:
    """With one weight from each layer to the next, equation (2) drops no term of the Gauss-Newton Hessian."""
    network = random_network(dtype=np.float64)
    arrays = {name: np.zeros_like(array) for name, array in network.parameters.arrays().items()}
    arrays["h1_bias"][:] = arrays["h2_bias"][:] = 0.3
    arrays["h1_weights"][2, 1, 3] = 0.7
    arrays["h2_weights"][4, 0, 2, 2] = 0.8  # H2 map 4 reads H1 map 4 but not map 2
    arrays["h2_weights"][0, 2, 2, 2] = 0.9  # H2 map 0 reads H1 map 2
    arrays["h3_weights"][5, 6] = 1.1  # H2 map 0, row 1, column 2
    arrays["output_weights"][3, 5] = 0.6
    images, step = random_images(1, np.float64), 1e-5
    network = Network.from_arrays(network.architecture, arrays, np.float64)
    found = diagonal(network, images)
    for name, place in (
        ("h1_weights", (2, 1, 3)),
        ("h1_weights", (2, 4, 0)),
        ("h1_bias", (2, 2, 4)),
        ("h2_weights", (0, 2, 2, 2)),
        ("h2_bias", (0, 1, 2)),
        ("h3_weights", (5, 6)),
        ("h3_bias", (5,)),
    ):
        moved = []
        for sign in (1, -1):
            changed = {key: array.copy() for key, array in arrays.items()}
            changed[name][place] += sign * step
            moved.append(Network.from_arrays(network.architecture, changed, np.float64)(images))
        slope = (moved[0] - moved[1]) / (2 * step)
        assert found[name][place] == pytest.approx(2 / 10 * (slope**2).sum(), rel=1e-5), name
        assert found[name][place] > 0


def test_shared_weights_sum_and_images_average() -> None:
    network, images = random_network(dtype=np.float64), random_images(4, np.float64)
    together = diagonal(network, images)
    alone = [diagonal(network, image[None]) for image in images]
    for name, array in together.items():
        assert (array >= 0).all()
        np.testing.assert_allclose(array, np.mean([one[name] for one in alone], axis=0), rtol=1e-9)


def test_each_weight_has_its_own_step() -> None:
    network, before = random_network(dtype=np.float64), random_network(dtype=np.float64)
    images = random_images(2, np.float64)
    targets = make_targets("tanh", np.array([1, 8]), np.float64)[:, None]
    optimizer = start(SDLM(learning_rate=0.01, damping=0.1, curvature_samples=2), network, 1, 2)
    optimizer.start_pass(images)
    train_pass(Backprop(network), optimizer, zip(image_patches(images), targets, strict=True))

    rates = 0.01 / (0.1 + Curvature(before, 2).diagonal(image_patches(images)))
    backprop = Backprop(before)
    for patches, target in zip(image_patches(images), targets, strict=True):
        before.parameters.flat -= rates * backprop.run(patches, target).flat
    np.testing.assert_allclose(network.parameters.flat, before.parameters.flat, rtol=0, atol=1e-12)


def test_too_few_images_are_refused() -> None:
    optimizer = start(SDLM(0.01, 0.1, curvature_samples=3), random_network(), 1, 2)
    with pytest.raises(ValueError, match="reshape"):
        optimizer.start_pass(random_images(1))
