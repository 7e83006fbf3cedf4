"""The example on the wide pad."""

import re
from dataclasses import replace

import numpy as np

from lecun1989.model.metrics import Refusal
from lecun1989.model.reject import RejectOption
from lecun1989.trained_network import TrainedNetwork
from lecun1989_site.page.zip_example import DIGITS, PAD_HEIGHT, PAD_WIDTH, PEN, make_code_example
from tests.lecun1989.networks import published

CODE = "".join(map(str, DIGITS))


def test_it_is_read_digit_by_digit() -> None:
    network = published("reader")
    example = make_code_example(network)
    assert example.code == CODE
    assert [digit.reading for digit in example.digits] == list(CODE)
    for digit in example.digits:
        reading = network.read_image(digit.image)
        assert digit.note == f"{100 * reading.scores.max():.0f}%"


def test_its_strokes_are_those_that_are_drawn() -> None:
    network = published("reader")
    example = make_code_example(network)
    paths = [
        np.array([point.split(",") for point in re.split(" L", stroke)], np.float64)
        for stroke in re.split(" ?M", example.path)[1:]
    ]
    assert network.read_strokes(paths, PEN).code == CODE
    points = np.concatenate(paths)
    assert (points > PEN).all()
    assert (points < (PAD_WIDTH - PEN, PAD_HEIGHT - PEN)).all()


def test_a_rejected_digit_is_shown_as_a_question_mark() -> None:
    network, unknown = published("reader"), Refusal(0, 0.0, 0.0)
    always = RejectOption("top", 2.0, unknown, unknown)  # no output is so high
    example = make_code_example(TrainedNetwork(network, replace(network.card, reject=always)))
    assert example.code == "?" * len(DIGITS)
    assert [(digit.reading, digit.note) for digit in example.digits] == [
        ("?", f"perhaps {digit}") for digit in DIGITS
    ]
