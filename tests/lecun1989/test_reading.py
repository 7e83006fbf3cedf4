"""The contents of a reading, and that it is computed once."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from lecun1989.model.metrics import Refusal
from lecun1989.model.network import ForwardPass, Network
from lecun1989.model.reject import RejectOption
from lecun1989.trained_network import TrainedNetwork
from tests.lecun1989.explain.readings import read_seven
from tests.lecun1989.networks import random_images, random_network, trained


def refusing_below(threshold: float) -> TrainedNetwork:
    measured = Refusal(examples=1, rejected_percent=0.0, error_percent=0.0)
    return trained(random_network(), reject=RejectOption("difference", threshold, measured, measured))


def test_a_reading_has_the_networks_answer() -> None:
    image = random_images(1)[0]
    reading = trained(random_network()).read_image(image)
    expected = random_network()(image)
    np.testing.assert_array_equal(reading.outputs, expected)
    np.testing.assert_allclose(reading.scores, np.clip((expected + 1) / 2, 0, 1), atol=1e-7)
    second, top = np.sort(expected)[-2:]
    assert reading.digit == expected.argmax()
    assert reading.runner_up == expected.argsort()[-2]
    assert reading.margin == pytest.approx(top - second)
    assert reading.rejected is False
    np.testing.assert_array_equal(reading.image, image)
    with pytest.raises(FrozenInstanceError):
        reading.digit = 3  # type: ignore[misc]


def test_a_reading_prints_its_answer() -> None:
    assert repr(read_seven("reader")) == "Reading(digit=7, rejected=False, margin=1.00)"


def test_softmax_scores_are_its_probabilities() -> None:
    reading = trained(random_network("relu", "softmax")).read_image(random_images(1)[0])
    np.testing.assert_array_equal(reading.scores, reading.outputs)
    assert reading.scores.sum() == pytest.approx(1, abs=1e-5)


def test_a_reading_takes_one_forward_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    forward = Network.forward

    def spy(self: Network, layers: ForwardPass) -> None:
        passes.append(layers.n)
        forward(self, layers)

    monkeypatch.setattr(Network, "forward", spy)
    reading = trained(random_network()).read_image(random_images(1)[0])
    assert (reading.digit, reading.margin, reading.scores.shape) == (reading.digit, reading.margin, (10,))
    assert reading.activations.h1.shape == (1, 12, 8, 8)
    assert passes == [1]


def test_a_blank_drawing_has_no_digit() -> None:
    reading = trained(random_network()).read_ink(np.zeros((280, 280), np.float32))
    assert reading.digit is None
    assert reading.rejected is True
    assert (reading.image == -1).all()


def test_a_doubtful_digit_is_refused_with_a_guess() -> None:
    image = random_images(1)[0]
    outputs = random_network()(image)
    second, top = np.sort(outputs)[-2:]
    margin = float(top - second)
    for threshold, rejected in (
        (margin, False),
        (float(np.nextafter(np.float32(margin), np.float32(9))), True),
    ):
        reading = refusing_below(threshold).read_image(image)
        assert reading.rejected is rejected
        assert reading.digit == outputs.argmax()
