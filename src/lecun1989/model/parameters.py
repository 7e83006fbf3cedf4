"""The 9,760 learned parameters, as views of one flat buffer.

With one buffer, a training step is a single `flat -= step`. The views are laid out for speed: one row for each unit or
map that owns the weights, and a layer's maps last. A 5x5 patch of all 12 maps is then five contiguous runs.
`arrays()` and `set_arrays()` use the published layout instead: maps first, and only the weights that exist.
"""

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lecun1989.model.connections import Connections
from lecun1989.model.sizes import (
    CLASSES,
    H1_MAPS,
    H1_SIDE,
    H2_FAN,
    H2_MAPS,
    H2_SIDE,
    H3_UNITS,
    KERNEL_SIDE,
    PARAMETERS,
)

Array = NDArray[Any]

# The published layout: what weights files hold and what `arrays()` returns.
SHAPES: dict[str, tuple[int, ...]] = {
    "h1_weights": (H1_MAPS, KERNEL_SIDE, KERNEL_SIDE),
    "h1_bias": (H1_MAPS, H1_SIDE, H1_SIDE),
    "h2_weights": (H2_MAPS, H2_FAN, KERNEL_SIDE, KERNEL_SIDE),
    "h2_bias": (H2_MAPS, H2_SIDE, H2_SIDE),
    "h3_weights": (H3_UNITS, H2_MAPS * H2_SIDE**2),
    "h3_bias": (H3_UNITS,),
    "output_weights": (CLASSES, H3_UNITS),
    "output_bias": (CLASSES,),
}
assert sum(map(prod, SHAPES.values())) == PARAMETERS


class _View:
    """A read-only attribute of `Parameters`: a view of the flat buffer in a shape.

    The views divide the buffer in the order in which the class defines them.
    """

    def __init__(self, *shape: int) -> None:
        self.shape = shape

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, parameters: "Parameters", owner: type | None = None) -> Array:
        return parameters._views[self.name]

    def __set__(self, parameters: "Parameters", value: object) -> None:
        if value is not parameters._views[self.name]:  # it is the same after `parameters.h1_bias += 1`
            raise AttributeError(
                f"{self.name} is a view of the buffer; write into it: {self.name}[...] = values"
            )


