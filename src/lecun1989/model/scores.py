"""A network's outputs on one scale, whatever its output units are, and how far one lies before the others."""

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.network import Network


def scores(network: Network, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return outputs from 0 to 1: softmax probabilities as they are, the others by where they lie between -1 and +1."""
    if network.architecture.output == "softmax":
        return outputs
    return np.clip((outputs + 1) / 2, 0, 1)


def leads(sums: NDArray[np.float32], digit: int) -> NDArray[np.float32]:
    """Return (n,): how far a digit's sum lies above the best of the others, of the outputs' sums (n, 10)."""
    return np.asarray(sums[:, digit] - np.delete(sums, digit, axis=1).max(axis=1))
