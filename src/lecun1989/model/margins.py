"""How sure a network is of a digit: the margin over the best of the others."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def margins(values: Array, digit: int) -> Array:
    """Return how far a digit lies above the best of the others.

    Args:
        values: (n, 10), outputs or their weighted sums.
        digit: 0 to 9.

    Returns:
        (n,), negative where another digit is higher, 0 where another is as high.
    """
    return np.asarray(values[:, digit] - np.delete(values, digit, axis=1).max(axis=1))
