"""Gradient descent, stochastic diagonal Levenberg-Marquardt, and AdamW: how a gradient changes the parameters.

Each optimizer has settings, a frozen dataclass that can be written into a recipe, and `start` binds them to a network.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.curvature import Curvature
from lecun1989.model.network import Network, image_patches
from lecun1989.model.parameters import Parameters, weight_mask

Array = NDArray[Any]


class Optimizer(Protocol):
    """Changes a network's parameters in place, one gradient at a time.

    Attributes:
        network: the network that the gradients are computed on.
        trained: the network to measure and to keep: the same one, or for AdamW the average over its steps.
        gradient_scale: factor for the gradient during backpropagation. Plain gradient descent puts its learning rate
            here, which costs nothing; for the others it is 1.
    """

    network: Network
    trained: Network
    gradient_scale: float

    def start_pass(self, images: Array) -> None:
        """Prepare for a pass through the training images, (n, 16, 16)."""

    def step(self, gradient: Parameters) -> None:
        """Take one step; the gradient may be overwritten."""


@dataclass(frozen=True)
class SGD:
    """Stochastic gradient descent: parameters <- parameters - learning_rate dE_p/dparameters for each pattern p."""

    learning_rate: float


@dataclass(frozen=True)
class SDLM:
    """Stochastic diagonal Levenberg-Marquardt (paper, section 4; Becker and Le Cun, 1989).

    parameter_i <- parameter_i - learning_rate / (damping + h_i) dE_p/dparameter_i for each pattern p. h_i is the
    diagonal of `curvature`, averaged over the first `curvature_samples` patterns before each pass: "a positive,
    diagonal approximation to the Hessian matrix". Where the error is flat, the damping bounds the step.
    """

    learning_rate: float
    damping: float
    curvature_samples: int


@dataclass(frozen=True)
class AdamW:
    """AdamW on minibatches, with a cosine schedule and averaged weights.

    For the gradient g of a batch at step t (Kingma and Ba, 2015; Loshchilov and Hutter, 2019):

        m <- 0.9 m + 0.1 g            v <- 0.999 v + 0.001 g^2
        parameters <- parameters - rate_t ( (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) + 1e-8) + decay parameters )

    Biases do not decay. rate_t rises linearly during the first two passes, then falls to zero along a cosine. The
    measured and published parameters are a running average over the steps (Polyak and Juditsky, 1992), in which the
    newest have weight 1 - averaging.
    """

    learning_rate: float
    batch: int
    weight_decay: float = 0.0
    averaging: float = 0.0


class GradientDescent:
    """`SGD` applied to a network."""

    def __init__(self, settings: SGD, network: Network) -> None:
        self.network = self.trained = network
        self.gradient_scale = settings.learning_rate
        self._parameters = network.parameters.flat

    def start_pass(self, images: Array) -> None:
        """Do nothing."""

    def step(self, gradient: Parameters) -> None:
        """Subtract the gradient, which already includes the learning rate."""
        np.subtract(self._parameters, gradient.flat, self._parameters)


class LevenbergMarquardt:
    """`SDLM` applied to a network."""

    gradient_scale = 1.0

    def __init__(self, settings: SDLM, network: Network) -> None:
        self.network = self.trained = network
        self._settings = settings
        self._curvature = Curvature(network, settings.curvature_samples)
        self._parameters = network.parameters.flat
        self._rates: Array = np.zeros_like(self._parameters)

    def start_pass(self, images: Array) -> None:
        """Measure the curvature, and set every parameter's learning rate from it.

        Raises:
            ValueError: there are fewer images than samples.
        """
        settings = self._settings
        diagonal = self._curvature.diagonal(image_patches(images[: settings.curvature_samples]))
        self._rates = settings.learning_rate / (settings.damping + diagonal)

    def step(self, gradient: Parameters) -> None:
        """Subtract the gradient times the rates."""
        change = gradient.flat
        np.multiply(change, self._rates, change)
        np.subtract(self._parameters, change, self._parameters)


class AdamWDescent:
    """`AdamW` applied to a network for a number of passes."""

    gradient_scale = 1.0
    FIRST, SECOND, EPSILON = 0.9, 0.999, 1e-8
    WARM_UP = 2  # passes

    def __init__(self, settings: AdamW, network: Network, passes: int, steps_per_pass: int) -> None:
        self.trained = network  # holds the average
        self.network = network.copy()
        self._settings = settings
        self._passes, self._steps_per_pass = passes, steps_per_pass
        self._steps = 0
        flat = network.parameters.flat
        self._m, self._v, self._change = np.zeros_like(flat), np.zeros_like(flat), np.empty_like(flat)
        self._decay = weight_mask(network.architecture.connections) * np.float32(settings.weight_decay)

    def start_pass(self, images: Array) -> None:
        """Do nothing."""

    def step(self, gradient: Parameters) -> None:
        """Take a step of AdamW, and update the average."""
        self._steps += 1
        t, g = self._steps, gradient.flat
        parameters, average = self.network.parameters.flat, self.trained.parameters.flat
        m, v, change = self._m, self._v, self._change
        m += (1 - self.FIRST) * (g - m)
        v += (1 - self.SECOND) * (g * g - v)
        np.sqrt(v, out=change)
        change *= (1 - self.SECOND**t) ** -0.5
        change += self.EPSILON
        np.divide(m, change, out=change)
        change *= 1 / (1 - self.FIRST**t)
        change += self._decay * parameters
        change *= self._rate()
        parameters -= change
        # Early on, the average forgets faster. Otherwise it would keep a share of the random initial weights.
        keep = min(self._settings.averaging, (1 + t) / (10 + t))
        average += (1 - keep) * (parameters - average)

    def _rate(self) -> float:
        rise = min(1.0, self._steps / (self.WARM_UP * self._steps_per_pass))
        fall = float(1 + np.cos(np.pi * self._steps / (self._passes * self._steps_per_pass)))
        return self._settings.learning_rate * rise * fall / 2


def start(settings: SGD | SDLM | AdamW, network: Network, passes: int, examples: int) -> Optimizer:
    """Bind an optimizer's settings to a network.

    Args:
        settings: the optimizer's settings.
        network: the network to train; it holds the result.
        passes: number of passes through the training set, for the learning rate schedule.
        examples: number of training examples.
    """
    match settings:
        case SGD():
            return GradientDescent(settings, network)
        case SDLM():
            return LevenbergMarquardt(settings, network)
        case AdamW():
            return AdamWDescent(settings, network, passes, examples // settings.batch)
