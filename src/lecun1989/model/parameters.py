"""The 9,760 numbers that are learned, as views of one flat buffer.

One buffer makes a training step a single `flat -= step`. The views are laid out for speed, a row for each unit or map
that owns the weights and the maps of a layer last, so that a 5x5 patch of all 12 maps is five contiguous runs:

    h1_kernels (12, 25)         h1_bias (64, 12)
    h2_kernels (12, 300)        h2_bias (16, 12)      300 = 5 x 5 x 12 maps; absent connections stay zero
    h3_weights (30, 192)        h3_bias (30,)         192 = 4 x 4 x 12 maps
    output_weights (10, 30)     output_bias (10,)

`arrays()` and `set_arrays()` speak the published layout instead: maps first, and only the weights that exist.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lecun1989.model.architecture import (
    CLASSES,
    H1_MAPS,
    H1_SIDE,
    H2_FAN,
    H2_MAPS,
    H2_SIDE,
    H3_UNITS,
    KERNEL_SIDE,
    PARAMETERS,
    Connections,
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
assert sum(int(np.prod(shape)) for shape in SHAPES.values()) == PARAMETERS

_VIEWS: dict[str, tuple[int, ...]] = {
    "h1_kernels": (H1_MAPS, KERNEL_SIDE**2),
    "h1_bias": (H1_SIDE**2, H1_MAPS),
    "h2_kernels": (H2_MAPS, KERNEL_SIDE**2 * H1_MAPS),
    "h2_bias": (H2_SIDE**2, H2_MAPS),
    "h3_weights": (H3_UNITS, H2_SIDE**2 * H2_MAPS),
    "h3_bias": (H3_UNITS,),
    "output_weights": (CLASSES, H3_UNITS),
    "output_bias": (CLASSES,),
}


class Parameters:
    """One value for every weight and bias: the network's parameters, or a gradient with respect to them.

    Attributes:
        connections: for each H2 map the H1 maps it reads.
        flat: (10960,) all values; 1,200 of them belong to absent connections and are zero.
    """

    h1_kernels: Array
    h1_bias: Array
    h2_kernels: Array
    h2_bias: Array
    h3_weights: Array
    h3_bias: Array
    output_weights: Array
    output_bias: Array

    def __init__(self, connections: Connections, dtype: DTypeLike = np.float32) -> None:
        self.connections = connections
        self.flat = np.zeros(sum(int(np.prod(shape)) for shape in _VIEWS.values()), dtype)
        start = 0
        for name, shape in _VIEWS.items():
            size = int(np.prod(shape))
            setattr(self, name, self.flat[start : start + size].reshape(shape))
            start += size

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
        """Take every value from arrays in the published layout.

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
    """Return (12, 300): one where an H2 map reads an H1 map, zero where the connection is absent."""
    mask = np.zeros((H2_MAPS, KERNEL_SIDE**2, H1_MAPS), dtype)
    for h2_map, h1_maps in enumerate(connections):
        mask[h2_map, :, list(h1_maps)] = 1
    return mask.reshape(H2_MAPS, -1)
