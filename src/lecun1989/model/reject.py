"""The reject option: a digit whose reading is doubtful goes to a person instead (paper, section 4.2)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError

Array = NDArray[Any]

CRITERIA = ("top", "second", "difference")


def confidence(outputs: Array, criterion: str) -> Array:
    """Return (n,), larger for surer answers, by one of the paper's criteria.

    Args:
        outputs: (n, 10).
        criterion: "top", the largest output; "second", the next, which should be small; or their "difference".
    """
    second, top = np.sort(outputs, axis=1)[:, -2:].T
    return np.asarray({"top": top, "second": -second, "difference": top - second}[criterion])


@dataclass(frozen=True)
class RejectOption:
    """When a network refuses to answer, and what that was measured to do.

    Attributes:
        criterion: one of CRITERIA.
        threshold: the digit is refused when its confidence is lower.
        measured: "held_out", the training digits that the threshold was set on, and "test", each with examples,
            rejected_percent, and error_percent of the rest.

    Raises:
        InputError: the criterion is unknown.
    """

    criterion: str
    threshold: float
    measured: dict[str, Any]

    def __post_init__(self) -> None:
        if self.criterion not in CRITERIA:
            raise InputError(f"reject.criterion is {self.criterion!r}; give one of {', '.join(CRITERIA)}")

    def describe(self) -> dict[str, Any]:
        """Return it as weights files and results.json hold it."""
        return {"criterion": self.criterion, "threshold": self.threshold, **self.measured}

    def refuses(self, outputs: Array) -> Array:
        """Return (n,) bool for outputs of shape (n, 10)."""
        return confidence(outputs, self.criterion) < self.threshold
