"""The misread digits of a data set."""

from dataclasses import replace

import numpy as np
import pytest

from lecun1989.model.metrics import Refusal
from lecun1989.model.reject import RejectOption
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets import Split
from lecun1989_lab.evaluation.misread import find_misread
from tests.lecun1989.networks import random_images, random_network, trained


def test_only_the_misread_digits_are_found() -> None:
    network = trained(random_network())
    images = random_images(40)
    outputs = network(images)
    labels = outputs.argmax(axis=1)
    wrong = [3, 17, 39]
    labels[wrong] = (labels[wrong] + 1) % 10
    found = find_misread(network, Split(images, labels))
    assert [each.index for each in found] == wrong
    for each in found:
        second, top = np.sort(outputs[each.index])[-2:]
        assert each.digit == labels[each.index] == (each.answer + 1) % 10
        assert each.confidence == pytest.approx(top - second, abs=1e-6)
        assert each.image.tobytes() == images[each.index].tobytes()
        assert each.rejected is False
    least, _, most = sorted(each.confidence for each in found)
    unknown = Refusal(0, 0.0, 0.0)
    option = RejectOption("difference", (least + most) / 2, unknown, unknown)
    refusing = TrainedNetwork(network, replace(network.card, reject=option))
    for before, after in zip(found, find_misread(refusing, Split(images, labels)), strict=True):
        assert after.rejected is (before.confidence < (least + most) / 2)
