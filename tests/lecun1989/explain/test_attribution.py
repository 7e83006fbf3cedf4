"""Attribution: the shares add up in every layer."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.attribution import attribute
from lecun1989.preprocess.normalization import blank
from tests.lecun1989.explain.readings import NETWORKS, read_noise
from tests.lecun1989.networks import published, random_images, random_network, trained

SIZES = {"input": (1, 256), "h1": (12, 64), "h2": (12, 16), "h3": (1, 30)}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("output", [0, 7])
def test_every_layer_adds_up_to_the_output(name: str, output: int) -> None:
    reading = read_noise(name)
    found = attribute(reading, output)
    assert found.total == pytest.approx(reading.activations.output_sum[0, output], abs=1e-4)
    baseline = published(name).activations(blank()).output_sum[0, output]
    assert found.baseline == pytest.approx(baseline, abs=1e-4)
    for layer, shape in SIZES.items():
        shares = found.layers[layer]
        assert shares.shape == shape
        assert shares.sum() == pytest.approx(found.total - found.baseline, abs=1e-9)


@pytest.mark.parametrize("name", NETWORKS)
def test_only_ink_has_a_share(name: str) -> None:
    image = blank()
    image[4:9, 7] = 0.5
    shares = attribute(published(name).read_image(image), 3).layers["input"].reshape(16, 16)
    inked = image > -1
    assert (shares[~inked] == 0).all()
    assert (shares[inked] != 0).any()
    nothing = attribute(published(name).read_image(blank()), 3)
    assert all((each == 0).all() for each in nothing.layers.values())


@pytest.mark.parametrize(("activation", "output"), [("relu", "softmax"), ("tanh", "tanh")])
def test_in_a_linear_range_it_is_gradient_times_difference(activation: str, output: str) -> None:
    # A faint picture keeps every unit in the same linear range, exactly (relu) or nearly (tanh).
    network = trained(random_network(activation, output, np.float64))
    image = blank().astype(np.float64)
    image[6:10, 6:10] += 1e-4 * random_images(1, np.float64)[0][6:10, 6:10] + 1e-4
    shares = attribute(network.read_image(image), 2).layers["input"].reshape(16, 16)
    for row, column in ((6, 6), (8, 9), (7, 7)):
        alone = blank().astype(np.float64)
        alone[row, column] = image[row, column]
        sums = network.activations(np.stack([alone, blank()])).output_sum[:, 2]
        assert shares[row, column] == pytest.approx(sums[0] - sums[1], rel=1e-3)


def test_no_such_output() -> None:
    with pytest.raises(InputError, match="there is no output 10; give 0 to 9"):
        attribute(read_noise("reader"), 10)
