"""How well a network reads a set of digits: the numbers that the paper reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Metrics:
    """A network's performance on one set of digits (paper, section 5).

    Attributes:
        examples: digits in the set.
        loss: mean squared error over the ten outputs, or mean cross-entropy for softmax outputs.
        error_percent: share of misread digits, 0 to 100.
        misses: number of misread digits.
    """

    examples: int
    loss: float
    error_percent: float
    misses: int


@dataclass(frozen=True)
class Refusal:
    """The effect of a reject option on one set of digits.

    Attributes:
        examples: digits in the set.
        rejected_percent: share of digits that the network refuses, 0 to 100.
        error_percent: share of misread digits among the rest, 0 to 100.
    """

    examples: int
    rejected_percent: float
    error_percent: float
