from dataclasses import replace

import pytest

from lecun1989.model.metrics import Metrics
from lecun1989.results.run_summary import summarise
from tests.lecun1989.results.random_study import make_run


def test_every_measurement_is_summarised_over_the_runs() -> None:
    found = summarise([make_run(1, 5.0, misses=1), make_run(2, 7.0, misses=4)])
    assert (found.test.error_percent.mean, found.train.error_percent.mean) == (6, 1)
    assert found.test.error_percent.sd == pytest.approx(2**0.5)
    assert found.test.misses.mean == 2.5
    assert found.test.loss.mean == 0.01
    assert found.rejected_percent["together"].mean == 12
    assert found.rejected_percent["top"].mean == 9
    assert found.reject_option.held_out.rejected_percent.mean == 3
    assert found.reject_option.test.rejected_percent.mean == 6
    assert found.reject_option.test.error_percent.mean == 3
    assert found.metrics("test") is found.test
    assert found.metrics("train") is found.train


def test_all_test_digits_are_summarised_if_every_run_has_them() -> None:
    run = replace(make_run(1), whole_test=Metrics(10_000, 0.1, 2.0, 200))
    summary = summarise([run, replace(run, seed=2)])
    assert summary.whole_test
    assert summary.whole_test.misses.mean == 200
    assert summarise([run, make_run(2)]).whole_test is None
