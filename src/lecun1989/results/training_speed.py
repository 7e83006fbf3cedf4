"""The processor time of a training update, here and elsewhere: docs/measured/training-speed.json (`make bench`)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class UpdateTime:
    """The processor time of one training update.

    Attributes:
        min_us: the shortest, in microseconds.
        median_us: the median, in microseconds.
        ratio_to_sgd: the shortest as a multiple of that of NumPy's stochastic gradient descent.
        share_of_peak: the processor's multiply-adds a second that the update reaches, as a share of those of sgemm.
    """

    min_us: float
    median_us: float
    ratio_to_sgd: float
    share_of_peak: float


@dataclass(frozen=True)
class TrainingSpeed:
    """The processor time of a training update, here and elsewhere.

    Attributes:
        python: its version.
        numpy: its version.
        torch: its version; None where it is not installed.
        node: its version; None where it is not installed.
        sgemm_multiply_adds_per_second: that one core reaches in matrix products.
        multiply_adds_per_update: that one update needs.
        contestants: by name.
    """

    python: str
    numpy: str
    torch: str | None
    node: str | None
    sgemm_multiply_adds_per_second: int
    multiply_adds_per_update: int
    contestants: Mapping[str, UpdateTime]
