"""The learned kernels of H1 as they are drawn."""

from typing import Any

import numpy as np

from lecun1989.model.network import Network

LEVELS = 100  # steps of a kernel cell's strength


def kernel_levels(network: Network, before: Network | None = None) -> dict[str, Any]:
    """Return the H1 kernels as the page draws them, or what they have become more than those of `before`.

    Returns:
        "levels": 12 lists of 25 integers, -100 to 100, row by row; "scale": the weight that 100 stands for.
    """
    kernels = network.parameters()["h1_weights"].reshape(-1, 25)  # (12, 25)
    if before:
        kernels = kernels - before.parameters()["h1_weights"].reshape(-1, 25)
    scale = float(np.abs(kernels).max()) or 1.0
    return {
        "levels": np.rint(kernels * (LEVELS / scale)).astype(int).tolist(),
        "scale": f"{scale:.2g}" if before else f"{scale:.2f}",
    }
