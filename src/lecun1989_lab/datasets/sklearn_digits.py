"""scikit-learn's bundled digits: real handwriting that needs neither a download nor a folder.

1,797 digits, the test part of the UCI "Optical Recognition of Handwritten Digits" set. Each is a 32x32 bitmap, reduced
to 8x8 counts of the ink in 4x4 blocks, 0 to 16. The digit fills the frame's height, as in the zip codes. So the images
are only resized to 16x16 bilinearly, and drawings must be normalised as for the zip codes.

They are in the order of their 13 writers: the first 1,437 are for training and the last 360 for testing. A random draw
would put other digits by each test writer into the training set.
"""

import hashlib

import numpy as np

from lecun1989.preprocess.resample import shrink
from lecun1989_lab.datasets.dataset import Dataset, Split

TRAIN_DIGITS = 1437
STRONGEST = 16  # the largest pixel value: a full block of 4x4


def load_digits() -> Dataset:
    """Load scikit-learn's digits; see `load_dataset`."""
    from sklearn.datasets import load_digits as load_bundled  # imported here because it takes a second

    bundled = load_bundled()
    pixels = bundled.images.astype(np.uint8)  # (1797, 8, 8)
    labels = bundled.target.astype(np.int64)
    images = np.ascontiguousarray(
        shrink(pixels.astype(np.float32) / np.float32(STRONGEST / 2) - np.float32(1))
    )
    return Dataset(
        name="digits",
        title="scikit-learn's digits (UCI Optical Recognition of Handwritten Digits), 8x8 brought to 16x16",
        train=Split(images[:TRAIN_DIGITS], labels[:TRAIN_DIGITS]),
        test=Split(images[TRAIN_DIGITS:], labels[TRAIN_DIGITS:]),
        files={"sklearn.datasets.load_digits": hashlib.sha256(pixels.tobytes()).hexdigest()},
        split={
            "method": "in file order: the first train, the rest test",
            "train": TRAIN_DIGITS,
            "test": len(labels) - TRAIN_DIGITS,
        },
    )
