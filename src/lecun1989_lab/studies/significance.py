"""What differences between runs are worth: intervals of means, and McNemar's test on the same digits."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

RESAMPLES = 4000
SEED = 1989


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


def cluster_share(right: NDArray[np.int64], of: NDArray[np.int64]) -> dict[str, Any]:
    """Return a share in percent ("percent") and its 95% interval ("ci95") when what is counted comes in clusters.

    The interval comes from drawing whole clusters anew, with replacement (Efron and Tibshirani, 1993, chapter 8).

    Args:
        right: (clusters,), how many in each count.
        of: (clusters,), of how many; at least one in all.
    """
    n = len(of)
    drawn = np.random.default_rng(SEED).multinomial(
        n, np.full(n, 1 / n), RESAMPLES
    )  # how often each is drawn
    totals = drawn @ of
    shares = 100 * (drawn @ right)[totals > 0] / totals[totals > 0]
    return {
        "percent": 100 * int(right.sum()) / int(of.sum()),
        "ci95": [float(edge) for edge in np.percentile(shares, (2.5, 97.5))],
    }


def mcnemar(only_a: int, only_b: int) -> float:
    """Return the two-sided p of McNemar's exact test that two networks misread equally often.

    Args:
        only_a: digits that only the first misreads.
        only_b: digits that only the second misreads.
    """
    if only_a + only_b == 0:
        return 1.0
    return float(stats.binomtest(only_a, only_a + only_b).pvalue)
