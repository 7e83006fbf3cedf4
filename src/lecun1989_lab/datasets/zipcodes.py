"""The post office's zip codes: 7,291 training and 2,007 test digits, as distributed with a textbook.

Hastie, Tibshirani and Friedman publish them with *The Elements of Statistical Learning*, "thanks to Yann Le Cunn".
The images are deslanted and size-normalised (Le Cun et al., 1990). So this is the collection of the 1989 paper, in the
same sizes, but the pixels may differ.
"""

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989_lab.datasets.dataset import TEST_SIZE, TRAIN_SIZE, Dataset, Split
from lecun1989_lab.datasets.gzipped import read_gzip
from lecun1989_lab.datasets.locate import locate
from lecun1989_lab.datasets.sources import ZIP

VALUES = 1 + 16 * 16  # on a line: the label, then the pixels row by row


def load_zip(data_dir: Path | None) -> Dataset:
    """Load the zip codes; see `load_dataset`."""
    paths = locate(ZIP, data_dir)
    files: dict[str, str] = {}
    train, test = (
        _read_split(paths[file], count, files)
        for file, count in (("zip.train.gz", TRAIN_SIZE), ("zip.test.gz", TEST_SIZE))
    )
    return Dataset(
        name="zip",
        title="Zip codes of the U.S. Postal Service, deslanted and size-normalised (Le Cun et al., 1990)",
        train=train,
        test=test,
        files=files,
        split={"method": "as published", "train": TRAIN_SIZE, "test": TEST_SIZE},
    )


def _read_split(path: Path, count: int, files: dict[str, str]) -> Split:
    """Read one file of `count` digits, and record its SHA-256 in `files`."""
    remedy = ZIP.remedy(path.name)
    packed, content = read_gzip(path, remedy)
    files[path.name] = hashlib.sha256(packed).hexdigest()
    table = _parse(content, path, remedy)
    if len(table) != count:
        raise InputError(f"{path}: expected {count:,} lines, found {len(table):,}; {remedy}")
    images = np.ascontiguousarray(table[:, 1:]).reshape(count, 16, 16)
    return Split(images, table[:, 0].astype(np.int64))


def _parse(content: bytes, path: Path, remedy: str) -> NDArray[np.float32]:
    """Return (lines, 257): checked labels and pixels; error messages count lines from 1."""
    try:
        lines = content.decode("ascii").splitlines()
    except UnicodeDecodeError:
        raise InputError(f"{path}: not an ASCII text file; {remedy}") from None
    for number, line in enumerate(lines, 1):
        found = len(line.split())
        if found != VALUES:
            raise InputError(f"{path}: expected {VALUES} values on line {number}, found {found}; {remedy}")
    table = _read_numbers(lines)
    if table is None:
        number = next(number for number, line in enumerate(lines, 1) if _read_numbers([line]) is None)
        raise InputError(f"{path}: line {number} has a value that is not a number; {remedy}")
    labels, pixels = table[:, 0], table[:, 1:]
    wrong_labels = ~np.isin(labels, np.arange(10))
    if wrong_labels.any():
        row = int(wrong_labels.argmax())
        raise InputError(f"{path}: label {labels[row]:g} on line {row + 1} is not in 0 to 9; {remedy}")
    wrong_pixels = ~(np.abs(pixels) <= 1)  # also true for NaN
    if wrong_pixels.any():
        row, column = np.argwhere(wrong_pixels)[0]
        raise InputError(
            f"{path}: pixel {column + 1} on line {row + 1} is {pixels[row, column]:g}, outside [-1, 1]; {remedy}"
        )
    return table


def _read_numbers(lines: list[str]) -> NDArray[np.float32] | None:
    """Return (lines, 257), or None if a value is not a number."""
    try:
        return np.loadtxt(lines, np.float32, comments=None, ndmin=2)
    except ValueError:
        return None
