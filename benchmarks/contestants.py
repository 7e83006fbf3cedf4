"""A training problem, our own contestant, and a check that other contestants compute the same."""

import time
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.backprop import Backprop
from lecun1989.model.loss import make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.model.optimizers import start
from lecun1989.model.sizes import BACKGROUND, PADDING
from lecun1989.model.train_pass import train_pass
from lecun1989_lab.training.initial import initial_network
from lecun1989_lab.training.recipes import Recipe

Array = NDArray[Any]

# Largest allowed difference of a parameter: ours have single precision, and contestants add in different orders.
TOLERANCE = 1e-5


@dataclass(frozen=True)
class Problem:
    """The start of the training, the same for all contestants.

    Attributes:
        recipe: how to train.
        parameters: the initial parameters, in the published layout (`lecun1989.model.parameters.SHAPES`).
        images: (n, 16, 16).
        labels: (n,).
    """

    recipe: Recipe
    parameters: dict[str, Array]
    images: Array
    labels: NDArray[np.int64]

    @property
    def frames(self) -> Array:
        """The images in their frames of background, (n, 20, 20)."""
        margins = ((0, 0), (PADDING, PADDING), (PADDING, PADDING))
        return np.pad(self.images, margins, constant_values=BACKGROUND)

    @property
    def targets(self) -> Array:
        """The targets of the outputs, (n, 10)."""
        return make_targets(self.recipe.output, self.labels)


def random_problem(recipe: Recipe, count: int) -> Problem:
    """Draw `count` images of noise; the speed does not depend on the images."""
    generator = np.random.default_rng(0)
    images = generator.uniform(-1, 1, (count, 16, 16)).astype(np.float32)
    labels = generator.integers(0, 10, count)
    return Problem(recipe, initial_network(recipe, 0).parameters.arrays(), images, labels)


class Contestant(Protocol):
    """An implementation of the training. Work that all passes share is done beforehand and not timed."""

    def run(self, first: int, last: int) -> float:
        """Make an update for each of the images from `first` to `last` - 1; return the CPU time, in seconds."""

    def parameters(self) -> dict[str, Array]:
        """Return the current parameters, in the published layout."""


class OurTraining:
    """The training loop that `lecun1989 train` runs."""

    def __init__(self, problem: Problem) -> None:
        self._network = Network.from_arrays(problem.recipe.architecture, problem.parameters)
        recipe, images = problem.recipe, problem.images
        self._optimizer = start(recipe.optimizer, self._network, recipe.passes, len(images))
        self._backprop = Backprop(self._network)
        self._images, self._patches = images, image_patches(images)
        self._targets = problem.targets[:, None]

    def run(self, first: int, last: int) -> float:
        """See `Contestant`."""
        batches = zip(self._patches[first:last], self._targets[first:last], strict=True)
        before = time.process_time()
        self._optimizer.start_pass(self._images[first:])
        train_pass(self._backprop, self._optimizer, batches)
        return time.process_time() - before

    def parameters(self) -> dict[str, Array]:
        """See `Contestant`."""
        return self._network.parameters.arrays()


class DisagreementError(Exception):
    """A contestant does not compute the same as ours, so their times cannot be compared."""


def require_agreement(name: str, parameters: dict[str, Array], ours: dict[str, Array]) -> float:
    """Return the largest difference between a contestant's parameters and ours after the same updates.

    Raises:
        DisagreementError: the difference is above `TOLERANCE`, or not a number.
    """
    difference = float(np.max([np.abs(parameters[array] - ours[array]).max() for array in ours]))
    if not difference <= TOLERANCE:
        raise DisagreementError(
            f"{name}: a parameter differs from ours by {difference:.1e}, more than {TOLERANCE:.0e}"
        )
    return difference
