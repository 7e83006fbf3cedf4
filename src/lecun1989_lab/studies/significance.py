"""Intervals of shares that come in clusters, and McNemar's test of two networks on the same digits."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from lecun1989.results.recorded_digits import Share

RESAMPLES = 4000
SEED = 1989


def cluster_share(right: NDArray[np.int64], of: NDArray[np.int64]) -> Share:
    """Return a share and its 95% interval when what is counted comes in clusters.

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
    low, high = (float(edge) for edge in np.percentile(shares, (2.5, 97.5)))
    return Share(100 * int(right.sum()) / int(of.sum()), (low, high))


def mcnemar(only_a: int, only_b: int) -> float:
    """Return the two-sided p of McNemar's exact test that two networks misread equally often.

    Args:
        only_a: digits that only the first misreads.
        only_b: digits that only the second misreads.
    """
    if only_a + only_b == 0:
        return 1.0
    return float(stats.binomtest(only_a, only_a + only_b).pvalue)
