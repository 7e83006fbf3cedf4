"""The training loop: forward, backward, step."""

from collections.abc import Iterable
from typing import Any

from numpy.typing import NDArray

from lecun1989.model.backprop import Backprop
from lecun1989.model.optimizers import Optimizer

Array = NDArray[Any]


def train_pass(backprop: Backprop, optimizer: Optimizer, batches: Iterable[tuple[Array, Array]]) -> None:
    """Present every batch once and take a step after each.

    Args:
        backprop: for the optimizer's network, with n equal to the batch size.
        optimizer: takes the steps.
        batches: patches, (n, 64, 25) from `network.image_patches`, and targets, (n, 10) from `loss.make_targets`.
    """
    scale = optimizer.gradient_scale
    for patches, targets in batches:
        optimizer.step(backprop.run(patches, targets, scale))
