"""MNIST cut down to the paper's sizes, as Karpathy's prepro.py (2022) describes.

    28x28 bytes -> pixel/127.5 - 1 -> 16x16 bilinearly, without antialiasing -> [-1, 1]

7,291 of the 60,000 training digits and 2,007 of the 10,000 test digits are drawn without replacement. He drew with
PyTorch's generator, which NumPy does not have, so our digits are others. The training digits keep their originals,
which can be deformed before they are cut. The next 20,000 digits of the draw are for choosing hyperparameters.
"""

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.preprocess.resample import shrink
from lecun1989_lab.datasets.dataset import TEST_SIZE, TRAIN_SIZE, Dataset, Split
from lecun1989_lab.datasets.gzipped import read_gzip
from lecun1989_lab.datasets.idx import parse_idx
from lecun1989_lab.datasets.locate import locate
from lecun1989_lab.datasets.sources import MNIST

SEED = 1337
SIDE = 28
SPARE = 20_000  # of the 52,709 training digits that are not drawn; more would hardly help


def load_mnist(data_dir: Path | None) -> Dataset:
    """Load MNIST and draw from it; see `load_dataset`."""
    paths = locate(MNIST, data_dir)
    files: dict[str, str] = {}
    generator = np.random.RandomState(SEED)  # its stream never changes; a Generator's may
    images, labels = read_part(paths, "train", files)
    whole_test = _cut(*read_part(paths, "t10k", files))
    train_order = _draw(paths, "train", len(labels), TRAIN_SIZE, generator)
    test_order = _draw(paths, "t10k", len(whole_test.labels), TEST_SIZE, generator)
    drawn, spare = train_order[:TRAIN_SIZE], train_order[TRAIN_SIZE : TRAIN_SIZE + SPARE]
    return Dataset(
        name="mnist",
        title="MNIST, 7,291 and 2,007 digits drawn and cut to 16x16 (Karpathy, 2022)",
        train=_cut(images[drawn], labels[drawn], keep_originals=True),
        test=whole_test.take(test_order[:TEST_SIZE]),
        files=files,
        split={
            "method": "the first of numpy.random.RandomState(seed).permutation: of the training, then the test set",
            "seed": SEED,
            "train": TRAIN_SIZE,
            "train_of": len(labels),
            "test": TEST_SIZE,
            "test_of": len(whole_test.labels),
        },
        whole_test=whole_test,
        spare=_cut(images[spare], labels[spare]),
    )


def _draw(
    paths: dict[str, Path], part: str, available: int, count: int, generator: np.random.RandomState
) -> NDArray[np.int64]:
    """Return the numbers of all examples in random order; the first `count` are the drawn ones."""
    if available < count:
        path = paths[f"{part}-images-idx3-ubyte.gz"]
        raise InputError(f"{path}: {available:,} images, but {count:,} are needed; {MNIST.remedy(path.name)}")
    return generator.permutation(available)


def _cut(images: NDArray[np.uint8], labels: NDArray[np.int64], keep_originals: bool = False) -> Split:
    """Reduce digits from 28x28 to 16x16."""
    pixels = images.astype(np.float32) / np.float32(127.5) - np.float32(1)
    return Split(np.ascontiguousarray(shrink(pixels)), labels, pixels if keep_originals else None)


def read_part(
    paths: dict[str, Path], part: str, files: dict[str, str]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Read an image file and its label file.

    Args:
        paths: by file name, from `locate`.
        part: "train" or "t10k".
        files: receives the SHA-256 of both unpacked files.

    Returns:
        (n, 28, 28) ink from 0 to 255, and (n,) labels.

    Raises:
        InputError: a file is damaged, or the two do not belong together.
    """
    image_file, label_file = f"{part}-images-idx3-ubyte.gz", f"{part}-labels-idx1-ubyte.gz"
    images = _read(paths[image_file], 3, files)
    labels = _read(paths[label_file], 1, files)
    if images.shape[1:] != (SIDE, SIDE):
        size = "x".join(map(str, images.shape[1:]))
        raise InputError(
            f"{paths[image_file]}: images of {size} pixels, not 28x28; {MNIST.remedy(image_file)}"
        )
    if len(images) != len(labels):
        raise InputError(
            f"{paths[image_file]}: {len(images):,} images, but {label_file} has {len(labels):,} labels; "
            f"download both again from {MNIST.mirrors[0]}"
        )
    if labels.max() > 9:
        row = int((labels > 9).argmax())
        raise InputError(
            f"{paths[label_file]}: label {labels[row]} of example {row + 1} is not in 0 to 9; "
            f"{MNIST.remedy(label_file)}"
        )
    return images, labels.astype(np.int64)


def _read(path: Path, dimensions: int, files: dict[str, str]) -> NDArray[np.uint8]:
    """Read an IDX file, and record the SHA-256 of its unpacked bytes in `files`."""
    remedy = MNIST.remedy(path.name)
    _, content = read_gzip(path, remedy)
    files[path.stem] = hashlib.sha256(content).hexdigest()
    return parse_idx(content, dimensions, path, remedy)
