"""The gradient of the loss with respect to every parameter, written by hand.

Write x for a unit's weighted sum, y = f(x) for its activation, and d = dE/dx. Then, by the chain rule:

    output   d4 = c (y4 - t) f'(x4) / n        c = 2/10 for squared error; softmax with cross-entropy has no f'
    H3       d3 = (d4 W4) f'(x3)               dE/dW4 = d4^T y3        dE/db4 = sum d4
    H2       d2 = (d3 W3) f'(x2)               dE/dW3 = d3^T y2        dE/db3 = sum d3
    H1       d1 = (d2 * K2) f'(x1)             dE/dK2 = d2^T patches2  dE/db2 = d2
                                               dE/dK1 = d1^T patches1  dE/db1 = d1

A shared kernel's gradient sums over the positions that share it; each unit's own bias takes its own d.

d2 * K2 carries the error from H2 back through the stride-2 convolution. A row r = 2m + p of the frame around H1 (p its
parity) is seen by H2 row i through kernel row k = r - 2i = 2(m - i) + p, so by i = m, m-1, m-2 through k = p, p+2, p+4
(no k = 5). Every 2x2 block of H1 units is therefore one product: the 3x3x12 errors around it, (108,), times one matrix
(108, 48) that holds each kernel four times, once for each parity of row and column.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from lecun1989.model.architecture import H1_MAPS, H2_MAPS, H2_SIDE, KERNEL_SIDE
from lecun1989.model.loss import error_scale
from lecun1989.model.network import Layers, Network, split_units
from lecun1989.model.parameters import Parameters, connection_mask

Array = NDArray[Any]


class Backprop:
    """The gradient over n images, with all the memory it needs.

    Attributes:
        layers: where the forward pass of the n images is.
        gradient: dE/dtheta after `backward`.
    """

    def __init__(self, network: Network, n: int = 1) -> None:
        theta = network.theta
        dtype = theta.flat.dtype
        self.network = network
        self.layers = Layers(n, dtype)
        self.gradient = Parameters(theta.connections, dtype)
        self._error_scale = error_scale(network.architecture.output) / n
        self._mask = connection_mask(theta.connections, dtype)
        # For one image the errors of a layer are the gradient of its biases: the two share memory.
        self._shares_bias = n == 1
        g = self.gradient
        self._d4 = g.output_bias.reshape(1, -1) if n == 1 else np.empty_like(self.layers.output)
        self._d3 = g.h3_bias.reshape(1, -1) if n == 1 else np.empty_like(self.layers.h3)
        self._d2 = g.h2_bias if n == 1 else np.empty_like(self.layers.h2)
        self._d1 = g.h1_bias if n == 1 else np.empty_like(self.layers.h1_sum)
        self._slopes = np.empty_like(self.layers.units)
        slope1, self._slope2, self._slope3, self._slope4 = split_units(self._slopes, n)
        # H2's errors in a frame of zeros, one unit wide, and its 3x3 patches.
        frame = np.zeros((n, H2_SIDE + 2, H2_SIDE + 2, H2_MAPS), dtype)  # (n, 6, 6, 12)
        self._d2_inside = frame[:, 1:-1, 1:-1]
        image, row, column, unit = frame.strides
        self._d2_windows = as_strided(
            frame, (n, H2_SIDE, H2_SIDE, 3, 3 * H2_MAPS), (image, row, column, row, unit), writeable=False
        )
        self._d2_patches = np.empty(self._d2_windows.shape, dtype)  # (n, 4, 4, 3, 36)
        self._spread = np.zeros((3 * 3 * H2_MAPS, 2 * 2 * H1_MAPS), dtype)  # (108, 48)
        self._spread_pairs = _spread_pairs(theta.h2_kernels, self._spread)
        self._blocks = np.empty((n * H2_SIDE**2, 4 * H1_MAPS), dtype)  # (n*16, 48)
        # The same memory in the shapes that the operations want: H1 as blocks (n, 4, 4, 2, 2, 12) and as rows.
        self._blocks_as_h1 = self._blocks.reshape(n, 4, 4, 2, 2, H1_MAPS).transpose(0, 1, 3, 2, 4, 5)
        self._slope1_blocks = slope1.reshape(n, 4, 2, 4, 2, H1_MAPS)
        self._d1_blocks = self._d1.reshape(n, 4, 2, 4, 2, H1_MAPS)
        self._d2_row = self._d2.reshape(n, -1)
        self._d2_maps = self._d2.reshape(self._d2_inside.shape)
        self._d2_patch_rows = self._d2_patches.reshape(n * H2_SIDE**2, -1)
        self._d1_t, self._d2_t, self._d3_t, self._d4_t = self._d1.T, self._d2.T, self._d3.T, self._d4.T
        self._output_scale = np.empty((), dtype)

    def backward(self, targets: Array, scale: float = 1.0) -> None:
        """Compute the gradient of the loss for the images whose forward pass is in `layers`.

        Args:
            targets: (n, 10), see `loss.make_targets`.
            scale: multiplies the gradient. Plain gradient descent passes its learning rate, and its step is then one
                subtraction.
        """
        layers = self.layers
        self._output_scale[()] = self._error_scale * scale
        self._compute_slopes()
        np.subtract(layers.output, targets, self._d4)
        np.multiply(self._d4, self._output_scale, self._d4)
        np.multiply(self._d4, self._slope4, self._d4)  # (n, 10)
        self._propagate()

    def backward_squared(self) -> None:
        """Take the output's curvature back instead of its error, everything on its way squared; see `curvature`.

        Destroys the forward pass in `layers`.
        """
        layers = self.layers
        self._compute_slopes()
        for array in (self._slopes, layers.units, layers.h1_patches, layers.h2_patches):
            np.square(array, array)
        np.multiply(self._slope4, self._error_scale, self._d4)
        self._propagate()

    def _compute_slopes(self) -> None:
        network, layers = self.network, self.layers
        network.hidden.slope(layers.units, self._slopes)
        if network.output is not network.hidden:
            network.output.slope(layers.output, self._slope4)

    def _propagate(self) -> None:
        """Take the output's errors back through the network to every parameter."""
        layers, g, theta = self.layers, self.gradient, self.network.theta
        np.dot(self._d4_t, layers.h3, g.output_weights)

        np.dot(self._d4, theta.output_weights, self._d3)
        np.multiply(self._d3, self._slope3, self._d3)  # (n, 30)
        np.dot(self._d3_t, layers.h2_row, g.h3_weights)

        np.dot(self._d3, theta.h3_weights, self._d2_row)
        np.multiply(self._d2, self._slope2, self._d2)  # (n*16, 12)
        np.dot(self._d2_t, layers.h2_patches, g.h2_kernels)
        np.multiply(g.h2_kernels, self._mask, g.h2_kernels)

        np.copyto(self._d2_inside, self._d2_maps)
        np.copyto(self._d2_patches, self._d2_windows)
        for part, taps in self._spread_pairs:
            part[...] = taps
        np.dot(self._d2_patch_rows, self._spread, self._blocks)  # (n*16, 48)
        np.multiply(self._blocks_as_h1, self._slope1_blocks, self._d1_blocks)  # (n, 8, 8, 12)
        np.dot(self._d1_t, layers.h1_patches, g.h1_kernels)

        if not self._shares_bias:
            self._d4.sum(axis=0, out=g.output_bias)
            self._d3.sum(axis=0, out=g.h3_bias)
            self._d2_row.reshape(-1, *g.h2_bias.shape).sum(axis=0, out=g.h2_bias)
            self._d1.reshape(-1, *g.h1_bias.shape).sum(axis=0, out=g.h1_bias)


def _spread_pairs(kernels: Array, spread: Array) -> list[tuple[Array, Array]]:
    """View the (108, 48) matrix of the docstring above as four parts and the (12, 300) kernels as what fills them.

    Rows are (window row t, window column, H2 map), with t = 2 - (m - i); columns (row parity, column parity, H1 map).
    The rows of the absent k = 5 are in no part: they stay zero.
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
