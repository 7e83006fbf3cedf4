"""Today's training of the 1989 network: random minibatches, AdamW, a cosine schedule, and averaged weights.

For the gradient g of a batch at step t (Kingma and Ba, 2015; Loshchilov and Hutter, 2019):

    m <- 0.9 m + 0.1 g            v <- 0.999 v + 0.001 g^2
    theta <- theta - rate_t ( (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) + 1e-8) + decay theta )

Biases do not decay. rate_t rises linearly during the first passes, then falls to zero along a cosine. What is measured
and published is the running average of theta over the steps (Polyak and Juditsky, 1992), with weight 1 - averaging for
the newest.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.backprop import Backprop
from lecun1989.model.loss import make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.model.parameters import Parameters
from lecun1989_lab.datasets import Split
from lecun1989_lab.training.recipes import Recipe

Array = NDArray[Any]

FIRST, SECOND, EPSILON = 0.9, 0.999, 1e-8
WARM_UP = 2  # passes


class AdamWTraining:
    """One training run, a pass at a time. After each the given network holds the averaged weights."""

    def __init__(self, recipe: Recipe, network: Network, split: Split, seed: int) -> None:
        self._recipe = recipe
        self._averaged = network.theta.flat
        self._network = Network(network.architecture)
        self._network.theta.flat[:] = self._averaged
        self._backprop = Backprop(self._network, recipe.batch)
        # Digits that are deformed come from their originals where there are any; the deformation then cuts them, too.
        self._images = split.images
        if recipe.augmentation and split.originals is not None:
            self._images = split.originals
        self._targets = make_targets(network.architecture.output, split.labels)
        self._generator = np.random.default_rng([seed, 1])  # another stream than the initial weights'
        self._steps_a_pass = len(split.images) // recipe.batch
        self._steps = recipe.passes * self._steps_a_pass
        self._step = 0
        self._m, self._v = np.zeros_like(self._averaged), np.zeros_like(self._averaged)
        self._change = np.empty_like(self._averaged)
        self._decay = _weights_only(network) * np.float32(recipe.weight_decay)

    def run_pass(self) -> None:
        """Show every training digit once, in a random order, but for the few that fill no batch."""
        order = self._generator.permutation(len(self._images))
        for batch in order[: self._steps_a_pass * self._recipe.batch].reshape(self._steps_a_pass, -1):
            images = self._images[batch]
            if self._recipe.augmentation:
                images = self._recipe.augmentation(images, self._generator)
            layers = self._backprop.layers
            layers.h1_patches[:] = image_patches(images).reshape(layers.h1_patches.shape)
            self._network.forward(layers)
            self._backprop.backward(self._targets[batch])
            self._step_with(self._backprop.gradient.flat)

    def _step_with(self, gradient: Array) -> None:
        self._step += 1
        theta, m, v, change = self._network.theta.flat, self._m, self._v, self._change
        m += (1 - FIRST) * (gradient - m)
        v += (1 - SECOND) * (gradient * gradient - v)
        np.sqrt(v, out=change)
        change *= (1 - SECOND**self._step) ** -0.5
        change += EPSILON
        np.divide(m, change, out=change)
        change *= 1 / (1 - FIRST**self._step)
        change += self._decay * theta
        change *= self._rate()
        theta -= change
        # Early on the average forgets faster, else it would remember the first, random weights.
        keep = min(self._recipe.averaging, (1 + self._step) / (10 + self._step))
        self._averaged += (1 - keep) * (theta - self._averaged)

    def _rate(self) -> float:
        rise = min(1.0, self._step / (WARM_UP * self._steps_a_pass))
        return self._recipe.learning_rate * rise * float(1 + np.cos(np.pi * self._step / self._steps)) / 2


def _weights_only(network: Network) -> Array:
    """Return (10960,): one for a weight, zero for a bias."""
    ones = Parameters(network.architecture.connections)
    for weights in (ones.h1_kernels, ones.h2_kernels, ones.h3_weights, ones.output_weights):
        weights[:] = 1
    return ones.flat
