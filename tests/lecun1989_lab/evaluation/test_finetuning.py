"""The measurement of fine-tuning, on drawings of which a network misreads some."""

import numpy as np

from lecun1989.results.recorded_digits import FineTunedHalf
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.finetuning import measure_fine_tuning
from tests.lecun1989.networks import published

SEVEN = [[(0.2, 0.1), (0.8, 0.1), (0.4, 0.9)]]
ONE = [[(0.5, 0.0), (0.5, 1.0)]]


def digits(label: int) -> list[PenDigit]:
    """Two writers, each with a one and a seven that has the given label."""
    return [
        PenDigit(f"{writer}-{number}", what, strokes)
        for writer in ("a", "b")
        for number, (what, strokes) in enumerate([(label, SEVEN), (1, ONE)])
    ]


def test_taught_and_learned_digits_are_counted() -> None:
    found = measure_fine_tuning(published("reader"), digits(4), "strokes.jsonl")
    assert (found.weights, found.strokes) == ("reader", "strokes.jsonl")
    for half in (found.development, found.report):
        assert (half.digits, half.taught) == (2, 1)
        assert half.learned_percent == 100
        assert half.same
        assert half.same.before == 100
        assert half.steps
        assert half.steps.most > 0
        assert half.others
        assert np.isnan(half.others.before)  # each half has only one writer


def test_nothing_is_measured_if_nothing_is_misread() -> None:
    found = measure_fine_tuning(published("reader"), digits(7), "strokes.jsonl")
    assert found.development == found.report == FineTunedHalf(2, 0, None, None, None, None)
