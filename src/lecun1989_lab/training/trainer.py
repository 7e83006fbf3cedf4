"""One training run: a recipe, a data set and a seed make a network."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from lecun1989.model.backprop import Backprop
from lecun1989.model.metrics import Metrics
from lecun1989.model.network import Network
from lecun1989.model.optimizers import SDLM, SGD, AdamW, start
from lecun1989.model.train_pass import train_pass
from lecun1989_lab.datasets import Dataset, Split
from lecun1989_lab.training.initial import initial_network
from lecun1989_lab.training.measure import measure_both
from lecun1989_lab.training.presentation import ConstantOrder, Presentation, RandomBatches
from lecun1989_lab.training.recipes import Recipe
from lecun1989_lab.training.threads import one_thread

Measured = dict[str, Metrics]  # by "train" and "test"
OnPass = Callable[[int, Network, Measured], None]
MAX_MEASUREMENTS = 30  # per run


@dataclass(frozen=True)
class Training:
    """The result of a training run.

    Attributes:
        network: the network after the last pass.
        curve: the number of each measured pass, and the measurements on both sets after it.
        cpu_seconds: processor time of the passes, without the measurements.
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
        recipe: the recipe.
        dataset: its training set is in the order of presentation.
        seed: for the initial weights and, with AdamW, for the order and the deformations.
        on_pass: called after each measured pass with its number, from 1, the network and the measurements. Up to
            MAX_MEASUREMENTS passes are measured, always including the last.
    """
    network = initial_network(recipe, seed)
    presentation = _present(recipe, dataset.train, seed)
    settings = _with_loss_factor(recipe.optimizer, recipe.loss_factor)
    optimizer = start(settings, network, recipe.passes, len(dataset.train.labels))
    backprop = Backprop(optimizer.network, presentation.batch)
    every = -(-recipe.passes // MAX_MEASUREMENTS)
    curve = []
    seconds = 0.0
    for number in range(1, recipe.passes + 1):
        before = time.process_time()
        with one_thread():
            optimizer.start_pass(dataset.train.images)
            train_pass(backprop, optimizer, presentation.batches())
        seconds += time.process_time() - before
        if number % every == 0 or number == recipe.passes:
            measured = measure_both(network, dataset)
            curve.append((number, measured))
            on_pass(number, network, measured)
    return Training(network, curve, seconds)


def _present(recipe: Recipe, split: Split, seed: int) -> Presentation:
    if isinstance(recipe.optimizer, AdamW):
        return RandomBatches(split, recipe.output, recipe.optimizer.batch, recipe.augmentation, seed)
    return ConstantOrder(split, recipe.output)


def _with_loss_factor(settings: SGD | SDLM | AdamW, factor: float) -> SGD | SDLM | AdamW:
    """Return settings that have the same effect as multiplying the loss by `factor`.

    The factor f multiplies both the gradient g and the curvature h, and f rate g / (damping + f h) is
    rate g / (damping / f + h). AdamW does not depend on the scale of the loss.
    """
    match settings:
        case SGD():
            return replace(settings, learning_rate=factor * settings.learning_rate)
        case SDLM():
            return replace(settings, damping=settings.damping / factor)
        case AdamW():
            return settings
