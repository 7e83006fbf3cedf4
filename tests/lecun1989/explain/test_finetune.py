"""Fine-tuning: what a network learns, what stays the same, and what its card says."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.finetune import MAX_STEPS, SURE, finetune
from lecun1989.trained_network import TrainedNetwork
from tests.lecun1989.explain.readings import NETWORKS, read_seven
from tests.lecun1989.networks import published


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("digit", [1, 4])
def test_a_taught_digit_is_read_and_not_refused(name: str, digit: int) -> None:
    network, images = published(name), read_seven(name).image[None]
    before = network.parameters.flat.copy()
    tuned = finetune(network, images, np.array([digit]))
    outputs = tuned.network(images)
    assert outputs.argmax() == digit
    assert not tuned.network.refuses(outputs).any()
    assert 0 < tuned.steps < MAX_STEPS
    assert 0 < tuned.moved < 0.5
    np.testing.assert_array_equal(network.parameters.flat, before)
    assert tuned.network.architecture == network.architecture


def test_a_digit_that_is_already_read_changes_nothing() -> None:
    network = published("reader")
    tuned = finetune(network, read_seven("reader").image[None], np.array([7]))
    assert (tuned.steps, tuned.moved) == (0, 0.0)
    np.testing.assert_array_equal(tuned.network.parameters.flat, network.parameters.flat)


def test_contradictory_labels_stop_after_the_maximum_of_steps() -> None:
    images = np.stack([read_seven("reader").image] * 2)
    tuned = finetune(published("reader"), images, np.array([1, 4]))
    assert tuned.steps == MAX_STEPS
    assert tuned.network.card.metrics["train"].misses == 1
    assert np.isfinite(tuned.network.parameters.flat).all()


def test_all_steps_have_the_same_length() -> None:
    network = published("reader")
    start = network.parameters.flat
    tuned = finetune(network, read_seven("reader").image[None], np.array([2]))
    distance = np.linalg.norm(tuned.network.parameters.flat - start)
    assert distance == pytest.approx(tuned.moved * np.linalg.norm(start), rel=1e-5)
    assert 0.5 * 0.02 * tuned.steps < distance <= 0.02 * tuned.steps + 1e-5


def test_the_file_lists_the_taught_digits_and_has_no_test_metrics() -> None:
    network = published("zip-1989")
    tuned = finetune(network, read_seven("zip-1989").image[None], np.array([4])).network
    restored = TrainedNetwork.from_json(tuned.to_json(), "taught")
    np.testing.assert_array_equal(restored.parameters.flat, tuned.parameters.flat)
    card = restored.card
    assert card.name == "zip-1989-taught"
    assert card.provenance["taught"]["network"] == "zip-1989"
    assert card.provenance["taught"]["digits"] == [4]
    assert card.provenance["dataset"] == network.card.provenance["dataset"]
    assert card.metrics.keys() == {"train"}
    assert (card.metrics["train"].examples, card.metrics["train"].misses) == (1, 0)


@pytest.mark.parametrize(
    ("images", "labels", "message"),
    [
        (np.zeros((0, 16, 16), np.float32), [], "for 0 labels"),
        (np.zeros((1, 16, 15), np.float32), [1], r"shape \(1, 16, 15\)"),
        (np.zeros((2, 16, 16), np.float32), [1], "for 1 labels"),
        (np.full((1, 16, 16), np.nan, np.float32), [1], "range from nan"),
        (np.zeros((1, 16, 16), np.float32), [10], "give digits from 0 to 9"),
        (np.zeros((1, 16, 16), np.float32), [-1], "give digits from 0 to 9"),
    ],
)
def test_wrong_sizes_and_labels_are_refused(images: np.ndarray, labels: list[int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        finetune(published("reader"), images, np.array(labels, np.int64))


def test_it_stops_as_soon_as_the_network_is_sure() -> None:
    images = read_seven("reader").image[None]
    outputs = finetune(published("reader"), images, np.array([4])).network(images)
    assert SURE <= outputs[0, 4] < 0.9
