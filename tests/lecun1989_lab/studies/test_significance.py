import numpy as np
import pytest

from lecun1989_lab.studies.significance import cluster_share, mcnemar


def test_a_share_of_clusters_has_a_wider_interval_than_one_of_independent_digits() -> None:
    alone = cluster_share(np.repeat([1, 0], 500), np.ones(1000, np.int64))
    clustered = cluster_share(np.repeat([10, 0], 50), np.full(100, 10))
    assert (alone.percent, clustered.percent) == (50, 50)
    for share in (alone, clustered):
        low, high = share.ci95
        assert low < share.percent < high
    # Of 1,000 independent digits the binomial standard error is 1.58 points, of 100 clusters 5.
    assert alone.ci95[1] - alone.ci95[0] == pytest.approx(2 * 1.96 * 1.58, rel=0.06)
    assert clustered.ci95[1] - clustered.ci95[0] == pytest.approx(2 * 1.96 * 5, rel=0.06)


@pytest.mark.parametrize(
    ("only_a", "only_b", "p"),
    [(0, 0, 1), (3, 3, 1), (0, 5, 2 / 32), (1, 9, 22 / 1024), (9, 1, 22 / 1024)],
)
def test_mcnemars_test_is_a_binomial_test(only_a: int, only_b: int, p: float) -> None:
    assert mcnemar(only_a, only_b) == pytest.approx(p)
