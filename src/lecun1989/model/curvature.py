"""The diagonal of the loss's second derivatives, approximated and propagated back (paper, section 4).

For one image let h = d2E/dx2, the curvature with respect to a unit's weighted sum x, and y = f(x). The exact second
derivative of E with respect to x_j of a lower layer is

    d2E/dx_j2 = f'(x_j)^2 sum_kl w_kj w_lj d2E/dx_k dx_l  +  f''(x_j) dE/dy_j                                (1)

Two approximations make it cheap and positive (Le Cun, 1987; Becker and Le Cun, 1989): the Gauss-Newton one drops the
term with f'', which can be negative, and the diagonal one drops k != l:

    h_j    = f'(x_j)^2 sum_k w_kj^2 h_k                                                                       (2)
    h_out  = c f'(x)^2,       c = 2/10 for E = 1/10 sum (y - t)^2;  y (1 - y) for softmax and cross-entropy   (3)
    d2E/dw_kj^2 = h_k y_j^2,  summed over all connections that share w                                        (4)

(2) to (4) are backpropagation with every weight, activation and slope squared. So `Backprop` computes them, on a
network with squared parameters.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.backprop import Backprop
from lecun1989.model.network import Network
from lecun1989.model.sizes import H1_SIDE, KERNEL_SIDE

Array = NDArray[Any]


class Curvature:
    """The Gauss-Newton diagonal of a network, averaged over n images."""

    def __init__(self, network: Network, n: int) -> None:
        self._network = network
        self._squared = Network(network.architecture, network.parameters.flat.dtype)
        self._backprop = Backprop(self._squared, n)

    def diagonal(self, patches: Array) -> Array:
        """Return d2E/dparameters2, in the layout of `Parameters.flat`.

        Args:
            patches: (n, 64, 25) from `network.image_patches`.

        Returns:
            (10960,), none negative; a view that the next call overwrites.

        Raises:
            ValueError: the patches are not those of n images.
        """
        layers = self._backprop.layers
        layers.load(patches.reshape(layers.n, H1_SIDE**2, KERNEL_SIDE**2))
        self._network.forward(layers)
        np.square(self._network.parameters.flat, self._squared.parameters.flat)
        self._backprop.backward_squared()
        return self._backprop.gradient.flat
