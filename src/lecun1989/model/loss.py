"""What training minimises: mean squared error over the ten outputs, or cross-entropy.

For the tanh outputs E = 1/(10 n) sum_p sum_k (y_pk - t_pk)^2, the paper's mean squared error (section 4.2), without a
factor 1/2. For softmax E = -1/n sum_p log y_p,label.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.architecture import CLASSES, Output

Array = NDArray[Any]


def make_targets(output: Output, labels: NDArray[np.int64], dtype: Any = np.float32) -> Array:
    """Return (n, 10): +1 for the digit's own output and -1 for the others; 1 and 0 for softmax."""
    off = 0.0 if output == "softmax" else -1.0
    targets = np.full((len(labels), CLASSES), off, dtype)
    targets[np.arange(len(labels)), labels] = 1.0
    return targets


def loss(output: Output, outputs: Array, targets: Array) -> float:
    """Return E for outputs and targets of shape (n, 10)."""
    if output == "softmax":
        chosen = (outputs * targets).sum(axis=1, dtype=np.float64)
        return float(-np.log(np.maximum(chosen, np.finfo(outputs.dtype).tiny)).mean())
    return float(np.square(outputs - targets, dtype=outputs.dtype).mean(dtype=np.float64))


def error_scale(output: Output) -> float:
    """Return c in dE/dy = c (y - t) / n (for softmax: in dE/dx)."""
    return 1.0 if output == "softmax" else 2.0 / CLASSES
