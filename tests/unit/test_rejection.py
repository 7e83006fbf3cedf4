import numpy as np
import pytest

from lecun1989_lab.rejection import CRITERIA, confidence, rejected_percent

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
        ([0, 1, 0, 0], "top", 75),  # the second surest is misread: it and all less sure ones go
        ([0, 1, 0, 0], "difference", 50),
        ([0, 1, 0, 0], "second", 25),
        ([1, 0, 0, 0], "top", 100),  # the surest of all is misread
    ],
)
def test_the_least_sure_are_refused_until_one_percent_is_left(
    labels: list[int], criterion: str, expected: float
) -> None:
    assert rejected_percent(OUTPUTS, np.array(labels), criterion) == pytest.approx(expected)


def test_one_error_in_a_hundred_may_stay() -> None:
    outputs = np.full((200, 10), -1.0)
    outputs[:, 0] = np.linspace(1, 0, 200)
    labels = np.zeros(200, int)
    labels[[150, 160]] = 1
    assert all(rejected_percent(outputs, labels, criterion) == 0 for criterion in CRITERIA)
    labels[170] = 1
    assert rejected_percent(outputs, labels, "top") == pytest.approx(20)  # 1 error in the surest 160
