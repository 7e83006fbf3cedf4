import pytest

from lecun1989_lab.studies.significance import interval, mcnemar


def test_means_and_intervals_are_students() -> None:
    found = interval([4.0, 5.0, 6.0])
    assert found["mean"] == 5
    assert found["sd"] == 1
    assert found["ci95"] == pytest.approx([5 - 2.4841, 5 + 2.4841], abs=1e-3)


def test_one_run_has_no_interval() -> None:
    assert interval([4.0]) == {"mean": 4, "sd": None, "ci95": None}


@pytest.mark.parametrize(
    ("only_a", "only_b", "p"),
    [(0, 0, 1), (3, 3, 1), (0, 5, 2 / 32), (1, 9, 22 / 1024), (9, 1, 22 / 1024)],
)
def test_mcnemars_test_counts_coins(only_a: int, only_b: int, p: float) -> None:
    assert mcnemar(only_a, only_b) == pytest.approx(p)
