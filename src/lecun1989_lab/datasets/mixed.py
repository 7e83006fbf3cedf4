"""The training set of the network behind the pad: zip codes, all of MNIST, and forms that we wrote, in one size.

    7,291 zip codes            unchanged: 16x16, upright
    60,000 digits of MNIST     28x28 ink, normalised like a drawing on the pad
    12,000 written forms       drawn with thin and thick pens, then normalised in the same way

The test set is the zip codes' 2,007 and MNIST's 10,000. It has no recorded pen strokes: `lecun1989 strokes` measures
the network on these, by writers that are not in the training set.
"""

from pathlib import Path

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from lecun1989.ink.strokes import draw
from lecun1989.preprocess.normalization import blank, normalise
from lecun1989_lab.datasets.dataset import Dataset, Split
from lecun1989_lab.datasets.locate import locate
from lecun1989_lab.datasets.mnist import read_part
from lecun1989_lab.datasets.sources import MNIST
from lecun1989_lab.datasets.written_forms import FORMS, write
from lecun1989_lab.datasets.zipcodes import load_zip

NORMALISATION = "zip"
SEED = 1989
WRITTEN = 12_000
WRITTEN_SIDE = 110.0  # longest side in pixels; smaller than on the pad, because the size is normalised anyway
THINNEST, THICKEST = 0.05, 0.18  # pen widths, as shares of the longest side: 10 to 36 of 200 pixels
CHUNK = 500

Images = NDArray[np.float32]


def load_mixed(data_dir: Path | None) -> Dataset:
    """Load the zip codes and MNIST, and write the forms; see `load_dataset`. This takes a minute or two."""
    zip_codes = load_zip(data_dir)
    paths = locate(MNIST, data_dir)
    files = dict(zip_codes.files)
    train, train_labels = read_part(paths, "train", files)
    test, test_labels = read_part(paths, "t10k", files)
    written, written_labels = _write_forms()
    images = np.concatenate([zip_codes.train.images, _normalise_all(train), written])
    labels = np.concatenate([zip_codes.train.labels, train_labels, written_labels])
    order = np.random.RandomState(SEED).permutation(len(labels))
    return Dataset(
        name="mixed",
        title="Zip codes, all of MNIST, and written forms, normalised as drawings are",
        train=Split(images[order], labels[order]),
        test=Split(
            np.concatenate([zip_codes.test.images, _normalise_all(test)]),
            np.concatenate([zip_codes.test.labels, test_labels]),
        ),
        files=files,
        split={
            "method": "train: zip codes, MNIST's training set and written forms, in the order of "
            "numpy.random.RandomState(seed).permutation; test: zip codes, then MNIST's test set",
            "seed": SEED,
            "train": len(labels),
            "written": WRITTEN,
            "test": len(zip_codes.test.labels) + len(test_labels),
        },
    )


def _normalise_all(images: NDArray[np.uint8]) -> Images:
    """Return (n, 16, 16) in [-1, 1] for ink (n, 28, 28) from 0 to 255."""
    starts = range(0, len(images), CHUNK)
    chunks = Parallel(n_jobs=-1)(delayed(_normalise)(images[start : start + CHUNK]) for start in starts)
    return np.concatenate(list(chunks))


def _normalise(images: NDArray[np.uint8]) -> Images:
    return np.stack([_to_input(image.astype(np.float32) / np.float32(255)) for image in images])


def _write_forms() -> tuple[Images, NDArray[np.int64]]:
    """Return (WRITTEN, 16, 16) images, each form equally often, and their labels."""
    starts = range(0, WRITTEN, CHUNK)
    chunks = Parallel(n_jobs=-1)(delayed(_write)(start) for start in starts)
    labels = [FORMS[number % len(FORMS)][0] for number in range(WRITTEN)]
    return np.concatenate(list(chunks)), np.array(labels, np.int64)


def _write(start: int) -> Images:
    generator = np.random.default_rng([SEED, start])
    images = []
    for number in range(start, start + CHUNK):
        label, lines = FORMS[number % len(FORMS)]
        pen = WRITTEN_SIDE * float(generator.uniform(THINNEST, THICKEST))
        images.append(_to_input(draw(write(lines, label, generator), pen, WRITTEN_SIDE)))
    return np.stack(images)


def _to_input(ink: Images) -> Images:
    image = normalise(ink, NORMALISATION)
    return blank() if image is None else image
