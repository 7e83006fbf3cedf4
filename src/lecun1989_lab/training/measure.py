"""Measures a network on sets of digits: loss, error and misses, as the paper reports them."""

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.loss import make_targets
from lecun1989.model.metrics import Metrics
from lecun1989.model.network import Network
from lecun1989_lab.datasets import Dataset, Split
from lecun1989_lab.training.threads import one_thread

BATCH = 1000  # a larger batch does not fit in the processor's cache


def predict_split(network: Network, split: Split) -> NDArray[np.float32]:
    """Return (n, 10), the network's outputs for every image."""
    starts = range(0, len(split.images), BATCH)
    with one_thread():
        return np.concatenate([network(split.images[start : start + BATCH]) for start in starts])


def measure(network: Network, split: Split) -> Metrics:
    """Measure a network on one set of digits."""
    outputs, examples = predict_split(network, split), len(split.labels)
    misses = int((outputs.argmax(axis=1) != split.labels).sum())
    targets = make_targets(network.architecture.output, split.labels)
    return Metrics(examples, network.output.loss(outputs, targets), 100 * misses / examples, misses)


def measure_both(network: Network, dataset: Dataset) -> dict[str, Metrics]:
    """Measure a network on the training and the test set."""
    return {"train": measure(network, dataset.train), "test": measure(network, dataset.test)}


def measure_all(network: Network, dataset: Dataset) -> dict[str, Metrics]:
    """Measure a network on both sets, and on all test digits if the test set is a sample of them."""
    whole = {"whole_test": measure(network, dataset.whole_test)} if dataset.whole_test else {}
    return {**measure_both(network, dataset), **whole}


def format_line(number: int, metrics: dict[str, Metrics]) -> str:
    """Write the paper's measurements after a pass in one line."""
    parts = [
        f"{split} loss {m.loss:.4e} error {m.error_percent:5.2f}% misses {m.misses:4d}"
        for split, m in metrics.items()
    ]
    return f"pass {number:2d} | " + " | ".join(parts)
