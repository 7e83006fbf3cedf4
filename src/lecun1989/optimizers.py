"""How the parameters move: one example at a time, in constant order (paper, section 4.1)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.backprop import Backprop

Array = NDArray[Any]


class StochasticGradient:
    """theta <- theta - learning_rate dE_p/dtheta after each pattern p."""

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate

    def run_pass(self, backprop: Backprop, patches: Array, targets: Array) -> None:
        """Present every example once, in order.

        Args:
            backprop: for one image; its network is changed in place.
            patches: (n, 64, 25) from `network.image_patches`.
            targets: (n, 1, 10).
        """
        network, layers = backprop.network, backprop.layers
        theta, step = network.theta.flat, backprop.gradient.flat
        for example, target in zip(patches, targets, strict=True):
            layers.h1_patches = example
            network.forward(layers)
            backprop.backward(target, self.learning_rate)
            np.subtract(theta, step, theta)
