"""Teaching a trained network a few more digits: gradient steps on them, by the same backpropagation.

    theta <- theta - STEP g / |g|        g: the gradient of the loss over the digits that are not yet learned

Steps of one length, however steep the loss, so that the network moves no farther than it must: they end when every
digit is read as it was said to be, with a score of SURE at least, and not refused. Taught digits are all that it
sees, so that it may forget others; `lecun1989 teaching` measures how much.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.architecture import CLASSES, IMAGE_SIDE
from lecun1989.model.backprop import Backprop
from lecun1989.model.checkpoint import Weights
from lecun1989.model.loss import loss, make_targets
from lecun1989.model.network import Network, image_patches
from lecun1989.model.scores import scores

STEP = 0.02  # length of a step in parameter space; by `lecun1989 teaching`, on its development writers
SURE = 0.5  # likewise
MOST_STEPS = 100

Array = NDArray[Any]


@dataclass(frozen=True)
class Taught:
    """What became of a network.

    Attributes:
        weights: as it is now; the given one is left as it was.
        steps: gradient steps taken.
        moved: distance from where it was in parameter space, as a share of that vector's length.
    """

    weights: Weights
    steps: int
    moved: float


def teach(weights: Weights, images: Array, digits: NDArray[np.int64]) -> Taught:
    """Teach a copy of a network some digits.

    Args:
        weights: whom to teach.
        images: (n, 16, 16) in [-1, 1], normalised as its training images were.
        digits: (n,), what they are.

    Returns:
        The taught network, whose provenance tells of it. Its metrics are those of the digits it was taught: on others
        it was not measured. It refuses as the given one does.

    Raises:
        InputError: there is no digit, or the sizes or values do not fit.
    """
    if len(digits) == 0 or images.shape != (len(digits), IMAGE_SIDE, IMAGE_SIDE):
        raise InputError(f"teach: got images of shape {images.shape} for {len(digits)} digits; give one each")
    if not np.isfinite(images).all() or not ((digits >= 0) & (digits < CLASSES)).all():
        raise InputError("teach: give finite pixels, and digits from 0 to 9")
    network = Network(weights.network.architecture)
    theta, start = network.theta.flat, weights.network.theta.flat
    theta[:] = start
    targets = make_targets(network.architecture.output, digits)
    steps = 0
    while steps < MOST_STEPS and not (learned := _learned(weights, network, images, digits)).all():
        theta -= STEP * _direction(network, images[~learned], targets[~learned])
        steps += 1
    moved = float(np.linalg.norm(theta - start) / np.linalg.norm(start))
    return Taught(_describe(weights, network, images, digits, steps), steps, moved)


def _learned(
    weights: Weights, network: Network, images: Array, digits: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return (n,): which digits the taught network reads as it should, surely, and without refusing."""
    outputs = network.outputs(images)
    sure = scores(network, outputs)[np.arange(len(digits)), digits] >= SURE
    return np.asarray((outputs.argmax(axis=1) == digits) & sure & ~weights.refuses(outputs), bool)


def _direction(network: Network, images: Array, targets: Array) -> Array:
    """Return the gradient, scaled to length 1."""
    backprop = Backprop(network, len(images))
    layers = backprop.layers
    layers.h1_patches[:] = image_patches(images).reshape(layers.h1_patches.shape)
    network.forward(layers)
    backprop.backward(targets)
    gradient = backprop.gradient.flat
    length = float(np.linalg.norm(gradient))
    return np.asarray(gradient / length if length else gradient)


def _describe(
    weights: Weights, network: Network, images: Array, digits: NDArray[np.int64], steps: int
) -> Weights:
    outputs = network.outputs(images)
    misses = int((outputs.argmax(axis=1) != digits).sum())
    kind = network.architecture.output
    return replace(
        weights,
        name=f"{weights.name}-taught",
        title=f"{weights.title}, taught {len(digits)} more",
        network=network,
        provenance={
            **weights.provenance,
            "taught": {
                "network": weights.name,
                "digits": digits.tolist(),
                "steps": steps,
                "step": STEP,
                "sure": SURE,
            },
        },
        metrics={
            "train": {
                "examples": len(digits),
                "loss": loss(kind, outputs, make_targets(kind, digits)),
                "error_percent": 100 * misses / len(digits),
                "misses": misses,
            }
        },
    )
