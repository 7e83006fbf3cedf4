"""The nonlinearities: their values, and their slopes written in terms of their values.

Every function writes into `out`, so that training allocates nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

# f(x) = A tanh(S x): f(1) is 1 and the slope there is large, so targets of +-1 lie in the quasi-linear range
# (paper, section 4.1; the constants are printed in Le Cun, "Generalization and Network Design Strategies", 1989).
A = 1.7159
S = 2 / 3


@dataclass(frozen=True)
class Nonlinearity:
    """A function applied to every unit of a layer.

    Attributes:
        value: value(x, out) writes f(x).
        slope: slope(y, out) writes f'(x), given y = f(x).
    """

    value: Callable[[Array, Array], object]
    slope: Callable[[Array, Array], object]


# 0-d arrays: NumPy takes longer to convert a Python number than to use it on a small layer.
_ONE, _A, _S, _AS, _S_OVER_A = (np.array(value, np.float32) for value in (1, A, S, A * S, S / A))


def _tanh_slope(y: Array, out: Array) -> None:
    np.multiply(y, y, out)
    np.subtract(_ONE, out, out)


def _scaled_tanh(x: Array, out: Array) -> None:
    np.multiply(x, _S, out)
    np.tanh(out, out)
    np.multiply(out, _A, out)


def _scaled_tanh_slope(y: Array, out: Array) -> None:
    # f' = A S (1 - tanh^2) = A S - (S / A) f^2
    np.multiply(y, y, out)
    np.multiply(out, _S_OVER_A, out)
    np.subtract(_AS, out, out)


def _relu(x: Array, out: Array) -> None:
    np.maximum(x, 0, out=out)


def _relu_slope(y: Array, out: Array) -> None:
    np.greater(y, 0, out, casting="unsafe")


def _softmax(x: Array, out: Array) -> None:
    np.subtract(x, x.max(axis=1, keepdims=True), out)
    np.exp(out, out)
    np.divide(out, out.sum(axis=1, keepdims=True), out)


def _cross_entropy_slope(y: Array, out: Array) -> None:
    # With cross-entropy the softmax's slope cancels: dE/dx is y - t itself (Bridle, 1990).
    out.fill(1)


NONLINEARITIES = {
    "tanh": Nonlinearity(np.tanh, _tanh_slope),
    "scaled_tanh": Nonlinearity(_scaled_tanh, _scaled_tanh_slope),
    "relu": Nonlinearity(_relu, _relu_slope),
    "softmax": Nonlinearity(_softmax, _cross_entropy_slope),
}
