"""How sure a network is of a digit: the margin over the best other digit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def margins(values: Array, digit: int) -> Array:
    """Return a digit's margin over the best other digit.

    Args:
        values: (n, 10), outputs or their weighted sums.
        digit: 0 to 9.

    Returns:
        (n,), negative if another digit is higher, 0 if another is as high.
    """
    return np.asarray(values[:, digit] - np.delete(values, digit, axis=1).max(axis=1))
