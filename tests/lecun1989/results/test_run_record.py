from dataclasses import replace
from typing import get_args

from lecun1989.model.reject import CRITERIA
from lecun1989.results.run_record import Criterion, PassCurves, Rule
from tests.lecun1989.results.random_study import make_run


def test_the_criteria_match_the_reject_option() -> None:
    assert get_args(Criterion) == CRITERIA
    assert get_args(Rule) == (*CRITERIA, "together")


def test_errors_by_pass_are_shares_of_each_sets_digits() -> None:
    run = make_run(1)
    run = replace(
        run,
        train=replace(run.train, examples=200),
        passes=PassCurves((1, 2), (0.2, 0.1), (30, 10), (0.3, 0.2), (7, 3)),
    )
    assert run.errors_by_pass("train") == [15, 5]
    assert run.errors_by_pass("test") == [7, 3]
    assert run.metrics("train").examples == 200
    assert run.metrics("test").examples == 100
