"""What the paper reports of a network on a set of digits: loss, error and misses."""

from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.loss import loss, make_targets
from lecun1989.model.network import Network
from lecun1989_lab.datasets import Dataset, Split
from lecun1989_lab.training.threads import one_thread

BATCH = 1000  # larger ones fall out of the processor's cache


class Metrics(TypedDict):
    """One line of the paper's table."""

    examples: int
    loss: float
    error_percent: float
    misses: int


def predict_split(network: Network, split: Split) -> NDArray[np.float32]:
    """Return (n, 10), the network's outputs for every image."""
    starts = range(0, len(split.images), BATCH)
    with one_thread():
        return np.concatenate([network.outputs(split.images[start : start + BATCH]) for start in starts])


def measure(network: Network, split: Split) -> Metrics:
    """Measure a network on one half of a data set."""
    outputs = predict_split(network, split)
    kind = network.architecture.output
    misses = int((outputs.argmax(axis=1) != split.labels).sum())
    return {
        "examples": len(split.labels),
        "loss": loss(kind, outputs, make_targets(kind, split.labels)),
        "error_percent": 100 * misses / len(split.labels),
        "misses": misses,
    }


def measure_both(network: Network, dataset: Dataset) -> dict[str, Metrics]:
    """Measure a network on the training and the test set."""
    return {"train": measure(network, dataset.train), "test": measure(network, dataset.test)}


def measure_all(network: Network, dataset: Dataset) -> dict[str, Metrics]:
    """Measure a network on both sets, and where the test set is drawn from more digits, on all of those."""
    whole = {"whole_test": measure(network, dataset.whole_test)} if dataset.whole_test else {}
    return {**measure_both(network, dataset), **whole}


def format_line(number: int, metrics: dict[str, Any]) -> str:
    """Write the paper's measurements after a pass in one line."""
    parts = [
        f"{split} loss {m['loss']:.4e} error {m['error_percent']:5.2f}% misses {m['misses']:4d}"
        for split, m in metrics.items()
    ]
    return f"pass {number:2d} | " + " | ".join(parts)
