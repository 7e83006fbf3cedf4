"""The reject option: a doubtful digit goes to a person instead (paper, section 5)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.metrics import Refusal

Array = NDArray[Any]

CRITERIA = ("top", "second", "difference")


def confidence(outputs: Array, criterion: str) -> Array:
    """Return how sure each answer is.

    Args:
        outputs: (n, 10).
        criterion: "difference" of the two highest outputs, the paper's main criterion; "top", the highest output; or
            "second", the next, negated because it should be low.

    Returns:
        (n,), larger for surer answers.
    """
    second, top = np.sort(outputs, axis=1)[:, -2:].T
    return np.asarray({"top": top, "second": -second, "difference": top - second}[criterion])


@dataclass(frozen=True)
class RejectOption:
    """When a network refuses to answer, and the measured effect.

    Attributes:
        criterion: one of CRITERIA.
        threshold: a digit is refused when its confidence is lower.
        held_out: effect on the held-out training digits that set the threshold.
        test: effect on the test digits.

    Raises:
        InputError: the criterion is unknown.
    """

    criterion: str
    threshold: float
    held_out: Refusal
    test: Refusal

    def __post_init__(self) -> None:
        if self.criterion not in CRITERIA:
            raise InputError(f"reject.criterion is {self.criterion!r}; give one of {', '.join(CRITERIA)}")

    def refuses(self, outputs: Array) -> Array:
        """Return (n,) bool for outputs of shape (n, 10)."""
        return confidence(outputs, self.criterion) < self.threshold
