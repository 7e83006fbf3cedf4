import numpy as np
import pytest

from lecun1989.results.recorded_digits import DrawnDigits
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.drawn_digits import WAYS, Way, measure_drawn_digits
from tests.lecun1989.networks import random_network, trained

SEVEN = [[(0.2, 0.0), (0.8, 0.0), (0.4, 1.0)]]
ONE = [[(0.5, 0.0), (0.5, 1.0)]]


@pytest.fixture(scope="module")
def network() -> TrainedNetwork:
    return trained(random_network())


@pytest.fixture(scope="module")
def measured(network: TrainedNetwork) -> DrawnDigits:
    return measure_drawn_digits(network, digits(), "strokes.jsonl")


def digits() -> list[PenDigit]:
    """Four writers, each with two sevens and a one."""
    return [
        PenDigit(f"w{writer}-{number}", 1 if strokes is ONE else 7, strokes)
        for writer in range(4)
        for number, strokes in enumerate((SEVEN, SEVEN, ONE))
    ]


def test_every_digit_is_counted_in_every_way(measured: DrawnDigits) -> None:
    assert (measured.digits, measured.writers, measured.strokes) == (12, 4, "strokes.jsonl")
    assert list(measured.conditions) == list(WAYS)
    for name, condition in measured.conditions.items():
        assert condition.aspect == WAYS[name].aspect
        assert list(condition.by_class) == ["1", "7"]
        ones, sevens = (condition.by_class[label].percent for label in "17")
        assert condition.percent == pytest.approx((4 * ones + 8 * sevens) / 12)
        low, high = condition.ci95
        assert 0 <= low <= condition.percent <= high <= 100


def test_mistakes_and_writers_add_up_to_the_misread_digits(measured: DrawnDigits) -> None:
    misread = 12 - 12 * measured.conditions["centred"].percent / 100
    assert sum(mistake.times for mistake in measured.mistakes) == pytest.approx(misread)
    assert sum(writer.misread for writer in measured.by_writer) == pytest.approx(misread)
    assert all(mistake.label != mistake.read for mistake in measured.mistakes)


def test_random_choices_are_the_same_each_time(network: TrainedNetwork, measured: DrawnDigits) -> None:
    assert measure_drawn_digits(network, digits(), "strokes.jsonl") == measured


def test_writers_who_differ_widen_the_interval(network: TrainedNetwork) -> None:
    answer = measure_drawn_digits(network, [PenDigit("w-0", 7, SEVEN)], "").mistakes[0].read
    alike = [PenDigit(f"w{n}-0", answer if n % 2 else 7, SEVEN) for n in range(40)]
    clustered = [PenDigit(f"w{n // 10}-{n}", answer if n // 10 % 2 else 7, SEVEN) for n in range(40)]
    widths = []
    for written in (alike, clustered):
        low, high = measure_drawn_digits(network, written, "").conditions["centred"].ci95
        widths.append(high - low)
    assert widths[1] > 1.5 * widths[0]


def test_a_dot_is_drawn_next_to_the_digit() -> None:
    digit = PenDigit("w-0", 7, SEVEN)
    plain, spoilt = (
        Way("mishap", 100).draw(digit, 1),
        Way("mishap", 100, dots=((9, 9), (270, 9))).draw(digit, 1),
    )
    difference = spoilt - plain
    assert difference.sum() == pytest.approx(np.pi * 25, rel=0.1)
    assert difference[:20, 260:].sum() == difference.sum()
