"""Intervals for shares of clustered counts, and McNemar's test of two networks on the same digits."""

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from lecun1989.results.recorded_digits import Share

RESAMPLES = 4000
SEED = 1989


def cluster_share(right: NDArray[np.int64], of: NDArray[np.int64]) -> Share:
    """Return a share of clustered counts, and its 95% interval.

    The interval is a bootstrap over whole clusters (Efron and Tibshirani, 1993, chapter 8).

    Args:
        right: (clusters,), number of hits in each cluster.
        of: (clusters,), size of each cluster; at least one in all.
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
        only_a: number of digits that only the first network misreads.
        only_b: number of digits that only the second network misreads.
    """
    if only_a + only_b == 0:
        return 1.0
    return float(stats.binomtest(only_a, only_a + only_b).pvalue)
