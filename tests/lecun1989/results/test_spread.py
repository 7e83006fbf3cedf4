import numpy as np
import pytest
from scipy import stats

from lecun1989.results.spread import Spread, interval_text, mean, spread_of, student_quantile


def test_a_spread_has_students_interval() -> None:
    found = spread_of([4.0, 5.0, 6.0])
    assert (found.mean, found.sd) == (5, 1)
    assert found.ci95 == pytest.approx((5 - 2.4841, 5 + 2.4841), abs=1e-4)
    assert found.interval == found.ci95


def test_one_run_has_no_interval() -> None:
    found = spread_of([4.0])
    assert found == Spread(4.0, None, None)
    assert found.interval == (4.0, 4.0)


@pytest.mark.parametrize("freedom", [1, 2, 9, 30])
def test_the_table_has_scipys_quantiles(freedom: int) -> None:
    assert student_quantile(freedom) == stats.t.ppf(0.975, freedom)


@pytest.mark.parametrize("freedom", [31, 32, 100, 10_000])
def test_beyond_the_table_the_quantile_is_close(freedom: int) -> None:
    assert student_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-6)


def test_spreads_and_intervals_are_written() -> None:
    spread = Spread(5.375, 0.2637, (5.186, 5.564))
    assert spread.text(2) == "5.38 ± 0.26"
    assert spread.text(1, "%") == "5.4 ± 0.3%"
    assert spread.interval_text(2) == "5.19 to 5.56"
    assert Spread(5.0, None, None).text(2, "%") == "5.00%"
    assert interval_text((1.0, 2.25), 1) == "1.0 to 2.2"


def test_the_mean_matches_numpy() -> None:
    values = [0.1 * number for number in range(1, 11)]
    assert mean(values) == np.mean(values)
    assert mean([3]) == 3
