"""The digits that a network misreads, one by one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.reject import confidence
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets import Split
from lecun1989_lab.training.measure import predict_split


@dataclass(frozen=True)
class Misread:
    """A misread digit, and the network's answer.

    Attributes:
        index: its place in the split, from 0.
        digit: its label.
        answer: the network's answer.
        confidence: the difference between the network's two highest outputs.
        rejected: whether the network would have refused to answer.
        image: (16, 16) float32 in [-1, 1].
    """

    index: int
    digit: int
    answer: int
    confidence: float
    rejected: bool
    image: NDArray[np.float32]


def find_misread(network: TrainedNetwork, split: Split) -> list[Misread]:
    """Return the digits of a split that a network misreads, in the split's order."""
    outputs = predict_split(network, split)
    answers = outputs.argmax(axis=1)
    sure = confidence(outputs, "difference")
    rejected = network.refuses(outputs)
    return [
        Misread(
            int(index),
            int(split.labels[index]),
            int(answers[index]),
            float(sure[index]),
            bool(rejected[index]),
            split.images[index],
        )
        for index in np.flatnonzero(answers != split.labels)
    ]
