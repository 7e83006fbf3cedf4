import json
from dataclasses import replace

import numpy as np
import pytest

from lecun1989 import session as browser
from lecun1989.errors import InputError
from lecun1989.explain.perturb import NEUTRAL
from lecun1989.ink.strokes import draw
from lecun1989.model.checkpoint import write_weights
from lecun1989.model.reject import RejectOption
from lecun1989.preprocess.normalization import normalise
from tests.lecun1989.model.random_networks import random_images, random_network
from tests.lecun1989.model.test_checkpoint import make_weights


@pytest.fixture(autouse=True)
def loaded() -> None:
    browser.load("tanh", write_weights(make_weights(random_network())))
    browser.load("softmax", write_weights(make_weights(random_network("relu", "softmax"))))


def test_predict_answers_with_the_networks_outputs() -> None:
    image = random_images(1)[0]
    reading = json.loads(browser.predict("tanh", image.tobytes()))
    expected = random_network().outputs(image)
    np.testing.assert_array_equal(np.array(reading["outputs"], np.float32), expected)
    np.testing.assert_allclose(reading["scores"], np.clip((expected + 1) / 2, 0, 1), atol=1e-7)
    assert reading["digit"] == expected.argmax()
    assert reading["rejected"] is False
    np.testing.assert_array_equal(np.array(reading["input"], np.float32), image.ravel())


def test_softmax_scores_are_its_probabilities() -> None:
    reading = json.loads(browser.predict("softmax", random_images(1)[0].tobytes()))
    assert reading["scores"] == reading["outputs"]
    assert sum(reading["scores"]) == pytest.approx(1, abs=1e-5)


def test_read_normalises_first() -> None:
    ink = draw([[(0, 0), (1, 0), (0.5, 1)]])
    rgba = np.dstack([np.zeros((280, 280, 3)), ink * 255]).round().astype(np.uint8)
    reading = json.loads(browser.read("tanh", rgba.tobytes(), 280, 280))
    expected = normalise(rgba[..., 3].astype(np.float32) / np.float32(255), "zip")
    assert expected is not None
    np.testing.assert_allclose(reading["input"], expected.ravel(), atol=1e-6)


def test_a_blank_pad_is_not_read() -> None:
    reading = json.loads(browser.read("tanh", bytes(280 * 280 * 4), 280, 280))
    assert reading["digit"] is None
    assert reading["rejected"] is True
    assert reading["scores"] == [0] * 10
    assert reading["input"] == [-1] * 256


def test_a_doubtful_digit_is_refused_with_a_guess() -> None:
    image = random_images(1)[0]
    outputs = random_network().outputs(image)
    second, top = np.sort(outputs)[-2:]
    gap = float(top - second)
    for threshold, rejected in ((gap, False), (np.nextafter(np.float32(gap), np.float32(9)), True)):
        option = RejectOption("difference", float(threshold), {"held_out": {}, "test": {}})
        weights = replace(make_weights(random_network()), reject=option)
        reading = browser.answer(weights, image)
        assert reading["rejected"] is rejected
        assert reading["digit"] == outputs.argmax()


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError, match="got 3 values; give 256"):
        browser.predict("tanh", np.zeros(3, np.float32).tobytes())
    with pytest.raises(InputError, match="finite"):
        browser.predict("tanh", np.full(256, np.nan, np.float32).tobytes())
    with pytest.raises(InputError, match="a picture of 10x10 has 400"):
        browser.read("tanh", bytes(4), 10, 10)
    with pytest.raises(InputError, match="no network named 'lenet'"):
        browser.predict("lenet", np.zeros(256, np.float32).tobytes())
    with pytest.raises(InputError, match=r"^bad.json: not whole JSON"):
        browser.load("bad", "{")


@pytest.mark.parametrize("name", ["tanh", "softmax"])
def test_why_adds_up(name: str) -> None:
    found = json.loads(browser.why(name, random_images(1)[0].tobytes(), 4))
    for layer in found["layers"].values():
        assert np.sum(layer["levels"]) * float(layer["scale"]) / 100 == pytest.approx(
            found["total"] - found["paper"], abs=0.02 * np.size(layer["levels"])
        )


def test_occlusion_shares_one_scale() -> None:
    found = json.loads(browser.occlude("tanh", random_images(1)[0].tobytes()))
    assert np.shape(found["levels"]) == (2, 256)
    assert np.abs(found["levels"]).max() == 100


def test_change_goes_on_where_it_was() -> None:
    image = random_images(1)[0].tobytes()
    first = json.loads(browser.change("tanh", image, 3, 0))
    assert len(first["nearest"]["values"]) == 256
    if first["nearest"]["lead"] <= 0:
        second = json.loads(browser.change("tanh", image, 3, first["next"]))
        assert second["left"] in (0, first["left"] - first["next"])
    with pytest.raises(InputError, match="change: there is no digit 10"):
        browser.change("tanh", image, 10, 0)


def test_a_distorted_image_is_read_as_predict_reads_it() -> None:
    image, neutral = random_images(1)[0], np.array(NEUTRAL, np.float32)
    moved = neutral.copy()
    moved[0] = 2
    answer = json.loads(browser.distort("tanh", image.tobytes(), moved.tobytes()))
    again = browser.predict("tanh", np.array(answer["input"], np.float32).tobytes())
    assert json.loads(again)["outputs"] == pytest.approx(answer["outputs"], abs=1e-6)
    curves = json.loads(browser.curves("tanh", image.tobytes(), neutral.tobytes()))
    at = 16  # of 25 steps from -6 to 6: 2
    assert curves["right"]["scores"][at] == pytest.approx(answer["scores"], abs=1e-3)
    assert curves["right"]["digits"][at] == answer["digit"]
    assert set(curves) == {"right", "down", "turn", "size", "pen", "noise"}
    with pytest.raises(InputError, match="distort: size is 0"):
        browser.distort("tanh", image.tobytes(), bytes(24))
