"""The output units and their loss, with its derivative.

Write x for the outputs' weighted sums, y for their activations and t for the targets, all (n, 10).

    squared error   E = 1/(10 n) sum (y - t)^2      dE/dx = 2/(10 n) (y - t) f'(x)      targets -1 and +1
    cross-entropy   E = -1/n sum t log y            dE/dx = 1/n (y - t)                 targets 0 and 1

The first is the paper's mean squared error (section 5), without a factor 1/2. The second belongs to softmax outputs,
whose slope cancels (Bridle, 1990).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.activations import NONLINEARITIES, Nonlinearity
from lecun1989.model.sizes import CLASSES

Array = NDArray[Any]


class SquaredError:
    """Output units of an elementwise nonlinearity, trained with squared error.

    Attributes:
        nonlinearity: f.
        formula: one unit's formula, with "{}" in place of its weighted sum.
        off: target of the outputs for all other digits.
        factor: c in dE/dx = c/n (y - t) f'(x).
    """

    off = -1.0
    factor = 2.0 / CLASSES

    def __init__(self, nonlinearity: Nonlinearity) -> None:
        self.nonlinearity = nonlinearity
        self.formula = nonlinearity.formula
        self.value = nonlinearity.value  # writes the activations: value(x, out)

    def loss(self, y: Array, t: Array) -> float:
        """Return E."""
        return float(np.square(y - t, dtype=y.dtype).mean(dtype=np.float64))

    def error(self, y: Array, t: Array, slope: Array, scale: Array, out: Array) -> None:
        """Write scale (y - t) f'(x), which is dE/dx if scale is factor / n.

        Args:
            y: (n, 10).
            t: (n, 10).
            slope: (n, 10), f'(x).
            scale: 0-d.
            out: (n, 10).
        """
        np.subtract(y, t, out)
        np.multiply(out, scale, out)
        np.multiply(out, slope, out)

    def curvature(self, y: Array, slope_squared: Array, scale: float, out: Array) -> None:
        """Write scale f'(x)^2, the Gauss-Newton diagonal of d2E/dx2 if scale is factor / n."""
        np.multiply(slope_squared, scale, out)

    def scores(self, y: Array) -> Array:
        """Return y mapped from [-1, 1] to [0, 1] (no to yes) and clipped."""
        return np.asarray(np.clip((y + 1) / 2, 0, 1))


class CrossEntropy:
    """Softmax output units, trained with cross-entropy; attributes and methods as in `SquaredError`."""

    nonlinearity = None
    formula = "its share of exp({}) among the ten"
    off = 0.0
    factor = 1.0

    def value(self, x: Array, out: Array) -> None:
        """Write the softmax; the largest sum is subtracted first, to prevent overflow."""
        np.subtract(x, x.max(axis=1, keepdims=True), out)
        np.exp(out, out)
        np.divide(out, out.sum(axis=1, keepdims=True), out)

    def loss(self, y: Array, t: Array) -> float:
        """Return E."""
        chosen = (y * t).sum(axis=1, dtype=np.float64)
        return float(-np.log(np.maximum(chosen, np.finfo(y.dtype).tiny)).mean())

    def error(self, y: Array, t: Array, slope: Array, scale: Array, out: Array) -> None:
        """Write scale (y - t); the slope is not used."""
        np.subtract(y, t, out)
        np.multiply(out, scale, out)

    def curvature(self, y: Array, slope_squared: Array, scale: float, out: Array) -> None:
        """Write scale y (1 - y)."""
        np.multiply(y, 1 - y, out)
        np.multiply(out, scale, out)

    def scores(self, y: Array) -> Array:
        """Return the probabilities unchanged."""
        return y


OutputLayer = SquaredError | CrossEntropy
OUTPUTS: dict[str, OutputLayer] = {
    "tanh": SquaredError(NONLINEARITIES["tanh"]),
    "scaled_tanh": SquaredError(NONLINEARITIES["scaled_tanh"]),
    "softmax": CrossEntropy(),
}


def get_output(name: str) -> OutputLayer:
    """Return an output layer by its name.

    Raises:
        InputError: there is no output layer of that name.
    """
    if name not in OUTPUTS:
        raise InputError(f"there is no output layer {name!r}; give one of {', '.join(OUTPUTS)}")
    return OUTPUTS[name]


def make_targets(output: str, labels: NDArray[np.int64], dtype: Any = np.float32) -> Array:
    """Return (n, 10): 1 for the digit's own output, and the output layer's `off` for the others.

    Args:
        output: a name in OUTPUTS.
        labels: (n,) in 0..9.
        dtype: the targets' dtype.
    """
    targets = np.full((len(labels), CLASSES), get_output(output).off, dtype)
    targets[np.arange(len(labels)), labels] = 1.0
    return targets
