"""What every data set is once it is loaded."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TRAIN_SIZE, TEST_SIZE = 7291, 2007  # paper, section 2


@dataclass(frozen=True)
class Split:
    """Examples, in the order in which they are presented.

    Attributes:
        images: (N, 16, 16) float32 in [-1, 1], -1 paper and 1 ink.
        labels: (N,) int64 in 0..9.
    """

    images: NDArray[np.float32]
    labels: NDArray[np.int64]


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
    """

    name: str
    title: str
    train: Split
    test: Split
    files: dict[str, str]
    split: dict[str, object]
    whole_test: Split | None = None
