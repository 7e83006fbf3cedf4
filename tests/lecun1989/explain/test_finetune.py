"""Teaching a trained network: what it learns, what it leaves alone, and what it says of itself."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.finetune import MOST_STEPS, SURE, teach
from lecun1989.ink.strokes import draw
from lecun1989.model.checkpoint import Weights, read_weights, write_weights
from lecun1989.preprocess.normalization import normalise
from tests.paths import ROOT

NETWORKS = ("reader", "zip-1989", "mnist-2022")


def network(name: str) -> Weights:
    path = ROOT / "weights" / f"{name}.json"
    return read_weights(path.read_text("utf-8"), path.name)


def seven(weights: Weights) -> np.ndarray:
    image = normalise(draw([[(0.2, 0.1), (0.8, 0.1), (0.4, 0.9)]]), weights.normalisation)
    assert image is not None
    return image


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("digit", [1, 4])
def test_what_is_taught_is_read_and_not_refused(name: str, digit: int) -> None:
    weights = network(name)
    before = weights.network.theta.flat.copy()
    images = seven(weights)[None]
    taught = teach(weights, images, np.array([digit]))
    outputs = taught.weights.network.outputs(images)
    assert outputs.argmax() == digit
    assert not taught.weights.refuses(outputs).any()
    assert 0 < taught.steps < MOST_STEPS
    assert 0 < taught.moved < 0.5
    assert np.array_equal(weights.network.theta.flat, before)
    assert np.array_equal(taught.weights.network.theta.connections, weights.network.theta.connections)


def test_what_is_read_already_changes_nothing() -> None:
    weights = network("reader")
    taught = teach(weights, seven(weights)[None], np.array([7]))
    assert (taught.steps, taught.moved) == (0, 0.0)
    assert np.array_equal(taught.weights.network.theta.flat, weights.network.theta.flat)


def test_contradictions_end_after_the_most_steps() -> None:
    weights = network("reader")
    images = np.stack([seven(weights)] * 2)
    taught = teach(weights, images, np.array([1, 4]))
    assert taught.steps == MOST_STEPS
    assert taught.weights.metrics["train"]["misses"] == 1
    assert np.isfinite(taught.weights.network.theta.flat).all()


def test_the_file_says_what_was_taught_and_claims_no_test() -> None:
    weights = network("zip-1989")
    taught = teach(weights, seven(weights)[None], np.array([4])).weights
    restored = read_weights(write_weights(taught), "taught")
    assert np.array_equal(restored.network.theta.flat, taught.network.theta.flat)
    assert restored.name == "zip-1989-taught"
    assert restored.provenance["taught"]["network"] == "zip-1989"
    assert restored.provenance["taught"]["digits"] == [4]
    assert restored.provenance["dataset"] == weights.provenance["dataset"]
    assert restored.metrics.keys() == {"train"}
    assert restored.metrics["train"]["examples"] == 1
    assert restored.metrics["train"]["misses"] == 0


@pytest.mark.parametrize(
    ("images", "digits"),
    [
        (np.zeros((0, 16, 16), np.float32), []),
        (np.zeros((1, 16, 15), np.float32), [1]),
        (np.zeros((2, 16, 16), np.float32), [1]),
        (np.full((1, 16, 16), np.nan, np.float32), [1]),
        (np.zeros((1, 16, 16), np.float32), [10]),
        (np.zeros((1, 16, 16), np.float32), [-1]),
    ],
)
def test_nonsense_is_refused(images: np.ndarray, digits: list[int]) -> None:
    with pytest.raises(InputError, match="teach: "):
        teach(network("reader"), images, np.array(digits, np.int64))


def test_it_stops_as_soon_as_it_is_sure() -> None:
    weights = network("reader")
    images = seven(weights)[None]
    outputs = teach(weights, images, np.array([4])).weights.network.outputs(images)
    assert SURE <= outputs[0, 4] < 0.9
