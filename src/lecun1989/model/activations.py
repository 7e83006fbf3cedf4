"""The nonlinearities of the hidden and output units: value, slope and formula.

Every function writes into `out`, so training allocates no memory. `add_nonlinearity` registers a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError

Array = NDArray[Any]

# f(x) = A tanh(S x): f(1) = 1 and the slope there is large, so targets of +-1 lie in the quasi-linear range of the
# curve (paper, section 4; the constants are in Le Cun, "Generalization and Network Design Strategies", 1989).
A = 1.7159
S = 2 / 3


@dataclass(frozen=True)
class Nonlinearity:
    """An elementwise function of a layer's weighted sums x: y = f(x).

    Attributes:
        value: value(x, out) writes f(x).
        slope: slope(x, y, out) writes f'(x), given y = f(x).
        formula: f in words, with "{}" in place of x, such as "max(0, {})".
    """

    value: Callable[[Array, Array], object]
    slope: Callable[[Array, Array, Array], object]
    formula: str


# 0-d arrays, because converting a Python number takes NumPy longer than computing a small layer.
_ONE, _A, _S, _AS, _S_OVER_A = (np.array(value, np.float32) for value in (1, A, S, A * S, S / A))


def _tanh_slope(x: Array, y: Array, out: Array) -> None:
    # f' = 1 - f^2
    np.multiply(y, y, out)
    np.subtract(_ONE, out, out)


def _scaled_tanh(x: Array, out: Array) -> None:
    np.multiply(x, _S, out)
    np.tanh(out, out)
    np.multiply(out, _A, out)


def _scaled_tanh_slope(x: Array, y: Array, out: Array) -> None:
    # f' = A S (1 - tanh^2) = A S - (S / A) f^2
    np.multiply(y, y, out)
    np.multiply(out, _S_OVER_A, out)
    np.subtract(_AS, out, out)


def _relu(x: Array, out: Array) -> None:
    np.maximum(x, 0, out=out)


def _relu_slope(x: Array, y: Array, out: Array) -> None:
    np.greater(y, 0, out, casting="unsafe")


NONLINEARITIES = {
    "tanh": Nonlinearity(np.tanh, _tanh_slope, "tanh({})"),
    "scaled_tanh": Nonlinearity(_scaled_tanh, _scaled_tanh_slope, "1.7159 tanh(⅔ · {})"),
    "relu": Nonlinearity(_relu, _relu_slope, "max(0, {})"),
}


def add_nonlinearity(
    name: str,
    value: Callable[[Array, Array], object],
    slope: Callable[[Array, Array, Array], object],
    formula: str,
) -> None:
    """Register a nonlinearity, so that `Architecture` accepts its name for the hidden units.

    Args:
        name: a new name. Weights files contain it; to read such a file, register the nonlinearity first.
        value: see `Nonlinearity`.
        slope: see `Nonlinearity`.
        formula: see `Nonlinearity`.

    Raises:
        InputError: the name is taken, or the formula has no "{}".
    """
    if name in NONLINEARITIES or name == "softmax":
        raise InputError(f"the nonlinearity {name!r} exists already; give another name")
    if "{}" not in formula:
        raise InputError(f"the formula of {name!r} is {formula!r}; write {{}} for its argument")
    NONLINEARITIES[name] = Nonlinearity(value, slope, formula)


def get_nonlinearity(name: str) -> Nonlinearity:
    """Return a nonlinearity by its name.

    Raises:
        InputError: there is no nonlinearity of that name.
    """
    if name not in NONLINEARITIES:
        known = ", ".join(NONLINEARITIES)
        raise InputError(f"there is no nonlinearity {name!r}; give one of {known}, or add it first")
    return NONLINEARITIES[name]
