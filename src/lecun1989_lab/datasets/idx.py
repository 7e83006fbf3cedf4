"""The IDX format of MNIST: a magic number, the sizes of the dimensions, then the bytes, all big-endian.

The magic number is two zero bytes, the type of the values (8: unsigned bytes) and the number of dimensions.
"""

from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError


def parse_idx(content: bytes, dimensions: int, path: Path, remedy: str) -> NDArray[np.uint8]:
    """Return the array in an unpacked IDX file.

    Args:
        content: the unpacked file.
        dimensions: number of dimensions that the array must have.
        path: the file's path, for messages.
        remedy: what the user can do about a broken file; the end of the error message.

    Raises:
        InputError: the magic number is wrong, or there are more or fewer bytes than the header announces.
    """
    start = 4 + 4 * dimensions
    expected = bytes((0, 0, 8, dimensions))
    if content[:4] != expected:
        raise InputError(
            f"{path}: wrong magic number {content[:4].hex()}, expected {expected.hex()} "
            f"(IDX, unsigned bytes, dimensions: {dimensions}); {remedy}"
        )
    shape = [int.from_bytes(content[at : at + 4], "big") for at in range(4, start, 4)]
    if len(content) != start + prod(shape):
        sizes = " x ".join(f"{size:,}" for size in shape)
        raise InputError(
            f"{path}: the header announces {sizes} bytes, but {max(0, len(content) - start):,} follow; {remedy}"
        )
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)
