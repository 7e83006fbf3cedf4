from typing import Any

import numpy as np
import pytest

from lecun1989.model.checkpoint import Weights
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.drawn_digits import WAYS, Way, measure_people
from tests.lecun1989.model.test_checkpoint import make_weights
from tests.lecun1989.networks import random_network

SEVEN = [[(0.2, 0.0), (0.8, 0.0), (0.4, 1.0)]]
ONE = [[(0.5, 0.0), (0.5, 1.0)]]


@pytest.fixture(scope="module")
def weights() -> Weights:
    return make_weights(random_network())


@pytest.fixture(scope="module")
def measured(weights: Weights) -> dict[str, Any]:
    digits = [
        PenDigit(f"w{writer}-{number}", 1 if strokes is ONE else 7, strokes)
        for writer in range(4)
        for number, strokes in enumerate((SEVEN, SEVEN, ONE))
    ]
    return measure_people(weights, digits)


def test_every_digit_is_counted_in_every_way(measured: dict[str, Any]) -> None:
    assert (measured["digits"], measured["writers"]) == (12, 4)
    assert list(measured["ways"]) == list(WAYS)
    for way in measured["ways"].values():
        assert list(way["by_class"]) == ["1", "7"]
        ones, sevens = (way["by_class"][label]["accuracy_percent"] for label in "17")
        assert way["accuracy_percent"] == pytest.approx((4 * ones + 8 * sevens) / 12)
        low, high = way["ci95"]
        assert 0 <= low <= way["accuracy_percent"] <= high <= 100


def test_mistakes_and_writers_add_up_to_the_misread_digits(measured: dict[str, Any]) -> None:
    misread = 12 - 12 * measured["ways"]["centred"]["accuracy_percent"] / 100
    assert sum(mistake["times"] for mistake in measured["mistakes"]) == pytest.approx(misread)
    assert sum(writer["misread"] for writer in measured["by_writer"]) == pytest.approx(misread)
    assert all(mistake["label"] != mistake["read"] for mistake in measured["mistakes"])


def test_what_is_drawn_at_random_stays_the_same(weights: Weights, measured: dict[str, Any]) -> None:
    digits = [PenDigit(f"w{writer}-0", 7, SEVEN) for writer in range(3)]
    assert measure_people(weights, digits) == measure_people(weights, digits)


def test_writers_who_differ_widen_the_interval() -> None:
    network = random_network()
    weights = make_weights(network)
    answer = int(measure_people(weights, [PenDigit("w-0", 7, SEVEN)])["mistakes"][0]["read"])
    alike = [PenDigit(f"w{n}-0", answer if n % 2 else 7, SEVEN) for n in range(40)]
    clustered = [PenDigit(f"w{n // 10}-{n}", answer if n // 10 % 2 else 7, SEVEN) for n in range(40)]
    widths = []
    for digits in (alike, clustered):
        low, high = measure_people(weights, digits)["ways"]["centred"]["ci95"]
        widths.append(high - low)
    assert widths[1] > 1.5 * widths[0]


def test_a_dot_is_spilt_beside_the_digit() -> None:
    digit = PenDigit("w-0", 7, SEVEN)
    plain, spoilt = (
        Way("mishap", 100).draw(digit, 1),
        Way("mishap", 100, dots=((9, 9), (270, 9))).draw(digit, 1),
    )
    difference = spoilt - plain
    assert difference.sum() == pytest.approx(np.pi * 25, rel=0.1)
    assert difference[:20, 260:].sum() == difference.sum()
