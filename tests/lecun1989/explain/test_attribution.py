"""Why this answer: contributions that add up in every layer, and what covering a spot does."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.attribution import PATCH, contributions, occlude
from lecun1989.model.architecture import Activation, Output
from lecun1989.model.network import Network
from lecun1989.preprocess.normalization import blank
from tests.lecun1989.explain.test_finetune import network
from tests.lecun1989.model.random_networks import random_images, random_network

SIZES = {"input": (1, 256), "h1": (12, 64), "h2": (12, 16), "h3": (1, 30)}


@pytest.fixture(scope="module", params=["reader", "zip-1989", "mnist-2022"])
def read(request: pytest.FixtureRequest) -> Network:
    return network(request.param).network


@pytest.mark.parametrize("output", [0, 7])
def test_every_layer_adds_up_to_the_output(read: Network, output: int) -> None:
    image = random_images(1)[0]
    found = contributions(read, image, output)
    assert found.total == pytest.approx(read.layers(image).output_sum[0, output], abs=1e-4)
    assert found.paper == pytest.approx(read.layers(blank()).output_sum[0, output], abs=1e-4)
    for layer, shape in SIZES.items():
        shares = found.layers[layer]
        assert shares.shape == shape
        assert shares.sum() == pytest.approx(found.total - found.paper, abs=1e-9)


def test_only_ink_contributes(read: Network) -> None:
    image = blank()
    image[4:9, 7] = 0.5
    shares = contributions(read, image, 3).layers["input"].reshape(16, 16)
    inked = image > -1
    assert (shares[~inked] == 0).all()
    assert (shares[inked] != 0).any()
    assert all((each == 0).all() for each in contributions(read, blank(), 3).layers.values())


@pytest.mark.parametrize(("activation", "output"), [("relu", "softmax"), ("tanh", "tanh")])
def test_in_a_linear_stretch_it_is_gradient_times_difference(activation: Activation, output: Output) -> None:
    # A faint picture leaves every unit on the same straight piece (relu), or nearly so (tanh).
    reader = random_network(activation, output, np.float64)
    image = blank().astype(np.float64)
    image[6:10, 6:10] += 1e-4 * random_images(1, np.float64)[0][6:10, 6:10]
    shares = contributions(reader, image, 2).layers["input"].reshape(16, 16)
    for row, column in ((6, 6), (8, 9), (7, 7)):
        alone = blank().astype(np.float64)
        alone[row, column] = image[row, column]
        rise = reader.layers(alone).output_sum[0, 2] - reader.layers(blank()).output_sum[0, 2]
        assert shares[row, column] == pytest.approx(rise, rel=1e-3)


def test_no_such_output(read: Network) -> None:
    with pytest.raises(InputError, match="there is no output 10; give 0 to 9"):
        contributions(read, blank(), 10)


def test_covering_a_spot_is_what_it_says(read: Network) -> None:
    image = random_images(1)[0]
    found = occlude(read, image)
    sums = read.layers(image).output_sum[0]
    answer = int(sums.argmax())
    for how, value in (("paper", -1), ("ink", 1)):
        assert found[how].shape == (16, 16)
        for row, column in ((0, 0), (8, 5), (15, 9)):
            covered = image.copy()
            reach = PATCH // 2
            covered[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1] = (
                value
            )
            after = read.layers(covered).output_sum[0]
            lead = after[answer] - np.delete(after, answer).max()
            before = sums[answer] - np.delete(sums, answer).max()
            assert found[how][row, column] == pytest.approx(lead - before, abs=1e-4)


def test_covering_paper_with_paper_changes_nothing(read: Network) -> None:
    assert np.abs(occlude(read, blank())["paper"]).max() < 1e-5  # a batch adds up in another order
