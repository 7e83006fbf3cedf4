"""The gradient of the loss with respect to every parameter, written by hand.

Write x for a unit's weighted sum, y = f(x) for its activation, and d = dE/dx. Then, by the chain rule:

    output   d4 = c (y4 - t) f'(x4) / n        depends on the output layer: see `loss`
    H3       d3 = (d4 W4) f'(x3)               dE/dW4 = d4^T y3        dE/db4 = sum d4
    H2       d2 = (d3 W3) f'(x2)               dE/dW3 = d3^T y2        dE/db3 = sum d3
    H1       d1 = (d2 * K2) f'(x1)             dE/dK2 = d2^T patches2  dE/db2 = d2
                                               dE/dK1 = d1^T patches1  dE/db1 = d1

A shared kernel's gradient sums over the positions that share it. Each unit has its own bias, whose gradient is d.

d2 * K2 carries the error from H2 back through the stride-2 convolution. H2 row i sees row r = 2m + p of the frame
around H1 (p is its parity) through kernel row k = r - 2i = 2(m - i) + p: the rows i = m, m-1, m-2 see it through
k = p, p+2, p+4 (there is no k = 5). So every 2x2 block of H1 units takes one product: the 3x3x12 errors around it,
(108,), times a matrix, (108, 48). The matrix holds each kernel in four parts, one for each parity of row and column.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from lecun1989.model.network import ForwardPass, Network, split_units
from lecun1989.model.parameters import Parameters, connection_mask
from lecun1989.model.sizes import H1_MAPS, H2_MAPS, H2_SIDE, KERNEL_SIDE

Array = NDArray[Any]


class Backprop:
    """Computes the gradient over n images, and owns all the memory for it.

    Attributes:
        network: the network.
        layers: the forward pass of the n images.
        gradient: dE/dparameters after `backward`.
    """

    def __init__(self, network: Network, n: int = 1) -> None:
        parameters = network.parameters
        dtype = parameters.flat.dtype
        self.network = network
        self.layers = layers = ForwardPass(n, dtype)
        self.gradient = g = Parameters(parameters.connections, dtype)
        output = network.output
        self._factor = output.factor / n
        self._write_errors = output.error
        self._write_slopes = network.hidden.slope
        own = None if output.nonlinearity is network.hidden else output.nonlinearity
        self._write_output_slopes = own.slope if own else None
        self._scale = np.empty((), dtype)
        self._mask = connection_mask(parameters.connections, dtype)
        self._slopes = np.empty_like(layers.units)
        slope1, self._slope2, self._slope3, self._slope4 = split_units(self._slopes, n)
        self._weights = (parameters.output_weights, parameters.h3_weights)
        self._into = (g.output_weights, g.h3_weights, g.h2_kernels, g.h1_kernels)
        # For one image, a layer's errors are the gradient of its biases, so the two share memory.
        self._biases = (g.output_bias, g.h3_bias, g.h2_bias, g.h1_bias)
        units = (layers.output, layers.h3, layers.h2, layers.h1)
        errors: list[Array] = [
            bias.reshape(layer.shape) if n == 1 else np.empty_like(layer)
            for bias, layer in zip(self._biases, units, strict=True)
        ]
        self._d4, self._d3, self._d2, self._d1 = errors
        self._shares_memory = n == 1
        # H2's errors inside a frame of zeros, one unit wide, and the 3x3 windows of that frame.
        framed = np.zeros((n, H2_SIDE + 2, H2_SIDE + 2, H2_MAPS), dtype)  # (n, 6, 6, 12)
        self._d2_inside = framed[:, 1:-1, 1:-1]
        image, row, column, unit = framed.strides
        self._d2_windows = as_strided(
            framed, (n, H2_SIDE, H2_SIDE, 3, 3 * H2_MAPS), (image, row, column, row, unit), writeable=False
        )
        self._d2_patches = np.empty(self._d2_windows.shape, dtype)  # (n, 4, 4, 3, 36)
        self._spread = np.zeros((3 * 3 * H2_MAPS, 2 * 2 * H1_MAPS), dtype)  # (108, 48)
        self._spread_pairs = _spread_pairs(parameters.h2_kernels, self._spread)
        self._blocks = np.empty((n * H2_SIDE**2, 4 * H1_MAPS), dtype)  # (n*16, 48)
        # The same memory in the shapes that the operations need: H1 as blocks (n, 4, 4, 2, 2, 12) and as rows.
        self._blocks_as_h1 = self._blocks.reshape(n, 4, 4, 2, 2, H1_MAPS).transpose(0, 1, 3, 2, 4, 5)
        self._slope1_blocks = slope1.reshape(n, 4, 2, 4, 2, H1_MAPS)
        self._d1_blocks = self._d1.reshape(n, 4, 2, 4, 2, H1_MAPS)
        self._d2_row = self._d2.reshape(n, -1)
        self._d2_maps = self._d2.reshape(self._d2_inside.shape)
        self._d2_patch_rows = self._d2_patches.reshape(n * H2_SIDE**2, -1)
        self._transposed = (self._d4.T, self._d3.T, self._d2.T, self._d1.T)

    def run(self, patches: Array, targets: Array, scale: float = 1.0) -> Parameters:
        """Return the gradient of the loss over n images; the next call overwrites it.

        Args:
            patches: (n, 64, 25) from `network.image_patches`.
            targets: (n, 10), see `loss.make_targets`.
            scale: multiplies the gradient.
        """
        self.layers.load(patches)
        self.network.forward(self.layers)
        self.backward(targets, scale)
        return self.gradient

    def backward(self, targets: Array, scale: float = 1.0) -> None:
        """Compute the gradient for the forward pass in `layers`; arguments as in `run`."""
        self._scale[()] = self._factor * scale
        self._compute_slopes()
        self._write_errors(self.layers.output, targets, self._slope4, self._scale, self._d4)  # (n, 10)
        self._propagate()

    def backward_squared(self) -> None:
        """Propagate the output's curvature back instead of its error, with every factor squared; see `curvature`.

        This squares the activations in `layers`, so they are no longer a forward pass.
        """
        layers = self.layers
        self._compute_slopes()
        np.square(self._slopes, self._slopes)
        self.network.output.curvature(layers.output, self._slope4, self._factor, self._d4)
        for array in (layers.units, layers.h1_patches, layers.h2_patches):
            np.square(array, array)
        self._propagate()

    def _compute_slopes(self) -> None:
        """Compute f'(x) of every unit, then again for the output if its function is another one."""
        layers = self.layers
        self._write_slopes(layers.sums, layers.units, self._slopes)
        if self._write_output_slopes:
            self._write_output_slopes(layers.output_sum, layers.output, self._slope4)

    def _propagate(self) -> None:
        """Propagate the output's errors back to every parameter."""
        layers = self.layers
        w4, w3 = self._weights
        into4, into3, into2, into1 = self._into
        d4_t, d3_t, d2_t, d1_t = self._transposed
        np.dot(d4_t, layers.h3, into4)

        np.dot(self._d4, w4, self._d3)
        np.multiply(self._d3, self._slope3, self._d3)  # (n, 30)
        np.dot(d3_t, layers.h2_row, into3)

        np.dot(self._d3, w3, self._d2_row)
        np.multiply(self._d2, self._slope2, self._d2)  # (n*16, 12)
        np.dot(d2_t, layers.h2_patches, into2)
        np.multiply(into2, self._mask, into2)

        np.copyto(self._d2_inside, self._d2_maps)
        np.copyto(self._d2_patches, self._d2_windows)
        for part, taps in self._spread_pairs:
            part[...] = taps
        np.dot(self._d2_patch_rows, self._spread, self._blocks)  # (n*16, 48)
        np.multiply(self._blocks_as_h1, self._slope1_blocks, self._d1_blocks)  # (n, 8, 8, 12)
        np.dot(d1_t, layers.h1_patches, into1)

        if not self._shares_memory:
            b4, b3, b2, b1 = self._biases
            self._d4.sum(axis=0, out=b4)
            self._d3.sum(axis=0, out=b3)
            self._d2_row.reshape(-1, *b2.shape).sum(axis=0, out=b2)
            self._d1.reshape(-1, *b1.shape).sum(axis=0, out=b1)


def _spread_pairs(kernels: Array, spread: Array) -> list[tuple[Array, Array]]:
    """View the (108, 48) matrix of the module docstring as four parts, and the (12, 300) kernels as their contents.

    Rows are (window row t, window column, H2 map), with t = 2 - (m - i); columns (row parity, column parity, H1 map).
    There is no k = 5, so its entries are in no part and stay zero.
    """
    parts = spread.reshape(3, 3, H2_MAPS, 2, 2, H1_MAPS)
    taps = kernels.reshape(H2_MAPS, KERNEL_SIDE, KERNEL_SIDE, H1_MAPS)
    return [
        (
            parts[row_parity:, column_parity:, :, row_parity, column_parity],
            taps[:, row_parity::2, column_parity::2][:, ::-1, ::-1].transpose(1, 2, 0, 3),
        )
        for row_parity in range(2)
        for column_parity in range(2)
    ]
