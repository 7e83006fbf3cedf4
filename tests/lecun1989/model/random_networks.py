"""Networks and images with random numbers, for tests."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lecun1989.model.architecture import Activation, Architecture, Output
from lecun1989.model.network import Network
from lecun1989.model.parameters import SHAPES


def random_network(
    activation: Activation = "tanh", output: Output = "tanh", dtype: DTypeLike = np.float32, seed: int = 0
) -> Network:
    generator = np.random.default_rng(seed)
    arrays = {name: generator.normal(0, 0.15, shape).astype(dtype) for name, shape in SHAPES.items()}
    return Network.from_arrays(Architecture(activation, output), arrays, dtype)


def random_images(count: int, dtype: DTypeLike = np.float32, seed: int = 1) -> NDArray[Any]:
    return np.random.default_rng(seed).uniform(-1, 1, (count, 16, 16)).astype(dtype)
