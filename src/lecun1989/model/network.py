"""The network and its one forward pass, for one image or many, in training and in the browser.

images (n, 16, 16)
  -> frame with background -1, 5x5 patches      (n*64, 25)
  -> H1: shared kernels, a bias for each unit   (n, 8, 8, 12)
  -> frame with background -1, 5x5x12 patches   (n*16, 300)
  -> H2                                         (n, 4, 4, 12)
  -> H3                                         (n, 30)
  -> output                                     (n, 10)
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike, NDArray

from lecun1989.model.activations import NONLINEARITIES
from lecun1989.model.architecture import (
    BACKGROUND,
    CLASSES,
    H1_MAPS,
    H1_SIDE,
    H2_MAPS,
    H2_SIDE,
    H3_UNITS,
    IMAGE_SIDE,
    KERNEL_SIDE,
    LAYERS,
    PADDING,
    STRIDE,
    Architecture,
)
from lecun1989.model.parameters import Parameters

Array = NDArray[Any]


def image_patches(images: Array) -> Array:
    """Cut what each H1 unit sees.

    Args:
        images: (n, 16, 16).

    Returns:
        (n, 64, 25), contiguous, of the images' dtype: the 8x8 positions row by row, then the 5x5 patch row by row.
    """
    side = IMAGE_SIDE + 2 * PADDING
    frames = np.full((len(images), side, side, 1), BACKGROUND, images.dtype)  # (n, 20, 20, 1)
    frames[:, PADDING:-PADDING, PADDING:-PADDING, 0] = images
    patches = _windows(frames, H1_SIDE)  # (n, 8, 8, 5, 5)
    return np.ascontiguousarray(patches).reshape(len(images), H1_SIDE**2, KERNEL_SIDE**2)


def _windows(frames: Array, side: int) -> Array:
    """View C-contiguous frames (n, rows, columns, maps) as 5x5 patches with stride 2: (n, side, side, 5, 5 * maps)."""
    n, row, column, _ = frames.strides
    return as_strided(
        frames,
        (len(frames), side, side, KERNEL_SIDE, KERNEL_SIDE * frames.shape[3]),
        (n, STRIDE * row, STRIDE * column, row, frames.itemsize),
        writeable=False,
    )


class Layers:
    """All that the forward pass computes for n images: each unit's weighted sum and its activation.

    Attributes (of the network's dtype):
        h1_patches: (n*64, 25); h1_sum, h1: (n*64, 12).
        h2_patches: (n*16, 300); h2_sum, h2: (n*16, 12).
        h3_sum, h3: (n, 30); output_sum, output: (n, 10).
        units: (n*1000,) the memory of h1, h2, h3 and output, one after the other.
    """

    def __init__(self, n: int, dtype: DTypeLike = np.float32) -> None:
        self.n = n
        self.units = np.empty(n * sum(layer.units for layer in LAYERS[1:]), dtype)
        self.h1, self.h2, self.h3, self.output = split_units(self.units, n)
        self.h1_patches = np.empty((n * H1_SIDE**2, KERNEL_SIDE**2), dtype)
        self.h2_patches = np.empty((n * H2_SIDE**2, KERNEL_SIDE**2 * H1_MAPS), dtype)
        self.h1_sum, self.h2_sum = np.empty_like(self.h1), np.empty_like(self.h2)
        self.h3_sum, self.output_sum = np.empty_like(self.h3), np.empty_like(self.output)
        # H1 inside its frame of background, and the patches of the frame that H2 sees.
        side = H1_SIDE + 2 * PADDING
        frame = np.full((n, side, side, H1_MAPS), BACKGROUND, dtype)  # (n, 12, 12, 12)
        self.h1_frame = frame[:, PADDING:-PADDING, PADDING:-PADDING]
        self.h1_windows = _windows(frame, H2_SIDE)  # (n, 4, 4, 5, 60)
        # The same memory in the shapes that the operations want.
        self.h1_maps = self.h1.reshape(self.h1_frame.shape)
        self.h1_sum_units = self.h1_sum.reshape(n, H1_SIDE**2, H1_MAPS)
        self.h2_patch_rows = self.h2_patches.reshape(self.h1_windows.shape)
        self.h2_sum_units = self.h2_sum.reshape(n, H2_SIDE**2, H2_MAPS)
        self.h2_row = self.h2.reshape(n, H2_SIDE**2 * H2_MAPS)

    def maps(self) -> dict[str, Array]:
        """Return copies: h1_sum, h1 (n, 12, 8, 8); h2_sum, h2 (n, 12, 4, 4); h3_sum, h3; output_sum, output."""

        def maps_first(units: Array, side: int) -> Array:
            return units.reshape(self.n, side, side, -1).transpose(0, 3, 1, 2).copy()

        return {
            "h1_sum": maps_first(self.h1_sum, H1_SIDE),
            "h1": maps_first(self.h1, H1_SIDE),
            "h2_sum": maps_first(self.h2_sum, H2_SIDE),
            "h2": maps_first(self.h2, H2_SIDE),
            "h3_sum": self.h3_sum.copy(),
            "h3": self.h3.copy(),
            "output_sum": self.output_sum.copy(),
            "output": self.output.copy(),
        }


def split_units(units: Array, n: int) -> tuple[Array, Array, Array, Array]:
    """View (n*1000,) as H1 (n*64, 12), H2 (n*16, 12), H3 (n, 30) and output (n, 10)."""
    ends = np.cumsum([n * layer.units for layer in LAYERS[1:-1]])
    h1, h2, h3, output = np.split(units, ends)
    return (
        h1.reshape(-1, H1_MAPS),
        h2.reshape(-1, H2_MAPS),
        h3.reshape(-1, H3_UNITS),
        output.reshape(-1, CLASSES),
    )


class Network:
    """An architecture and its parameters.

    Attributes:
        architecture: the network's description.
        theta: its parameters, zero until set.
    """

    def __init__(self, architecture: Architecture, dtype: DTypeLike = np.float32) -> None:
        self.architecture = architecture
        self.theta = Parameters(architecture.connections, dtype)
        self.hidden = NONLINEARITIES[architecture.activation]
        self.output = NONLINEARITIES[architecture.output]
        # Transposed views, made once: NumPy takes longer to make one than to multiply the smaller layers.
        self._h1_kernels = self.theta.h1_kernels.T
        self._h2_kernels = self.theta.h2_kernels.T
        self._h3_weights = self.theta.h3_weights.T
        self._output_weights = self.theta.output_weights.T
        # With a leading 1 the biases have the shape of one image's sums, and nothing is broadcast in training.
        self._h1_bias = self.theta.h1_bias[None]
        self._h2_bias = self.theta.h2_bias[None]
        self._h3_bias = self.theta.h3_bias[None]
        self._output_bias = self.theta.output_bias[None]

    @classmethod
    def from_arrays(
        cls, architecture: Architecture, arrays: Mapping[str, Array], dtype: DTypeLike = np.float32
    ) -> "Network":
        """Make a network from arrays in the published layout (`parameters.SHAPES`)."""
        network = cls(architecture, dtype)
        network.theta.set_arrays(arrays)
        return network

    def parameters(self) -> dict[str, Array]:
        """Return copies of the parameters in the published layout (`parameters.SHAPES`)."""
        return self.theta.arrays()

    def forward(self, layers: Layers) -> None:
        """Compute every layer of `layers` from its `h1_patches`."""
        hidden = self.hidden.value
        np.dot(layers.h1_patches, self._h1_kernels, layers.h1_sum)  # (n*64, 12)
        np.add(layers.h1_sum_units, self._h1_bias, layers.h1_sum_units)
        hidden(layers.h1_sum, layers.h1)
        np.copyto(layers.h1_frame, layers.h1_maps)  # (n, 8, 8, 12)
        np.copyto(layers.h2_patch_rows, layers.h1_windows)
        np.dot(layers.h2_patches, self._h2_kernels, layers.h2_sum)  # (n*16, 12)
        np.add(layers.h2_sum_units, self._h2_bias, layers.h2_sum_units)
        hidden(layers.h2_sum, layers.h2)
        np.dot(layers.h2_row, self._h3_weights, layers.h3_sum)  # (n, 30)
        np.add(layers.h3_sum, self._h3_bias, layers.h3_sum)
        hidden(layers.h3_sum, layers.h3)
        np.dot(layers.h3, self._output_weights, layers.output_sum)  # (n, 10)
        np.add(layers.output_sum, self._output_bias, layers.output_sum)
        self.output.value(layers.output_sum, layers.output)

    def layers(self, images: Array) -> Layers:
        """Run the network and keep every layer.

        Args:
            images: (16, 16) or (n, 16, 16), values in [-1, 1].

        Raises:
            ValueError: another shape.
        """
        images = np.asarray(images, self.theta.flat.dtype)
        if images.shape[-2:] != (IMAGE_SIDE, IMAGE_SIDE) or images.ndim not in (2, 3):
            raise ValueError(f"images have shape {images.shape}; give (16, 16) or (n, 16, 16)")
        patches = image_patches(images.reshape(-1, IMAGE_SIDE, IMAGE_SIDE))
        layers = Layers(len(patches), patches.dtype)
        layers.h1_patches[:] = patches.reshape(layers.h1_patches.shape)
        self.forward(layers)
        return layers

    def outputs(self, images: Array) -> Array:
        """Run the network: (n, 16, 16) or (16, 16) -> (n, 10) or (10,)."""
        output = self.layers(images).output
        return output[0] if np.ndim(images) == 2 else output
