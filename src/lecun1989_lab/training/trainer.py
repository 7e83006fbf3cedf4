"""One training run: a recipe, a data set and a seed make a network."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lecun1989.model.loss import make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.model.optimizers import Optimizer, StochasticDiagonalLevenbergMarquardt, StochasticGradient
from lecun1989.model.parameters import SHAPES
from lecun1989_lab.datasets import Dataset, Split
from lecun1989_lab.training.adamw import AdamWTraining
from lecun1989_lab.training.metrics import Metrics, measure_both
from lecun1989_lab.training.recipes import Recipe
from lecun1989_lab.training.threads import one_thread

Measured = dict[str, Metrics]
MEASUREMENTS = 30  # at most so many during a run
OnPass = Callable[[int, Network, Measured], None]
FAN_IN = {"h1_weights": 25, "h2_weights": 200, "h3_weights": 192, "output_weights": 30}


def initial_network(recipe: Recipe, seed: int) -> Network:
    """Draw the weights uniformly in +-2.4/F, F the fan-in (paper, section 4.1); see `Recipe.initial_fan_in`."""
    generator = np.random.default_rng(seed)
    arrays = {name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()}
    for name, fan_in in FAN_IN.items():
        bound = 2.4 / (fan_in**0.5 if recipe.initial_fan_in == "root" else fan_in)
        arrays[name] = generator.uniform(-bound, bound, SHAPES[name]).astype(np.float32)
    arrays["output_bias"][:] = recipe.initial_output_bias
    return Network.from_arrays(recipe.architecture, arrays)


def make_optimizer(recipe: Recipe, network: Network) -> Optimizer:
    """Return what changes the network as the recipe says.

    A factor f in the loss multiplies the gradient g and the curvature h alike, and f eta g / (mu + f h) is
    eta g / (mu / f + h).
    """
    if recipe.optimizer == "sgd":
        return StochasticGradient(network, recipe.loss_factor * recipe.learning_rate)
    return StochasticDiagonalLevenbergMarquardt(
        network, recipe.learning_rate, recipe.damping / recipe.loss_factor, recipe.curvature_samples
    )


def _make_pass(recipe: Recipe, network: Network, split: Split, seed: int) -> Callable[[], None]:
    """Return what presents every training digit once and changes the network."""
    if recipe.optimizer == "adamw":
        return AdamWTraining(recipe, network, split, seed).run_pass
    optimizer = make_optimizer(recipe, network)
    patches = image_patches(split.images)
    targets = make_targets(recipe.output, split.labels)[:, None]  # (n, 1, 10)
    return lambda: optimizer.run_pass(patches, targets)


@dataclass(frozen=True)
class Training:
    """What a training run leaves behind.

    Attributes:
        network: as it is after the last pass.
        curve: the number of each pass that was measured, and the measurements on both sets after it.
        cpu_seconds: of processor time in the passes, the measuring not counted.
    """

    network: Network
    curve: list[tuple[int, Measured]]
    cpu_seconds: float


def train(
    recipe: Recipe,
    dataset: Dataset,
    seed: int,
    on_pass: OnPass = lambda number, network, measured: None,
) -> Training:
    """Train a network.

    Args:
        recipe: what to do.
        dataset: with the training set in the order in which it is presented.
        seed: of the initial weights and, of "adamw", of order and deformations.
        on_pass: called after each pass that is measured with its number from 1, the network and the measurements: each
            pass of a short run, every tenth or so of a long one, always the last.
    """
    network = initial_network(recipe, seed)
    run_pass = _make_pass(recipe, network, dataset.train, seed)
    every = -(-recipe.passes // MEASUREMENTS)
    curve = []
    seconds = 0.0
    for number in range(1, recipe.passes + 1):
        start = time.process_time()
        with one_thread():
            run_pass()
        seconds += time.process_time() - start
        if number % every == 0 or number == recipe.passes:
            measured = measure_both(network, dataset)
            curve.append((number, measured))
            on_pass(number, network, measured)
    return Training(network, curve, seconds)
