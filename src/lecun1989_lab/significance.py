"""What differences between runs are worth: intervals of means, and McNemar's test on the same digits."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats


def interval(values: ArrayLike) -> dict[str, Any]:
    """Return mean, standard deviation ("sd") and 95% interval of the mean ("ci95", Student's t) of a measurement.

    Args:
        values: (runs,); of a single run only the mean is known, and the others are None.
    """
    numbers = np.asarray(values, np.float64)
    mean = float(numbers.mean())
    if len(numbers) < 2:
        return {"mean": mean, "sd": None, "ci95": None}
    deviation = float(numbers.std(ddof=1))
    half = float(stats.t.ppf(0.975, len(numbers) - 1)) * deviation / len(numbers) ** 0.5
    return {"mean": mean, "sd": deviation, "ci95": [mean - half, mean + half]}


def mcnemar(only_a: int, only_b: int) -> float:
    """Return the two-sided p of McNemar's exact test that two networks misread equally often.

    Args:
        only_a: digits that only the first misreads.
        only_b: digits that only the second misreads.
    """
    if only_a + only_b == 0:
        return 1.0
    return float(stats.binomtest(only_a, only_a + only_b).pvalue)
