"""How well a reject option works: the share to refuse for a low error on the rest (paper, section 5)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.metrics import Refusal
from lecun1989.model.reject import confidence
from lecun1989.results.run_record import ALLOWED_PERCENT, CURVE_STEP_PERCENT, Criterion

CURVE_PERCENT = np.arange(0, 25 + CURVE_STEP_PERCENT / 2, CURVE_STEP_PERCENT)  # refused shares in the curve
TOGETHER_SHARES = np.arange(0, 0.305, 0.01)  # refused by the thresholds on "top" and on "second" alone
CRITERION: Criterion = "difference"  # for the published thresholds

Labels = NDArray[np.int64]


def rejected_percent(outputs: NDArray[Any], labels: Labels, criterion: str) -> float:
    """Return the smallest share, in percent, to refuse for at most ALLOWED_PERCENT error on the rest.

    The least sure answers are refused first. The threshold is set on the measured digits themselves, as in the paper.
    So the share tells how well the outputs rank the digits, not how well a threshold chosen beforehand works.

    Args:
        outputs: (n, 10).
        labels: (n,).
        criterion: one of `lecun1989.model.reject.CRITERIA`.
    """
    kept = _most_kept(_wrong_surest_first(outputs, labels, criterion))
    return 100 * (1 - kept / len(labels))


def rejected_percent_together(outputs: NDArray[Any], labels: Labels) -> float:
    """Return the smallest share that the three criteria together must refuse, each with its own threshold.

    This is the rule of Le Cun et al. (1990): a digit is kept if its top output is high enough, its second low enough,
    and their difference large enough. All thresholds on the difference are tried, with thresholds on the other two that
    refuse 0, 1, 2 ... 30% on their own.

    Args:
        outputs: (n, 10).
        labels: (n,).
    """
    surest_first = np.argsort(-confidence(outputs, "difference"), kind="stable")
    top, second = (confidence(outputs, criterion)[surest_first] for criterion in ("top", "second"))
    wrong = _wrong_surest_first(outputs, labels, "difference")
    kept = max(
        _most_kept(wrong[(top >= least_top) & (second >= least_second)])
        for least_top in np.quantile(top, TOGETHER_SHARES)
        for least_second in np.quantile(second, TOGETHER_SHARES)
    )
    return 100 * (1 - kept / len(labels))


def rejection_curve(outputs: NDArray[Any], labels: Labels, criterion: str) -> list[float]:
    """Return the error in percent on the rest for each refused share in CURVE_PERCENT; see above."""
    wrong = np.cumsum(_wrong_surest_first(outputs, labels, criterion))
    kept = np.rint(len(labels) * (1 - CURVE_PERCENT / 100)).astype(int)
    return [float(share) for share in 100 * wrong[kept - 1] / kept]


def set_threshold(outputs: NDArray[Any], labels: Labels) -> float:
    """Return the lowest threshold on CRITERION that leaves at most ALLOWED_PERCENT error on these digits.

    Args:
        outputs: (n, 10), for digits that are in neither the training set nor the test set.
        labels: (n,).

    Returns:
        The confidence of the least sure digit that is kept; if none can be kept, that of the surest digit.
    """
    surest_first = np.sort(confidence(outputs, CRITERION))[::-1]
    kept = _most_kept(_wrong_surest_first(outputs, labels, CRITERION))
    return float(surest_first[max(kept, 1) - 1])


def measure_refusal(threshold: float, outputs: NDArray[Any], labels: Labels) -> Refusal:
    """Return the effect of a threshold on CRITERION on these digits."""
    kept = confidence(outputs, CRITERION) >= threshold
    wrong = outputs.argmax(axis=1) != labels
    return Refusal(
        examples=len(labels),
        rejected_percent=100 * (1 - float(kept.mean())),
        error_percent=100 * float(wrong[kept].mean()) if kept.any() else 0.0,
    )


def _wrong_surest_first(outputs: NDArray[Any], labels: Labels, criterion: str) -> NDArray[np.bool_]:
    order = np.argsort(-confidence(outputs, criterion), kind="stable")
    return np.asarray((outputs.argmax(axis=1) != labels)[order])


def _most_kept(wrong: NDArray[np.bool_]) -> int:
    """Return how many of the surest digits can be kept with at most ALLOWED_PERCENT error."""
    kept = np.arange(1, len(wrong) + 1)
    good = kept[100 * np.cumsum(wrong) <= ALLOWED_PERCENT * kept]
    return int(good[-1]) if len(good) else 0
