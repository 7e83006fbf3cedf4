"""The processor time of a training update, here and elsewhere: docs/measured/training-speed.json (`make bench`)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class UpdateTime:
    """The processor time of one training update.

    Attributes:
        min_us: the shortest time, in microseconds.
        median_us: the median time, in microseconds.
        ratio_to_sgd: the shortest time as a multiple of that of NumPy's stochastic gradient descent.
        share_of_peak: the update's multiply-adds per second, as a share of those of sgemm.
    """

    min_us: float
    median_us: float
    ratio_to_sgd: float
    share_of_peak: float


@dataclass(frozen=True)
class TrainingSpeed:
    """The processor time of a training update, here and elsewhere.

    Attributes:
        python: Python's version.
        numpy: NumPy's version.
        torch: PyTorch's version; None if it is not installed.
        node: Node's version; None if it is not installed.
        sgemm_multiply_adds_per_second: multiply-adds per second of one core in matrix products.
        multiply_adds_per_update: multiply-adds that one update needs.
        contestants: times by contestant.
    """

    python: str
    numpy: str
    torch: str | None
    node: str | None
    sgemm_multiply_adds_per_second: int
    multiply_adds_per_update: int
    contestants: Mapping[str, UpdateTime]
