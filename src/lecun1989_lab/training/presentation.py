"""In which order the training digits are shown: one by one in constant order, or in random minibatches."""

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
    """Shows every training digit once a pass.

    Attributes:
        batch: digits to a step.
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
        """Yield them."""
        return zip(self._patches, self._targets, strict=True)


class RandomBatches:
    """Minibatches in a random order, the digits deformed anew each time; the few that fill no batch are left out."""

    def __init__(
        self, split: Split, output: str, batch: int, augmentation: Augmentation | None, seed: int
    ) -> None:
        self.batch = batch
        self._augmentation = augmentation
        # Deformed digits come from their originals where there are any; the deformation then cuts them to 16x16 too.
        originals = split.originals if augmentation else None
        self._images = split.images if originals is None else originals
        self._targets = make_targets(output, split.labels)
        self._generator = np.random.default_rng([seed, 1])  # another stream than the initial weights'

    def batches(self) -> Iterator[tuple[Array, Array]]:
        """Yield them."""
        order = self._generator.permutation(len(self._images))
        whole = len(order) // self.batch * self.batch
        for chosen in order[:whole].reshape(-1, self.batch):
            images = self._images[chosen]
            if self._augmentation:
                images = self._augmentation(images, self._generator)
            yield image_patches(images), self._targets[chosen]
