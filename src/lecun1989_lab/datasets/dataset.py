"""What every data set is once it is loaded."""

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
        originals: (N, side, side) float32 in [-1, 1], the finer images that `normalization.shrink` cut to `images`,
            where they are kept; else None. Deformed before the cut, digits stay as sharp as they are.
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
        title: one line for people.
        train: the training set.
        test: the test set.
        files: file name -> SHA-256 of the bytes read. A name that ends in .gz stands for the file as published; one
            that does not, for its bytes unpacked, because MNIST circulates in differently packed files.
        split: how the examples were chosen and divided, seed included; fit for JSON.
        whole_test: all test digits there are, where `test` is drawn from more; else None.
        spare: training digits that `train` does not have, where it is drawn from more; else None. No network learns
            from them: they are for choosing hyperparameters.
    """

    name: str
    title: str
    train: Split
    test: Split
    files: dict[str, str]
    split: dict[str, object]
    whole_test: Split | None = None
    spare: Split | None = None
