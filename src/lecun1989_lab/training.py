"""One training run: a recipe, a data set and a seed make a network."""

from collections.abc import Callable

import numpy as np

from lecun1989.loss import make_targets
from lecun1989.network import Network, image_patches
from lecun1989.optimizers import Optimizer, StochasticDiagonalLevenbergMarquardt, StochasticGradient
from lecun1989.parameters import SHAPES
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.metrics import Metrics, measure_both
from lecun1989_lab.recipes import Recipe

Measured = dict[str, Metrics]
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
    """Return what changes the network as the recipe says."""
    if recipe.optimizer == "sgd":
        return StochasticGradient(network, recipe.learning_rate)
    return StochasticDiagonalLevenbergMarquardt(
        network, recipe.learning_rate, recipe.damping, recipe.curvature_samples
    )


def train(
    recipe: Recipe,
    dataset: Dataset,
    seed: int,
    on_pass: Callable[[int, Measured], None] = lambda number, measured: None,
) -> tuple[Network, list[Measured]]:
    """Train a network.

    Args:
        recipe: what to do.
        dataset: with the training set in the order in which it is presented.
        seed: of the initial weights; nothing else is random.
        on_pass: called after each pass with its number from 1 and the measurements.

    Returns:
        The network, and the measurements on both sets after each pass.
    """
    network = initial_network(recipe, seed)
    optimizer = make_optimizer(recipe, network)
    patches = image_patches(dataset.train.images)
    targets = make_targets(recipe.output, dataset.train.labels)[:, None]  # (n, 1, 10)
    curve = []
    for number in range(1, recipe.passes + 1):
        optimizer.run_pass(patches, targets)
        curve.append(measure_both(network, dataset))
        on_pass(number, curve[-1])
    return network, curve
