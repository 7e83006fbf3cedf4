"""The order of the training digits: one by one in constant order, or in random minibatches."""

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.loss import make_targets
from lecun1989.model.network import image_patches
from lecun1989_lab.datasets import Split
from lecun1989_lab.training.augment import Augmentation

Array = NDArray[Any]


class Presentation(Protocol):
    """Presents every training digit once per pass.

    Attributes:
        batch: digits per step.
    """

    batch: int

    def batches(self) -> Iterator[tuple[Array, Array]]:
        """Yield the patches (batch, 64, 25) and targets (batch, 10) of one pass."""


class ConstantOrder:
    """One digit at a time, always in the same order (paper, section 4)."""

    batch = 1

    def __init__(self, split: Split, output: str) -> None:
        self._patches = image_patches(split.images)
        self._targets = make_targets(output, split.labels)[:, None]  # (n, 1, 10)

    def batches(self) -> Iterator[tuple[Array, Array]]:
        """Yield the batches of one pass."""
        return zip(self._patches, self._targets, strict=True)


class RandomBatches:
    """Minibatches in random order, with new deformations each time; the last incomplete minibatch is left out."""

    def __init__(
        self, split: Split, output: str, batch: int, augmentation: Augmentation | None, seed: int
    ) -> None:
        self.batch = batch
        self._augmentation = augmentation
        # Digits are deformed from their originals, if there are any; the deformation then also reduces them to 16x16.
        originals = split.originals if augmentation else None
        self._images = split.images if originals is None else originals
        self._targets = make_targets(output, split.labels)
        self._generator = np.random.default_rng([seed, 1])  # not the stream of the initial weights

    def batches(self) -> Iterator[tuple[Array, Array]]:
        """Yield the batches of one pass."""
        order = self._generator.permutation(len(self._images))
        whole = len(order) // self.batch * self.batch
        for chosen in order[:whole].reshape(-1, self.batch):
            images = self._images[chosen]
            if self._augmentation:
                images = self._augmentation(images, self._generator)
            yield image_patches(images), self._targets[chosen]
