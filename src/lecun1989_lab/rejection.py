"""The reject option: how many digits must be refused so that few of the rest are misread (paper, section 4.2)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

ALLOWED_PERCENT = 1.0  # the paper's: 1% error on what is not refused
CRITERIA = ("top", "second", "difference")


def confidence(outputs: NDArray[Any], criterion: str) -> NDArray[Any]:
    """Return (n,), larger for surer answers, by one of the paper's criteria.

    Args:
        outputs: (n, 10).
        criterion: "top", the largest output; "second", the next, which should be small; or their "difference".
    """
    second, top = np.sort(outputs, axis=1)[:, -2:].T
    return np.asarray({"top": top, "second": -second, "difference": top - second}[criterion])


def rejected_percent(outputs: NDArray[Any], labels: NDArray[np.int64], criterion: str) -> float:
    """Return the smallest share, in percent, whose refusal leaves at most ALLOWED_PERCENT error on the rest.

    The least sure answers are refused first. The threshold is set on the very digits that are measured, as the paper
    does: this says how well the outputs order the digits, not what a threshold chosen beforehand would do.

    Args:
        outputs: (n, 10).
        labels: (n,).
        criterion: one of CRITERIA.
    """
    surest_first = np.argsort(-confidence(outputs, criterion), kind="stable")
    wrong = (outputs.argmax(axis=1) != labels)[surest_first]
    kept = np.arange(1, len(labels) + 1)
    good = kept[100 * np.cumsum(wrong) <= ALLOWED_PERCENT * kept]
    return 100 * (1 - (int(good[-1]) if len(good) else 0) / len(labels))
