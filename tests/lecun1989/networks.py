"""Networks and images for tests: random ones, and the published networks."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lecun1989.model.architecture import Architecture
from lecun1989.model.card import Card
from lecun1989.model.metrics import Metrics
from lecun1989.model.network import Network
from lecun1989.model.parameters import SHAPES
from lecun1989.published import load
from lecun1989.trained_network import TrainedNetwork


def random_network(
    activation: str = "tanh", output: str = "tanh", dtype: DTypeLike = np.float32, seed: int = 0
) -> Network:
    generator = np.random.default_rng(seed)
    arrays = {name: generator.normal(0, 0.15, shape).astype(dtype) for name, shape in SHAPES.items()}
    return Network.from_arrays(Architecture(activation, output), arrays, dtype)


def random_images(count: int, dtype: DTypeLike = np.float32, seed: int = 1) -> NDArray[Any]:
    return np.random.default_rng(seed).uniform(-1, 1, (count, 16, 16)).astype(dtype)


def trained(network: Network, **card: Any) -> TrainedNetwork:
    """Give a network a card."""
    metrics = Metrics(examples=2, loss=0.1, error_percent=50.0, misses=1)
    fields = {"name": "a", "title": "A network", "normalisation": "zip", "provenance": {"seed": 1}}
    return TrainedNetwork(network, Card(**{**fields, "metrics": {"train": metrics, "test": metrics}, **card}))


@cache
def published(name: str) -> TrainedNetwork:
    """Return a published network; tests must not change it."""
    return load(name)
