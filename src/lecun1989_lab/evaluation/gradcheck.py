"""Compares the hand-written gradient with central differences, in float64."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.activations import NONLINEARITIES
from lecun1989.model.architecture import Architecture
from lecun1989.model.backprop import Backprop
from lecun1989.model.loss import OUTPUTS, make_targets
from lecun1989.model.network import Network, image_patches

TOLERANCE = 1e-6
STEP = 1e-6
EXAMPLES = 2
PER_ARRAY = 40  # entries checked in each array, or all of them if it is smaller


@dataclass(frozen=True)
class Check:
    """One parameter array of one kind of network.

    Attributes:
        error: the largest |analytic - numeric| over its checked entries, relative to the array's largest gradient.
    """

    activation: str
    output: str
    array: str
    error: float

    @property
    def passed(self) -> bool:
        """Whether the gradient is right."""
        return self.error < TOLERANCE


def check_gradients(seed: int = 0) -> Iterator[Check]:
    """Check every parameter array for every activation and output."""
    for activation, output in product(NONLINEARITIES, OUTPUTS):
        generator = np.random.default_rng(seed)
        network = Network(Architecture(activation, output), np.float64)
        arrays = {
            name: generator.normal(0, 0.15, array.shape)
            for name, array in network.parameters.arrays().items()
        }
        images = generator.uniform(-1, 1, (EXAMPLES, 16, 16))
        targets = make_targets(output, generator.integers(0, 10, EXAMPLES), np.float64)
        network.parameters.set_arrays(arrays)
        analytic = _gradient(network, images, targets)
        for name, array in arrays.items():
            places = generator.permutation(array.size)[:PER_ARRAY]
            numeric = [_difference(network, arrays, name, place, images, targets) for place in places]
            largest = np.abs(analytic[name]).max()
            error = np.abs(np.array(numeric) - analytic[name].flat[places]).max() / largest
            yield Check(activation, output, name, float(error))


def _gradient(network: Network, images: NDArray[Any], targets: NDArray[Any]) -> dict[str, NDArray[Any]]:
    return Backprop(network, len(images)).run(image_patches(images), targets).arrays()


def _difference(
    network: Network,
    arrays: dict[str, NDArray[Any]],
    name: str,
    place: int,
    images: NDArray[Any],
    targets: NDArray[Any],
) -> float:
    kept = arrays[name].flat[place]
    losses = []
    for moved in (kept + STEP, kept - STEP):
        arrays[name].flat[place] = moved
        network.parameters.set_arrays(arrays)
        losses.append(network.output.loss(network(images), targets))
    arrays[name].flat[place] = kept
    network.parameters.set_arrays(arrays)
    return (losses[0] - losses[1]) / (2 * STEP)
