import numpy as np
import pytest

from lecun1989.model.reject import CRITERIA, confidence
from lecun1989_lab.studies.reject_curve import (
    measure_refusal,
    rejected_percent,
    rejected_percent_together,
    rejection_curve,
    set_threshold,
)

OUTPUTS = np.full((4, 10), -1.0)
OUTPUTS[0, :2] = 0.9, -0.9
OUTPUTS[1, :2] = 0.8, 0.6
OUTPUTS[2, :2] = 0.2, -0.7
OUTPUTS[3, :2] = 0.1, 0.0


def test_the_three_criteria_of_the_paper() -> None:
    np.testing.assert_allclose(confidence(OUTPUTS, "top"), [0.9, 0.8, 0.2, 0.1])
    np.testing.assert_allclose(confidence(OUTPUTS, "second"), [0.9, -0.6, 0.7, 0])
    np.testing.assert_allclose(confidence(OUTPUTS, "difference"), [1.8, 0.2, 0.9, 0.1])


@pytest.mark.parametrize(
    ("labels", "criterion", "expected"),
    [
        ([0, 0, 0, 0], "top", 0),  # nothing is misread
        ([0, 1, 0, 0], "top", 75),  # the second surest is misread: it and all less sure ones are refused
        ([0, 1, 0, 0], "difference", 50),
        ([0, 1, 0, 0], "second", 25),
        ([1, 0, 0, 0], "top", 100),  # the surest one is misread
    ],
)
def test_the_least_sure_are_refused_until_one_percent_error_is_left(
    labels: list[int], criterion: str, expected: float
) -> None:
    assert rejected_percent(OUTPUTS, np.array(labels), criterion) == pytest.approx(expected)


def test_one_error_in_a_hundred_is_allowed() -> None:
    outputs = np.full((200, 10), -1.0)
    outputs[:, 0] = np.linspace(1, 0, 200)
    labels = np.zeros(200, int)
    labels[[150, 160]] = 1
    assert all(rejected_percent(outputs, labels, criterion) == 0 for criterion in CRITERIA)
    labels[170] = 1
    assert rejected_percent(outputs, labels, "top") == pytest.approx(20)  # 1 error in the surest 160


def test_the_curve_falls_as_doubtful_digits_are_refused() -> None:
    outputs = np.full((200, 10), -1.0)
    outputs[:, 0] = np.linspace(1, 0, 200)
    labels = np.zeros(200, int)
    labels[190:] = 1  # the ten least sure are misread
    curve = rejection_curve(outputs, labels, "top")
    assert len(curve) == 51  # 0, 0.5, ... 25 percent refused
    assert curve[0] == 5
    assert curve[1] == pytest.approx(100 * 9 / 199)
    assert curve[10:] == [0] * 41


def test_a_threshold_keeps_as_many_as_allowed() -> None:
    outputs = np.full((200, 10), -1.0)
    outputs[:, 0] = np.linspace(1, 0, 200)
    labels = np.zeros(200, int)
    labels[[150, 160, 170]] = 1
    threshold = set_threshold(outputs, labels)
    found = measure_refusal(threshold, outputs, labels)
    assert found.examples == 200
    assert (found.rejected_percent, found.error_percent) == pytest.approx((20, 100 / 160))
    lower = threshold - 0.006  # one more is kept, the second misread one
    assert measure_refusal(lower, outputs, labels).error_percent > 1


def test_nothing_is_refused_if_nothing_is_misread() -> None:
    outputs = np.full((5, 10), -1.0)
    outputs[:, 3] = np.linspace(0, 1, 5)
    labels = np.full(5, 3)
    threshold = set_threshold(outputs, labels)
    assert measure_refusal(threshold, outputs, labels).rejected_percent == 0


def test_the_criteria_together_refuse_no_more_than_each_alone() -> None:
    generator = np.random.default_rng(0)
    outputs = generator.normal(-0.5, 0.4, (400, 10))
    labels = generator.integers(0, 10, 400)
    outputs[np.arange(400), labels] += 1.2
    together = rejected_percent_together(outputs, labels)
    assert 0 < together <= min(rejected_percent(outputs, labels, criterion) for criterion in CRITERIA)


def test_the_criteria_together_separate_what_none_separates_alone() -> None:
    outputs = np.full((300, 10), -1.0)
    outputs[:, 0] = 1.0
    outputs[:10, 0], outputs[:10, 1] = 0.2, -1.0  # misread: the top output is low
    outputs[10:20, 0], outputs[10:20, 1] = 2.0, 0.8  # misread: the second is high
    labels = np.zeros(300, int)
    labels[:20] = 5
    assert rejected_percent_together(outputs, labels) < 7.5
    assert min(rejected_percent(outputs, labels, criterion) for criterion in ("top", "second")) > 7.5
