"""How the parameters move: one example at a time, in constant order (paper, section 4.1)."""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.backprop import Backprop
from lecun1989.model.curvature import Curvature
from lecun1989.model.network import Network

Array = NDArray[Any]


class Optimizer(Protocol):
    """Changes a network in place, a pass at a time."""

    def run_pass(self, patches: Array, targets: Array) -> None:
        """Present every example once, in order.

        Args:
            patches: (n, 64, 25) from `network.image_patches`.
            targets: (n, 1, 10).
        """


class StochasticGradient:
    """theta <- theta - learning_rate dE_p/dtheta after each pattern p."""

    def __init__(self, network: Network, learning_rate: float) -> None:
        self._backprop = Backprop(network)
        self._learning_rate = learning_rate

    def run_pass(self, patches: Array, targets: Array) -> None:
        """Present every example once, in order; see `Optimizer`."""
        backprop = self._backprop
        network, layers = backprop.network, backprop.layers
        theta, step = network.theta.flat, backprop.gradient.flat
        for example, target in zip(patches, targets, strict=True):
            layers.h1_patches = example
            network.forward(layers)
            backprop.backward(target, self._learning_rate)
            np.subtract(theta, step, theta)


class StochasticDiagonalLevenbergMarquardt:
    """theta_i <- theta_i - learning_rate / (damping + h_i) dE_p/dtheta_i after each pattern p.

    h_i is the diagonal of `curvature`, averaged over the first `samples` examples before each pass: "a positive,
    diagonal approximation to the Hessian matrix" (paper, section 4.1). Where the error is flat the damping bounds the
    step.
    """

    def __init__(self, network: Network, learning_rate: float, damping: float, samples: int) -> None:
        self._backprop = Backprop(network)
        self._curvature = Curvature(network, samples)
        self._learning_rate = learning_rate
        self._damping = damping
        self._samples = samples

    def run_pass(self, patches: Array, targets: Array) -> None:
        """Present every example once, in order; see `Optimizer`.

        Raises:
            ValueError: there are fewer examples than samples.
        """
        backprop = self._backprop
        network, layers = backprop.network, backprop.layers
        theta, step = network.theta.flat, backprop.gradient.flat
        rates = self._learning_rate / (self._damping + self._curvature.diagonal(patches[: self._samples]))
        for example, target in zip(patches, targets, strict=True):
            layers.h1_patches = example
            network.forward(layers)
            backprop.backward(target)
            np.multiply(step, rates, step)
            np.subtract(theta, step, theta)
