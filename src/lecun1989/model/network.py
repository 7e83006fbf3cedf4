"""The network and its forward pass. Training and the browser use the same one, for one image or many.

images (n, 16, 16)
  -> frame with background -1, 5x5 patches      (n*64, 25)
  -> H1: shared kernels, a bias for each unit   (n, 8, 8, 12)
  -> frame with background -1, 5x5x12 patches   (n*16, 300)
  -> H2                                         (n, 4, 4, 12)
  -> H3                                         (n, 30)
  -> output                                     (n, 10)
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lecun1989.errors import InputError
from lecun1989.model.activations import Nonlinearity, get_nonlinearity
from lecun1989.model.architecture import Architecture
from lecun1989.model.geometry import windows
from lecun1989.model.loss import OutputLayer, get_output
from lecun1989.model.parameters import Parameters
from lecun1989.model.sizes import (
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
    PARAMETERS,
)

Array = NDArray[Any]

SLACK = 1e-4  # how far a pixel may lie outside [-1, 1]


def image_patches(images: Array) -> Array:
    """Return the patch that each H1 unit sees.

    Args:
        images: (n, 16, 16).

    Returns:
        (n, 64, 25), contiguous, with the images' dtype: the 8x8 positions row by row, then the 5x5 patch row by row.
    """
    side = IMAGE_SIDE + 2 * PADDING
    frames = np.full((len(images), side, side, 1), BACKGROUND, images.dtype)  # (n, 20, 20, 1)
    frames[:, PADDING:-PADDING, PADDING:-PADDING, 0] = images
    patches = windows(frames, H1_SIDE)  # (n, 8, 8, 5, 5)
    return np.ascontiguousarray(patches).reshape(len(images), H1_SIDE**2, KERNEL_SIDE**2)


def check_images(images: Any) -> Array:
    """Return images as an array.

    Raises:
        InputError: they are not finite numbers in [-1, 1] of shape (16, 16) or (n, 16, 16).
    """
    array = np.asarray(images)
    if array.dtype.kind not in "fiu":
        raise InputError(f"images have dtype {array.dtype}; give real numbers from -1 (paper) to 1 (ink)")
    if array.ndim not in (2, 3) or array.shape[-2:] != (IMAGE_SIDE, IMAGE_SIDE):
        raise InputError(f"images have shape {array.shape}; give (16, 16) or (n, 16, 16)")
    if array.size:
        low, high = float(array.min()), float(array.max())
        if not (low >= -1 - SLACK and high <= 1 + SLACK):  # also true for NaN
            raise InputError(
                f"images range from {low:g} to {high:g}; give numbers from -1 (paper) to 1 (ink)"
            )
    return array


class ForwardPass:
    """Working memory for the forward pass of n images: each unit's weighted sum and its activation.

    Attributes (with the network's dtype):
        h1_patches: (n*64, 25); h1_sum, h1: (n*64, 12).
        h2_patches: (n*16, 300); h2_sum, h2: (n*16, 12).
        h3_sum, h3: (n, 30); output_sum, output: (n, 10).
        sums, units: (n*1000,) the memory of the sums and of the activations, from H1 to the output.
    """

    def __init__(self, n: int, dtype: DTypeLike = np.float32) -> None:
        self.n = n
        self.sums, self.units = (
            np.empty(n * sum(layer.units for layer in LAYERS[1:]), dtype) for _ in range(2)
        )
        self.h1_sum, self.h2_sum, self.h3_sum, self.output_sum = split_units(self.sums, n)
        self.h1, self.h2, self.h3, self.output = split_units(self.units, n)
        self.h1_patches = np.empty((n * H1_SIDE**2, KERNEL_SIDE**2), dtype)
        self.h2_patches = np.empty((n * H2_SIDE**2, KERNEL_SIDE**2 * H1_MAPS), dtype)
        # H1 inside its frame of background, and the windows of the frame that H2 sees.
        side = H1_SIDE + 2 * PADDING
        framed = np.full((n, side, side, H1_MAPS), BACKGROUND, dtype)  # (n, 12, 12, 12)
        self.h1_inside = framed[:, PADDING:-PADDING, PADDING:-PADDING]
        self.h1_windows = windows(framed, H2_SIDE)  # (n, 4, 4, 5, 60)
        # The same memory in the shapes that the operations need.
        self.h1_maps = self.h1.reshape(self.h1_inside.shape)
        self.h1_sum_units = self.h1_sum.reshape(n, H1_SIDE**2, H1_MAPS)
        self.h2_patch_rows = self.h2_patches.reshape(self.h1_windows.shape)
        self.h2_sum_units = self.h2_sum.reshape(n, H2_SIDE**2, H2_MAPS)
        self.h2_row = self.h2.reshape(n, H2_SIDE**2 * H2_MAPS)
        self._images = self.h1_patches.reshape(n, H1_SIDE**2, KERNEL_SIDE**2)

    def load(self, patches: Array) -> None:
        """Copy in the patches of n images, (n, 64, 25), as the input of the forward pass."""
        np.copyto(self._images, patches)


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


@dataclass(frozen=True)
class Activations:
    """What every unit computes for n images: its weighted sum, and its activation. The arrays are read-only.

    Attributes:
        input: (n, 16, 16).
        h1_sum, h1: (n, 12, 8, 8).
        h2_sum, h2: (n, 12, 4, 4).
        h3_sum, h3: (n, 30).
        output_sum, output: (n, 10).
    """

    input: Array
    h1_sum: Array
    h1: Array
    h2_sum: Array
    h2: Array
    h3_sum: Array
    h3: Array
    output_sum: Array
    output: Array

    def take(self, index: int) -> "Activations":
        """Return the activations of one image, as n = 1."""
        return Activations(*(getattr(self, field.name)[index : index + 1] for field in fields(self)))

    @classmethod
    def of(cls, images: Array, layers: ForwardPass) -> "Activations":
        """Copy the activations out of the forward pass of these images."""

        def copy(units: Array, side: int = 0) -> Array:
            maps = units.reshape(layers.n, side, side, -1).transpose(0, 3, 1, 2) if side else units
            owned = maps.copy()
            owned.flags.writeable = False
            return owned

        return cls(
            input=copy(images),
            h1_sum=copy(layers.h1_sum, H1_SIDE),
            h1=copy(layers.h1, H1_SIDE),
            h2_sum=copy(layers.h2_sum, H2_SIDE),
            h2=copy(layers.h2, H2_SIDE),
            h3_sum=copy(layers.h3_sum),
            h3=copy(layers.h3),
            output_sum=copy(layers.output_sum),
            output=copy(layers.output),
        )


class Network:
    """An architecture and its parameters.

    A network can be called, printed, copied and pickled; copies own their parameters.

    Attributes:
        architecture: the network's description.
        parameters: its weights and biases, zero until set.
        hidden: the nonlinearity of H1, H2 and H3.
        output: the output units.
    """

    def __init__(self, architecture: Architecture, dtype: DTypeLike = np.float32) -> None:
        self._set_up(architecture, Parameters(architecture.connections, dtype))

    def _set_up(self, architecture: Architecture, parameters: Parameters) -> None:
        self._architecture = architecture
        self._parameters = parameters
        self._hidden = get_nonlinearity(architecture.activation)
        self._output = get_output(architecture.output)
        # Transposed views, made once, because making one takes NumPy longer than multiplying a small layer.
        self._h1_kernels = parameters.h1_kernels.T
        self._h2_kernels = parameters.h2_kernels.T
        self._h3_weights = parameters.h3_weights.T
        self._output_weights = parameters.output_weights.T
        # With a leading axis of 1, the biases have the shape of one image's sums, so training does not broadcast.
        self._h1_bias = parameters.h1_bias[None]
        self._h2_bias = parameters.h2_bias[None]
        self._h3_bias = parameters.h3_bias[None]
        self._output_bias = parameters.output_bias[None]

    @staticmethod
    def from_arrays(
        architecture: Architecture, arrays: Mapping[str, Array], dtype: DTypeLike = np.float32
    ) -> "Network":
        """Make a network from arrays in the published layout (`parameters.SHAPES`)."""
        network = Network(architecture, dtype)
        network.parameters.set_arrays(arrays)
        return network

    @property
    def architecture(self) -> Architecture:  # noqa: D102
        return self._architecture

    @property
    def parameters(self) -> Parameters:  # noqa: D102
        return self._parameters

    @property
    def hidden(self) -> Nonlinearity:  # noqa: D102
        return self._hidden

    @property
    def output(self) -> OutputLayer:  # noqa: D102
        return self._output

    def copy(self) -> Self:
        """Return an independent copy."""
        copied = self.__new__(type(self))
        copied.__setstate__(self.__getstate__())
        return copied

    def __getstate__(self) -> dict[str, Any]:
        return {"architecture": self.architecture, "flat": self.parameters.flat.copy()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        architecture = state["architecture"]
        self._set_up(architecture, Parameters.from_flat(architecture.connections, state["flat"]))

    def __repr__(self) -> str:
        kind = f"{self.architecture.activation} and {self.architecture.output}"
        return f"<{type(self).__name__}: {kind}, {PARAMETERS:,} parameters>"

    def __call__(self, images: Any) -> Array:
        """Return the outputs.

        Args:
            images: (n, 16, 16) or (16, 16), numbers from -1 (paper) to 1 (ink).

        Returns:
            (n, 10) or (10,).

        Raises:
            InputError: the shape is wrong, or a number is not finite or is out of range.
        """
        array = check_images(images)
        layers = self._run(array.reshape(-1, IMAGE_SIDE, IMAGE_SIDE))
        return layers.output[0] if array.ndim == 2 else layers.output

    def activations(self, images: Any) -> Activations:
        """Return what every unit computes.

        Args:
            images: as in `__call__`; (16, 16) counts as one image.

        Raises:
            InputError: as in `__call__`.
        """
        array = check_images(images).reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
        return Activations.of(array.astype(self.parameters.flat.dtype), self._run(array))

    def _run(self, images: Array) -> ForwardPass:
        patches = image_patches(images.astype(self.parameters.flat.dtype, copy=False))
        layers = ForwardPass(len(patches), patches.dtype)
        layers.load(patches)
        self.forward(layers)
        return layers

    def forward(self, layers: ForwardPass) -> None:
        """Compute every layer from the patches in `layers`; only softmax allocates memory."""
        hidden = self._hidden.value
        np.dot(layers.h1_patches, self._h1_kernels, layers.h1_sum)  # (n*64, 12)
        np.add(layers.h1_sum_units, self._h1_bias, layers.h1_sum_units)
        hidden(layers.h1_sum, layers.h1)
        np.copyto(layers.h1_inside, layers.h1_maps)  # (n, 8, 8, 12)
        np.copyto(layers.h2_patch_rows, layers.h1_windows)
        np.dot(layers.h2_patches, self._h2_kernels, layers.h2_sum)  # (n*16, 12)
        np.add(layers.h2_sum_units, self._h2_bias, layers.h2_sum_units)
        hidden(layers.h2_sum, layers.h2)
        np.dot(layers.h2_row, self._h3_weights, layers.h3_sum)  # (n, 30)
        np.add(layers.h3_sum, self._h3_bias, layers.h3_sum)
        hidden(layers.h3_sum, layers.h3)
        np.dot(layers.h3, self._output_weights, layers.output_sum)  # (n, 10)
        np.add(layers.output_sum, self._output_bias, layers.output_sum)
        self._output.value(layers.output_sum, layers.output)