class Parameters:
    """One value for every weight and bias: the network's parameters, or a gradient with respect to them.

    It owns its memory. All copies are independent of the original, even shallow and unpickled ones.

    Attributes:
        connections: for each H2 map, the H1 maps that it reads.
        flat: (10960,) all values; 1,200 of them belong to absent connections and are zero.
    """

    h1_kernels = _View(H1_MAPS, KERNEL_SIDE**2)
    h1_bias = _View(H1_SIDE**2, H1_MAPS)
    h2_kernels = _View(H2_MAPS, KERNEL_SIDE**2 * H1_MAPS)  # 5 x 5 x 12 maps; absent connections stay zero
    h2_bias = _View(H2_SIDE**2, H2_MAPS)
    h3_weights = _View(H3_UNITS, H2_SIDE**2 * H2_MAPS)  # 4 x 4 x 12 maps
    h3_bias = _View(H3_UNITS)
    output_weights = _View(CLASSES, H3_UNITS)
    output_bias = _View(CLASSES)

    def __init__(self, connections: Connections, dtype: DTypeLike = np.float32) -> None:
        views = [view for view in vars(Parameters).values() if isinstance(view, _View)]
        self._connections = connections
        self._flat = np.zeros(sum(prod(view.shape) for view in views), dtype)
        self._views: dict[str, Array] = {}
        start = 0
        for view in views:
            end = start + prod(view.shape)
            self._views[view.name] = self._flat[start:end].reshape(view.shape)
            start = end

    @classmethod
    def from_flat(cls, connections: Connections, flat: Array) -> "Parameters":
        """Make parameters with a copy of all values, (10960,), and their dtype."""
        parameters = cls(connections, flat.dtype)
        parameters.flat[:] = flat
        return parameters

    def __reduce__(self) -> tuple[Any, ...]:
        return Parameters.from_flat, (self._connections, self._flat)

    @property
    def connections(self) -> Connections:  # noqa: D102
        return self._connections

    @property
    def flat(self) -> Array:  # noqa: D102
        return self._flat

    @flat.setter
    def flat(self, value: object) -> None:
        if value is not self._flat:  # it is the same after `parameters.flat -= step`
            raise AttributeError("flat is the buffer of all views; write into it: flat[...] = values")

    def arrays(self) -> dict[str, Array]:
        """Return copies in the published layout: name -> array of shape SHAPES[name]."""
        rows = np.arange(H2_MAPS)[:, None]
        h2 = self.h2_kernels.reshape(H2_MAPS, KERNEL_SIDE, KERNEL_SIDE, H1_MAPS).transpose(0, 3, 1, 2)
        h3 = self.h3_weights.reshape(H3_UNITS, H2_SIDE, H2_SIDE, H2_MAPS).transpose(0, 3, 1, 2)
        return {
            "h1_weights": self.h1_kernels.reshape(SHAPES["h1_weights"]).copy(),
            "h1_bias": self.h1_bias.T.reshape(SHAPES["h1_bias"]).copy(),
            "h2_weights": h2[rows, np.array(self.connections)],  # (12, 8, 5, 5)
            "h2_bias": self.h2_bias.T.reshape(SHAPES["h2_bias"]).copy(),
            "h3_weights": h3.reshape(SHAPES["h3_weights"]).copy(),
            "h3_bias": self.h3_bias.copy(),
            "output_weights": self.output_weights.copy(),
            "output_bias": self.output_bias.copy(),
        }

    def set_arrays(self, arrays: Mapping[str, Array]) -> None:
        """Set every value from arrays in the published layout.

        Args:
            arrays: name -> array of shape SHAPES[name], for all of SHAPES.

        Raises:
            KeyError: an array is missing.
            ValueError: an array has another shape.
        """
        rows = np.arange(H2_MAPS)[:, None]
        h2 = np.zeros((H2_MAPS, H1_MAPS, KERNEL_SIDE, KERNEL_SIDE), self.flat.dtype)
        h2[rows, np.array(self.connections)] = arrays["h2_weights"]
        h3 = np.reshape(arrays["h3_weights"], (H3_UNITS, H2_MAPS, H2_SIDE, H2_SIDE))
        self.h1_kernels[:] = np.reshape(arrays["h1_weights"], self.h1_kernels.shape)
        self.h1_bias[:] = np.reshape(arrays["h1_bias"], (H1_MAPS, -1)).T
        self.h2_kernels[:] = h2.transpose(0, 2, 3, 1).reshape(self.h2_kernels.shape)
        self.h2_bias[:] = np.reshape(arrays["h2_bias"], (H2_MAPS, -1)).T
        self.h3_weights[:] = h3.transpose(0, 2, 3, 1).reshape(self.h3_weights.shape)
        self.h3_bias[:] = arrays["h3_bias"]
        self.output_weights[:] = arrays["output_weights"]
        self.output_bias[:] = arrays["output_bias"]


def connection_mask(connections: Connections, dtype: DTypeLike = np.float32) -> Array:
    """Return (12, 300): one if the H2 map reads the H1 map, zero if the connection is absent."""
    mask = np.zeros((H2_MAPS, KERNEL_SIDE**2, H1_MAPS), dtype)
    for h2_map, h1_maps in enumerate(connections):
        mask[h2_map, :, list(h1_maps)] = 1
    return mask.reshape(H2_MAPS, -1)


def weight_mask(connections: Connections) -> Array:
    """Return (10960,): one for a weight, zero for a bias."""
    mask = Parameters(connections)
    for weights in (mask.h1_kernels, mask.h2_kernels, mask.h3_weights, mask.output_weights):
        weights[:] = 1
    return mask.flat
