"""The common form of all loaded data sets."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

TRAIN_SIZE, TEST_SIZE = 7291, 2007  # paper, section 2


@dataclass(frozen=True)
class Split:
    """Examples, in the order in which they are presented.

    Attributes:
        images: (N, 16, 16) float32 in [-1, 1], -1 paper and 1 ink.
        labels: (N,) int64 in 0..9.
        originals: (N, side, side) float32 in [-1, 1], the larger images that `normalization.shrink` reduced to
            `images`, if they are kept; else None. Digits stay sharper if they are deformed before they are reduced.
    """

    images: NDArray[np.float32]
    labels: NDArray[np.int64]
    originals: NDArray[np.float32] | None = None

    def take(self, which: slice | NDArray[Any]) -> "Split":
        """Return some of the examples: a slice, or those with the given numbers."""
        originals = None if self.originals is None else self.originals[which]
        return Split(self.images[which], self.labels[which], originals)


@dataclass(frozen=True)
class Dataset:
    """A training and a test set, and where they come from.

    Attributes:
        name: one of `DATASET_NAMES`.
        title: a description in one line.
        train: the training set.
        test: the test set.
        files: file name -> SHA-256 of the bytes read. With .gz in the name, it is that of the file as published;
            without, that of the unpacked bytes, because copies of MNIST are compressed differently.
        split: how the examples were chosen and divided, with the seed; can be written as JSON.
        whole_test: all test digits, if `test` is a sample of them; else None.
        spare: training digits that are not in `train`, if `train` is a sample; else None. No network is trained on
            them; they serve to choose hyperparameters.
    """

    name: str
    title: str
    train: Split
    test: Split
    files: dict[str, str]
    split: dict[str, object]
    whole_test: Split | None = None
    spare: Split | None = None
