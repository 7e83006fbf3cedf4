"""Fine-tuning a trained network on a few more digits: gradient steps with the same backpropagation.

    parameters <- parameters - STEP g / |g|      g: the gradient of the loss over the digits that are not yet learned

All steps have the same length, whatever the gradient's length. They stop when the network reads every digit correctly,
with a score of at least SURE, and refuses none. So it changes no more than necessary. It sees no other digits, so it
may forget some; `lecun1989 teaching` measures how many.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.backprop import Backprop
from lecun1989.model.card import Card
from lecun1989.model.loss import make_targets
from lecun1989.model.metrics import Metrics
from lecun1989.model.network import check_images, image_patches
from lecun1989.model.sizes import CLASSES
from lecun1989.trained_network import TrainedNetwork

Array = NDArray[Any]

STEP = 0.02  # length of a step in parameter space; chosen by `lecun1989 teaching` on its development writers
SURE = 0.5  # a score; chosen in the same way
MAX_STEPS = 100


@dataclass(frozen=True)
class FineTuned:
    """The result of fine-tuning.

    Attributes:
        network: the fine-tuned copy; the given network is not changed.
        steps: gradient steps taken.
        moved: distance that the parameters moved, relative to the norm of the parameter vector.
    """

    network: TrainedNetwork
    steps: int
    moved: float


def finetune(network: TrainedNetwork, images: Array, labels: NDArray[np.int64]) -> FineTuned:
    """Fine-tune a copy of a network on some digits.

    Args:
        network: the network to copy; it is not changed.
        images: (n, 16, 16) in [-1, 1], normalised like its training images.
        labels: (n,), 0 to 9.

    Returns:
        The copy. Its provenance lists the digits, and its metrics are for these digits only. It keeps the given
        network's reject option.

    Raises:
        InputError: there are no digits, or the sizes or values are wrong.
    """
    images = check_images(images).astype(network.parameters.flat.dtype)
    if len(labels) == 0 or images.ndim != 3 or len(images) != len(labels):
        raise InputError(
            f"got images of shape {images.shape} for {len(labels)} labels; give one image for each label"
        )
    if not ((labels >= 0) & (labels < CLASSES)).all():
        raise InputError(f"the labels are {labels.tolist()}; give digits from 0 to 9")
    tuned = network.copy()
    parameters, start = tuned.parameters.flat, network.parameters.flat
    targets = make_targets(network.architecture.output, labels)
    steps = 0
    while steps < MAX_STEPS and not (learned := _learned(tuned, images, labels)).all():
        parameters -= STEP * _direction(tuned, images[~learned], targets[~learned])
        steps += 1
    moved = float(np.linalg.norm(parameters - start) / np.linalg.norm(start))
    return FineTuned(TrainedNetwork(tuned, _card(network, tuned, images, labels, steps)), steps, moved)


def _learned(network: TrainedNetwork, images: Array, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return (n,): whether the network reads each digit correctly, with a score of at least SURE, and not refused."""
    outputs = network(images)
    sure = network.output.scores(outputs)[np.arange(len(labels)), labels] >= SURE
    return np.asarray((outputs.argmax(axis=1) == labels) & sure & ~network.refuses(outputs), bool)


def _direction(network: TrainedNetwork, images: Array, targets: Array) -> Array:
    """Return the gradient, normalised to length 1."""
    gradient = Backprop(network, len(images)).run(image_patches(images), targets).flat
    length = float(np.linalg.norm(gradient))
    return np.asarray(gradient / length if length else gradient)


def _card(
    network: TrainedNetwork, tuned: TrainedNetwork, images: Array, labels: NDArray[np.int64], steps: int
) -> Card:
    card, outputs = network.card, tuned(images)
    misses = int((outputs.argmax(axis=1) != labels).sum())
    loss = tuned.output.loss(outputs, make_targets(network.architecture.output, labels))
    taught = {"network": card.name, "digits": labels.tolist(), "steps": steps, "step": STEP, "sure": SURE}
    return replace(
        card,
        name=f"{card.name}-taught",
        title=f"{card.title}, taught {len(labels)} more",
        provenance={**card.provenance, "taught": taught},
        metrics={"train": Metrics(len(labels), loss, 100 * misses / len(labels), misses)},
    )
